import type { TaskId } from '../../../contract/tasks'
import type { ReadableDb, WritableDb } from '../../database/types'

export interface CaseRow {
  readonly case_no: number
  readonly item: number
  readonly arm: string | null
  readonly kind: 'answer' | 'planted' | 'repeat'
  readonly repeats: number | null
  readonly ordinal: number
  readonly note_id: number
  readonly task: TaskId | null
  readonly stratum: string
  readonly settled: number | null
  readonly settled_errors: string | null
  readonly settled_harm: string | null
  readonly judge: number | null
}

export interface RatingRow {
  readonly case_no: number
  readonly person_id: string
  readonly score: number
  readonly errors: string | null
  readonly harm: string | null
  readonly seconds: number
  readonly revision: number
}

export interface RaterRow {
  readonly person_id: string
  readonly name: string
  readonly assigned: number
}

export interface ReportRow {
  readonly id: string
  readonly study_id: string
  readonly sha256: string
  readonly data: string
  readonly made_at: string
  readonly made_by: string
}

/** Every case with how it was settled and what the judge gave the answer it came from. */
export function studyCases(db: ReadableDb, studyId: string, judgingId: string | null): CaseRow[] {
  return db.all(
    `SELECT c.case_no, c.item, c.arm, c.kind, c.repeats, i.ordinal, i.note_id, i.task, i.stratum,
            d.score AS settled, d.detail ->> '$.errors' AS settled_errors,
            d.detail ->> '$.harm' AS settled_harm, j.score AS judge
     FROM study_case c
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       LEFT JOIN study_arm a ON a.study_id = c.study_id AND a.arm = c.arm
       LEFT JOIN adjudication d ON d.study_id = c.study_id AND d.case_no = c.case_no
       LEFT JOIN judge_score j
         ON j.judging_id = :judgingId AND j.ordinal = i.ordinal AND j.arm = a.run_arm
     WHERE c.study_id = :studyId ORDER BY c.case_no`,
    { studyId, judgingId },
  )
}

/** Finished ratings only: a draft is nobody's verdict yet. */
export function doneRatings(db: ReadableDb, studyId: string): RatingRow[] {
  return db.all(
    `SELECT case_no, person_id, score, detail ->> '$.errors' AS errors, detail ->> '$.harm' AS harm,
            seconds, revision
     FROM rating WHERE study_id = :studyId AND state = 'done' AND score IS NOT NULL
     ORDER BY case_no, person_id`,
    { studyId },
  )
}

export function studyRaters(db: ReadableDb, studyId: string): RaterRow[] {
  return db.all(
    `SELECT r.person_id, r.name, (SELECT count(*) FROM study_assignment a
       WHERE a.study_id = r.study_id AND a.person_id = r.person_id) AS assigned
     FROM study_rater r WHERE r.study_id = :studyId ORDER BY r.name, r.person_id`,
    { studyId },
  )
}

export function judgeName(db: ReadableDb, judgingId: string | null): string | null {
  const row = db.one<{ model_name: string; adapter_name: string | null }>(
    'SELECT model_name, adapter_name FROM judging WHERE id = :judgingId',
    { judgingId },
  )
  if (!row) return null
  return row.adapter_name === null ? row.model_name : `${row.model_name} + ${row.adapter_name}`
}

/** What of a study has come in, as a key: figures change only when this does. */
export function resultStamp(db: ReadableDb, studyId: string): string {
  const row = db.one<{ stamp: string }>(
    `SELECT s.state || '/' || s.version
       || '/' || (SELECT count(*) || '-' || coalesce(sum(revision), 0) || '-' || coalesce(max(saved_at), '')
                  FROM rating WHERE study_id = s.id AND state = 'done')
       || '/' || (SELECT count(*) || '-' || coalesce(max(at), '') FROM adjudication WHERE study_id = s.id)
       || '/' || (SELECT count(*) FROM judge_score WHERE judging_id = s.judging_id) AS stamp
     FROM study s WHERE s.id = :studyId`,
    { studyId },
  )
  return row?.stamp ?? ''
}

export function insertReport(db: WritableDb, row: ReportRow): void {
  db.run(
    `INSERT INTO study_report (id, study_id, sha256, data, made_at, made_by)
     VALUES (:id, :study_id, :sha256, :data, :made_at, :made_by)`,
    { ...row },
  )
}

export function reportRow(db: ReadableDb, reportId: string): ReportRow | undefined {
  return db.one<ReportRow>('SELECT * FROM study_report WHERE id = :reportId', { reportId })
}

/** Without the figures and texts. */
export function reportsOf(db: ReadableDb, studyId: string): Omit<ReportRow, 'data'>[] {
  return db.all(
    `SELECT id, study_id, sha256, made_at, made_by FROM study_report
     WHERE study_id = :studyId ORDER BY made_at DESC, id DESC`,
    { studyId },
  )
}
