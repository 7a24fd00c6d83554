import type { Sampling } from '../../contract/common'
import type { GateId, GateResult, GateThresholds } from '../../contract/gates'
import { defaultGateThresholds, gateThresholdsSchema } from '../../contract/gates'
import type { SynthesisRun } from '../../contract/synthesis'
import type { ReadableDb, WritableDb } from '../database/types'
import type { RailFacts } from '../projects/rail'
import { confidentialSql, isNotWithdrawnSql } from '../sources/record-marks'

export interface RunRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly template_id: string
  readonly model_id: string
  readonly adapter_id: string | null
  readonly sampling: string
  readonly seed: number
  readonly max_tokens: number
  readonly parallel: number
  readonly context_size: number
  readonly gpu_layers: number
  readonly created_at: string
  readonly created_by: string
}

export interface SourceRow {
  readonly id: number
  readonly title: string
  readonly text: string
  readonly words: number
  readonly sha256: Buffer
  readonly external_id: string
  readonly confidential: number
}

export function insertRun(db: WritableDb, row: RunRow): void {
  db.run(
    `INSERT INTO synthesis_run (id, job_id, project_id, template_id, model_id, adapter_id, sampling,
       seed, max_tokens, parallel, context_size, gpu_layers, created_at, created_by)
     VALUES (:id, :job_id, :project_id, :template_id, :model_id, :adapter_id, :sampling,
       :seed, :max_tokens, :parallel, :context_size, :gpu_layers, :created_at, :created_by)`,
    row,
  )
}

export function runRow(db: ReadableDb, id: string): RunRow | undefined {
  return db.one('SELECT * FROM synthesis_run WHERE id = ?', id)
}

/** The documents a run may take: of the named collections, or of every public one. */
export function eligibleDocuments(
  db: ReadableDb,
  projectId: string,
  collectionIds: readonly string[] | null,
): { id: number; sha256: Buffer; confidential: number }[] {
  return db.all(
    `SELECT d.id, d.sha256, ${confidentialSql} AS confidential FROM collection c CROSS JOIN document d ON d.collection_id = c.id
     WHERE c.project_id = :projectId AND c.state = 'ready'
       AND (:chosen IS NULL AND ${confidentialSql} = 0 OR c.id IN (SELECT value FROM json_each(:chosen)))
       AND ${isNotWithdrawnSql('d.id')}
     ORDER BY d.id`,
    { projectId, chosen: collectionIds === null ? null : JSON.stringify(collectionIds) },
  )
}

/** The longest text among documents, in UTF-16 code units or nearly so. */
export function longestText(db: ReadableDb, ids: readonly number[]): number {
  return (
    db.one<{ n: number | null }>(
      'SELECT max(length(text)) AS n FROM document WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    )?.n ?? 0
  )
}

export function insertItems(
  db: WritableDb,
  runId: string,
  items: readonly { readonly documentId: number; readonly seed: number }[],
): void {
  items.forEach((item, ordinal) => {
    db.run(
      "INSERT INTO synthesis_item VALUES (?, ?, ?, ?, 'waiting', NULL)",
      runId,
      ordinal,
      item.documentId,
      item.seed,
    )
  })
}

export interface ItemRow {
  readonly ordinal: number
  readonly document_id: number
  readonly seed: number
}

export function waitingItems(db: ReadableDb, runId: string): ItemRow[] {
  return db.all(
    "SELECT ordinal, document_id, seed FROM synthesis_item WHERE run_id = ? AND state = 'waiting' ORDER BY ordinal",
    runId,
  )
}

export function itemCounts(
  db: ReadableDb,
  runId: string,
): { total: number; done: number; failed: number } {
  return db.one(
    `SELECT count(*) AS total, coalesce(sum(state = 'done'), 0) AS done,
            coalesce(sum(state = 'failed'), 0) AS failed
     FROM synthesis_item WHERE run_id = ?`,
    runId,
  ) as { total: number; done: number; failed: number }
}

export function setItem(
  db: WritableDb,
  runId: string,
  ordinal: number,
  state: 'done' | 'failed',
  reason: string | null,
): void {
  db.run(
    'UPDATE synthesis_item SET state = ?, reason = ? WHERE run_id = ? AND ordinal = ?',
    state,
    reason,
    runId,
    ordinal,
  )
}

export function sourceOf(db: ReadableDb, documentId: number): SourceRow | undefined {
  return db.one(
    `SELECT d.id, d.title, d.text, d.words, d.sha256, d.external_id, ${confidentialSql} AS confidential
     FROM document d JOIN collection c ON c.id = d.collection_id WHERE d.id = ?`,
    documentId,
  )
}

export interface NewNote {
  readonly runId: string
  readonly projectId: string
  readonly documentId: number
  readonly confidential: number
  readonly title: string
  readonly text: string
  readonly words: number
  readonly seed: number
  readonly finishReason: string
  readonly tokens: number
  readonly seconds: number
  readonly signature: Buffer
  readonly appVersion: string
  readonly createdAt: string
}

export function insertNote(db: WritableDb, note: NewNote, results: readonly GateResult[]): number {
  const isCaught = results.some((result) => result.caught)
  const { lastId } = db.run(
    `INSERT INTO note (run_id, project_id, document_id, confidential, title, text, words, seed,
       finish_reason, tokens, seconds, signature, caught, app_version, created_at)
     VALUES (:runId, :projectId, :documentId, :confidential, :title, :text, :words, :seed,
       :finishReason, :tokens, :seconds, :signature, :caught, :appVersion, :createdAt)`,
    { ...note, caught: isCaught ? 1 : 0 },
  )
  db.run(
    'INSERT INTO note_search (rowid, title, text) VALUES (?, ?, ?)',
    lastId,
    note.title,
    note.text,
  )
  for (const { gate, caught, value, detail } of results)
    db.run(
      'INSERT INTO note_gate VALUES (?, ?, ?, ?, ?)',
      lastId,
      gate,
      caught ? 1 : 0,
      value,
      detail,
    )
  return lastId
}

export function storedSignatures(
  db: ReadableDb,
  projectId: string,
): { id: number; signature: Buffer }[] {
  return db.all(
    'SELECT id, signature FROM note WHERE project_id = ? AND signature IS NOT NULL ORDER BY id',
    projectId,
  )
}

export function noteText(db: ReadableDb, id: number): string | undefined {
  return db.one<{ text: string }>('SELECT text FROM note WHERE id = ?', id)?.text
}

export function thresholdsOf(db: ReadableDb, projectId: string): GateThresholds {
  const row = db.one<{ threshold: string }>(
    "SELECT threshold FROM gate_threshold WHERE project_id = ? AND gate = 'all'",
    projectId,
  )
  return row ? gateThresholdsSchema.parse(JSON.parse(row.threshold)) : defaultGateThresholds
}

export function storeThresholds(
  db: WritableDb,
  projectId: string,
  thresholds: GateThresholds,
): void {
  db.run(
    `INSERT INTO gate_threshold VALUES (?, 'all', ?)
     ON CONFLICT (project_id, gate) DO UPDATE SET threshold = excluded.threshold`,
    projectId,
    JSON.stringify(thresholds),
  )
}

/** Sorts every note of a project again by its stored values. @returns how many changed sides. */
export function recheckNotes(
  db: WritableDb,
  projectId: string,
  isCaught: (gate: GateId, value: number) => boolean,
): { newlyCaught: number; newlyKept: number } {
  const rows = db.all<{ note_id: number; gate: GateId; value: number; caught: number }>(
    `SELECT g.note_id, g.gate, g.value, g.caught FROM note n CROSS JOIN note_gate g ON g.note_id = n.id
     WHERE n.project_id = ?`,
    projectId,
  )
  for (const row of rows) {
    const caught = isCaught(row.gate, row.value) ? 1 : 0
    if (caught !== row.caught)
      db.run(
        'UPDATE note_gate SET caught = ? WHERE note_id = ? AND gate = ?',
        caught,
        row.note_id,
        row.gate,
      )
  }
  const nowCaught = 'EXISTS (SELECT 1 FROM note_gate g WHERE g.note_id = note.id AND g.caught = 1)'
  const newlyKept = db.run(
    `UPDATE note SET caught = 0 WHERE project_id = ? AND caught = 1 AND NOT ${nowCaught}`,
    projectId,
  ).changes
  const newlyCaught = db.run(
    `UPDATE note SET caught = 1 WHERE project_id = ? AND caught = 0 AND ${nowCaught}`,
    projectId,
  ).changes
  return { newlyCaught, newlyKept }
}

export function listRuns(db: ReadableDb, projectId: string): SynthesisRun[] {
  const rows = db.all<
    RunRow & {
      template_name: string
      template_version: number
      model_name: string
      adapter_name: string | null
      kept: number
    }
  >(
    `SELECT r.*, t.name AS template_name, t.version AS template_version, m.name AS model_name,
            a.name AS adapter_name,
            (SELECT count(*) FROM note n WHERE n.run_id = r.id AND (n.caught = 0 OR n.restored = 1)) AS kept
     FROM synthesis_run r JOIN template t ON t.id = r.template_id JOIN model m ON m.id = r.model_id
       LEFT JOIN adapter a ON a.id = r.adapter_id
     WHERE r.project_id = ? ORDER BY r.created_at DESC, r.id DESC`,
    projectId,
  )
  return rows.map((row) => {
    const counts = itemCounts(db, row.id)
    return {
      id: row.id,
      jobId: row.job_id,
      projectId: row.project_id,
      templateName: row.template_name,
      templateVersion: row.template_version,
      modelName: row.model_name,
      adapterName: row.adapter_name,
      seed: row.seed,
      sampling: JSON.parse(row.sampling) as Sampling,
      planned: counts.total,
      finished: counts.done,
      failed: counts.failed,
      kept: row.kept,
      createdAt: row.created_at,
      createdBy: row.created_by,
    }
  })
}

/** What the rail needs to know of a project's sources and notes. */
export function stageFacts(
  db: ReadableDb,
  projectId: string,
): Pick<RailFacts, 'records' | 'notes' | 'notesKept' | 'spotCheckOpen' | 'spotCheckDone'> {
  const records = db.one<{ n: number }>(
    "SELECT coalesce(sum(records), 0) AS n FROM collection WHERE project_id = ? AND state = 'ready'",
    projectId,
  )
  const notes = db.one<{ notes: number; kept: number; open: number; done: number }>(
    `SELECT count(*) AS notes, coalesce(sum(caught = 0 OR restored = 1), 0) AS kept,
            coalesce(sum(spot_check = 'open'), 0) AS open,
            coalesce(sum(spot_check IN ('passed', 'failed')), 0) AS done
     FROM note WHERE project_id = ?`,
    projectId,
  )
  return {
    records: records?.n ?? 0,
    notes: notes?.notes ?? 0,
    notesKept: notes?.kept ?? 0,
    spotCheckOpen: notes?.open ?? 0,
    spotCheckDone: notes?.done ?? 0,
  }
}
