import type { ColumnMapping } from '../../../contract/sources'
import { encodingNames } from './encoding'
import type { Encoding, SourceColumn, SourceFormat } from './types'

export const formatNames: Readonly<Record<SourceFormat, string>> = {
  'pmc-patients-json': 'PMC-Patients JSON',
  'pmc-patients-csv': 'PMC-Patients CSV',
  'asclepius-csv': 'Asclepius CSV',
  'mtsamples-csv': 'MTSamples CSV',
  csv: 'CSV',
  json: 'JSON',
  jsonl: 'JSON lines',
  'fhir-json': 'FHIR JSON',
  'fhir-ndjson': 'FHIR NDJSON',
  'text-folder': 'Plain text',
}

export function describeFormat(format: SourceFormat, encoding: Encoding): string {
  return `${formatNames[format]}, ${encodingNames[encoding]}`
}

/** The published layout whose columns these are. */
export function csvFormat(names: readonly string[]): SourceFormat {
  const has = (...wanted: string[]) => wanted.every((name) => names.includes(name))
  if (has('patient', 'patient_uid')) return 'pmc-patients-csv'
  if (has('note', 'question', 'answer', 'task')) return 'asclepius-csv'
  return has('transcription', 'medical_specialty') ? 'mtsamples-csv' : 'csv'
}

const textNames = [
  'patient',
  'note',
  'transcription',
  'note_text',
  'clinical_note',
  'attachment',
  'text',
  'report_text',
  'report',
  'document',
  'narrative',
  'content',
  'body',
  'summary',
]
const titleNames = ['title', 'sample_name', 'heading', 'subject_line', 'headline']
const identifierNames = [
  'patient_uid',
  'note_id',
  'document_id',
  'doc_id',
  'report_id',
  'record_id',
  'case_id',
  'row_id',
  'uid',
  'id',
  'patient_id',
  'file',
]

export function isTextName(name: string): boolean {
  return textNames.includes(name.toLowerCase())
}

/**
 * Which column is the text, the title and the identifier. The text: the longest of those whose name says text
 * ("patient" may be a report or a name), else the longest of all. `lengths` are the columns' mean lengths.
 */
export function suggestMapping(
  columns: readonly SourceColumn[],
  lengths: readonly number[],
): ColumnMapping {
  const byName = (wanted: readonly string[]) =>
    wanted
      .map((name) => columns.find((column) => column.name.toLowerCase() === name)?.name)
      .find((name) => name !== undefined)
  const candidates = columns
    .map(({ name }, index) => ({ name, length: lengths[index] ?? 0 }))
    .sort((one, other) => other.length - one.length)
  const text = (candidates.find(({ name }) => isTextName(name)) ?? candidates[0])?.name ?? ''
  const isMtSamples = columns[0]?.name === 'column 1' && text === 'transcription'
  const externalId = byName(identifierNames) ?? (isMtSamples ? 'column 1' : null)
  return {
    text,
    title: byName(titleNames) ?? null,
    externalId: externalId === text ? null : externalId,
  }
}
