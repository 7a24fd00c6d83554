import type { SetLayout, SetMapping } from '../../../contract/evaluation-sets'
import { type Sentence, say } from '../../../contract/sentences'
import { type TaskId, taskIds, tasks } from '../../../contract/tasks'

/** One question as a file gives it. */
export interface FileQuestion {
  readonly externalId: string
  readonly task: TaskId | null
  readonly note: string
  readonly question: string
  readonly answer: string | null
}

/**
 * CASI, the Clinical Abbreviation Sense Inventory (Moon, Pakhomov & Melton, University of Minnesota
 * Digital Conservancy, 2012): "AnonymizedClinicalAbbreviationsAndAcronymsDataSet.txt", one occurrence
 * a line, seven fields between vertical bars, Windows-1252, published without a row of names.
 */
export const casiColumns = [
  'abbreviation',
  'sense',
  'as written',
  'start',
  'end',
  'section',
  'text',
] as const

/** Rows that name no sense of the abbreviation: there is nothing to answer. */
const senseless = new Set(['unsured sense', 'general english', 'mistake', ''])

/** The question for one CASI line, or why there is none. */
export function casiQuestion(
  fields: readonly string[],
  line: number,
): FileQuestion | { readonly reason: Sentence } {
  if (fields.length < casiColumns.length)
    return { reason: say('casi-values', { values: fields.length }) }
  const [abbreviation = '', sense = '', asWritten = '', start = ''] = fields
  // The text itself may hold vertical bars.
  const note = fields.slice(6).join('|').trim()
  if (note === '') return { reason: say('casi-text-empty') }
  if (abbreviation.trim() === '') return { reason: say('casi-abbreviation-empty') }
  if (senseless.has(sense.trim().toLowerCase())) return { reason: say('casi-no-sense') }
  const written = asWritten.trim() || abbreviation.trim()
  return {
    externalId: `${abbreviation.trim()}:${line}:${start.trim()}`,
    task: 'abbreviation-expansion',
    note,
    question: `What does the abbreviation "${written}" stand for in this note?`,
    answer: sense.trim(),
  }
}

const questionNames = ['question', 'instruction', 'query', 'prompt']
const answerNames = ['answer', 'response', 'output', 'reference', 'gold']
const noteNames = [
  'note',
  'transcription',
  'discharge_summary',
  'clinical_note',
  'note_text',
  'context',
  'text',
  'patient',
]
const identifierNames = ['question_id', 'qid', 'id', 'row_id', 'note_id', 'patient_id']

const named = (columns: readonly string[], wanted: readonly string[]): string | null =>
  wanted
    .map((name) => columns.find((column) => column.toLowerCase() === name))
    .find((name) => name !== undefined) ?? null

/** Which layout these columns are, with the reason in a sentence. Null for none of them. */
export function layoutOf(
  columns: readonly string[],
): { readonly layout: SetLayout; readonly explanation: Sentence } | null {
  const has = (...wanted: string[]): boolean => wanted.every((name) => columns.includes(name))
  const question = named(columns, questionNames)
  if (has('id', 'question') && (has('reasoning') || has('start_index', 'end_index')))
    return {
      layout: 'discq',
      explanation: say('layout-discq'),
    }
  if (question && named(columns, noteNames))
    return { layout: 'csv', explanation: say('layout-csv') }
  if (has('transcription') && (has('medical_specialty') || has('sample_name')))
    return {
      layout: 'mtsamples',
      explanation: say('layout-mtsamples'),
    }
  return null
}

/** The mapping that fits the columns best; a person can change it. */
export function suggestSetMapping(layout: SetLayout, columns: readonly string[]): SetMapping {
  switch (layout) {
    case 'casi':
      return { note: 'text', question: '', answer: 'sense', task: null, externalId: null }
    case 'discq':
      return { note: 'id', question: 'question', answer: null, task: null, externalId: 'id' }
    case 'mtsamples':
      return {
        note: named(columns, ['transcription', ...noteNames]) ?? '',
        question: '',
        answer: null,
        task: null,
        externalId: columns[0] === 'column 1' ? 'column 1' : named(columns, identifierNames),
      }
    case 'csv':
      return {
        note: named(columns, noteNames) ?? columns[0] ?? '',
        question: named(columns, questionNames) ?? columns[1] ?? '',
        answer: named(columns, answerNames),
        task: named(columns, ['task', 'category', 'type']),
        externalId: named(columns, identifierNames),
      }
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')
const taskByName = new Map<string, TaskId>(
  tasks.flatMap((task) => [
    [plain(task.name), task.id],
    [plain(task.id), task.id],
  ]),
)

/** The task of a cell such as "Named Entity Recognition"; null where it names none of the eight. */
export function taskOf(cell: string | undefined): TaskId | null {
  return taskByName.get(plain(cell ?? '')) ?? null
}

/** The instructions asked of each note where a layout brings none. */
export function instructionsFor(
  chosen: readonly TaskId[],
): readonly { readonly task: TaskId; readonly instruction: string }[] {
  const wanted = chosen.length > 0 ? chosen : taskIds
  return tasks
    .filter((task) => wanted.includes(task.id))
    .map((task) => ({ task: task.id, instruction: task.instruction }))
}
