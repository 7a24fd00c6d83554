import type { PacketRow } from '../../../../contract/rating-packets'
import type { TaskId } from '../../../../contract/tasks'
import type { ReadableDb, WritableDb } from '../../../database/types'
import { isSameName } from './names'

export interface StoredPacket {
  readonly id: string
  readonly study_id: string
  readonly direction: 'out' | 'in'
  readonly person_id: string
  readonly person_name: string
  readonly return_key: Buffer
  readonly sha256: string
  readonly made_at: string
  readonly made_by: string
  readonly merged_at: string | null
  readonly merged_count: number
  /** By the name of the account there; null until it came back, and for packets taken in. */
  readonly given_back_by: string | null
}

export interface CaseToCarry {
  readonly position: number
  readonly case_no: number
  readonly text: string
  readonly note_id: number
  readonly note: string
  readonly task: TaskId | null
  readonly question: string
}

export interface StoredConflict {
  readonly packet_id: string
  readonly case_no: number
  readonly person_id: string
  readonly here: string
  readonly there: string
  readonly decided: 'here' | 'there' | null
  readonly decided_by: string | null
  readonly decided_at: string | null
}

export function packetById(
  db: ReadableDb,
  id: string,
  direction: StoredPacket['direction'],
): StoredPacket | undefined {
  return db.one('SELECT * FROM study_packet WHERE id = ? AND direction = ?', id, direction)
}

/** The packet that a study of this computer came in. */
export function packetOfStudy(db: ReadableDb, studyId: string): StoredPacket | undefined {
  return db.one("SELECT * FROM study_packet WHERE study_id = ? AND direction = 'in'", studyId)
}

export function packetsOf(db: ReadableDb, studyId: string): PacketRow[] {
  return db
    .all<StoredPacket>(
      `SELECT * FROM study_packet WHERE study_id = ? AND direction = 'out'
       ORDER BY made_at DESC, id DESC`,
      studyId,
    )
    .map((row) => ({
      id: row.id,
      raterName: row.person_name,
      madeAt: row.made_at,
      madeBy: row.made_by,
      mergedAt: row.merged_at,
      mergedCount: row.merged_count,
      otherName: otherNameOf(row),
    }))
}

/** The name under which a packet came back, where it is not the rater's. */
export function otherNameOf(row: Pick<StoredPacket, 'person_name' | 'given_back_by'>) {
  const { person_name: rater, given_back_by: giver } = row
  return giver === null || isSameName(giver, rater) ? null : giver
}

export function insertPacket(db: WritableDb, row: StoredPacket): void {
  db.run(
    `INSERT INTO study_packet VALUES (:id, :study_id, :direction, :person_id, :person_name,
       :return_key, :sha256, :made_at, :made_by, :merged_at, :merged_count, :given_back_by)`,
    row,
  )
}

/** A study that came in a packet is open from its first moment. */
export function insertPacketStudy(
  db: WritableDb,
  study: {
    readonly id: string
    readonly projectId: string
    readonly name: string
    readonly version: number
    readonly plan: string
    readonly confidential: number
    readonly at: string
    readonly by: string
  },
): void {
  db.run(
    `INSERT INTO study (id, project_id, name, state, origin, version, plan, confidential, opened_at,
       opened_by, created_at, created_by)
     VALUES (:id, :projectId, :name, 'open', 'packet', :version, :plan, :confidential, :at, :by,
       :at, :by)`,
    study,
  )
}

export function setMerged(
  db: WritableDb,
  id: string,
  merged: { readonly at: string; readonly count: number; readonly by: string },
): void {
  db.run(
    `UPDATE study_packet SET merged_at = :at, merged_count = merged_count + :count,
       given_back_by = :by WHERE id = :id`,
    { id, ...merged },
  )
}

/** What one rater rates, in the rater's own order. */
export function casesToCarry(db: ReadableDb, studyId: string, personId: string): CaseToCarry[] {
  return db.all(
    `SELECT a.position, c.case_no, c.text, i.note_id, n.text AS note, i.task, i.question
     FROM study_assignment a
       JOIN study_case c ON c.study_id = a.study_id AND c.case_no = a.case_no
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       JOIN evaluation_note n ON n.id = i.note_id
     WHERE a.study_id = ? AND a.person_id = ? ORDER BY a.position`,
    studyId,
    personId,
  )
}

export function conflictRow(
  db: ReadableDb,
  packetId: string,
  caseNo: number,
): StoredConflict | undefined {
  return db.one(
    'SELECT * FROM packet_conflict WHERE packet_id = ? AND case_no = ?',
    packetId,
    caseNo,
  )
}

/** Conflicts that wait for a decision, with what they are about. */
export function openConflicts(
  db: ReadableDb,
  studyId: string,
): (StoredConflict & { person_name: string; question: string; text: string })[] {
  return db.all(
    `SELECT x.*, p.person_name, i.question, c.text FROM study_packet p
       JOIN packet_conflict x ON x.packet_id = p.id
       JOIN study_case c ON c.study_id = p.study_id AND c.case_no = x.case_no
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
     WHERE p.study_id = ? AND x.decided IS NULL ORDER BY p.made_at, x.case_no`,
    studyId,
  )
}

export function storeConflict(db: WritableDb, row: StoredConflict): void {
  db.run(
    `INSERT INTO packet_conflict VALUES (:packet_id, :case_no, :person_id, :here, :there, :decided,
       :decided_by, :decided_at)
     ON CONFLICT (packet_id, case_no, person_id) DO UPDATE SET here = excluded.here,
       there = excluded.there, decided = excluded.decided, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at`,
    row,
  )
}
