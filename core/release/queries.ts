import { say } from '../../contract/sentences'
import type { ReadableDb, WritableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'

interface ReleaseRow {
  readonly id: string
  readonly project_id: string
  readonly study_id: string
  readonly report_id: string
  readonly report_sha256: string
  readonly arm: string
  readonly name: string
  readonly model_id: string
  readonly model_sha256: string
  readonly adapter_id: string | null
  readonly adapter_sha256: string | null
  readonly confidential: number
  readonly criteria: string
  readonly expires_at: string
  readonly created_at: string
  readonly created_by: string
  readonly withdrawn_at: string | null
  readonly withdrawn_by: string | null
  readonly withdrawn_reason: string | null
}

/** With the names that its page shows. */
export interface NamedRelease extends ReleaseRow {
  readonly study_name: string
  readonly study_version: number
  readonly study_sha256: string | null
  readonly arm_name: string
  readonly model_name: string
  readonly adapter_name: string | null
}

export interface SignatureRow {
  readonly release_id: string
  readonly person_id: string
  readonly person_name: string
  readonly role: string
  readonly meaning: string
  readonly at: string
  readonly zone: string
  readonly release_sha256: string
  readonly signature: Buffer
}

export interface ReportRow {
  readonly id: string
  readonly study_id: string
  readonly sha256: string
  readonly data: string
  readonly made_at: string
  readonly made_by: string
}

const named = `SELECT r.*, s.name AS study_name, s.version AS study_version, s.sha256 AS study_sha256,
    a.name AS arm_name, m.name AS model_name, d.name AS adapter_name
  FROM release r JOIN study s ON s.id = r.study_id
    JOIN study_arm a ON a.study_id = r.study_id AND a.arm = r.arm
    JOIN model m ON m.id = r.model_id LEFT JOIN adapter d ON d.id = r.adapter_id`

export function insertRelease(
  db: WritableDb,
  row: Omit<ReleaseRow, 'withdrawn_at' | 'withdrawn_by' | 'withdrawn_reason'>,
): void {
  db.run(
    `INSERT INTO release (id, project_id, study_id, report_id, report_sha256, arm, name, model_id,
       model_sha256, adapter_id, adapter_sha256, confidential, criteria, expires_at, created_at, created_by)
     VALUES (:id, :project_id, :study_id, :report_id, :report_sha256, :arm, :name, :model_id,
       :model_sha256, :adapter_id, :adapter_sha256, :confidential, :criteria, :expires_at, :created_at,
       :created_by)`,
    row,
  )
}

/** Newest first. */
export function projectReleases(db: ReadableDb, projectId: string): NamedRelease[] {
  return db.all(`${named} WHERE r.project_id = ? ORDER BY r.created_at DESC, r.id DESC`, projectId)
}

/** @throws Refusal `no-release` */
export function releaseRow(db: ReadableDb, id: string): NamedRelease {
  const row = db.one<NamedRelease>(`${named} WHERE r.id = ?`, id)
  if (!row) throw new Refusal('no-release', say('no-release'))
  return row
}

/** Newest first, withdrawn and expired ones too. */
export function releasesOf(
  db: ReadableDb,
  subject: {
    readonly projectId: string
    readonly modelId: string
    readonly adapterId: string | null
  },
): NamedRelease[] {
  return db.all(
    `${named} WHERE r.model_id = :modelId AND r.adapter_id IS :adapterId AND r.project_id = :projectId
     ORDER BY r.created_at DESC, r.id DESC`,
    subject,
  )
}

export function setWithdrawn(
  db: WritableDb,
  id: string,
  withdrawal: { readonly at: string; readonly by: string; readonly reason: string },
): void {
  db.run(
    'UPDATE release SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = :reason WHERE id = :id',
    { ...withdrawal, id },
  )
}

export function insertSignature(db: WritableDb, row: SignatureRow): void {
  db.run(
    `INSERT INTO signature (release_id, person_id, person_name, role, meaning, at, zone, release_sha256, signature)
     VALUES (:release_id, :person_id, :person_name, :role, :meaning, :at, :zone, :release_sha256, :signature)`,
    row,
  )
}

export function signaturesOf(db: ReadableDb, releaseId: string): SignatureRow[] {
  return db.all('SELECT * FROM signature WHERE release_id = ? ORDER BY at, person_id', releaseId)
}

export function reportRow(db: ReadableDb, id: string): ReportRow | undefined {
  return db.one('SELECT * FROM study_report WHERE id = ?', id)
}

/** The newest report, made after the study was closed and after the last thing that changes its figures. */
export function finalReport(db: ReadableDb, studyId: string): ReportRow | undefined {
  return db.one(
    `SELECT p.* FROM study_report p JOIN study s ON s.id = p.study_id
     WHERE p.study_id = ? AND s.state = 'closed' AND p.made_at >= s.closed_at
       AND p.made_at >= coalesce((SELECT max(at) FROM adjudication WHERE study_id = s.id), '')
       AND p.made_at >= coalesce((SELECT max(merged_at) FROM study_packet WHERE study_id = s.id), '')
       AND p.made_at >= coalesce((SELECT max(c.decided_at) FROM packet_conflict c
         JOIN study_packet k ON k.id = c.packet_id WHERE k.study_id = s.id), '')
     ORDER BY p.made_at DESC, p.id DESC LIMIT 1`,
    studyId,
  )
}

/** Answers given under a release, and how many of them somebody called wrong. */
export function answerCounts(
  db: ReadableDb,
  releaseId: string,
): { answers: number; complaints: number } {
  return db.one(
    `SELECT count(*) AS answers, coalesce(sum(complaint IS NOT NULL), 0) AS complaints
     FROM answer WHERE release_id = ?`,
    releaseId,
  ) as { answers: number; complaints: number }
}
