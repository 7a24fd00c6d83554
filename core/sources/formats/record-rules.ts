import { type Sentence, say } from '../../../contract/sentences'
import type { ColumnMapping } from '../../../contract/sources'
import { hasLoneSurrogate } from './encoding'
import type { ReadLimits, SourceRecord } from './types'

/** One record as the file has it: names and values side by side, undefined where bytes are no characters. */
export interface RawRecord {
  readonly line: number
  readonly names: readonly string[]
  readonly values: readonly (string | undefined)[]
  /** Escapes of surrogates stand in the JSON: half a character may be among them. Decoded bytes hold none. */
  readonly hasEscapedHalves?: boolean
}

/** Lists of other articles and patients that PMC-Patients carries with each report: large, and of no use here. */
const leftOut: ReadonlySet<string> = new Set(['relevant_articles', 'similar_patients'])

/**
 * The record that a mapping makes of a row, or why it cannot be taken. Everything that is neither the text nor
 * the identifier goes to `extra`; empty values do not. Line ends become LF. Without an identifier the record is
 * called after its file and line.
 */
export function toRecord(
  raw: RawRecord,
  mapping: ColumnMapping,
  fileName: string,
  limits: ReadLimits,
): SourceRecord | { readonly reason: Sentence } {
  let text = ''
  let title = ''
  let externalId = ''
  const extra: [string, string][] = []
  for (let index = 0; index < raw.names.length; index++) {
    const name = raw.names[index] ?? ''
    if (leftOut.has(name) && name !== mapping.text) continue
    const value = raw.values[index]
    if (value === undefined) return { reason: say('no-characters-in-column', placeOf(name)) }
    const reason = faultOf(value, name, raw.hasEscapedHalves === true, limits)
    if (reason !== undefined) return { reason }
    if (name === mapping.text) text = withLineFeeds(value)
    if (name === mapping.title) title = value.trim()
    if (name === mapping.externalId) externalId = value.trim()
    const isExtra = name !== mapping.text && name !== mapping.externalId && value !== ''
    if (isExtra) extra.push([name, name === 'age' ? ageInWords(value) : withLineFeeds(value)])
  }
  if (text.trim() === '') return { reason: say('text-empty', { column: mapping.text }) }
  return {
    externalId: externalId === '' ? `${fileName}:${raw.line}` : externalId,
    title,
    text,
    // Unlike an assignment, this makes an ordinary member even of a name such as "__proto__".
    extra: Object.fromEntries(extra),
    line: raw.line,
  }
}

function placeOf(name: string): { readonly column: string } {
  return { column: name.slice(0, 60) }
}

function faultOf(
  value: string,
  name: string,
  hasEscapedHalves: boolean,
  limits: ReadLimits,
): Sentence | undefined {
  if (name === '__proto__') return say('member-not-taken')
  const place = placeOf(name)
  if (value.includes('\u0000')) return say('nul-in-column', place)
  if (hasEscapedHalves && hasLoneSurrogate(value)) return say('half-character-in-column', place)
  if (value.length <= limits.textLength) return undefined
  return say('value-too-long', { ...place, most: limits.textLength })
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** PMC-Patients writes `[[42.0, "year"]]`, in its CSV with Python's quotes; anything else stays as it is. */
function ageInWords(value: string): string {
  if (!value.startsWith('[[')) return value
  const parts = [...value.matchAll(/\[\s*(\d+(?:\.\d+)?)\s*,\s*['"](\w{1,10})['"]\s*\]/g)]
  if (parts.length === 0) return value
  return parts
    .map(([, amount, unit]) => `${Number(amount)} ${unit}${Number(amount) === 1 ? '' : 's'}`)
    .join(' ')
}

/** Column names as people and mappings use them: none empty, none twice. */
export function columnNames(header: readonly (string | undefined)[]): readonly string[] {
  const taken = new Set<string>()
  return header.map((cell, index) => {
    const name = (cell ?? '').trim() || `column ${index + 1}`
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`
    taken.add(unique)
    return unique
  })
}

/** A JSON object as names and values: what is no text is written as JSON. Rejects whole numbers it would alter. */
export function flattenObject(
  line: number,
  object: Readonly<Record<string, unknown>>,
  hasEscapedHalves: boolean,
): RawRecord | { readonly reason: Sentence } {
  const names = Object.keys(object)
  const values: string[] = []
  for (const name of names) {
    const value = object[name]
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return { reason: say('number-too-long', placeOf(name)) }
    }
    values.push(valueAsText(value))
  }
  return { line, names, values, hasEscapedHalves }
}

function valueAsText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
