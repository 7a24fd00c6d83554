import type { Corpus, PerplexityRow, PerplexityTable } from '../../../contract/evaluation-scoring'
import type { ReadableDb, WritableDb } from '../../database/types'
import { bootstrapRatio, usualDraws } from '../../statistics/bootstrap'
import { quantile } from '../../statistics/describe'

export interface TableRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly model_id: string
  readonly adapter_id: string | null
  readonly adapter_name: string | null
  readonly seed: number
  readonly context: number
  /** JSON: what each corpus had and gave. */
  readonly corpora: string
  readonly created_at: string
  readonly created_by: string
}

export interface CorpusPlan {
  readonly corpus: Corpus
  readonly available: number
  readonly planned: number
  readonly confidential: boolean
}

export function insertTable(
  db: WritableDb,
  row: TableRow,
  texts: readonly { readonly corpus: Corpus; readonly ids: readonly number[] }[],
): void {
  db.run(
    `INSERT INTO perplexity_table VALUES (:id, :job_id, :project_id, :model_id, :adapter_id,
       :adapter_name, :seed, :context, :corpora, :created_at, :created_by)`,
    row,
  )
  for (const { corpus, ids } of texts)
    for (const id of ids)
      db.run(
        'INSERT INTO perplexity_document (table_id, corpus, text_id) VALUES (?, ?, ?)',
        row.id,
        corpus,
        id,
      )
}

export function tableRow(db: ReadableDb, id: string): TableRow | undefined {
  return db.one('SELECT * FROM perplexity_table WHERE id = ?', id)
}

export interface WaitingText {
  readonly corpus: Corpus
  readonly text_id: number
}

export function waitingTexts(db: ReadableDb, tableId: string, limit: number): WaitingText[] {
  return db.all(
    `SELECT corpus, text_id FROM perplexity_document WHERE table_id = ? AND loss IS NULL
     ORDER BY corpus, text_id LIMIT ?`,
    tableId,
    limit,
  )
}

export function storeScore(
  db: WritableDb,
  tableId: string,
  text: WaitingText,
  score: { readonly tokens: number; readonly loss: number; readonly isCut: boolean },
): void {
  db.run(
    `UPDATE perplexity_document SET tokens = ?, loss = ?, is_cut = ?
     WHERE table_id = ? AND corpus = ? AND text_id = ?`,
    score.tokens,
    score.loss,
    score.isCut ? 1 : 0,
    tableId,
    text.corpus,
    text.text_id,
  )
}

export function tableProgress(
  db: ReadableDb,
  tableIds: readonly string[],
): { done: number; total: number } {
  return db.one(
    `SELECT count(*) AS total, count(loss) AS done FROM perplexity_document
     WHERE table_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(tableIds),
  ) as { done: number; total: number }
}

export function tablesOf(db: ReadableDb, projectId: string): PerplexityTable[] {
  return db
    .all<TableRow & { model_name: string }>(
      `SELECT t.*, m.name AS model_name FROM perplexity_table t JOIN model m ON m.id = t.model_id
       WHERE t.project_id = ? ORDER BY t.created_at DESC, t.id DESC`,
      projectId,
    )
    .map((row) => ({
      id: row.id,
      jobId: row.job_id,
      modelId: row.model_id,
      modelName: row.model_name,
      adapterId: row.adapter_id,
      adapterName: row.adapter_name,
      seed: row.seed,
      context: row.context,
      rows: (JSON.parse(row.corpora) as CorpusPlan[]).map((plan) => rowOf(db, row, plan)),
      createdAt: row.created_at,
      createdBy: row.created_by,
    }))
}

/** Fewer draws over very many documents: their interval is narrow, and the page is waiting. */
const mostDrawn = 2e7

function rowOf(db: ReadableDb, table: TableRow, plan: CorpusPlan): PerplexityRow {
  const scored = db.all<{ tokens: number; loss: number; is_cut: number }>(
    `SELECT tokens, loss, is_cut FROM perplexity_document
     WHERE table_id = ? AND corpus = ? AND loss IS NOT NULL AND tokens > 0 ORDER BY text_id`,
    table.id,
    plan.corpus,
  )
  const losses = scored.map((one) => one.loss)
  const tokens = scored.map((one) => one.tokens)
  const draws = Math.max(200, Math.min(usualDraws, Math.floor(mostDrawn / (scored.length + 1))))
  const single = scored.map((one) => Math.exp(one.loss / one.tokens))
  const percentiles = [0.05, 0.25, 0.5, 0.75, 0.95].flatMap((p) => {
    const found = quantile(single, p)
    return found.kind === 'value' ? [found.value] : []
  })
  return {
    corpus: plan.corpus,
    documents: scored.length,
    planned: plan.planned,
    available: plan.available,
    isSample: plan.planned < plan.available,
    tokens: tokens.reduce((sum, count) => sum + count, 0),
    cutDocuments: scored.filter((one) => one.is_cut === 1).length,
    confidential: plan.confidential,
    perplexity: bootstrapRatio(losses, tokens, { seed: table.seed, draws, after: Math.exp }),
    percentiles: percentiles.length === 5 ? percentiles : null,
  }
}
