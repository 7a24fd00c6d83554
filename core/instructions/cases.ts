import type { Side } from '../../contract/instructions'
import type { ReadableDb, WritableDb } from '../database/types'
import { isNoteKeptSql } from './rows'

export interface CaseRow {
  readonly id: number
  readonly document_id: number | null
  readonly external_id: string
  readonly side: Side | null
}

export function caseByKey(db: ReadableDb, projectId: string, key: string): CaseRow | undefined {
  return db.one(
    'SELECT * FROM instruction_case WHERE project_id = ? AND case_key = ?',
    projectId,
    key,
  )
}

/** A source case is known by the text of its record: the same report in two collections is one case. */
const keyOfDocument = "'text:' || hex(d.sha256)"

/** The case of a source record; made where it is not there yet. */
export function caseOfDocument(db: WritableDb, projectId: string, documentId: number): CaseRow {
  const known = (): CaseRow | undefined =>
    db.one(
      `SELECT c.* FROM instruction_record e JOIN instruction_case c ON c.id = e.case_id
       WHERE e.project_id = ? AND e.document_id = ?`,
      projectId,
      documentId,
    )
  const found = known()
  if (found) return found
  makeCases(db, projectId, 'd.id = :documentId', { documentId })
  return known() as CaseRow
}

function makeCases(
  db: WritableDb,
  projectId: string,
  which: string,
  parameters: Readonly<Record<string, number>>,
): void {
  db.run(
    `INSERT INTO instruction_case (project_id, case_key, document_id, external_id)
     SELECT :projectId, ${keyOfDocument}, d.id, d.external_id FROM document d WHERE ${which}
     ON CONFLICT (project_id, case_key) DO NOTHING`,
    { projectId, ...parameters },
  )
  db.run(
    `INSERT INTO instruction_record (project_id, document_id, case_id)
     SELECT :projectId, d.id, c.id FROM document d JOIN instruction_case c
       ON c.project_id = :projectId AND c.case_key = ${keyOfDocument}
     WHERE ${which} ON CONFLICT DO NOTHING`,
    { projectId, ...parameters },
  )
}

/** Identifiers that exactly one source record of the project has, with that record. */
export function recordsByIdentifier(db: ReadableDb, projectId: string): Map<string, number> {
  const rows = db.all<{ external_id: string; id: number; texts: number }>(
    `SELECT d.external_id, min(d.id) AS id, count(DISTINCT d.sha256) AS texts
     FROM collection c JOIN document d ON d.collection_id = c.id
     WHERE c.project_id = ? AND c.state = 'ready' AND d.external_id != '' GROUP BY d.external_id`,
    projectId,
  )
  return new Map(rows.filter((row) => row.texts === 1).map((row) => [row.external_id, row.id]))
}

/**
 * The case that an imported row names. Where one source record of the project has that identifier,
 * it is that record's case: an export that comes back joins what it was made from.
 */
export function caseOfImport(
  db: WritableDb,
  projectId: string,
  externalId: string,
  record: number | undefined,
): CaseRow {
  if (record !== undefined) return caseOfDocument(db, projectId, record)
  const key = `external:${externalId}`
  db.run(
    `INSERT INTO instruction_case (project_id, case_key, document_id, external_id)
     VALUES (?, ?, NULL, ?) ON CONFLICT (project_id, case_key) DO NOTHING`,
    projectId,
    key,
    externalId,
  )
  return caseByKey(db, projectId, key) as CaseRow
}

/** Cases for every kept note, so that notes without questions have a side too. */
export function makeCasesOfNotes(db: WritableDb, projectId: string): void {
  makeCases(
    db,
    projectId,
    `d.id IN (SELECT n.document_id FROM note n
       WHERE n.project_id = :projectId AND ${isNoteKeptSql}
         AND NOT EXISTS (SELECT 1 FROM instruction_record e
           WHERE e.project_id = n.project_id AND e.document_id = n.document_id))`,
    {},
  )
}
