import type { CorrectionRow } from '../../../../contract/rating-settle'
import type { TaskId } from '../../../../contract/tasks'
import type { ReadableDb, WritableDb } from '../../../database/types'
import type { Side } from '../../../instructions/rows'
import { newId } from '../../../kernel/ids'
import type { StudyRow } from '../../study/queries'
import { detailOf, type RatingRow } from '../queries'

export interface StoredCorrection {
  readonly id: string
  readonly study_id: string
  readonly study_name: string
  readonly project_id: string
  readonly origin: StudyRow['origin']
  readonly case_no: number
  readonly text: string
  readonly state: CorrectionRow['state']
  readonly proposed_at: string
  readonly decided_by: string | null
  readonly reason: string
  readonly note: string
  readonly confidential: number
  readonly task: TaskId | null
  readonly question: string
  readonly answer: string
}

/** The note of stage 3 that a correction's note is, word for word. */
export interface NoteInInstructions {
  readonly case_id: number
  readonly note_id: number | null
  readonly own_note_id: number | null
  readonly side: Side | null
  readonly confidential: number
}

const joined = `SELECT k.id, k.study_id, s.name AS study_name, s.project_id, s.origin, k.case_no,
    k.text, k.state, k.proposed_at, k.decided_by, k.reason, n.text AS note,
    max(i.confidential, s.confidential) AS confidential, i.task, i.question, c.text AS answer
  FROM correction k JOIN study s ON s.id = k.study_id
    JOIN study_case c ON c.study_id = k.study_id AND c.case_no = k.case_no
    JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
    JOIN evaluation_note n ON n.id = i.note_id`

/**
 * What a verdict proposes as the right answer waits for a builder. One that was decided stays as it
 * was; one that the rater took back before goes away.
 */
export function proposeCorrection(
  db: WritableDb,
  study: Pick<StudyRow, 'id'>,
  rating: Pick<RatingRow, 'case_no' | 'person_id' | 'detail' | 'saved_at'>,
  proposedBy: string,
): void {
  const text = detailOf(rating).correction
  const where = [study.id, rating.case_no, proposedBy] as const
  if (text === null)
    db.run(
      `DELETE FROM correction WHERE study_id = ? AND case_no = ? AND proposed_by = ?
         AND state = 'proposed'`,
      ...where,
    )
  else
    db.run(
      `INSERT INTO correction (id, study_id, case_no, text, state, proposed_by, proposed_at)
       VALUES (?, ?, ?, ?, 'proposed', ?, ?)
       ON CONFLICT (study_id, case_no, proposed_by) DO UPDATE SET text = excluded.text,
         proposed_at = excluded.proposed_at WHERE state = 'proposed'`,
      newId(),
      study.id,
      rating.case_no,
      text,
      proposedBy,
      rating.saved_at,
    )
}

export function correctionById(db: ReadableDb, id: string): StoredCorrection | undefined {
  return db.one(`${joined} WHERE k.id = ?`, id)
}

/** The oldest first; those of a packet are decided where the study is. */
export function correctionsOf(
  db: ReadableDb,
  projectId: string,
  state: CorrectionRow['state'],
): StoredCorrection[] {
  return db.all(
    `${joined} WHERE s.project_id = ? AND s.origin = 'planned' AND k.state = ?
     ORDER BY k.proposed_at, k.id LIMIT 500`,
    projectId,
    state,
  )
}

/** Where the note stands in stage 3; a note on the training side is preferred to none. */
export function noteInInstructions(
  db: ReadableDb,
  projectId: string,
  text: string,
): NoteInInstructions | undefined {
  return db.one(
    `SELECT c.id AS case_id, f.note_id, f.own_note_id, c.side, f.confidential FROM (
       SELECT r.case_id, n.id AS note_id, NULL AS own_note_id, n.confidential
         FROM note n JOIN instruction_row r ON r.note_id = n.id
         WHERE n.project_id = :projectId AND n.text = :text
       UNION ALL
       SELECT o.case_id, NULL, o.id, o.confidential FROM instruction_note o
         WHERE o.project_id = :projectId AND o.text = :text) f
     JOIN instruction_case c ON c.id = f.case_id
     ORDER BY c.side = 'test' DESC, c.side = 'validation' DESC, c.side IS NULL LIMIT 1`,
    { projectId, text },
  )
}

export function decideCorrection(
  db: WritableDb,
  id: string,
  decision: {
    readonly state: 'approved' | 'refused'
    readonly by: string
    readonly at: string
    readonly reason: string
    readonly rowId: number | null
  },
): void {
  db.run(
    `UPDATE correction SET state = :state, decided_by = :by, decided_at = :at, reason = :reason,
       row_id = :rowId WHERE id = :id`,
    { id, ...decision },
  )
}
