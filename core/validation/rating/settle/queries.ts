import type { TaskId } from '../../../../contract/tasks'
import type { Score } from '../../../../contract/validation-rating'
import type { ReadableDb, WritableDb } from '../../../database/types'
import type { RatingRow } from '../queries'

interface DisagreedCase {
  readonly case_no: number
  readonly question: string
  readonly task: TaskId | null
  /** Separated by commas, lowest first. */
  readonly scores: string
  readonly settled: Score | null
}

export interface CaseText {
  readonly case_no: number
  readonly text: string
  readonly note: string
  readonly question: string
  readonly task: TaskId | null
  readonly confidential: number
}

interface AdjudicationRow {
  readonly study_id: string
  readonly case_no: number
  readonly person_id: string
  readonly person_name: string
  readonly score: Score
  readonly detail: string
  readonly reason: string
  readonly at: string
}

/**
 * Answers whose finished scores lie as far apart as `distance`; hidden controls have no outcome and
 * nothing to settle.
 */
export function disagreements(db: ReadableDb, studyId: string, distance: number): DisagreedCase[] {
  return db.all(
    `SELECT c.case_no, i.question, i.task, group_concat(r.score ORDER BY r.score) AS scores,
            d.score AS settled
     FROM rating r
       JOIN study_case c ON c.study_id = r.study_id AND c.case_no = r.case_no
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       LEFT JOIN adjudication d ON d.study_id = c.study_id AND d.case_no = c.case_no
     WHERE r.study_id = :studyId AND r.state = 'done' AND c.kind = 'answer'
     GROUP BY c.case_no HAVING max(r.score) - min(r.score) >= :distance
     ORDER BY d.score IS NOT NULL, max(r.score) - min(r.score) DESC, c.case_no`,
    { studyId, distance },
  )
}

export function caseText(db: ReadableDb, studyId: string, caseNo: number): CaseText | undefined {
  return db.one(
    `SELECT c.case_no, c.text, n.text AS note, i.question, i.task, i.confidential
     FROM study_case c JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       JOIN evaluation_note n ON n.id = i.note_id
     WHERE c.study_id = ? AND c.case_no = ? AND c.kind = 'answer'`,
    studyId,
    caseNo,
  )
}

export function finishedOf(db: ReadableDb, studyId: string, caseNo: number): RatingRow[] {
  return db.all(
    `SELECT * FROM rating WHERE study_id = ? AND case_no = ? AND state = 'done'
       AND score IS NOT NULL ORDER BY person_id`,
    studyId,
    caseNo,
  )
}

export function adjudicationOf(
  db: ReadableDb,
  studyId: string,
  caseNo: number,
): AdjudicationRow | undefined {
  return db.one('SELECT * FROM adjudication WHERE study_id = ? AND case_no = ?', studyId, caseNo)
}

export function storeAdjudication(db: WritableDb, row: AdjudicationRow): void {
  db.run(
    `INSERT INTO adjudication VALUES (:study_id, :case_no, :person_id, :person_name, :score,
       :detail, :reason, :at)
     ON CONFLICT (study_id, case_no) DO UPDATE SET person_id = excluded.person_id,
       person_name = excluded.person_name, score = excluded.score, detail = excluded.detail,
       reason = excluded.reason, at = excluded.at`,
    row,
  )
}
