import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { sides } from '../../../contract/instructions'
import { type Sentence, say } from '../../../contract/sentences'
import type { TaskId } from '../../../contract/tasks'
import { openByteSource } from '../../sources/formats/byte-source'
import { scanCsv } from '../../sources/formats/csv-scanner'
import { defaultLimits, type SourceProblem } from '../../sources/formats/types'
import { type FileRow, restored, taskNamed } from './file-row'

export interface ReadBatch {
  readonly rows: readonly FileRow[]
  readonly problems: readonly SourceProblem[]
  readonly bytesRead: number
}

export interface ReadOptions {
  /** The task of rows that name none. */
  readonly task: TaskId
  /** Whether rows without a mark of their own are confidential. */
  readonly confidential: boolean
}

const batchRows = 500
const truths = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
])

/** Fields as they came, before anything is known of them. */
interface RawRow {
  readonly caseId: string
  readonly note: string
  readonly question: string
  readonly answer: string
  readonly task: string
  readonly answerable: string
  readonly confidential: string
  readonly side: string
}

/** Rows of one file, a batch at a time; what cannot be read is told with its line. */
export async function* readRows(path: string, options: ReadOptions): AsyncGenerator<ReadBatch> {
  const file = basename(path)
  const raw = /\.csv$/i.test(path) ? csvRows(path) : jsonRows(path)
  let rows: FileRow[] = []
  let problems: SourceProblem[] = []
  let bytesRead = 0
  let number = 0
  for await (const one of raw) {
    bytesRead = one.bytesRead
    number += 1
    const row = 'reason' in one ? one : checked(one.fields, number, options)
    if ('reason' in row) problems.push({ file, line: one.line, reason: row.reason })
    else rows.push(row)
    if (rows.length + problems.length < batchRows) continue
    yield { rows, problems, bytesRead }
    rows = []
    problems = []
  }
  yield { rows, problems, bytesRead }
}

/** The row, or why it is none. */
function checked(
  raw: RawRow,
  number: number,
  options: ReadOptions,
): FileRow | { reason: Sentence } {
  const texts = { note: raw.note.trim(), question: raw.question.trim(), answer: raw.answer.trim() }
  for (const [name, text] of Object.entries(texts)) {
    if (text === '') return { reason: say('value-empty', { column: name }) }
    if (text.length > defaultLimits.textLength)
      return { reason: say('value-too-long', { column: name, most: defaultLimits.textLength }) }
  }
  return {
    ...texts,
    caseId: raw.caseId.trim() || `row ${number}`,
    task: taskNamed(raw.task) ?? options.task,
    answerable: truths.get(raw.answerable.toLowerCase()) ?? true,
    confidential: truths.get(raw.confidential.toLowerCase()) ?? options.confidential,
    side: sides.find((side) => side === raw.side) ?? null,
  }
}

type Read = { readonly line: number; readonly bytesRead: number } & (
  | { readonly fields: RawRow }
  | { readonly reason: Sentence }
)

async function* csvRows(path: string): AsyncGenerator<Read> {
  const source = await openByteSource(path)
  try {
    let names: string[] | null = null
    for await (const group of scanCsv(source, { delimiter: ',', limits: defaultLimits }))
      for (const row of group) {
        const at = { line: row.line, bytesRead: source.bytesRead() }
        if (names === null) {
          names = row.fields.map((name) => (name ?? '').trim().toLowerCase())
          const missing = ['note', 'question', 'answer'].filter((name) => !names?.includes(name))
          if (missing.length > 0) {
            yield { ...at, reason: say('heading-without', { columns: missing.join(', ') }) }
            return
          }
          continue
        }
        if (row.broken) yield { ...at, line: row.broken.line, reason: row.broken.reason }
        else if (row.fields.includes(undefined)) yield { ...at, reason: say('value-no-characters') }
        else if (row.fieldCount !== names.length)
          yield {
            ...at,
            reason: say('row-of-other-width', { values: row.fieldCount, columns: names.length }),
          }
        else yield { ...at, fields: csvFields(names, row.fields as readonly string[]) }
      }
  } finally {
    await source.close()
  }
}

function csvFields(names: readonly string[], values: readonly string[]): RawRow {
  const of = (name: string): string => restored(values[names.indexOf(name)] ?? '')
  return {
    caseId: of('patient_id'),
    note: of('note'),
    question: of('question'),
    answer: of('answer'),
    task: of('task'),
    answerable: of('answerable'),
    confidential: of('confidential'),
    side: of('split'),
  }
}

const text = z.string()
const spanOf = z.tuple([z.number().int().min(0), z.number().int().min(0)])
const extra = {
  task: text.catch(''),
  patient_id: z.union([text, z.number()]).catch(''),
  answerable: z.boolean().catch(true),
  confidential: z.boolean().nullable().catch(null),
  split: text.nullable().catch(null),
}
const turns = {
  note_span: spanOf.nullable().catch(null),
  question_span: spanOf.nullable().catch(null),
}
const turn = (who: string, what: string) =>
  z.array(z.object({ [who]: text, [what]: text }) as z.ZodType<Record<string, string>>).min(2)
const shapes = {
  plain: z.object({ note: text, question: text, answer: text, ...extra }),
  alpaca: z.object({ instruction: text, input: text, output: text, ...extra }),
  sharegpt: z.object({ conversations: turn('from', 'value'), ...turns, ...extra }),
  chatml: z.object({ messages: turn('role', 'content'), ...turns, ...extra }),
}

async function* jsonRows(path: string): AsyncGenerator<Read> {
  for await (const { line, text: raw, bytesRead, isTooLong } of lines(path)) {
    const at = { line, bytesRead }
    if (isTooLong) yield { ...at, reason: say('row-too-large', { most: defaultLimits.rowBytes }) }
    else if (raw.trim() !== '') yield { ...at, ...jsonFields(raw) }
  }
}

function jsonFields(raw: string): { fields: RawRow } | { reason: Sentence } {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return { reason: say('line-no-json') }
  }
  const plain = shapes.plain.safeParse(value)
  if (plain.success) return { fields: { ...plain.data, ...extras(plain.data) } }
  const alpaca = shapes.alpaca.safeParse(value)
  if (alpaca.success) {
    const { instruction, input, output } = alpaca.data
    return {
      fields: { note: input, question: instruction, answer: output, ...extras(alpaca.data) },
    }
  }
  const sharegpt = shapes.sharegpt.safeParse(value)
  if (sharegpt.success) {
    const { conversations } = sharegpt.data
    const said = (who: string) => conversations.find(({ from }) => from === who)?.value
    return turnFields(said('human'), said('gpt'), sharegpt.data)
  }
  const chatml = shapes.chatml.safeParse(value)
  if (chatml.success) {
    const { messages } = chatml.data
    const said = (who: string) => messages.find(({ role }) => role === who)?.content
    return turnFields(said('user'), said('assistant'), chatml.data)
  }
  return { reason: say('line-of-no-shape') }
}

const dressing =
  /\[Discharge Summary Begin\]\n([\s\S]*)\n\[Discharge Summary End\]\s*\[Instruction Begin\]\n([\s\S]*)\n\[Instruction End\]\s*$/

type Extras = z.infer<z.ZodObject<typeof extra>>

function turnFields(
  asked: string | undefined,
  answer: string | undefined,
  data: z.infer<z.ZodObject<typeof turns>> & Extras,
): { fields: RawRow } | { reason: Sentence } {
  if (asked === undefined || answer === undefined) return { reason: say('turn-missing') }
  const { note_span: note, question_span: question } = data
  if (note && question)
    return {
      fields: {
        note: asked.slice(...note),
        question: asked.slice(...question),
        answer,
        ...extras(data),
      },
    }
  const found = dressing.exec(asked)
  if (!found?.[1] || !found[2]) return { reason: say('note-end-unknown') }
  return { fields: { note: found[1], question: found[2], answer, ...extras(data) } }
}

function extras(data: Extras): Omit<RawRow, 'note' | 'question' | 'answer'> {
  return {
    caseId: String(data.patient_id),
    task: data.task,
    answerable: String(data.answerable),
    confidential: String(data.confidential ?? ''),
    side: data.split ?? '',
  }
}

/** Lines of a file of UTF-8; one that is too long is passed over without being held in memory. */
async function* lines(
  path: string,
): AsyncGenerator<{ line: number; text: string; bytesRead: number; isTooLong: boolean }> {
  let pieces: Buffer[] = []
  let held = 0
  let line = 1
  let bytesRead = 0
  const take = () => {
    const isTooLong = held > defaultLimits.rowBytes
    const whole = isTooLong ? '' : Buffer.concat(pieces).toString('utf8')
    const made = {
      line,
      text: line === 1 ? whole.replace(/^\uFEFF/, '') : whole,
      bytesRead,
      isTooLong,
    }
    pieces = []
    held = 0
    line += 1
    return made
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytesRead += chunk.length
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      hold(chunk.subarray(from, end))
      from = end + 1
      yield take()
    }
    hold(chunk.subarray(from))
  }
  if (held > 0) yield take()

  function hold(piece: Buffer): void {
    held += piece.length
    if (held <= defaultLimits.rowBytes) pieces.push(piece)
    else pieces = []
  }
}

/** SHA-256 of a file, in hex. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
