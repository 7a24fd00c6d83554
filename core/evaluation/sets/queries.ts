import type { QuestionSet, SetLayout, SetQuestion } from '../../../contract/evaluation-sets'
import type { TaskId } from '../../../contract/tasks'
import { numberCursor } from '../../database/cursor'
import type { ReadableDb, WritableDb } from '../../database/types'
import { storeNote } from '../notes'
import type { FileQuestion } from './layouts'

interface SetRow {
  readonly id: string
  readonly project_id: string
  readonly name: string
  readonly layout: SetLayout
  readonly file_names: string
  readonly confidential: number
  readonly problems: number
  readonly created_at: string
  readonly created_by: string
  readonly removed_at: string | null
}

export function insertSet(db: WritableDb, row: Omit<SetRow, 'removed_at'>): void {
  db.run(
    `INSERT INTO question_set VALUES (:id, :project_id, :name, :layout, :file_names, :confidential,
       :problems, :created_at, :created_by, NULL)`,
    row,
  )
}

export function insertQuestion(
  db: WritableDb,
  projectId: string,
  setId: string,
  question: FileQuestion,
): void {
  db.run(
    `INSERT INTO set_question (set_id, note_id, external_id, task, question, answer)
     VALUES (?, ?, ?, ?, ?, ?)`,
    setId,
    storeNote(db, projectId, question.note),
    question.externalId.slice(0, 200),
    question.task,
    question.question,
    question.answer,
  )
}

const counted = `
  SELECT s.*, count(q.id) AS questions, count(DISTINCT q.note_id) AS notes,
         count(q.answer) AS with_answer
  FROM question_set s LEFT JOIN set_question q ON q.set_id = s.id`

type CountedRow = SetRow & {
  readonly questions: number
  readonly notes: number
  readonly with_answer: number
}

export function listSets(db: ReadableDb, projectId: string): QuestionSet[] {
  return db
    .all<CountedRow>(
      `${counted} WHERE s.project_id = ? GROUP BY s.id ORDER BY s.created_at DESC, s.id DESC`,
      projectId,
    )
    .map(toSet)
}

export function setById(db: ReadableDb, id: string): QuestionSet | undefined {
  const row = db.one<CountedRow>(`${counted} WHERE s.id = ? GROUP BY s.id`, id)
  return row && toSet(row)
}

function toSet(row: CountedRow): QuestionSet {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    layout: row.layout,
    fileNames: row.file_names,
    confidential: row.confidential === 1,
    questions: row.questions,
    notes: row.notes,
    withAnswer: row.with_answer,
    problems: row.problems,
    createdAt: row.created_at,
    createdBy: row.created_by,
    removed: row.removed_at !== null,
  }
}

export function setRemoved(db: WritableDb, id: string, at: string | null): void {
  db.run('UPDATE question_set SET removed_at = ? WHERE id = ?', at, id)
}

/** Text for LIKE, with its wildcards taken as they stand. */
export function likePattern(search: string): string {
  return `%${search.replaceAll('\0', '').replace(/[\\%_]/g, (character) => `\\${character}`)}%`
}

export function questionPage(
  db: ReadableDb,
  request: {
    readonly setId: string
    readonly search: string
    readonly after: string | null
    readonly limit: number
  },
): { rows: SetQuestion[]; next: string | null } {
  const rows = db.all<{
    id: number
    external_id: string
    task: TaskId | null
    note: string
    question: string
    answer: string | null
  }>(
    `SELECT q.id, q.external_id, q.task, substr(n.text, 1, 200) AS note, q.question, q.answer
     FROM set_question q JOIN evaluation_note n ON n.id = q.note_id
     WHERE q.set_id = :setId AND q.id > :after
       AND (:search = '' OR q.question LIKE :like ESCAPE '\\' OR q.external_id LIKE :like ESCAPE '\\')
     ORDER BY q.id LIMIT :limit`,
    {
      setId: request.setId,
      after: numberCursor(request.after) ?? 0,
      search: request.search,
      like: likePattern(request.search),
      limit: request.limit,
    },
  )
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      externalId: row.external_id,
      task: row.task,
      notePreview: row.note,
      question: row.question,
      answer: row.answer,
    })),
    next: last && rows.length === request.limit ? String(last.id) : null,
  }
}

export interface StoredQuestion {
  readonly id: number
  readonly note_id: number
  readonly task: TaskId | null
  readonly question: string
  readonly answer: string | null
}

export function questionsOf(db: ReadableDb, setId: string): StoredQuestion[] {
  return db.all(
    'SELECT id, note_id, task, question, answer FROM set_question WHERE set_id = ? ORDER BY id',
    setId,
  )
}
