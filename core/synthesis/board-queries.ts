import type { GateId } from '../../contract/gates'
import { gateIds } from '../../contract/gates'
import type { Board, NoteFilter, NoteFull, NoteRow } from '../../contract/synthesis'
import { numberCursor } from '../database/cursor'
import { searchExpression } from '../database/search'
import type { ReadableDb, WritableDb } from '../database/types'
import { thresholdsOf } from './queries'

interface StoredNote {
  readonly id: number
  readonly run_id: string
  readonly document_id: number
  readonly title: string
  readonly text: string
  readonly words: number
  readonly seed: number
  readonly caught: number
  readonly restored: number
  readonly confidential: number
  readonly finish_reason: string
  readonly tokens: number
  readonly seconds: number
  readonly spot_check: NoteFull['spotCheck']
  readonly spot_comment: string
  readonly app_version: string
  readonly created_at: string
}

export function boardOf(db: ReadableDb, projectId: string, runId: string | null): Board {
  const scope = { projectId, runId }
  const isInScope = 'n.project_id = :projectId AND (:runId IS NULL OR n.run_id = :runId)'
  const totals = db.one<{
    notes: number
    kept: number
    restored: number
    drawn: number
    passed: number
    failed: number
  }>(
    `SELECT count(*) AS notes,
            coalesce(sum(caught = 0 OR restored = 1), 0) AS kept,
            coalesce(sum(restored), 0) AS restored,
            coalesce(sum(spot_check != 'not-drawn'), 0) AS drawn,
            coalesce(sum(spot_check = 'passed'), 0) AS passed,
            coalesce(sum(spot_check = 'failed'), 0) AS failed
     FROM note n WHERE ${isInScope}`,
    scope,
  )
  const caught = db.all<{ gate: GateId; caught: number; alone: number }>(
    `SELECT g.gate, count(*) AS caught,
            sum((SELECT count(*) FROM note_gate o WHERE o.note_id = g.note_id AND o.caught = 1) = 1) AS alone
     FROM note n CROSS JOIN note_gate g ON g.note_id = n.id
     WHERE ${isInScope} AND n.caught = 1 AND g.caught = 1 GROUP BY g.gate`,
    scope,
  )
  const byGate = new Map(caught.map((row) => [row.gate, row]))
  return {
    notes: totals?.notes ?? 0,
    kept: totals?.kept ?? 0,
    restored: totals?.restored ?? 0,
    thresholds: thresholdsOf(db, projectId),
    gates: gateIds.map((gate) => ({
      gate,
      caught: byGate.get(gate)?.caught ?? 0,
      caughtAlone: byGate.get(gate)?.alone ?? 0,
    })),
    spotCheck: {
      drawn: totals?.drawn ?? 0,
      passed: totals?.passed ?? 0,
      failed: totals?.failed ?? 0,
    },
  }
}

const shown: Readonly<Record<NoteFilter['show'], string>> = {
  all: '1',
  kept: '(n.caught = 0 OR n.restored = 1)',
  caught: '(n.caught = 1 AND n.restored = 0)',
  restored: 'n.restored = 1',
  'spot-check': "n.spot_check != 'not-drawn'",
}

type ListedNote = Omit<StoredNote, 'text'> & {
  readonly preview: string
  readonly caught_by: string | null
}

const listed = `n.id, n.run_id, n.document_id, n.title, n.words, n.caught, n.restored, n.confidential,
  n.spot_check,  substr(n.text, 1, 220) AS preview,
  (SELECT group_concat(gate) FROM note_gate g WHERE g.note_id = n.id AND g.caught = 1) AS caught_by`

export function notePage(
  db: ReadableDb,
  filter: NoteFilter,
  after: string | null,
  limit: number,
): { rows: NoteRow[]; next: string | null } {
  const expression = searchExpression(filter.search)
  // The search index gives its hits in the order of the notes: the same number, already sorted.
  const place = expression === null ? 'n.id' : 's.rowid'
  const clauses = ['n.project_id = :projectId', `${place} > :after`, shown[filter.show]]
  if (filter.runId !== null) clauses.push('n.run_id = :runId')
  if (filter.gate !== null)
    clauses.push(
      'EXISTS (SELECT 1 FROM note_gate g WHERE g.note_id = n.id AND g.gate = :gate AND g.caught = 1)',
    )
  if (expression !== null) clauses.push('note_search MATCH :search')
  const from = expression === null ? 'note n' : 'note_search s CROSS JOIN note n ON n.id = s.rowid'
  const rows = db.all<ListedNote>(
    `SELECT ${listed} FROM ${from} WHERE ${clauses.join(' AND ')} ORDER BY ${place} LIMIT :limit`,
    {
      projectId: filter.projectId,
      after: numberCursor(after) ?? 0,
      limit,
      ...(filter.runId === null ? {} : { runId: filter.runId }),
      ...(filter.gate === null ? {} : { gate: filter.gate }),
      ...(expression === null ? {} : { search: expression }),
    },
  )
  const last = rows.at(-1)
  return { rows: rows.map(toRow), next: last && rows.length === limit ? String(last.id) : null }
}

function toRow(row: ListedNote): NoteRow {
  return {
    id: row.id,
    runId: row.run_id,
    documentId: row.document_id,
    title: row.title,
    preview: row.preview,
    words: row.words,
    kept: row.caught === 0 || row.restored === 1,
    restored: row.restored === 1,
    caughtBy: (row.caught_by?.split(',') ?? []) as GateId[],
    confidential: row.confidential === 1,
    spotCheck: row.spot_check,
  }
}

interface FullRow extends ListedNote {
  readonly text: string
  readonly source_external_id: string
  readonly source_title: string
  readonly source_text: string
  readonly source_sha256: Buffer
  readonly template_name: string
  readonly template_version: number
  readonly template_sha256: string
  readonly model_name: string
  readonly model_sha256: string
  readonly adapter_name: string | null
  readonly adapter_sha256: string | null
  readonly sampling: string
  readonly max_tokens: number
  readonly context_size: number
}

/** A note with its source and lineage; the marks are computed by the caller. */
export function noteFull(
  db: ReadableDb,
  id: number,
): Omit<NoteFull, 'noteMarks' | 'sourceMarks'> | undefined {
  const row = db.one<FullRow>(
    `SELECT ${listed}, n.text, n.seed, n.finish_reason, n.tokens, n.seconds, n.spot_comment, n.app_version,
            n.created_at, d.external_id AS source_external_id, d.title AS source_title,
            d.text AS source_text, d.sha256 AS source_sha256, t.name AS template_name,
            t.version AS template_version, t.sha256 AS template_sha256, m.name AS model_name,
            m.sha256 AS model_sha256, a.name AS adapter_name, a.sha256 AS adapter_sha256, r.sampling, r.max_tokens, r.context_size
     FROM note n JOIN document d ON d.id = n.document_id JOIN synthesis_run r ON r.id = n.run_id
       JOIN template t ON t.id = r.template_id JOIN model m ON m.id = r.model_id
       LEFT JOIN adapter a ON a.id = r.adapter_id
     WHERE n.id = ?`,
    id,
  )
  if (!row) return undefined
  const gates = db
    .all<{ gate: GateId; caught: number; value: number; detail: string }>(
      'SELECT gate, caught, value, detail FROM note_gate WHERE note_id = ?',
      id,
    )
    .map((gate) => ({ ...gate, caught: gate.caught === 1 }))
    .sort((a, b) => gateIds.indexOf(a.gate) - gateIds.indexOf(b.gate))
  return {
    ...toRow(row),
    text: row.text,
    source: {
      id: row.document_id,
      externalId: row.source_external_id,
      title: row.source_title,
      text: row.source_text,
    },
    gates,
    lineage: {
      sourceSha256: row.source_sha256.toString('hex'),
      templateName: row.template_name,
      templateVersion: row.template_version,
      templateSha256: row.template_sha256,
      modelName: row.model_name,
      modelSha256: row.model_sha256,
      adapterName: row.adapter_name,
      adapterSha256: row.adapter_sha256,
      sampling: JSON.parse(row.sampling),
      seed: row.seed,
      maxTokens: row.max_tokens,
      contextSize: row.context_size,
      finishReason: row.finish_reason,
      tokens: row.tokens,
      seconds: row.seconds,
      createdAt: row.created_at,
      appVersion: row.app_version,
    },
    spotComment: row.spot_comment,
  }
}

export function noteRowById(db: ReadableDb, id: number): StoredNote | undefined {
  return db.one('SELECT * FROM note WHERE id = ?', id)
}

export function setRestored(db: WritableDb, id: number, isRestored: boolean): void {
  db.run('UPDATE note SET restored = ? WHERE id = ?', isRestored ? 1 : 0, id)
}

/** Kept notes that no spot check has drawn yet. */
export function spotCheckable(db: ReadableDb, projectId: string): number[] {
  return db
    .all<{ id: number }>(
      `SELECT id FROM note WHERE project_id = ? AND spot_check = 'not-drawn'
         AND (caught = 0 OR restored = 1) ORDER BY id`,
      projectId,
    )
    .map((row) => row.id)
}

export function drawNotes(db: WritableDb, ids: readonly number[]): void {
  for (const id of ids) db.run("UPDATE note SET spot_check = 'open' WHERE id = ?", id)
}

export function tickNote(
  db: WritableDb,
  id: number,
  verdict: 'passed' | 'failed' | 'open',
  comment: string,
): void {
  db.run('UPDATE note SET spot_check = ?, spot_comment = ? WHERE id = ?', verdict, comment, id)
}
