import { basename, extname } from 'node:path'
import { type Sentence, say } from '../../../contract/sentences'
import type { ColumnMapping } from '../../../contract/sources'
import { Refusal } from '../../kernel/refusal'
import { type ByteSource, openByteSource } from './byte-source'
import { scanCsv } from './csv-scanner'
import { decodeWhole } from './encoding'
import { readFhir } from './fhir'
import { isObject, type JsonItem, scanJson } from './json-items'
import { columnNames, flattenObject, type RawRecord, toRecord } from './record-rules'
import {
  defaultLimits,
  type ReadLimits,
  type RecognisedSource,
  type RecordBatch,
  type SourceFile,
  type SourceProblem,
  type SourceRecord,
} from './types'

export interface ReadOptions {
  /** Aborting it makes the iteration throw the signal's reason. */
  readonly signal?: AbortSignal
  readonly limits?: Partial<ReadLimits>
  /** A batch is handed over at this many records, or problems, or earlier at about 2 million characters. */
  readonly batchRecords?: number
}

interface Context {
  readonly source: RecognisedSource
  readonly mapping: ColumnMapping
  readonly limits: ReadLimits
  readonly signal: AbortSignal | undefined
}

/** What one piece of a file gave. */
interface Piece {
  readonly records: SourceRecord[]
  readonly problems: SourceProblem[]
  passedOver: number
}

const batchCharacters = 2_000_000

/**
 * Reads every record of recognised files in their order, in batches, with memory that does not grow with the
 * files. What cannot be taken is reported with file, line and reason, and reading goes on behind it. The last
 * batch says that everything has been worked off. Throws a Refusal for a mapping that does not fit.
 */
export async function* readRecords(
  source: RecognisedSource,
  mapping: ColumnMapping,
  options: ReadOptions = {},
): AsyncGenerator<RecordBatch> {
  refuseUnknownColumns(source, mapping)
  const limits = { ...defaultLimits, ...options.limits }
  const context: Context = { source, mapping, limits, signal: options.signal }
  const batchRecords = options.batchRecords ?? 500
  let gathered = emptyPiece()
  let characters = 0
  let doneBytes = 0
  const batchAt = (bytesRead: number): RecordBatch => {
    const batch = { ...gathered, bytesRead, totalBytes: source.totalBytes }
    gathered = emptyPiece()
    characters = 0
    return batch
  }
  for (const file of source.files) {
    for await (const { piece, fileBytesRead } of readFile(file, context)) {
      const bytesRead = Math.min(source.totalBytes, doneBytes + Math.min(file.bytes, fileBytesRead))
      gathered.passedOver += piece.passedOver
      for (const problem of piece.problems) {
        gathered.problems.push(problem)
        if (gathered.problems.length >= batchRecords) yield batchAt(bytesRead)
      }
      for (const record of piece.records) {
        gathered.records.push(record)
        characters += record.text.length
        const isFull = gathered.records.length >= batchRecords || characters >= batchCharacters
        if (isFull) yield batchAt(bytesRead)
      }
    }
    doneBytes += file.bytes
  }
  yield batchAt(source.totalBytes)
}

function emptyPiece(): Piece {
  return { records: [], problems: [], passedOver: 0 }
}

function refuseUnknownColumns(source: RecognisedSource, mapping: ColumnMapping): void {
  const known = new Set(source.columns.map((column) => column.name))
  for (const name of [mapping.text, mapping.title, mapping.externalId]) {
    if (name === null || known.has(name)) continue
    const columns = [...known].slice(0, 40).join(', ')
    throw new Refusal('source-column-unknown', say('no-column', { name, columns }))
  }
}

/** The pieces of one file. A file that cannot be opened or read to its end is a problem, never a throw. */
async function* readFile(
  file: SourceFile,
  context: Context,
): AsyncGenerator<{ piece: Piece; fileBytesRead: number }> {
  const { limits, signal } = context
  signal?.throwIfAborted()
  const problemOf = (reason: Sentence): Piece => ({
    ...emptyPiece(),
    problems: [{ file: file.name, line: null, reason }],
  })
  if (file.bytes > limits.fileBytes) {
    const reason = say('file-too-large', { most: limits.fileBytes })
    yield { piece: problemOf(reason), fileBytesRead: file.bytes }
    return
  }
  let bytes: Awaited<ReturnType<typeof openByteSource>> | undefined
  try {
    bytes = await openByteSource(file.path)
    for await (const piece of readPieces(bytes, file, context)) {
      signal?.throwIfAborted()
      yield { piece, fileBytesRead: bytes.bytesRead() }
    }
    if (bytes.bytesRead() < file.bytes) {
      yield { piece: problemOf(say('file-became-shorter')), fileBytesRead: file.bytes }
    }
  } catch (failure) {
    const systemCode = (failure as NodeJS.ErrnoException).code
    if (signal?.aborted || typeof systemCode !== 'string' || !/^E[A-Z]/.test(systemCode))
      throw failure
    const what = bytes === undefined ? 'this-file-not-opened' : 'file-not-read-to-end'
    yield { piece: problemOf(say(what, { reason: systemCode })), fileBytesRead: file.bytes }
  } finally {
    await bytes?.close()
  }
}

function readPieces(bytes: ByteSource, file: SourceFile, context: Context): AsyncGenerator<Piece> {
  switch (context.source.format) {
    case 'pmc-patients-csv':
    case 'asclepius-csv':
    case 'mtsamples-csv':
    case 'csv':
      return readCsvPieces(bytes, file, context)
    case 'pmc-patients-json':
    case 'json':
    case 'jsonl':
    case 'fhir-json':
    case 'fhir-ndjson':
      return readJsonPieces(bytes, file, context)
    case 'text-folder':
      return readTextPieces(bytes, file, context)
  }
}

async function* readCsvPieces(
  bytes: ByteSource,
  file: SourceFile,
  context: Context,
): AsyncGenerator<Piece> {
  const { source, limits, mapping } = context
  let names: readonly string[] | undefined
  for await (const rows of scanCsv(bytes, { delimiter: source.delimiter ?? ',', limits })) {
    const piece = emptyPiece()
    for (const row of rows) {
      const isHeading = names === undefined
      names ??= columnNames(row.fields)
      if (row.broken) piece.problems.push({ file: file.name, ...row.broken })
      if (isHeading && !names.includes(mapping.text)) {
        const reason = say('heading-without-text', { column: mapping.text })
        piece.problems.push({ file: file.name, line: row.line, reason })
        yield piece
        return skipToEnd(bytes)
      }
      if (isHeading || row.broken) continue
      if (row.fieldCount === names.length) {
        take({ line: row.line, names, values: row.fields }, piece, file, context)
        continue
      }
      const reason = say('row-of-other-width', { values: row.fieldCount, columns: names.length })
      piece.problems.push({ file: file.name, line: row.line, reason })
    }
    yield piece
  }
  if (names !== undefined) return
  const problem = { file: file.name, line: null, reason: say('no-row') }
  yield { ...emptyPiece(), problems: [problem] }
}

/** A file that is left out on purpose has not "become shorter". */
async function skipToEnd(bytes: ByteSource): Promise<void> {
  const unused = Buffer.allocUnsafe(1024 * 1024)
  while ((await bytes.fill(unused, 0)) > 0) {}
}

async function* readJsonPieces(
  bytes: ByteSource,
  file: SourceFile,
  context: Context,
): AsyncGenerator<Piece> {
  const { source, limits } = context
  const layout = source.json ?? { kind: 'list', key: null }
  for await (const items of scanJson(bytes, layout, limits)) {
    const piece = emptyPiece()
    for (const item of items) takeJson(item, piece, file, context)
    yield piece
  }
}

function takeJson(item: JsonItem, piece: Piece, file: SourceFile, context: Context): void {
  const { line } = item
  const report = (reason: Sentence) => piece.problems.push({ file: file.name, line, reason })
  if ('reason' in item) {
    piece.problems.push({ file: file.name, ...item })
  } else if (context.source.format.startsWith('fhir')) {
    const found = readFhir(line, item.value)
    piece.passedOver += found.passedOver
    for (const reason of found.reasons) report(reason)
    for (const raw of found.records) take(raw, piece, file, context)
  } else if (isObject(item.value)) {
    const raw = flattenObject(line, item.value, item.hasEscapedHalves)
    if ('reason' in raw) report(raw.reason)
    else take(raw, piece, file, context)
  } else report(say('record-no-object'))
}

async function* readTextPieces(
  bytes: ByteSource & { encoding?: RecognisedSource['encoding'] },
  file: SourceFile,
  context: Context,
): AsyncGenerator<Piece> {
  const piece = emptyPiece()
  const report = (reason: Sentence) => piece.problems.push({ file: file.name, line: 1, reason })
  if (file.bytes > context.limits.fieldBytes) {
    report(say('text-too-large', { most: context.limits.fieldBytes }))
    await skipToEnd(bytes)
  } else {
    const text = decodeWhole(await readWhole(bytes, file.bytes), 'utf-8')
    if (text === undefined) report(say('file-no-characters'))
    else take(textRecord(file, text), piece, file, context)
  }
  yield piece
}

async function readWhole(bytes: ByteSource, expected: number): Promise<Buffer> {
  let whole = Buffer.allocUnsafe(expected * 3 + 1024)
  let length = 0
  for (;;) {
    const read = await bytes.fill(whole, length)
    if (read === 0) return whole.subarray(0, length)
    length += read
    if (length === whole.length) whole = Buffer.concat([whole], whole.length * 2)
  }
}

/** A text file as one record: its place below the chosen folder is its identifier. */
export function textRecord(file: SourceFile, text: string): RawRecord {
  const title = basename(file.name, extname(file.name))
  return { line: 1, names: textColumns, values: [file.name, title, text] }
}

export const textColumns: readonly string[] = ['file', 'title', 'text']

function take(raw: RawRecord, piece: Piece, file: SourceFile, context: Context): void {
  const record = toRecord(raw, context.mapping, file.name, context.limits)
  if ('reason' in record) {
    piece.problems.push({ file: file.name, line: raw.line, reason: record.reason })
  } else piece.records.push(record)
}
