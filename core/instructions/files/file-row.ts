import type { ExportFormat, Side } from '../../../contract/instructions'
import { type TaskId, tasks } from '../../../contract/tasks'

/** A row as it stands in a file, whatever its format. Texts have no white space at their ends. */
export interface FileRow {
  readonly caseId: string
  readonly task: TaskId
  readonly note: string
  readonly question: string
  readonly answer: string
  readonly answerable: boolean
  readonly confidential: boolean
  readonly side: Side | null
}

export const formatNames: Readonly<Record<ExportFormat, string>> = {
  'asclepius-csv': 'Asclepius CSV',
  alpaca: 'Alpaca JSON lines',
  sharegpt: 'ShareGPT JSON lines',
  chatml: 'ChatML JSON lines',
  'hugging-face': 'Hugging Face dataset',
}

export function taskName(task: TaskId): string {
  return tasks.find(({ id }) => id === task)?.name ?? task
}

const taskByName = new Map(
  tasks.flatMap(({ id, name }) => [[id, id] as const, [name.toLowerCase(), id] as const]),
)

/** A task by its name or its id; undefined for one that is not known. */
export function taskNamed(name: string): TaskId | undefined {
  return taskByName.get(name.trim().toLowerCase())
}

/**
 * A spreadsheet runs a cell that begins with = + - @, a tab or a carriage return as a formula. A
 * single quotation mark before it makes it text, and one more before those that have one already,
 * so that every text comes back as it was (OWASP, "CSV Injection").
 */
export function neutralised(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** Takes the mark of `neutralised` away again. */
export function restored(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}
