import type { LineageReach } from '../../contract/release'
import type { CaseMark } from '../../contract/sources'
import type { ReadableDb } from '../database/types'

/*
 * Which adapters learned from which source records. What a training read is stored when its data is
 * made; an adapter that went on from another learned from everything that one learned from.
 */

export type MarkKind = CaseMark['kind']

/** An adapter with all that it went on from, as a table `line(id, run_id)`. */
const lineSql = `WITH RECURSIVE line(id, run_id, parent_id) AS (
    SELECT id, run_id, parent_id FROM adapter WHERE id = :adapterId
    UNION SELECT a.id, a.run_id, a.parent_id FROM line JOIN adapter a ON a.id = line.parent_id)`

/** How many marked records of a kind an adapter learned from. */
export function markedCases(db: ReadableDb, adapterId: string, kind: MarkKind): number {
  // The marks come first: they are few, a training's records may be a hundred thousand.
  return (
    db.one<{ n: number }>(
      `${lineSql} SELECT count(DISTINCT w.document_id) AS n FROM withdrawn_case w
         CROSS JOIN line CROSS JOIN training_case t
           ON t.run_id = line.run_id AND t.document_id = w.document_id
       WHERE w.kind = :kind`,
      { adapterId, kind },
    )?.n ?? 0
  )
}

/** Whether an adapter or one it went on from came from a file, so that nobody here knows what it read. */
export function isLineageUnknown(db: ReadableDb, adapterId: string): boolean {
  return (
    db.one(
      `${lineSql} SELECT 1 FROM line JOIN adapter a ON a.id = line.id
       WHERE a.origin = 'imported' LIMIT 1`,
      { adapterId },
    ) !== undefined
  )
}

/** Everything that learned from a record, directly or by what it went on from. */
export function adaptersFrom(db: ReadableDb, documentId: number): LineageReach['adapters'] {
  return db
    .all<{
      id: string
      name: string
      projectId: string | null
      modelName: string
      confidential: number
      removed: number
      direct: number
    }>(
      `WITH RECURSIVE reached(id) AS (
         SELECT a.id FROM training_case t JOIN adapter a ON a.run_id = t.run_id
           WHERE t.document_id = :documentId
         UNION SELECT a.id FROM reached JOIN adapter a ON a.parent_id = reached.id)
       SELECT a.id, a.name, a.project_id AS projectId, m.name AS modelName, a.confidential,
              a.removed_at IS NOT NULL AS removed,
              EXISTS (SELECT 1 FROM training_case t
                WHERE t.run_id = a.run_id AND t.document_id = :documentId) AS direct
       FROM reached JOIN adapter a ON a.id = reached.id JOIN model m ON m.id = a.model_id
       ORDER BY a.created_at, a.id`,
      { documentId },
    )
    .map(({ direct, confidential, removed, ...adapter }) => ({
      ...adapter,
      confidential: confidential === 1,
      isByParent: direct === 0,
      removed: removed === 1,
    }))
}

/** Trainings that read a record, or go on from what did, and have made no adapter yet. */
export function openRunsFrom(
  db: ReadableDb,
  documentId: number,
  adapterIds: readonly string[],
): { id: string; name: string }[] {
  return db.all(
    `SELECT r.id, r.name FROM training_run r JOIN job j ON j.id = r.job_id
     WHERE r.adapter_id IS NULL AND j.status IN ('running', 'waiting', 'paused', 'interrupted')
       AND (EXISTS (SELECT 1 FROM training_case t
              WHERE t.run_id = r.id AND t.document_id = :documentId)
         OR r.plan ->> '$.startAdapterId' IN (SELECT value FROM json_each(:adapterIds)))
     ORDER BY r.created_at, r.id`,
    { documentId, adapterIds: JSON.stringify(adapterIds) },
  )
}

/** Newest first. */
export function markedRecords(
  db: ReadableDb,
  projectId: string,
): (CaseMark & { documentId: number; title: string })[] {
  return db.all(
    `SELECT w.document_id AS documentId, d.title, w.kind, w.reason, w.at, w.by
     FROM withdrawn_case w CROSS JOIN document d ON d.id = w.document_id
       JOIN collection c ON c.id = d.collection_id
     WHERE c.project_id = ? ORDER BY w.at DESC, w.document_id`,
    projectId,
  )
}

/** What else came out of a record. */
export function derivedCounts(db: ReadableDb, documentId: number): { notes: number; rows: number } {
  return db.one(
    `SELECT (SELECT count(*) FROM note WHERE document_id = :documentId) AS notes,
            (SELECT count(*) FROM instruction_row r JOIN instruction_case c ON c.id = r.case_id
             WHERE c.document_id = :documentId) AS rows`,
    { documentId },
  ) as { notes: number; rows: number }
}
