import { hash } from 'node:crypto'
import { type Sentence, say } from '../../contract/sentences'
import type { ColumnMapping } from '../../contract/sources'
import type { WritableDb } from '../database/types'
import { defineJob, type JobContext } from '../jobs/definition'
import { Refusal } from '../kernel/refusal'
import { recognise } from './formats/detect'
import { readRecords } from './formats/read'
import type { RecordBatch } from './formats/types'
import { notWhole, toProblem } from './problems'
import {
  collectionRow,
  type DocumentPlace,
  discardCollection,
  finishCollection,
  indexDocuments,
  insertDocument,
  insertOrder,
  insertProblems,
} from './queries'
import { titleOf } from './title'

export interface ImportParams {
  readonly collectionId: string
  readonly paths: readonly string[]
  readonly mapping: ColumnMapping
  readonly onProblem: 'keep-good' | 'all-or-nothing'
}

/** Problems beyond so many are counted, and not stored one by one. */
const storedProblems = 1000
const indexStep = 500
const orderStep = 5000

interface Tally {
  records: number
  duplicates: number
  problems: number
  words: number
  readonly seen: Set<string>
  readonly places: DocumentPlace[]
}

/**
 * Reads the files into a hidden collection, piece by piece, and shows it with the last commit. A
 * stop of any kind before that leaves nothing. Then the search index is filled.
 */
export const importJob = defineJob<ImportParams>({
  kind: 'import',
  resource: 'disk',
  unit: 'records',
  canPause: false,
  isPastLosing: (db, { collectionId }) => collectionRow(db, collectionId)?.state !== 'importing',
  touches: ['sources', 'projects'],
  run: async (context, params) => {
    const known = collectionRow(context.services.vault.db(), params.collectionId)
    // Cut off while it was made searchable: the records are all there, and only that goes on.
    if (known && known.state !== 'importing') {
      await makeSearchable(context, params.collectionId, known.records)
      return { made: [say('collection-searchable')], resultId: params.collectionId }
    }
    const tally: Tally = {
      records: 0,
      duplicates: 0,
      problems: 0,
      words: 0,
      seen: new Set(),
      places: [],
    }
    await readAll(context, params, tally)
    if (tally.records === 0)
      throw new Refusal(
        'nothing-to-import',
        tally.problems > 0
          ? say('only-faulty-records', { count: tally.problems })
          : say('no-records'),
      )
    await writeOrders(context, params.collectionId, tally.places)
    const { seen: _, places: __, ...figures } = tally
    context.commit(
      { action: 'sources.imported', object: params.collectionId, detail: figures },
      (db) => finishCollection(db, params.collectionId, figures),
    )
    await makeSearchable(context, params.collectionId, tally.records)
    return { made: summary(tally), resultId: params.collectionId }
  },
  discard: (db, { collectionId }) => discardUnlessReady(db, collectionId),
})

async function readAll(context: JobContext, params: ImportParams, tally: Tally): Promise<void> {
  const source = await recognise(params.paths)
  for await (const batch of readRecords(source, params.mapping, { signal: context.signal })) {
    context.signal.throwIfAborted()
    if (params.onProblem === 'all-or-nothing' && batch.problems[0])
      throw notWhole(batch.problems[0])
    storeBatch(context, params.collectionId, batch, tally)
    context.progress({
      done: tally.records,
      total: expectedRecords(batch, tally),
      step: say('reading-file', {
        percent: Math.round((batch.bytesRead / Math.max(1, batch.totalBytes)) * 100),
      }),
    })
    await breathe()
  }
}

function storeBatch(
  context: JobContext,
  collectionId: string,
  batch: RecordBatch,
  tally: Tally,
): void {
  context.stage((db) => {
    for (const record of batch.records) {
      const sha256 = hash('sha256', record.text, 'buffer')
      const key = sha256.toString('latin1', 0, 16)
      if (tally.seen.has(key)) {
        tally.duplicates += 1
        continue
      }
      tally.seen.add(key)
      const words = countWords(record.text)
      const title = titleOf(record)
      const id = insertDocument(db, collectionId, {
        externalId: record.externalId,
        title,
        words,
        sha256,
        extra: JSON.stringify(record.extra),
        text: record.text,
      })
      tally.places.push({ id, title: detached(title), words })
      tally.records += 1
      tally.words += words
    }
    const room = Math.max(0, storedProblems - tally.problems)
    insertProblems(db, collectionId, batch.problems.slice(0, room).map(toProblem))
    tally.problems += batch.problems.length
  })
}

/** The orders of the list, each written from its beginning to its end. */
async function writeOrders(
  context: JobContext,
  collectionId: string,
  places: DocumentPlace[],
): Promise<void> {
  const byTitle = (a: DocumentPlace, b: DocumentPlace) =>
    a.title < b.title ? -1 : a.title > b.title ? 1 : a.id - b.id
  const byWords = (a: DocumentPlace, b: DocumentPlace) => a.words - b.words || a.id - b.id
  for (const order of ['title', 'words'] as const) {
    places.sort(order === 'title' ? byTitle : byWords)
    for (let from = 0; from < places.length; from += orderStep) {
      context.signal.throwIfAborted()
      const piece = places.slice(from, from + orderStep)
      context.stage((db) => insertOrder(db, collectionId, order, piece))
      await breathe()
    }
  }
}

/** Search works on the part that is done while the rest is being indexed. */
async function makeSearchable(
  context: JobContext,
  collectionId: string,
  records: number,
): Promise<void> {
  let after = collectionRow(context.services.vault.db(), collectionId)?.indexed_to ?? 0
  for (let done = 0; ; done += indexStep) {
    context.signal.throwIfAborted()
    context.progress({
      done: Math.min(done, records),
      total: records,
      step: say('making-searchable'),
    })
    const last = context.stage((db) => indexDocuments(db, collectionId, after, indexStep))
    if (last === null) return
    after = last
    await breathe()
  }
}

/** An import that was finished but not yet indexed stays: only an unfinished one is taken away. */
function discardUnlessReady(db: WritableDb, collectionId: string): void {
  if (collectionRow(db, collectionId)?.state === 'importing') discardCollection(db, collectionId)
}

function expectedRecords(batch: RecordBatch, tally: Tally): number | null {
  if (batch.bytesRead <= 0) return null
  return Math.max(tally.records, Math.round((tally.records * batch.totalBytes) / batch.bytesRead))
}

/** The same text in memory of its own: a piece of a record would keep the whole record alive. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}

/** Words are runs of anything but white space. */
export function countWords(text: string): number {
  let words = 0
  let isInWord = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const isSpace = code <= 32 || code === 0xa0
    if (!isSpace && !isInWord) words += 1
    isInWord = !isSpace
  }
  return words
}

function summary({ records, duplicates, problems }: Tally): readonly Sentence[] {
  return [
    say('records-imported', { count: records }),
    ...(duplicates > 0 ? [say('duplicates-left-out', { count: duplicates })] : []),
    ...(problems > 0 ? [say('records-unreadable', { count: problems })] : []),
  ]
}

/** Lets other calls run between two pieces of work. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
