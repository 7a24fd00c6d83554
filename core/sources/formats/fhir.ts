import { type Sentence, say } from '../../../contract/sentences'
import { decodeWhole } from './encoding'
import { isObject } from './json-items'
import type { RawRecord } from './record-rules'
import type { Encoding } from './types'

/** What a FHIR R4 DocumentReference gives: one record for each text/plain attachment. */
export const fhirColumns = [
  'id',
  'title',
  'type',
  'date',
  'status',
  'subject',
  'category',
  'attachment',
] as const

export interface FhirYield {
  readonly records: readonly RawRecord[]
  readonly reasons: readonly Sentence[]
  readonly passedOver: number
}

interface Collected extends FhirYield {
  readonly records: RawRecord[]
  readonly reasons: Sentence[]
  passedOver: number
}

type Json = Readonly<Record<string, unknown>>

/** A Bundle may hold Bundles, but none below this many others. */
const deepestBundle = 8

/** A Bundle on one line may hold millions of broken entries: so many of them are told one by one. */
const mostReasons = 100

/** The records in a resource, a Bundle or an entry of one. Resources of other types are passed over. */
export function readFhir(line: number, value: unknown): FhirYield {
  const into: Collected = { records: [], reasons: [], passedOver: 0 }
  collect(line, value, into, 0)
  const { records, passedOver } = into
  const left = into.reasons.length - mostReasons
  if (left <= 0) return into
  const reasons = into.reasons.slice(0, mostReasons)
  return { records, passedOver, reasons: [...reasons, say('more-faults', { count: left })] }
}

function collect(line: number, value: unknown, into: Collected, depth: number): void {
  if (!isObject(value)) {
    into.reasons.push(say('fhir-no-object'))
    return
  }
  const isEntry = value.resourceType === undefined && isObject(value.resource)
  const resource = isEntry ? (value.resource as Json) : value
  if (resource.resourceType === 'DocumentReference') collectDocument(line, resource, into)
  else if (resource.resourceType === 'Bundle' && depth < deepestBundle) {
    for (const entry of listOf(resource.entry)) collect(line, entry, into, depth + 1)
  } else if (typeof resource.resourceType === 'string') into.passedOver++
  else into.reasons.push(say('fhir-no-type'))
}

function collectDocument(line: number, document: Json, into: Collected): void {
  const contents = listOf(document.content)
  if (contents.length === 0) into.reasons.push(say('fhir-no-content'))
  for (const [index, content] of contents.entries()) {
    const attachment = isObject(content) && isObject(content.attachment) ? content.attachment : {}
    const text = attachmentText(attachment)
    if ('reason' in text) into.reasons.push(text.reason)
    else into.records.push(rawRecord(line, document, attachment, text.text, index))
  }
}

function rawRecord(
  line: number,
  document: Json,
  attachment: Json,
  text: string,
  index: number,
): RawRecord {
  const id = textOf(document.id) || textOf(firstOf(document.identifier)?.value)
  const subject = isObject(document.subject) ? document.subject : {}
  const type = conceptText(document.type)
  const values = [
    index > 0 && id !== '' ? `${id}#${index + 1}` : id,
    textOf(attachment.title) || textOf(document.description) || type,
    type,
    textOf(document.date),
    textOf(document.status),
    textOf(subject.reference) || textOf(subject.display),
    conceptText(firstOf(document.category)),
    text,
  ]
  return { line, names: fhirColumns, values, hasEscapedHalves: true }
}

function attachmentText(attachment: Json): { text: string } | { reason: Sentence } {
  const [type = '', ...parameters] = textOf(attachment.contentType).toLowerCase().split(';')
  if (type.trim() !== '' && type.trim() !== 'text/plain') {
    return {
      reason: /^[\w.+-]+\/[\w.+-]+$/.test(type.trim())
        ? say('attachment-of-type', { type: type.trim().slice(0, 80) })
        : say('attachment-no-text'),
    }
  }
  const data = textOf(attachment.data)
  if (data === '') return { reason: say('attachment-elsewhere') }
  const base64 = data.replace(/\s+/g, '')
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    return { reason: say('attachment-no-base64') }
  }
  const text = decodeWhole(Buffer.from(base64, 'base64'), charsetOf(parameters))
  return text === undefined ? { reason: say('attachment-not-decoded') } : { text }
}

function charsetOf(parameters: readonly string[]): Encoding | undefined {
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='))
  return charset && /8859-1\b|1252|ascii/.test(charset) ? 'windows-1252' : undefined
}

function conceptText(concept: unknown): string {
  if (!isObject(concept)) return ''
  const coding = firstOf(concept.coding)
  return textOf(concept.text) || textOf(coding?.display) || textOf(coding?.code)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function firstOf(value: unknown): Json | undefined {
  return listOf(value).find(isObject)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
