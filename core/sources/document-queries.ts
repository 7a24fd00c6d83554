import type { DocumentFilter, DocumentFull, DocumentRow } from '../../contract/sources'
import { badCursor, numberCursor } from '../database/cursor'
import { searchExpression } from '../database/search'
import type { ReadableDb } from '../database/types'
import { confidentialSql, marksOf } from './record-marks'

export type DocumentSort = 'imported' | 'title' | 'shortest' | 'longest'

const orders: Readonly<
  Record<DocumentSort, { column: 'id' | 'title' | 'words'; direction: 'ASC' | 'DESC' }>
> = {
  imported: { column: 'id', direction: 'ASC' },
  title: { column: 'title', direction: 'ASC' },
  shortest: { column: 'words', direction: 'ASC' },
  longest: { column: 'words', direction: 'DESC' },
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
  const where = conditions(filter, column)
  const parameters: Record<string, unknown> = { ...where.parameters, limit }
  const { id } = where
  const clauses = [...where.clauses]
  if (after !== null) {
    const isLater = direction === 'ASC' ? '>' : '<'
    clauses.push(
      sort === 'imported'
        ? `${id} > :afterId`
        : `(${where.sorted}, ${id}) ${isLater} (:afterValue, :afterId)`,
    )
    parameters.afterId = after.id
    if (sort !== 'imported') parameters.afterValue = after.value
  }
  const order = sort === 'imported' ? id : `${where.sorted} ${direction}, ${id} ${direction}`
  return db.all<ListedRow>(
    `SELECT d.id, d.collection_id, d.external_id, d.title, substr(d.text, 1, 220) AS preview,
            d.words, ${confidentialSql} AS confidential
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

/** `sorted` and `id` are the columns of the table that serves the order. */
function conditions(
  filter: DocumentFilter,
  column: 'id' | 'title' | 'words' = 'id',
): {
  from: string
  sorted: string
  id: string
  clauses: string[]
  parameters: Record<string, unknown>
} {
  const clauses = ["c.state = 'ready'", 'c.project_id = :projectId']
  const parameters: Record<string, unknown> = { projectId: filter.projectId }
  // CROSS JOIN fixes the order: search first when there is one, else collections, then their rows.
  let from = 'collection c CROSS JOIN document d ON d.collection_id = c.id'
  let [sorted, id] = [`d.${column}`, 'd.id']
  const expression = searchExpression(filter.search)
  if (expression === null && column !== 'id') {
    from = `collection c CROSS JOIN document_by_${column} o ON o.collection_id = c.id
            CROSS JOIN document d ON d.id = o.id`
    ;[sorted, id] = [`o.${column}`, 'o.id']
  }
  if (expression !== null) {
    // A search gives its matches in the order of its index, so that none has to be sorted.
    if (column === 'id') id = 's.rowid'
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
  return { from, sorted, id, clauses, parameters }
}

export function documentFull(db: ReadableDb, id: number): DocumentFull | undefined {
  const row = db.one<ListedRow & { text: string; extra: string; sha256: Buffer }>(
    `SELECT d.id, d.collection_id, d.external_id, d.title, substr(d.text, 1, 220) AS preview,
            d.words, ${confidentialSql} AS confidential, d.text, d.extra, d.sha256
     FROM document d JOIN collection c ON c.id = d.collection_id WHERE d.id = ?`,
    id,
  )
  if (!row) return undefined
  return {
    ...toDocumentRow(row),
    marks: marksOf(db, row.id),
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
