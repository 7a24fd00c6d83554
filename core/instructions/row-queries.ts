import type {
  InstructionFull,
  InstructionRow,
  RowEdit,
  RowFilter,
} from '../../contract/instructions'
import type { TaskId } from '../../contract/tasks'
import { numberCursor } from '../database/cursor'
import { searchExpression } from '../database/search'
import type { ReadableDb, WritableDb } from '../database/types'
import { bitOf, caughtBy } from './filters'
import { isNoteKeptSql, type Side } from './rows'

export interface ListedRow {
  readonly id: number
  readonly task: TaskId
  readonly question: string
  readonly answer: string
  readonly answerable: number
  readonly kept: number
  readonly verdict: 'kept' | 'left-out' | null
  readonly caught: number
  readonly side: Side | null
  readonly confidential: number
  readonly edits: number
  readonly import_id: string | null
}

const listed = `r.id, r.task, r.question, r.answer, r.answerable, r.kept, r.verdict, r.caught, r.side,
  r.confidential, r.edits, r.import_id`

const shown: Readonly<Record<RowFilter['show'], string>> = {
  all: '1',
  kept: 'r.kept = 1',
  caught: 'r.caught != 0 AND r.kept = 0',
  'by-hand': 'r.verdict IS NOT NULL',
  edited: 'r.edits > 0',
  unanswerable: 'r.answerable = 0',
}

export function rowPage(
  db: ReadableDb,
  filter: RowFilter,
  after: string | null,
  limit: number,
): { rows: InstructionRow[]; next: string | null } {
  const expression = searchExpression(filter.search)
  // The search index gives its hits in the order of the rows: the same number, already sorted.
  const place = expression === null ? 'r.id' : 's.rowid'
  const clauses = ['r.project_id = :projectId', `${place} > :after`, shown[filter.show]]
  if (filter.task !== null) clauses.push('r.task = :task')
  if (filter.runId !== null) clauses.push('r.run_id = :runId')
  if (filter.filter !== null) clauses.push('(r.caught & :bit) != 0')
  if (filter.side !== null)
    clauses.push(filter.side === 'none' ? 'r.side IS NULL' : 'r.side = :side')
  if (expression !== null) clauses.push('instruction_search MATCH :search')
  const from =
    expression === null
      ? 'instruction_row r'
      : 'instruction_search s CROSS JOIN instruction_row r ON r.id = s.rowid'
  const rows = db.all<ListedRow>(
    `SELECT ${listed} FROM ${from} WHERE ${clauses.join(' AND ')} ORDER BY ${place} LIMIT :limit`,
    {
      projectId: filter.projectId,
      after: numberCursor(after) ?? 0,
      limit,
      ...(filter.task === null ? {} : { task: filter.task }),
      ...(filter.runId === null ? {} : { runId: filter.runId }),
      ...(filter.filter === null ? {} : { bit: bitOf(filter.filter) }),
      ...(filter.side === null || filter.side === 'none' ? {} : { side: filter.side }),
      ...(expression === null ? {} : { search: expression }),
    },
  )
  const last = rows.at(-1)
  return { rows: rows.map(toRow), next: last && rows.length === limit ? String(last.id) : null }
}

function toRow(row: ListedRow): InstructionRow {
  return {
    id: row.id,
    task: row.task,
    question: row.question,
    answer: row.answer,
    answerable: row.answerable === 1,
    kept: row.kept === 1,
    verdict: row.verdict,
    caughtBy: caughtBy(row.caught),
    side: row.side,
    confidential: row.confidential === 1,
    edited: row.edits > 0,
    imported: row.import_id !== null,
  }
}

export interface FullRow extends ListedRow {
  readonly project_id: string
  readonly run_id: string | null
  readonly note_id: number | null
  readonly note: string
  readonly note_title: string | null
  readonly note_kept: number
  readonly external_id: string
  readonly talk: number
  readonly question_end: number
  readonly question_words: number
  readonly answer_words: number
  readonly seed_similarity: number
  readonly nearest_similarity: number
  readonly nearest_id: number | null
  readonly echo: number
  readonly unsupported: number
  readonly note_share: number
  readonly verdict_reason: string | null
  readonly verdict_by: string | null
  readonly lineage: string
  readonly app_version: string
  readonly created_at: string
  readonly import_name: string | null
  readonly imported_at: string | null
  readonly imported_by: string | null
}

export function fullRow(db: ReadableDb, id: number): FullRow | undefined {
  return db.one(
    `SELECT ${listed}, r.project_id, r.run_id, r.note_id, coalesce(n.text, o.text) AS note,
            n.title AS note_title, r.note_id IS NULL OR ${isNoteKeptSql} AS note_kept, c.external_id,
            r.talk, r.question_end, r.question_words, r.answer_words, r.seed_similarity,
            r.nearest_similarity, r.nearest_id, r.echo, r.unsupported, r.note_share,
            r.verdict_reason, r.verdict_by, r.lineage, r.app_version, r.created_at,
            i.name AS import_name, i.created_at AS imported_at, i.created_by AS imported_by
     FROM instruction_row r JOIN instruction_case c ON c.id = r.case_id
       LEFT JOIN note n ON n.id = r.note_id LEFT JOIN instruction_note o ON o.id = r.own_note_id
       LEFT JOIN instruction_import i ON i.id = r.import_id
     WHERE r.id = ? AND r.project_id IS NOT NULL`,
    id,
  )
}

export function rowOf(row: FullRow): Pick<InstructionFull, keyof InstructionRow> {
  return toRow(row)
}

interface EditRow {
  readonly id: number
  readonly question: string
  readonly answer: string
  readonly answerable: number
  readonly reason: string
  readonly edited_at: string
  readonly edited_by: string
}

/** What stood in a row before each change, the newest first. */
export function editsOf(db: ReadableDb, rowId: number): RowEdit[] {
  return db
    .all<EditRow>('SELECT * FROM instruction_edit WHERE row_id = ? ORDER BY id DESC', rowId)
    .map((edit) => ({
      id: edit.id,
      question: edit.question,
      answer: edit.answer,
      answerable: edit.answerable === 1,
      reason: edit.reason,
      at: edit.edited_at,
      by: edit.edited_by,
    }))
}

export interface RowChange {
  readonly question: string
  readonly answer: string
  readonly answerable: boolean
}

/** Stores the new text, and the old one with who, when and why. */
export function changeRow(
  db: WritableDb,
  before: ListedRow,
  change: RowChange,
  by: { readonly name: string; readonly at: string; readonly reason: string },
): void {
  db.run(
    `INSERT INTO instruction_edit (row_id, question, answer, answerable, reason, edited_at, edited_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    before.id,
    before.question,
    before.answer,
    before.answerable,
    by.reason,
    by.at,
    by.name,
  )
  db.run(
    `UPDATE instruction_row SET question = ?, answer = ?, answerable = ?, edits = edits + 1
     WHERE id = ?`,
    change.question,
    change.answer,
    change.answerable ? 1 : 0,
    before.id,
  )
}

export function setVerdict(
  db: WritableDb,
  id: number,
  verdict: 'kept' | 'left-out' | null,
  by: { readonly name: string; readonly reason: string },
): void {
  db.run(
    'UPDATE instruction_row SET verdict = ?, verdict_reason = ?, verdict_by = ? WHERE id = ?',
    verdict,
    verdict === null ? null : by.reason,
    verdict === null ? null : by.name,
    id,
  )
}
