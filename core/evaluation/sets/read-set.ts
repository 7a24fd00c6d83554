import { basename, extname } from 'node:path'
import type { SetInspection, SetLayout, SetMapping } from '../../../contract/evaluation-sets'
import { type Sentence, say } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import { Refusal } from '../../kernel/refusal'
import { openByteSource } from '../../sources/formats/byte-source'
import { gatherFiles } from '../../sources/formats/chosen-files'
import { recognise } from '../../sources/formats/detect'
import { decodeUtf8, encodingNames } from '../../sources/formats/encoding'
import { readRecords } from '../../sources/formats/read'
import {
  defaultLimits,
  type Encoding,
  type RecognisedSource,
  type SourceFile,
  type SourceProblem,
} from '../../sources/formats/types'
import {
  casiColumns,
  casiQuestion,
  type FileQuestion,
  instructionsFor,
  layoutOf,
  suggestSetMapping,
  taskOf,
} from './layouts'

/** What chosen files turned out to be. */
export interface RecognisedSet {
  readonly layout: SetLayout
  readonly layoutName: string
  readonly explanation: Sentence
  readonly files: readonly SourceFile[]
  readonly columns: SetInspection['columns']
  readonly mapping: SetMapping
  /** The table, where there is one. */
  readonly source: RecognisedSource | null
  /** DiSCQ: the notes, by the name of their file with and without its ending. */
  readonly notes: ReadonlyMap<string, SourceFile>
}

export interface SetBatch {
  readonly questions: readonly FileQuestion[]
  readonly problems: readonly SourceProblem[]
}

const layoutNames: Readonly<Record<SetLayout, string>> = {
  csv: 'Notes and questions',
  casi: 'CASI, separated by vertical bars',
  discq: 'DiSCQ questions',
  mtsamples: 'MTSamples notes',
}

/** A text file of a corpus is read whole; CASI's is 20 MB. */
const largestText = 256 * 1024 * 1024
const batchQuestions = 500

/** Says what chosen files are. @throws Refusal with what was seen and what is known. */
export async function recogniseSet(
  paths: readonly string[],
  wanted: SetLayout | null,
  signal?: AbortSignal,
): Promise<RecognisedSet> {
  const { files } = await gatherFiles(paths, defaultLimits, signal)
  const table =
    files.find((file) => /\.(csv|tsv|jsonl?|ndjson)$/i.test(file.name)) ?? files[0] ?? null
  if (!table) throw new Refusal('source-none-chosen', say('source-none-chosen'))
  const casi = await looksLikeCasi(table)
  if (wanted === 'casi' || (wanted === null && casi !== null)) {
    if (casi === null) throw new Refusal('set-not-casi', say('set-not-casi', { file: table.name }))
    return casiSet(table, casi)
  }
  const alike = files.filter((file) => extname(file.name) === extname(table.name))
  const isOneTable = alike.length < files.length || extname(table.name).toLowerCase() === '.txt'
  const tables = isOneTable ? [table.path] : alike.map((file) => file.path)
  const source = await recognise(tables, signal ? { signal } : {})
  const names = source.columns.map((column) => column.name)
  const found = layoutOf(names)
  const layout = wanted ?? found?.layout
  if (!layout)
    throw new Refusal(
      'set-unknown-layout',
      say('set-unknown-layout', { file: table.name, format: source.formatName }),
    )
  return {
    layout,
    layoutName: `${layoutNames[layout]}, ${source.formatName}`,
    explanation: found?.layout === layout ? found.explanation : say('layout-by-hand'),
    files,
    columns: source.columns.map(({ name, samples }) => ({ name, samples: [...samples] })),
    mapping: suggestSetMapping(layout, names),
    source,
    notes: layout === 'discq' ? notesByName(files.filter((file) => file !== table)) : new Map(),
  }
}

/** Questions of a recognised set in batches; what cannot be taken is reported and passed over. */
export async function* readSet(
  set: RecognisedSet,
  mapping: SetMapping,
  tasks: readonly TaskId[],
  signal?: AbortSignal,
): AsyncGenerator<SetBatch> {
  if (set.layout === 'casi') yield* readCasi(set.files[0]!, signal)
  else if (set.layout === 'discq') yield* readDiscq(set, mapping, signal)
  else yield* readTable(set, mapping, tasks, signal)
}

async function* readTable(
  set: RecognisedSet,
  mapping: SetMapping,
  tasks: readonly TaskId[],
  signal?: AbortSignal,
): AsyncGenerator<SetBatch> {
  const asked = set.layout === 'mtsamples' ? instructionsFor(tasks) : null
  refuseUnknown(set, [mapping.note, ...(asked ? [] : [mapping.question])])
  const source = set.source!
  const columns = { text: mapping.note, title: null, externalId: mapping.externalId }
  for await (const batch of readRecords(source, columns, signal ? { signal } : {})) {
    const problems = [...batch.problems]
    const questions = batch.records.flatMap((record): FileQuestion[] => {
      const base = { externalId: record.externalId, note: record.text }
      if (asked)
        return asked.map(({ task, instruction }) => ({
          ...base,
          externalId: `${record.externalId}:${task}`,
          task,
          question: instruction,
          answer: null,
        }))
      const question = record.extra[mapping.question]?.trim() ?? ''
      if (question === '') {
        const reason = say('question-empty', { column: mapping.question })
        problems.push({ file: source.files[0]!.name, line: record.line, reason })
        return []
      }
      const answer = mapping.answer === null ? '' : (record.extra[mapping.answer]?.trim() ?? '')
      const task = mapping.task === null ? null : taskOf(record.extra[mapping.task])
      return [{ ...base, task, question, answer: answer === '' ? null : answer }]
    })
    yield { questions, problems }
  }
}

/** DiSCQ names each note by the file it stands in (n2c2's text files), which is chosen with it. */
async function* readDiscq(
  set: RecognisedSet,
  mapping: SetMapping,
  signal?: AbortSignal,
): AsyncGenerator<SetBatch> {
  refuseUnknown(set, [mapping.question, mapping.note])
  const source = set.source!
  const texts = new Map<string, string | null>()
  const columns = { text: mapping.question, title: mapping.note, externalId: null }
  for await (const batch of readRecords(source, columns, signal ? { signal } : {})) {
    const problems = [...batch.problems]
    const questions: FileQuestion[] = []
    for (const record of batch.records) {
      const name = record.title
      if (!texts.has(name)) texts.set(name, await readNote(set.notes.get(name)))
      const note = texts.get(name) ?? null
      if (note === null) {
        const reason = say('note-not-chosen')
        problems.push({ file: source.files[0]!.name, line: record.line, reason })
        continue
      }
      const externalId = `${name}:${record.line}`
      questions.push({ externalId, task: null, note, question: record.text.trim(), answer: null })
    }
    yield { questions, problems }
  }
}

async function* readCasi(file: SourceFile, signal?: AbortSignal): AsyncGenerator<SetBatch> {
  const text = await readText(file)
  let questions: FileQuestion[] = []
  let problems: SourceProblem[] = []
  const lines = text.split(/\r\n?|\n/)
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || (index === 0 && isCasiHeading(line))) continue
    const made = casiQuestion(line.split('|'), index + 1)
    if ('reason' in made) problems.push({ file: file.name, line: index + 1, reason: made.reason })
    else questions.push(made)
    if (questions.length + problems.length < batchQuestions) continue
    signal?.throwIfAborted()
    yield { questions, problems }
    questions = []
    problems = []
  }
  yield { questions, problems }
}

function casiSet(file: SourceFile, look: { lines: readonly string[]; encoding: Encoding }) {
  const rows = look.lines.filter((line) => !isCasiHeading(line)).slice(0, 5)
  return {
    layout: 'casi',
    layoutName: `${layoutNames.casi}, ${encodingNames[look.encoding]}`,
    explanation: say('layout-casi'),
    files: [file],
    columns: casiColumns.map((name, at) => ({
      name,
      samples: rows.map((row) => (row.split('|')[at] ?? '').slice(0, 200)),
    })),
    mapping: suggestSetMapping('casi', casiColumns),
    source: null,
    notes: new Map<string, SourceFile>(),
  } as const satisfies RecognisedSet
}

async function looksLikeCasi(
  file: SourceFile,
): Promise<{ lines: readonly string[]; encoding: Encoding } | null> {
  if (file.bytes === 0 || file.bytes > largestText) return null
  const bytes = await openByteSource(file.path).catch(() => null)
  if (!bytes) return null
  try {
    const start = Buffer.allocUnsafe(64 * 1024)
    const length = await bytes.fill(start, 0)
    const lines = (decodeUtf8(start, 0, length) ?? start.toString('latin1', 0, length))
      .split(/\r\n?|\n/)
      .filter((line) => line.trim() !== '')
      .slice(0, 20)
    const rows = lines.filter((line) => !isCasiHeading(line))
    const fits = rows.filter((line) => /^[^|]+\|[^|]*\|[^|]*\|\d+\|\d+\|[^|]*\|/.test(line))
    // The last line looked at may be cut short.
    return rows.length > 0 && fits.length >= Math.max(1, rows.length - 1)
      ? { lines, encoding: bytes.encoding }
      : null
  } finally {
    await bytes.close()
  }
}

function isCasiHeading(line: string): boolean {
  return /^(sf|abbreviation|acronym)\|/i.test(line)
}

function notesByName(files: readonly SourceFile[]): Map<string, SourceFile> {
  const names = files.flatMap((file): [string, SourceFile][] => {
    const name = basename(file.name)
    return [
      [basename(name, extname(name)), file],
      [name, file],
    ]
  })
  return new Map(names)
}

async function readNote(file: SourceFile | undefined): Promise<string | null> {
  if (!file || file.bytes > largestText) return null
  const text = (await readText(file)).trim()
  return text === '' ? null : text
}

/** A whole text file as UTF-16. @throws Refusal where it cannot be read. */
async function readText(file: SourceFile): Promise<string> {
  const bytes = await openByteSource(file.path).catch((failure: NodeJS.ErrnoException) => {
    const reason = failure.code ?? 'unknown reason'
    throw new Refusal('source-unreadable', say('file-not-opened', { file: file.name, reason }))
  })
  try {
    const pieces: Buffer[] = []
    for (;;) {
      const piece = Buffer.allocUnsafe(1024 * 1024)
      const length = await bytes.fill(piece, 0)
      if (length === 0) break
      pieces.push(piece.subarray(0, length))
    }
    const whole = Buffer.concat(pieces)
    return decodeUtf8(whole, 0, whole.length) ?? whole.toString('utf8')
  } finally {
    await bytes.close()
  }
}

function refuseUnknown(set: RecognisedSet, wanted: readonly string[]): void {
  const known = new Set(set.columns.map((column) => column.name))
  const missing = wanted.find((name) => !known.has(name))
  if (missing === undefined) return
  const columns = [...known].slice(0, 40).join(', ')
  throw new Refusal('source-column-unknown', say('no-column', { name: missing, columns }))
}
