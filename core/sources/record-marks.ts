import type { CaseMark } from '../../contract/sources'
import type { ReadableDb } from '../database/types'

/*
 * A single record may be marked after its import: withdrawn, or confidential in a public collection.
 * These stand in the queries that read records, so that no list and no job misses a mark.
 */

/** Of a document `d` in its collection `c`; 0 or 1. */
export const confidentialSql = `(c.confidential = 1 OR EXISTS (
  SELECT 1 FROM withdrawn_case w WHERE w.document_id = d.id AND w.kind = 'confidential'))`

/** Whether a record may be learned from; takes the column with its number. */
export const isNotWithdrawnSql = (column: string): string => `NOT EXISTS (
  SELECT 1 FROM withdrawn_case w WHERE w.document_id = ${column} AND w.kind = 'withdrawn')`

export function marksOf(db: ReadableDb, documentId: number): CaseMark[] {
  return db.all(
    'SELECT kind, reason, at, by FROM withdrawn_case WHERE document_id = ? ORDER BY at, kind',
    documentId,
  )
}
