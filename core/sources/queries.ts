import type { Collection, Problem } from '../../contract/sources'
import type { ReadableDb, WritableDb } from '../database/types'
import { saidOf } from '../jobs/messages'
import { type TermsRow, termsOf } from './terms-queries'

export interface CollectionRow extends TermsRow {
  readonly id: string
  readonly project_id: string
  readonly name: string
  readonly confidential: number
  readonly format_name: string
  readonly file_name: string
  readonly records: number
  readonly duplicates: number
  readonly problems: number
  readonly words: number
  readonly state: 'importing' | 'ready' | 'removed'
  /** The last document id that full-text search covers. */
  readonly indexed_to: number
  readonly created_at: string
  readonly created_by: string
}

export interface NewDocument {
  readonly externalId: string
  readonly title: string
  readonly words: number
  readonly sha256: Buffer
  readonly extra: string
  readonly text: string
}

export function insertCollection(
  db: WritableDb,
  row: Pick<
    CollectionRow,
    | 'id'
    | 'project_id'
    | 'name'
    | 'confidential'
    | 'format_name'
    | 'file_name'
    | 'created_at'
    | 'created_by'
    | keyof TermsRow
  >,
): void {
  db.run(
    `INSERT INTO collection (id, project_id, name, confidential, format_name, file_name, state,
       licence, licence_text, attribution, licence_assumed, created_at, created_by)
     VALUES (:id, :project_id, :name, :confidential, :format_name, :file_name, 'importing',
       :licence, :licence_text, :attribution, :licence_assumed, :created_at, :created_by)`,
    row,
  )
}

/** @returns the document's id. */
export function insertDocument(
  db: WritableDb,
  collectionId: string,
  document: NewDocument,
): number {
  return db.run(
    `INSERT INTO document (collection_id, external_id, title, words, sha256, extra, text)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    collectionId,
    document.externalId,
    document.title,
    document.words,
    document.sha256,
    document.extra,
    document.text,
  ).lastId
}

export interface DocumentPlace {
  readonly id: number
  readonly title: string
  readonly words: number
}

/** Writes one list order of documents; quick when `places` come in that order. */
export function insertOrder(
  db: WritableDb,
  collectionId: string,
  order: 'title' | 'words',
  places: readonly DocumentPlace[],
): void {
  const sql = `INSERT INTO document_by_${order} VALUES (?, ?, ?)`
  for (const place of places) db.run(sql, collectionId, place[order], place.id)
}

export function insertProblems(
  db: WritableDb,
  collectionId: string,
  problems: readonly Problem[],
): void {
  for (const { file, line, reason, said } of problems)
    db.run(
      'INSERT INTO import_problem (collection_id, file, line, reason, said) VALUES (?, ?, ?, ?, ?)',
      collectionId,
      file,
      line,
      reason,
      JSON.stringify(said),
    )
}

export function finishCollection(
  db: WritableDb,
  id: string,
  figures: {
    readonly records: number
    readonly duplicates: number
    readonly problems: number
    readonly words: number
  },
): void {
  db.run(
    `UPDATE collection SET state = 'ready', records = :records, duplicates = :duplicates,
       problems = :problems, words = :words WHERE id = :id`,
    { id, ...figures },
  )
}

/** Takes away everything of an import that was not finished. */
export function discardCollection(db: WritableDb, id: string): void {
  db.run('DELETE FROM import_problem WHERE collection_id = ?', id)
  db.run('DELETE FROM document_by_title WHERE collection_id = ?', id)
  db.run('DELETE FROM document_by_words WHERE collection_id = ?', id)
  db.run('DELETE FROM document WHERE collection_id = ?', id)
  db.run('DELETE FROM collection WHERE id = ?', id)
}

export function collectionRow(db: ReadableDb, id: string): CollectionRow | undefined {
  return db.one('SELECT * FROM collection WHERE id = ?', id)
}

export function listCollections(db: ReadableDb, projectId: string): Collection[] {
  return db
    .all<CollectionRow & { last_id: number | null }>(
      `SELECT c.*, (SELECT max(id) FROM document WHERE collection_id = c.id) AS last_id
       FROM collection c WHERE project_id = ? AND state = 'ready' ORDER BY created_at, id`,
      projectId,
    )
    .map((row) => ({
      id: row.id,
      projectId: row.project_id,
      name: row.name,
      confidential: row.confidential === 1,
      formatName: row.format_name,
      fileName: row.file_name,
      records: row.records,
      duplicates: row.duplicates,
      problems: row.problems,
      words: row.words,
      terms: termsOf(row),
      createdAt: row.created_at,
      createdBy: row.created_by,
      searchable: row.indexed_to >= (row.last_id ?? 0),
    }))
}

export function listProblems(db: ReadableDb, collectionId: string): Problem[] {
  return db
    .all<Omit<Problem, 'said'> & { said: string }>(
      'SELECT file, line, reason, said FROM import_problem WHERE collection_id = ? ORDER BY file, line LIMIT 1000',
      collectionId,
    )
    .map((row) => ({ ...row, said: saidOf(row.said) }))
}

export function setCollectionState(db: WritableDb, id: string, state: 'ready' | 'removed'): void {
  db.run("UPDATE collection SET state = ? WHERE id = ? AND state != 'importing'", state, id)
}

export function renameCollection(db: WritableDb, id: string, name: string): void {
  db.run('UPDATE collection SET name = ? WHERE id = ?', name, id)
}

/** Puts the next documents of a collection into the search index. @returns the last id that it covers. */
export function indexDocuments(
  db: WritableDb,
  collectionId: string,
  after: number,
  limit: number,
): number | null {
  const last = db.one<{ id: number | null }>(
    `SELECT max(id) AS id FROM (
       SELECT id FROM document WHERE collection_id = ? AND id > ? ORDER BY id LIMIT ?)`,
    collectionId,
    after,
    limit,
  )?.id
  if (last === null || last === undefined) return null
  db.run(
    `INSERT INTO document_search (rowid, title, text)
     SELECT id, title, text FROM document WHERE collection_id = ? AND id > ? AND id <= ? ORDER BY id`,
    collectionId,
    after,
    last,
  )
  db.run('UPDATE collection SET indexed_to = ? WHERE id = ?', last, collectionId)
  return last
}
