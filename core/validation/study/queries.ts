import { say } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import { type StudyPlan, studyPlan } from '../../../contract/validation-study'
import type { ReadableDb, WritableDb } from '../../database/types'
import { Refusal } from '../../kernel/refusal'

export interface StudyRow {
  readonly id: string
  readonly project_id: string
  readonly name: string
  readonly state: 'draft' | 'open' | 'closed'
  readonly origin: 'planned' | 'packet'
  readonly replaces_id: string | null
  readonly version: number
  readonly change_reason: string
  readonly plan: string
  readonly run_id: string | null
  readonly judging_id: string | null
  readonly confidential: number
  readonly sha256: string | null
  readonly opened_at: string | null
  readonly opened_by: string | null
  readonly closed_at: string | null
  readonly closed_by: string | null
  readonly created_at: string
  readonly created_by: string
}

export interface StudyArmRow {
  readonly study_id: string
  readonly arm: string
  readonly name: string
  readonly run_arm: string | null
  readonly file_id: string | null
  readonly model_id: string | null
  readonly model_sha256: string | null
  readonly adapter_id: string | null
  readonly adapter_sha256: string | null
  readonly is_base: number
}

export interface StudyItemRow {
  readonly study_id: string
  readonly item: number
  readonly ordinal: number
  readonly note_id: number
  readonly task: TaskId | null
  readonly question: string
  readonly stratum: string
  readonly confidential: number
  readonly is_overlap: number
}

export interface StudyCaseRow {
  readonly study_id: string
  readonly case_no: number
  readonly item: number
  readonly arm: string | null
  readonly kind: 'answer' | 'planted' | 'repeat'
  readonly text: string
  readonly planted: string | null
  readonly repeats: number | null
}

export interface AssignmentRow {
  readonly study_id: string
  readonly person_id: string
  readonly position: number
  readonly case_no: number
}

/** @throws Refusal `no-study` */
export function studyRow(db: ReadableDb, id: string): StudyRow {
  const row = db.one<StudyRow>('SELECT * FROM study WHERE id = ?', id)
  if (!row) throw new Refusal('no-study', say('study-gone'))
  return row
}

export function planOf(row: Pick<StudyRow, 'plan'>): StudyPlan {
  return studyPlan.parse(JSON.parse(row.plan))
}

/** Newest first. */
export function studiesOf(db: ReadableDb, projectId: string): StudyRow[] {
  return db.all(
    'SELECT * FROM study WHERE project_id = ? ORDER BY created_at DESC, id DESC',
    projectId,
  )
}

export function armsOf(db: ReadableDb, studyId: string): StudyArmRow[] {
  return db.all('SELECT * FROM study_arm WHERE study_id = ? ORDER BY arm', studyId)
}

export function itemsOf(db: ReadableDb, studyId: string): StudyItemRow[] {
  return db.all('SELECT * FROM study_item WHERE study_id = ? ORDER BY item', studyId)
}

export function casesOf(db: ReadableDb, studyId: string): StudyCaseRow[] {
  return db.all('SELECT * FROM study_case WHERE study_id = ? ORDER BY case_no', studyId)
}

export function ratersOf(
  db: ReadableDb,
  studyId: string,
): { readonly person_id: string; readonly name: string }[] {
  return db.all(
    'SELECT person_id, name FROM study_rater WHERE study_id = ? ORDER BY name, person_id',
    studyId,
  )
}

export function assignmentsOf(db: ReadableDb, studyId: string): AssignmentRow[] {
  return db.all(
    'SELECT * FROM study_assignment WHERE study_id = ? ORDER BY person_id, position',
    studyId,
  )
}

/** Ratings that were assigned and are not finished. */
export function unratedOf(db: ReadableDb, studyId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT (SELECT count(*) FROM study_assignment WHERE study_id = :studyId)
            - (SELECT count(*) FROM rating WHERE study_id = :studyId AND state = 'done') AS n`,
      { studyId },
    )?.n ?? 0
  )
}

export function insertStudy(
  db: WritableDb,
  row: Omit<
    StudyRow,
    'sha256' | 'opened_at' | 'opened_by' | 'closed_at' | 'closed_by' | 'confidential'
  >,
): void {
  db.run(
    `INSERT INTO study (id, project_id, name, state, origin, replaces_id, version, change_reason,
       plan, run_id, judging_id, created_at, created_by)
     VALUES (:id, :project_id, :name, :state, :origin, :replaces_id, :version, :change_reason,
       :plan, :run_id, :judging_id, :created_at, :created_by)`,
    { ...row },
  )
}

export function updateDraft(
  db: WritableDb,
  id: string,
  change: Pick<StudyRow, 'name' | 'plan' | 'run_id' | 'judging_id'>,
): void {
  db.run(
    `UPDATE study SET name = :name, plan = :plan, run_id = :run_id, judging_id = :judging_id
     WHERE id = :id AND state = 'draft'`,
    { id, ...change },
  )
}

export function deleteDraft(db: WritableDb, id: string): void {
  db.run("DELETE FROM study WHERE id = ? AND state = 'draft'", id)
}

export function setOpened(
  db: WritableDb,
  id: string,
  opened: {
    readonly sha256: string
    readonly confidential: number
    readonly at: string
    readonly by: string
  },
): void {
  db.run(
    `UPDATE study SET state = 'open', sha256 = :sha256, confidential = :confidential,
       opened_at = :at, opened_by = :by WHERE id = :id`,
    { id, ...opened },
  )
}

export function setClosed(db: WritableDb, id: string, at: string, by: string): void {
  db.run("UPDATE study SET state = 'closed', closed_at = ?, closed_by = ? WHERE id = ?", at, by, id)
}

export function insertArm(db: WritableDb, row: StudyArmRow): void {
  db.run(
    `INSERT INTO study_arm (study_id, arm, name, run_arm, file_id, model_id, model_sha256,
       adapter_id, adapter_sha256, is_base)
     VALUES (:study_id, :arm, :name, :run_arm, :file_id, :model_id, :model_sha256,
       :adapter_id, :adapter_sha256, :is_base)`,
    { ...row },
  )
}

export function insertItem(db: WritableDb, row: StudyItemRow): void {
  db.run(
    `INSERT INTO study_item (study_id, item, ordinal, note_id, task, question, stratum,
       confidential, is_overlap)
     VALUES (:study_id, :item, :ordinal, :note_id, :task, :question, :stratum,
       :confidential, :is_overlap)`,
    { ...row },
  )
}

export function insertCase(db: WritableDb, row: StudyCaseRow): void {
  db.run(
    `INSERT INTO study_case (study_id, case_no, item, arm, kind, text, planted, repeats)
     VALUES (:study_id, :case_no, :item, :arm, :kind, :text, :planted, :repeats)`,
    { ...row },
  )
}

export function insertRater(
  db: WritableDb,
  studyId: string,
  person: { readonly id: string; readonly name: string },
): void {
  db.run(
    'INSERT INTO study_rater (study_id, person_id, name) VALUES (?, ?, ?)',
    studyId,
    person.id,
    person.name,
  )
}

export function insertAssignment(db: WritableDb, row: AssignmentRow): void {
  db.run(
    `INSERT INTO study_assignment (study_id, person_id, position, case_no)
     VALUES (:study_id, :person_id, :position, :case_no)`,
    { ...row },
  )
}

/** People who may rate: active, and of the role that sees nothing of models. */
export function reviewersOf(db: ReadableDb): { id: string; name: string }[] {
  return db.all(
    "SELECT id, name FROM person WHERE role = 'reviewer' AND active = 1 ORDER BY name, id",
  )
}
