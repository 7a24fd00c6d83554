import type { Answer, AnswerRow } from '../../contract/query'
import { badCursor } from '../database/cursor'
import type { ReadableDb, WritableDb } from '../database/types'

/** Everything of an answer beside its texts and keys, stored as JSON. */
export type AnswerFigures = Pick<
  Answer,
  | 'modelSha256'
  | 'adapterName'
  | 'adapterSha256'
  | 'statements'
  | 'saysNotInNote'
  | 'trimming'
  | 'seed'
  | 'sampling'
  | 'maxTokens'
  | 'promptTokens'
  | 'reusedTokens'
  | 'answerTokens'
  | 'firstTokenSeconds'
  | 'seconds'
> & { readonly contextSize: number }

interface StoredAnswer {
  readonly id: string
  readonly project_id: string
  readonly model_id: string
  readonly adapter_id: string | null
  readonly release_id: string | null
  readonly model_name: string
  readonly released_until: string | null
  readonly note_kind: 'document' | 'note' | 'text'
  readonly note_id: number | null
  readonly note_title: string
  readonly note_text: string
  readonly confidential: number
  readonly task: Answer['task']
  readonly instruction: string
  readonly family: string
  readonly text: string
  readonly finish_reason: Answer['finishReason']
  readonly figures: string
  readonly complaint: string | null
  readonly created_by: string
  readonly created_at: string
}

export interface NewAnswer
  extends Omit<StoredAnswer, 'model_name' | 'released_until' | 'complaint' | 'figures'> {
  readonly figures: AnswerFigures
}

export function insertAnswer(db: WritableDb, answer: NewAnswer): void {
  db.run(
    `INSERT INTO answer (id, project_id, model_id, adapter_id, release_id, note_kind, note_id, note_title, note_text,
       confidential, task, instruction, family, text, finish_reason, figures, created_by, created_at)
     VALUES (:id, :project_id, :model_id, :adapter_id, :release_id, :note_kind, :note_id, :note_title, :note_text,
       :confidential, :task, :instruction, :family, :text, :finish_reason, :figures, :created_by, :created_at)`,
    { ...answer, figures: JSON.stringify(answer.figures) },
  )
}

const withoutAdapter = { adapterName: null, adapterSha256: null }

const joined = `SELECT a.*, m.name AS model_name, r.expires_at AS released_until
  FROM answer a CROSS JOIN model m ON m.id = a.model_id LEFT JOIN release r ON r.id = a.release_id`

export function answerById(
  db: ReadableDb,
  id: string,
): { answer: Answer; contextSize: number } | undefined {
  const row = db.one<StoredAnswer>(`${joined} WHERE a.id = ?`, id)
  if (!row) return undefined
  const { contextSize, ...stored } = JSON.parse(row.figures) as AnswerFigures
  // Answers of before there were adapters say nothing of them.
  const figures = { ...withoutAdapter, ...stored }
  return {
    contextSize,
    answer: {
      id: row.id,
      projectId: row.project_id,
      at: row.created_at,
      person: row.created_by,
      modelId: row.model_id,
      modelName: row.model_name,
      adapterId: row.adapter_id,
      release:
        row.release_id === null || row.released_until === null
          ? null
          : { id: row.release_id, until: row.released_until },
      family: row.family,
      task: row.task,
      instruction: row.instruction,
      asked:
        row.note_kind === 'text' || row.note_id === null
          ? null
          : { kind: row.note_kind, id: row.note_id },
      noteTitle: row.note_title,
      note: row.note_text,
      confidential: row.confidential === 1,
      text: row.text,
      finishReason: row.finish_reason,
      complaint: row.complaint,
      ...figures,
    },
  }
}

function answerPlace(db: ReadableDb, id: string): { at: string; id: string } {
  const row = db.one<{ at: string; id: string }>(
    'SELECT created_at AS at, id FROM answer WHERE id = ?',
    id,
  )
  if (!row) throw badCursor()
  return row
}

/** Newest first. */
export function answerPage(
  db: ReadableDb,
  request: {
    readonly projectId: string
    readonly flaggedOnly: boolean
    readonly after: string | null
    readonly limit: number
  },
): { rows: AnswerRow[]; next: string | null } {
  const clauses = ['a.project_id = :projectId']
  if (request.flaggedOnly) clauses.push('a.complaint IS NOT NULL')
  const place = request.after === null ? {} : answerPlace(db, request.after)
  if (request.after !== null) clauses.push('(a.created_at, a.id) < (:at, :id)')
  const rows = db.all<StoredAnswer>(
    `${joined} WHERE ${clauses.join(' AND ')}
     ORDER BY a.created_at DESC, a.id DESC LIMIT :limit`,
    { projectId: request.projectId, limit: request.limit, ...place },
  )
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      id: row.id,
      at: row.created_at,
      person: row.created_by,
      modelName: row.model_name,
      adapterName: (JSON.parse(row.figures) as AnswerFigures).adapterName ?? null,
      task: row.task,
      instruction: row.instruction,
      noteTitle: row.note_title,
      confidential: row.confidential === 1,
      preview: row.text.slice(0, 200),
      flagged: row.complaint !== null,
      released: row.release_id !== null,
    })),
    next: last && rows.length === request.limit ? last.id : null,
  }
}

export function setComplaint(db: WritableDb, id: string, reason: string | null): void {
  db.run('UPDATE answer SET complaint = ? WHERE id = ?', reason, id)
}
