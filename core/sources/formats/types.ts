import type { Sentence } from '../../../contract/sentences'
import type { ColumnMapping } from '../../../contract/sources'

export const sourceFormats = [
  'pmc-patients-json',
  'pmc-patients-csv',
  'asclepius-csv',
  'mtsamples-csv',
  'csv',
  'json',
  'jsonl',
  'fhir-json',
  'fhir-ndjson',
  'text-folder',
] as const
export type SourceFormat = (typeof sourceFormats)[number]

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type Delimiter = ',' | ';' | '\t' | '|'

/**
 * How objects stand in a JSON file. `list`: in the array that is the whole file, or in the array under `key`.
 * `lines`: one on each line. `sequence`: one after another over several lines (a single object too).
 */
export interface JsonLayout {
  readonly kind: 'list' | 'lines' | 'sequence'
  readonly key: string | null
}

export interface SourceFile {
  readonly path: string
  /** What people see: the file's name, or its place below the chosen folder. */
  readonly name: string
  readonly bytes: number
}

export interface SourceColumn {
  readonly name: string
  /** The first few values, each cut to 200 characters. Confidential like the file itself. */
  readonly samples: readonly string[]
}

/** What a set of chosen files turned out to be: plain data, so that it can go to a worker. */
export interface RecognisedSource {
  readonly format: SourceFormat
  /** "PMC-Patients JSON, UTF-8", for people. */
  readonly formatName: string
  readonly files: readonly SourceFile[]
  readonly totalBytes: number
  /** Of the first file; every file is looked at again when it is read. */
  readonly encoding: Encoding
  readonly delimiter?: Delimiter
  readonly json?: JsonLayout
  readonly columns: readonly SourceColumn[]
  readonly suggestedMapping: ColumnMapping
  readonly confidence: 'certain' | 'likely' | 'a guess'
  /** Why it was taken for this format, in one sentence for people. */
  readonly explanation: string
  /** Files of a chosen folder that are not read because they are not .txt. */
  readonly passedOverFiles: number
}

export interface SourceRecord {
  readonly externalId: string
  readonly title: string
  readonly text: string
  readonly extra: Readonly<Record<string, string>>
  /** The line of the file on which the record begins, from 1. */
  readonly line: number
}

/** A record, or a file, that could not be taken. `reason` never holds text of the record. */
export interface SourceProblem {
  readonly file: string
  /** From 1; null where the whole file is meant. */
  readonly line: number | null
  /** The character on that line, from 1, where it is known. */
  readonly column?: number
  readonly reason: Sentence
}

export interface RecordBatch {
  readonly records: readonly SourceRecord[]
  readonly problems: readonly SourceProblem[]
  /** Things rightly left out, such as the patients and encounters of a FHIR bundle. */
  readonly passedOver: number
  /** Bytes of the files that have been worked off so far, over all files. */
  readonly bytesRead: number
  readonly totalBytes: number
}

export interface ReadLimits {
  readonly fileBytes: number
  /** One row or one JSON record, in bytes of UTF-8. */
  readonly rowBytes: number
  /** One value of a row, in bytes of UTF-8. */
  readonly fieldBytes: number
  /** The text of one record, in UTF-16 code units. */
  readonly textLength: number
  readonly columns: number
  readonly jsonDepth: number
  readonly files: number
  readonly folderDepth: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: ReadLimits = {
  fileBytes: 64 * 1024 * mebibyte,
  rowBytes: 16 * mebibyte,
  fieldBytes: 8 * mebibyte,
  textLength: 1_000_000,
  columns: 1000,
  jsonDepth: 64,
  files: 1_000_000,
  folderDepth: 16,
}
