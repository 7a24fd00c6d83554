import type { TaskId } from '../../../contract/tasks'
import { type RatingDetail, ratingDetail, type Score } from '../../../contract/validation-rating'
import type { ReadableDb, WritableDb } from '../../database/types'

export interface RatingRow {
  readonly study_id: string
  readonly case_no: number
  readonly person_id: string
  readonly state: 'draft' | 'done'
  readonly score: Score | null
  readonly detail: string
  readonly revealed_at: string | null
  readonly seconds: number
  readonly revision: number
  readonly first_at: string
  readonly saved_at: string
}

/** A case at a rater's own place, with what the rater may see of it and nothing more. */
export interface PlacedCase {
  readonly case_no: number
  readonly text: string
  readonly note: string
  readonly question: string
  readonly task: TaskId | null
  readonly confidential: number
}

interface QueueRow {
  readonly id: string
  readonly name: string
  readonly project_name: string
  readonly version: number
  readonly confidential: number
  readonly origin: 'planned' | 'packet'
}

export function detailOf(row: Pick<RatingRow, 'detail'>): RatingDetail {
  return ratingDetail.parse(JSON.parse(row.detail))
}

/** Open studies in which this person rates, the oldest first. */
export function studiesOfRater(db: ReadableDb, personId: string): QueueRow[] {
  return db.all(
    `SELECT s.id, s.name, p.name AS project_name, s.version, s.confidential, s.origin
     FROM study_rater r CROSS JOIN study s ON s.id = r.study_id
       JOIN project p ON p.id = s.project_id
     WHERE r.person_id = ? AND s.state = 'open' ORDER BY s.opened_at, s.id`,
    personId,
  )
}

export function placedCase(
  db: ReadableDb,
  studyId: string,
  personId: string,
  position: number,
): PlacedCase | undefined {
  return db.one(
    `SELECT c.case_no, c.text, n.text AS note, i.question, i.task, i.confidential
     FROM study_assignment a
       JOIN study_case c ON c.study_id = a.study_id AND c.case_no = a.case_no
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       JOIN evaluation_note n ON n.id = i.note_id
     WHERE a.study_id = ? AND a.person_id = ? AND a.position = ?`,
    studyId,
    personId,
    position,
  )
}

/** A rater's places in order, with how far each is. */
export function placesOf(
  db: ReadableDb,
  studyId: string,
  personId: string,
): { position: number; state: 'draft' | 'done' | null; seconds: number | null }[] {
  return db.all(
    `SELECT a.position, r.state, r.seconds FROM study_assignment a
       LEFT JOIN rating r ON r.study_id = a.study_id AND r.case_no = a.case_no
         AND r.person_id = a.person_id
     WHERE a.study_id = ? AND a.person_id = ? ORDER BY a.position`,
    studyId,
    personId,
  )
}

export function ratingRow(
  db: ReadableDb,
  studyId: string,
  caseNo: number,
  personId: string,
): RatingRow | undefined {
  return db.one(
    'SELECT * FROM rating WHERE study_id = ? AND case_no = ? AND person_id = ?',
    studyId,
    caseNo,
    personId,
  )
}

/** All ratings of a study, drafts included, by case and person. */
export function ratingsOf(db: ReadableDb, studyId: string): RatingRow[] {
  return db.all('SELECT * FROM rating WHERE study_id = ? ORDER BY case_no, person_id', studyId)
}

/** The place that this person finished last. */
export function lastFinished(
  db: ReadableDb,
  studyId: string,
  personId: string,
): number | undefined {
  return db.one<{ position: number }>(
    `SELECT a.position FROM rating r JOIN study_assignment a
       ON a.study_id = r.study_id AND a.person_id = r.person_id AND a.case_no = r.case_no
     WHERE r.study_id = ? AND r.person_id = ? AND r.state = 'done'
     ORDER BY r.saved_at DESC, a.position DESC LIMIT 1`,
    studyId,
    personId,
  )?.position
}

export function storeRating(db: WritableDb, row: RatingRow): void {
  db.run(
    `INSERT INTO rating VALUES (:study_id, :case_no, :person_id, :state, :score, :detail,
       :revealed_at, :seconds, :revision, :first_at, :saved_at)
     ON CONFLICT (study_id, case_no, person_id) DO UPDATE SET state = excluded.state,
       score = excluded.score, detail = excluded.detail, revealed_at = excluded.revealed_at,
       seconds = excluded.seconds, revision = excluded.revision, saved_at = excluded.saved_at`,
    row,
  )
}

/** Keeps what a rating said before it is changed. */
export function keepVersion(db: WritableDb, row: RatingRow): void {
  db.run(
    `INSERT INTO rating_version (study_id, case_no, person_id, revision, score, detail, saved_at)
     VALUES (:study_id, :case_no, :person_id, :revision, :score, :detail, :saved_at)`,
    row,
  )
}
