import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { say } from '../../../contract/sentences'
import { Refusal } from '../../kernel/refusal'
import { lookedAtBytes } from './byte-source'
import { type ChosenFiles, gatherFiles } from './chosen-files'
import { guessCsv } from './detect-csv'
import { guessJson } from './detect-json'
import { byteOrderMarkLength, createTranscoder, decodeUtf8, detectEncoding } from './encoding'
import { columnsOf, type Guess } from './guess'
import { describeFormat, formatNames, isTextName, suggestMapping } from './layouts'
import { textColumns, textRecord } from './read'
import { looksLikeText, unreadableKind } from './signatures'
import {
  defaultLimits,
  type Encoding,
  type ReadLimits,
  type RecognisedSource,
  type SourceFile,
} from './types'

export interface RecogniseOptions {
  readonly signal?: AbortSignal
  readonly limits?: Partial<ReadLimits>
}

/**
 * Says what chosen files, or a folder, are, by their content. All files have to be of one kind. Throws a
 * Refusal that says what was seen and which formats are known; nothing of the files' text is in it.
 */
export async function recognise(
  paths: readonly string[],
  options: RecogniseOptions = {},
): Promise<RecognisedSource> {
  const limits = { ...defaultLimits, ...options.limits }
  const chosen = await gatherFiles(paths, limits, options.signal)
  const [first] = chosen.files
  if (!first) throw new Refusal('source-none-chosen', say('source-none-chosen'))
  refuseSizes(chosen.files, limits)
  const { guess, encoding } = chosen.hasFolder
    ? await lookAtFolder(chosen)
    : await lookAtFile(chosen.files.find((file) => file.bytes > 0) ?? first, limits)
  if (!chosen.hasFolder) await refuseMixed(chosen.files, guess, limits, options.signal)
  return {
    format: guess.format,
    formatName: describeFormat(guess.format, encoding),
    files: chosen.files,
    totalBytes: chosen.files.reduce((sum, file) => sum + file.bytes, 0),
    encoding,
    ...(guess.delimiter ? { delimiter: guess.delimiter } : {}),
    ...(guess.json ? { json: guess.json } : {}),
    columns: guess.columns,
    suggestedMapping: suggestMapping(guess.columns, guess.lengths),
    confidence: guess.confidence,
    explanation: guess.explanation,
    passedOverFiles: chosen.passedOverFiles,
  }
}

function refuseSizes(files: readonly SourceFile[], limits: ReadLimits): void {
  const large = files.find((file) => file.bytes > limits.fileBytes)
  if (large) {
    const gibibytes = Math.floor(limits.fileBytes / 1024 ** 3)
    throw new Refusal('source-too-large', say('source-too-large', { file: large.name, gibibytes }))
  }
  if (files.some((file) => file.bytes > 0)) return
  throw new Refusal('source-empty', say('source-empty', { file: files[0]?.name ?? '' }))
}

interface Look {
  readonly guess: Guess
  readonly encoding: Encoding
}

async function lookAtFolder({ files }: ChosenFiles): Promise<Look> {
  const foreign = files.find((file) => extname(file.path).toLowerCase() !== '.txt')
  if (foreign) {
    throw new Refusal('source-mixed', say('folder-with-other', { file: foreign.name }))
  }
  const [first] = files.filter((file) => file.bytes > 0)
  const start = await readStart(first as SourceFile)
  refuseUnreadable(first as SourceFile, start)
  return {
    guess: textGuess(first as SourceFile, start, `A folder with ${files.length} text files.`),
    encoding: start.encoding,
  }
}

async function lookAtFile(file: SourceFile, limits: ReadLimits): Promise<Look> {
  const start = await readStart(file)
  refuseUnreadable(file, start)
  const { encoding } = start
  const firstCharacter = start.utf8.toString('latin1', 0, 4096).trimStart().charAt(0)
  const json =
    firstCharacter === '{' || firstCharacter === '['
      ? await guessJson(file.path, firstCharacter, limits)
      : undefined
  if (json && 'format' in json) return { guess: json, encoding }
  const extension = extname(file.path).toLowerCase()
  const csv = await guessCsv(file.path, limits)
  if (csv && isTable(csv, extension, json !== undefined)) return { guess: csv, encoding }
  const isPlainName = !['.csv', '.tsv', '.json', '.jsonl', '.ndjson'].includes(extension)
  if (looksLikeText(start.utf8) && isPlainName && json === undefined) {
    return {
      guess: textGuess(file, start, 'It has no columns and no JSON: it is read as one text.'),
      encoding,
    }
  }
  throw new Refusal('source-unknown-format', [
    say('not-recognised', { file: file.name }),
    ...(json ?? [say('plain-text-without-columns')]),
    say('formats-known'),
  ])
}

/** Prose in a .txt file, or broken JSON, may look like columns for a line or two. */
function isTable(csv: Guess, extension: string, beginsLikeJson: boolean): boolean {
  if (csv.columns.some((column) => isTextName(column.name))) return true
  return !beginsLikeJson && (extension !== '.txt' || csv.confidence === 'likely')
}

interface Start {
  readonly raw: Buffer
  readonly utf8: Buffer
  readonly encoding: Encoding
}

async function readStart(file: SourceFile): Promise<Start> {
  try {
    const handle = await open(file.path, 'r')
    try {
      const buffer = Buffer.allocUnsafe(lookedAtBytes)
      const { bytesRead } = await handle.read(buffer, 0, lookedAtBytes, 0)
      const raw = buffer.subarray(0, bytesRead)
      const encoding = detectEncoding(raw)
      const body = raw.subarray(byteOrderMarkLength(raw, encoding))
      return { raw, encoding, utf8: createTranscoder(encoding)(body, bytesRead < lookedAtBytes) }
    } finally {
      await handle.close()
    }
  } catch (failure) {
    const reason = (failure as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Refusal('source-unreadable', say('file-not-opened', { file: file.name, reason }))
  }
}

function refuseUnreadable(file: SourceFile, start: Start): void {
  const kind =
    unreadableKind(start.raw) ?? (looksLikeText(start.utf8) ? undefined : 'looks-unlike-text')
  if (kind === undefined) return
  throw new Refusal('source-unknown-format', [say(kind, { file: file.name }), say('formats-known')])
}

function textGuess(file: SourceFile, start: Start, explanation: string): Guess {
  const text = decodeUtf8(start.utf8, 0, start.utf8.length) ?? ''
  const { columns, lengths } = columnsOf([textRecord({ ...file, name: basename(file.name) }, text)])
  return {
    format: 'text-folder',
    columns: textColumns.map(
      (name) => columns.find((column) => column.name === name) ?? { name, samples: [] },
    ),
    lengths,
    confidence: 'likely',
    explanation,
  }
}

/** Several files are one source only if they are alike: the same format, and the column of the text in each. */
async function refuseMixed(
  files: readonly SourceFile[],
  guess: Guess,
  limits: ReadLimits,
  signal: AbortSignal | undefined,
): Promise<void> {
  const text = suggestMapping(guess.columns, guess.lengths).text
  for (const file of files) {
    signal?.throwIfAborted()
    if (file.bytes === 0) continue
    const { guess: other } = await lookAtFile(file, limits)
    const isAlike =
      other.format === guess.format &&
      other.delimiter === guess.delimiter &&
      other.json?.kind === guess.json?.kind &&
      other.json?.key === guess.json?.key &&
      other.columns.some((column) => column.name === text)
    if (isAlike) continue
    const seen = {
      file: file.name,
      its: formatNames[other.format],
      first: formatNames[guess.format],
    }
    throw new Refusal('source-mixed', say('files-not-alike', seen))
  }
}
