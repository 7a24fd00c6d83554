import type { RowThresholds } from '../../contract/instruction-filters'
import { defaultRowThresholds, rowThresholds } from '../../contract/instruction-filters'
import type {
  GenerationRequest,
  InstructionImport,
  SeedSet,
  Side,
  ThresholdEffect,
} from '../../contract/instructions'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb, WritableDb } from '../database/types'
import { caughtSql, filterParameters } from './filters'
import type { Measures } from './measure'
import type { StoredPrompt } from './prompts'

export interface RunRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly model_id: string
  readonly prompt: string
  readonly seeds: string
  readonly request: string
  readonly seed: number
  readonly parallel: number
  readonly context_size: number
  readonly question_calls: number
  readonly question_malformed: number
  readonly answer_calls: number
  readonly answer_malformed: number
  readonly created_at: string
  readonly created_by: string
}

export interface RunParts {
  readonly prompt: StoredPrompt
  readonly seeds: readonly SeedSet[]
  readonly request: GenerationRequest
}

export function partsOf(row: Pick<RunRow, 'prompt' | 'seeds' | 'request'>): RunParts {
  return {
    prompt: JSON.parse(row.prompt) as StoredPrompt,
    seeds: JSON.parse(row.seeds) as SeedSet[],
    request: JSON.parse(row.request) as GenerationRequest,
  }
}

export type NewRun = Omit<
  RunRow,
  'question_calls' | 'question_malformed' | 'answer_calls' | 'answer_malformed'
>

export function insertRun(db: WritableDb, row: NewRun): void {
  db.run(
    `INSERT INTO instruction_run (id, job_id, project_id, model_id, prompt, seeds, request, seed,
       parallel, context_size, created_at, created_by)
     VALUES (:id, :job_id, :project_id, :model_id, :prompt, :seeds, :request, :seed, :parallel,
       :context_size, :created_at, :created_by)`,
    row,
  )
}

export function runRow(db: ReadableDb, id: string): RunRow | undefined {
  return db.one('SELECT * FROM instruction_run WHERE id = ?', id)
}

export interface CallCounts {
  readonly questionCalls: number
  readonly questionMalformed: number
  readonly answerCalls: number
  readonly answerMalformed: number
}

export function addCalls(db: WritableDb, runId: string, counts: CallCounts): void {
  db.run(
    `UPDATE instruction_run SET question_calls = question_calls + :questionCalls,
       question_malformed = question_malformed + :questionMalformed,
       answer_calls = answer_calls + :answerCalls,
       answer_malformed = answer_malformed + :answerMalformed WHERE id = :runId`,
    { runId, ...counts },
  )
}

export interface ItemRow {
  readonly ordinal: number
  readonly wave: number
  readonly note_id: number
  readonly task: TaskId
  readonly unanswerable: number
  readonly seed: number
}

export function insertItems(
  db: WritableDb,
  runId: string,
  items: readonly {
    readonly noteId: number
    readonly task: TaskId
    readonly unanswerable: boolean
    readonly seed: number
    readonly wave: number
  }[],
): void {
  items.forEach((item, ordinal) => {
    db.run(
      "INSERT INTO instruction_item VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', NULL)",
      runId,
      ordinal,
      item.wave,
      item.noteId,
      item.task,
      item.unanswerable ? 1 : 0,
      item.seed,
    )
  })
}

export function waitingItems(db: ReadableDb, runId: string): ItemRow[] {
  return db.all(
    `SELECT ordinal, wave, note_id, task, unanswerable, seed FROM instruction_item
     WHERE run_id = ? AND state = 'waiting' ORDER BY ordinal`,
    runId,
  )
}

export function setItem(
  db: WritableDb,
  runId: string,
  ordinal: number,
  state: 'done' | 'failed',
  reason: string | null,
): void {
  db.run(
    'UPDATE instruction_item SET state = ?, reason = ? WHERE run_id = ? AND ordinal = ?',
    state,
    reason,
    runId,
    ordinal,
  )
}

export function itemCounts(
  db: ReadableDb,
  runId: string,
): { total: number; done: number; failed: number; malformed: number } {
  return db.one(
    `SELECT count(*) AS total, coalesce(sum(state = 'done'), 0) AS done,
            coalesce(sum(state = 'failed'), 0) AS failed,
            coalesce(sum(state = 'failed' AND reason LIKE 'malformed:%'), 0) AS malformed
     FROM instruction_item WHERE run_id = ?`,
    runId,
  ) as { total: number; done: number; failed: number; malformed: number }
}

/** Kept notes of a project in the order of their making: all, or those that have no row yet. */
export function eligibleNotes(
  db: ReadableDb,
  projectId: string,
  which: GenerationRequest['notes'],
): { id: number; confidential: number }[] {
  const fresh =
    which === 'all' ? '' : 'AND NOT EXISTS (SELECT 1 FROM instruction_row r WHERE r.note_id = n.id)'
  return db.all(
    `SELECT n.id, n.confidential FROM note n
     WHERE n.project_id = ? AND (n.caught = 0 OR n.restored = 1) ${fresh} ORDER BY n.id`,
    projectId,
  )
}

/** The longest of these notes, in UTF-16 code units or nearly so. */
export function longestNote(db: ReadableDb, ids: readonly number[]): number {
  return (
    db.one<{ n: number | null }>(
      'SELECT max(length(text)) AS n FROM note WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    )?.n ?? 0
  )
}

export interface NoteOfItem {
  readonly id: number
  readonly text: string
  readonly document_id: number
  readonly confidential: number
}

export function noteOf(db: ReadableDb, id: number): NoteOfItem | undefined {
  return db.one('SELECT id, text, document_id, confidential FROM note WHERE id = ?', id)
}

export interface NewRow {
  readonly projectId: string | null
  readonly runId: string | null
  readonly ordinal: number | null
  readonly importId: string | null
  readonly caseId: number
  readonly noteId: number | null
  readonly ownNoteId: number | null
  readonly task: TaskId
  readonly question: string
  readonly answer: string
  readonly answerable: number
  readonly confidential: number
  readonly side: Side | null
  readonly lineage: string
  readonly appVersion: string
  readonly createdAt: string
}

export function insertRow(db: WritableDb, row: NewRow, measures: Measures): number {
  return db.run(
    `INSERT INTO instruction_row (project_id, run_id, ordinal, import_id, case_id, note_id,
       own_note_id, task, question, answer, answerable, confidential, side, talk, question_end,
       question_words, answer_words, seed_similarity, echo, unsupported, note_share, lineage,
       app_version, created_at)
     VALUES (:projectId, :runId, :ordinal, :importId, :caseId, :noteId, :ownNoteId, :task, :question,
       :answer, :answerable, :confidential, :side, :talk, :questionEnd, :questionWords,
       :answerWords, :seedSimilarity, :echo, :unsupported, :noteShare, :lineage, :appVersion,
       :createdAt)`,
    { ...row, ...measures },
  ).lastId
}

export function setMeasures(db: WritableDb, id: number, measures: Measures): void {
  db.run(
    `UPDATE instruction_row SET talk = :talk, question_end = :questionEnd,
       question_words = :questionWords, answer_words = :answerWords,
       seed_similarity = :seedSimilarity, echo = :echo, unsupported = :unsupported,
       note_share = :noteShare WHERE id = :id`,
    { id, ...measures },
  )
}

export function setNearest(
  db: WritableDb,
  id: number,
  nearest: { readonly id: number; readonly similarity: number } | undefined,
): void {
  db.run(
    'UPDATE instruction_row SET nearest_similarity = ?, nearest_id = ? WHERE id = ?',
    nearest?.similarity ?? 0,
    nearest?.id ?? null,
    id,
  )
}

export function indexRow(
  db: WritableDb,
  row: { readonly id: number; readonly question: string; readonly answer: string },
): void {
  db.run(
    'INSERT INTO instruction_search (rowid, question, answer) VALUES (:id, :question, :answer)',
    row,
  )
}

/** The search index keeps no copy of the text: what is taken out must be named. */
export function unindexRow(
  db: WritableDb,
  row: { readonly id: number; readonly question: string; readonly answer: string },
): void {
  db.run(
    `INSERT INTO instruction_search (instruction_search, rowid, question, answer)
     VALUES ('delete', :id, :question, :answer)`,
    row,
  )
}

export function thresholdsOf(db: ReadableDb, projectId: string): RowThresholds {
  const row = db.one<{ thresholds: string }>(
    'SELECT thresholds FROM instruction_filter WHERE project_id = ?',
    projectId,
  )
  return row ? rowThresholds.parse(JSON.parse(row.thresholds)) : defaultRowThresholds
}

export function storeThresholds(
  db: WritableDb,
  projectId: string,
  thresholds: RowThresholds,
): void {
  db.run(
    `INSERT INTO instruction_filter VALUES (?, ?)
     ON CONFLICT (project_id) DO UPDATE SET thresholds = excluded.thresholds`,
    projectId,
    JSON.stringify(thresholds),
  )
}

/** Sorts one row, or every row of an import or a project, by what is stored beside it. */
export function sortRows(
  db: WritableDb,
  projectId: string,
  which: { readonly rowId: number } | { readonly importId: string } | 'all',
): void {
  const scope =
    which === 'all'
      ? 'project_id = :projectId'
      : 'rowId' in which
        ? 'id = :rowId'
        : 'import_id = :importId'
  const parameters = {
    ...filterParameters(thresholdsOf(db, projectId)),
    ...(which === 'all' ? { projectId } : which),
  }
  db.run(
    `UPDATE instruction_row SET caught = ${caughtSql} WHERE ${scope} AND caught IS NOT (${caughtSql})`,
    parameters,
  )
}

/** What thresholds would change, counted without changing anything. */
export function effectOf(
  db: ReadableDb,
  projectId: string,
  thresholds: RowThresholds,
): ThresholdEffect {
  return db.one(
    `SELECT coalesce(sum(kept = 1 AND will = 0), 0) AS newlyCaught,
            coalesce(sum(kept = 0 AND will = 1), 0) AS newlyKept, coalesce(sum(will), 0) AS kept
     FROM (SELECT kept, CASE WHEN verdict = 'kept' THEN 1 WHEN verdict = 'left-out' THEN 0
             ELSE (${caughtSql}) = 0 END AS will
           FROM instruction_row WHERE project_id = :projectId)`,
    { projectId, ...filterParameters(thresholds) },
  ) as ThresholdEffect
}

interface ImportRow {
  readonly id: string
  readonly name: string
  readonly format: string
  readonly file_name: string
  readonly confidential: number
  readonly rows: number
  readonly duplicates: number
  readonly problems: number
  readonly created_at: string
  readonly created_by: string
}

export function listImports(db: ReadableDb, projectId: string): InstructionImport[] {
  return db
    .all<ImportRow>(
      `SELECT * FROM instruction_import WHERE project_id = ? AND state = 'ready'
       ORDER BY created_at DESC, id DESC`,
      projectId,
    )
    .map((row) => ({
      id: row.id,
      name: row.name,
      format: row.format,
      fileName: row.file_name,
      confidential: row.confidential === 1,
      rows: row.rows,
      duplicates: row.duplicates,
      problems: row.problems,
      createdAt: row.created_at,
      createdBy: row.created_by,
    }))
}
