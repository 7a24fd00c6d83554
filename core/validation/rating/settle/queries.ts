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
  /** Raters who have not finished it, while rating is open: what they say may still change it. */
  readonly missing: number
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

/** How many raters of case `c` are still to finish it; in a study that is not open nobody is waited for. */
const missingSql = `(SELECT count(*) FROM study s CROSS JOIN study_rater p ON p.study_id = s.id
   WHERE s.id = c.study_id AND s.state = 'open'
     AND EXISTS (SELECT 1 FROM study_assignment a INDEXED BY study_assignment_case
       WHERE a.study_id = s.id AND a.person_id = p.person_id AND a.case_no = c.case_no)
     AND NOT EXISTS (SELECT 1 FROM rating f WHERE f.study_id = s.id AND f.case_no = c.case_no
       AND f.person_id = p.person_id AND f.state = 'done'))`

/**
 * Answers whose finished scores lie as far apart as `distance`, the ones to settle first; hidden
 * controls have no outcome and nothing to settle.
 */
export function disagreements(db: ReadableDb, studyId: string, distance: number): DisagreedCase[] {
  return db.all(
    `SELECT c.case_no, i.question, i.task, group_concat(r.score ORDER BY r.score) AS scores,
            d.score AS settled, ${missingSql} AS missing
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

/** Answers that wait for a third person: far apart, finished by all their raters, and not settled. */
export function openDisagreements(db: ReadableDb, studyId: string, distance: number): number {
  return disagreements(db, studyId, distance).filter(isOpen).length
}

function isOpen({ settled, missing }: DisagreedCase): boolean {
  return settled === null && missing === 0
}

/** How many raters are still to finish this case. */
export function missingRaters(db: ReadableDb, studyId: string, caseNo: number): number {
  return (
    db.one<{ missing: number }>(
      `SELECT ${missingSql} AS missing FROM study_case c WHERE c.study_id = ? AND c.case_no = ?`,
      studyId,
      caseNo,
    )?.missing ?? 0
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
