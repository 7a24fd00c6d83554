import { type Sentence, say } from '../../../contract/sentences'
import { openByteSource } from './byte-source'
import { fhirColumns, readFhir } from './fhir'
import { columnsOf, type Guess } from './guess'
import { isObject, type JsonItem, scanJson } from './json-items'
import { formatNames } from './layouts'
import { flattenObject, type RawRecord } from './record-rules'
import type { JsonLayout, ReadLimits } from './types'

const sampledItems = 50
/** How far a list under a name is looked for. */
const probedBytes = 4 * 1024 * 1024
/** Where published files keep their list when it is not the whole file. */
const listNames = [
  'entry',
  'records',
  'data',
  'items',
  'patients',
  'notes',
  'documents',
  'reports',
  'cases',
]

interface Sample {
  readonly hasObjectFirst: boolean
  readonly layout: JsonLayout
  readonly objects: readonly {
    readonly line: number
    readonly value: Readonly<Record<string, unknown>>
  }[]
  readonly problems: readonly { readonly line: number; readonly reason: Sentence }[]
}

/** What the file is as JSON; what is wrong with it where it begins like JSON but holds no record. */
export async function guessJson(
  path: string,
  firstCharacter: string,
  limits: ReadLimits,
): Promise<Guess | readonly Sentence[]> {
  const list = { kind: 'list', key: null } as const
  const sample =
    firstCharacter === '['
      ? await takeSample(path, list, limits)
      : await sampleObjects(path, limits)
  if (sample.objects.length === 0) {
    const [problem] = sample.problems
    return problem
      ? [say('json-fault-at', { line: problem.line }), problem.reason]
      : [say('json-without-record')]
  }
  const { layout, objects } = sample
  return isFhir(sample) ? fhirGuess(sample) : plainGuess(layout, objects)
}

/** A file that begins with a brace: lines of objects, one object with a list in it, or a single record. */
async function sampleObjects(path: string, limits: ReadLimits): Promise<Sample> {
  const lines = await takeSample(path, { kind: 'lines', key: null }, limits)
  if (lines.hasObjectFirst && lines.objects.length + lines.problems.length > 1) return lines
  const sequence = await takeSample(path, { kind: 'sequence', key: null }, limits)
  if (sequence.objects.length > 1) return sequence
  const only = sequence.objects[0]?.value
  const names = only ? Object.keys(only).filter((name) => isListOfObjects(only[name])) : listNames
  for (const key of [...listNames, ...names]) {
    if (!names.includes(key)) continue
    const inside = await takeSample(path, { kind: 'list', key }, limits, probedBytes)
    if (inside.objects.length > 0 && !holdsRecord(only)) return inside
  }
  return sequence.objects.length > 0 ? sequence : lines
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
}

/** A single DocumentReference has lists in it, but is itself the record. */
function holdsRecord(value: Readonly<Record<string, unknown>> | undefined): boolean {
  return value?.resourceType !== undefined && value.resourceType !== 'Bundle'
}

async function takeSample(
  path: string,
  layout: JsonLayout,
  limits: ReadLimits,
  mostBytes = limits.rowBytes,
): Promise<Sample> {
  const bytes = await openByteSource(path)
  const items: JsonItem[] = []
  try {
    for await (const group of scanJson(bytes, layout, limits)) {
      items.push(...group.slice(0, sampledItems - items.length))
      const isEnough = items.length > 10 || bytes.bytesRead() > mostBytes
      if (isEnough) break
    }
  } finally {
    await bytes.close()
  }
  const objects = items.flatMap((item) =>
    'value' in item && isObject(item.value) ? [{ line: item.line, value: item.value }] : [],
  )
  const problems = items.flatMap((item) => ('reason' in item ? [item] : []))
  const [first] = items
  const hasObjectFirst = first !== undefined && 'value' in first && isObject(first.value)
  return { layout, hasObjectFirst, objects, problems }
}

function isFhir({ objects }: Sample): boolean {
  return objects.some(({ value }) => {
    const resource = isObject(value.resource) ? value.resource : value
    return typeof resource.resourceType === 'string'
  })
}

function fhirGuess({ layout, objects }: Sample): Guess {
  const format = layout.kind === 'lines' ? 'fhir-ndjson' : 'fhir-json'
  const records = objects.flatMap(({ line, value }) => readFhir(line, value).records)
  const empty: RawRecord = { line: 1, names: fhirColumns, values: [] }
  const found = records.length > 0
  return {
    format,
    json: layout,
    ...columnsOf(found ? records : [empty]),
    confidence: found ? 'certain' : 'likely',
    explanation: found
      ? 'It holds FHIR resources, documents with text among them.'
      : 'It holds FHIR resources; no document with text is among the first ones.',
  }
}

function plainGuess(layout: JsonLayout, objects: Sample['objects']): Guess {
  const isPmc = objects.every(({ value }) => 'patient' in value && 'patient_uid' in value)
  const isLines = layout.kind === 'lines'
  const format = isPmc && !isLines ? 'pmc-patients-json' : isLines ? 'jsonl' : 'json'
  const records = objects.flatMap(({ line, value }) => {
    const raw = flattenObject(line, value, false)
    return 'reason' in raw ? [] : [raw]
  })
  const empty: RawRecord = { line: 1, names: Object.keys(objects[0]?.value ?? {}), values: [] }
  const place = isLines
    ? 'one on each line'
    : layout.key === null
      ? 'in one list'
      : `in the list "${layout.key.slice(0, 60)}"`
  return {
    format,
    json: layout,
    ...columnsOf(records.length > 0 ? records : [empty]),
    confidence: isPmc ? 'certain' : 'likely',
    explanation: isPmc
      ? `Its records have the names of the ${formatNames['pmc-patients-json']} layout.`
      : `It holds JSON objects, ${place}.`,
  }
}
