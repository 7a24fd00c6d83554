import type {
  Collection,
  DocumentFilter,
  DocumentFull,
  DocumentRow,
  Problem,
} from '../../contract/sources'
import { badCursor, numberCursor } from '../database/cursor'
import { searchExpression } from '../database/search'
import type { ReadableDb, WritableDb } from '../database/types'

export interface CollectionRow {
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
  >,
): void {
  db.run(
    `INSERT INTO collection (id, project_id, name, confidential, format_name, file_name, state, created_at, created_by)
     VALUES (:id, :project_id, :name, :confidential, :format_name, :file_name, 'importing', :created_at, :created_by)`,
    row,
  )
}

export function insertDocument(db: WritableDb, collectionId: string, document: NewDocument): void {
  db.run(
    `INSERT INTO document (collection_id, external_id, title, words, sha256, extra, text)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    collectionId,
    document.externalId,
    document.title,
    document.words,
    document.sha256,
    document.extra,
    document.text,
  )
}

export function insertProblems(
  db: WritableDb,
  collectionId: string,
  problems: readonly Problem[],
): void {
  for (const { file, line, reason } of problems)
    db.run('INSERT INTO import_problem VALUES (?, ?, ?, ?)', collectionId, file, line, reason)
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
      createdAt: row.created_at,
      createdBy: row.created_by,
      searchable: row.indexed_to >= (row.last_id ?? 0),
    }))
}

export function listProblems(db: ReadableDb, collectionId: string): Problem[] {
  return db.all(
    'SELECT file, line, reason FROM import_problem WHERE collection_id = ? ORDER BY file, line LIMIT 1000',
    collectionId,
  )
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

export type DocumentSort = 'imported' | 'title' | 'shortest' | 'longest'

const orders: Readonly<Record<DocumentSort, { column: string; direction: 'ASC' | 'DESC' }>> = {
  imported: { column: 'd.id', direction: 'ASC' },
  title: { column: 'd.title', direction: 'ASC' },
  shortest: { column: 'd.words', direction: 'ASC' },
  longest: { column: 'd.words', direction: 'DESC' },
}

interface ListedRow {
  readonly id: number
  readonly collection_id: string
  readonly external_id: string
  readonly title: string
  readonly preview: string
  readonly words: number
  readonly confidential: number
}

/**
 * One page by keyset: the cursor is the last row, never a count of rows.
 * Several collections are read one by one, each by its own index, and merged.
 */
export function documentPage(
  db: ReadableDb,
  filter: DocumentFilter,
  sort: DocumentSort,
  after: string | null,
  limit: number,
): { rows: DocumentRow[]; next: string | null } {
  const isSearch = searchExpression(filter.search) !== null
  const filters =
    isSearch || filter.collectionId !== null
      ? [filter]
      : readyCollections(db, filter.projectId).map((collectionId) => ({ ...filter, collectionId }))
  const place = placeOf(db, sort, after)
  const found = filters
    .flatMap((one) => pageRows(db, one, sort, place, limit))
    .sort(comparison(sort))
    .slice(0, limit)
  const last = found.at(-1)
  return {
    rows: found.map(toDocumentRow),
    next: last && found.length === limit ? String(last.id) : null,
  }
}

interface Place {
  readonly value: string | number
  readonly id: number
}

function placeOf(db: ReadableDb, sort: DocumentSort, after: string | null): Place | null {
  const id = numberCursor(after)
  if (id === null) return null
  const row = db.one<Pick<ListedRow, 'id' | 'title' | 'words'>>(
    'SELECT id, title, words FROM document WHERE id = ?',
    id,
  )
  if (!row) throw badCursor()
  return { id, value: sortValue(row, sort) }
}

function readyCollections(db: ReadableDb, projectId: string): string[] {
  return db
    .all<{ id: string }>(
      "SELECT id FROM collection WHERE project_id = ? AND state = 'ready'",
      projectId,
    )
    .map((row) => row.id)
}

function sortValue(
  row: Pick<ListedRow, 'id' | 'title' | 'words'>,
  sort: DocumentSort,
): string | number {
  if (sort === 'title') return row.title
  return sort === 'imported' ? row.id : row.words
}

/** The order that SQLite gives: binary by code point for titles, then by id. */
function comparison(sort: DocumentSort): (a: ListedRow, b: ListedRow) => number {
  const sign = orders[sort].direction === 'ASC' ? 1 : -1
  return (a, b) => {
    const [left, right] = [sortValue(a, sort), sortValue(b, sort)]
    const byValue =
      typeof left === 'string'
        ? Buffer.compare(Buffer.from(left), Buffer.from(String(right)))
        : left - Number(right)
    return sign * (byValue || a.id - b.id)
  }
}

function pageRows(
  db: ReadableDb,
  filter: DocumentFilter,
  sort: DocumentSort,
  after: Place | null,
  limit: number,
): ListedRow[] {
  const { column, direction } = orders[sort]
  const where = conditions(filter)
  const parameters: Record<string, unknown> = { ...where.parameters, limit }
  // A search gives its matches in the order of the index alone, so that none has to be sorted.
  const id = 'search' in where.parameters ? 's.rowid' : 'd.id'
  const clauses = [...where.clauses]
  if (after !== null) {
    const isLater = direction === 'ASC' ? '>' : '<'
    clauses.push(
      sort === 'imported'
        ? `${id} > :afterId`
        : `(${column}, d.id) ${isLater} (:afterValue, :afterId)`,
    )
    parameters.afterId = after.id
    if (sort !== 'imported') parameters.afterValue = after.value
  }
  const order = sort === 'imported' ? id : `${column} ${direction}, d.id ${direction}`
  return db.all<ListedRow>(
    `SELECT d.id, d.collection_id, d.external_id, d.title, substr(d.text, 1, 220) AS preview,
            d.words, c.confidential
     FROM ${where.from} WHERE ${clauses.join(' AND ')} ORDER BY ${order} LIMIT :limit`,
    parameters,
  )
}

export function documentCount(
  db: ReadableDb,
  filter: DocumentFilter,
): { count: number; words: number } {
  const isWhole = !filter.search && filter.minWords === null && filter.maxWords === null
  if (isWhole)
    return db.one(
      `SELECT coalesce(sum(records), 0) AS count, coalesce(sum(words), 0) AS words FROM collection
       WHERE project_id = :projectId AND state = 'ready'
         AND (:collectionId IS NULL OR id = :collectionId)`,
      { projectId: filter.projectId, collectionId: filter.collectionId },
    ) as { count: number; words: number }
  const where = conditions(filter)
  return db.one(
    `SELECT count(*) AS count, coalesce(sum(d.words), 0) AS words FROM ${where.from}
     WHERE ${where.clauses.join(' AND ')}`,
    where.parameters,
  ) as { count: number; words: number }
}

function conditions(filter: DocumentFilter): {
  from: string
  clauses: string[]
  parameters: Record<string, unknown>
} {
  const clauses = ["c.state = 'ready'", 'c.project_id = :projectId']
  const parameters: Record<string, unknown> = { projectId: filter.projectId }
  // CROSS JOIN fixes the order: search first when there is one, else collections, then their rows.
  let from = 'collection c CROSS JOIN document d ON d.collection_id = c.id'
  const expression = searchExpression(filter.search)
  if (expression !== null) {
    from = `document_search s CROSS JOIN document d ON d.id = s.rowid
            CROSS JOIN collection c ON c.id = d.collection_id`
    clauses.unshift('document_search MATCH :search')
    parameters.search = expression
  }
  if (filter.collectionId !== null) {
    clauses.push('d.collection_id = :collectionId', 'c.id = :collectionId')
    parameters.collectionId = filter.collectionId
  }
  if (filter.minWords !== null) {
    clauses.push('d.words >= :minWords')
    parameters.minWords = filter.minWords
  }
  if (filter.maxWords !== null) {
    clauses.push('d.words <= :maxWords')
    parameters.maxWords = filter.maxWords
  }
  return { from, clauses, parameters }
}

export function documentFull(db: ReadableDb, id: number): DocumentFull | undefined {
  const row = db.one<ListedRow & { text: string; extra: string; sha256: Buffer }>(
    `SELECT d.id, d.collection_id, d.external_id, d.title, substr(d.text, 1, 220) AS preview,
            d.words, c.confidential, d.text, d.extra, d.sha256
     FROM document d JOIN collection c ON c.id = d.collection_id WHERE d.id = ?`,
    id,
  )
  if (!row) return undefined
  return {
    ...toDocumentRow(row),
    text: row.text,
    extra: JSON.parse(row.extra) as Record<string, string>,
    sha256: row.sha256.toString('hex'),
  }
}

function toDocumentRow(row: ListedRow): DocumentRow {
  return {
    id: row.id,
    collectionId: row.collection_id,
    externalId: row.external_id,
    title: row.title,
    preview: row.preview,
    words: row.words,
    confidential: row.confidential === 1,
  }
}
