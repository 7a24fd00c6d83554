import type { QuestionSource } from '../../contract/evaluation-comparison'
import { say } from '../../contract/sentences'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb, WritableDb } from '../database/types'
import { leakageOf, pairsOf } from '../instructions/rows'
import { Refusal } from '../kernel/refusal'
import { drawSample } from '../synthesis/seeds'
import { noteText, storeNote } from './notes'
import { ofComplaints, ofNotes } from './open-questions'
import { questionsOf, setById } from './sets/queries'

/** A question as a comparison will ask it. */
export interface ChosenQuestion {
  readonly task: TaskId | null
  readonly question: string
  readonly reference: string | null
  readonly answerable: boolean | null
  readonly confidential: boolean
  readonly note: { readonly id: number } | { readonly text: string }
}

export interface ChosenQuestions {
  readonly sourceName: string
  readonly setId: string | null
  readonly splitSha256: string | null
  readonly questions: readonly ChosenQuestion[]
}

/**
 * The questions of a source, at most `limit` of them drawn by the seed, in their own order.
 * @throws Refusal where there are none.
 */
export function chooseQuestions(
  db: ReadableDb,
  projectId: string,
  source: QuestionSource,
  limit: number | null,
  seed: number,
): ChosenQuestions {
  if (source.kind === 'notes') return ofNotes(db, projectId, source, limit, seed)
  const all = allOf(db, projectId, source)
  const drawn = new Set(
    drawSample(
      all.questions.map((_, place) => place),
      limit ?? all.questions.length,
      seed,
    ),
  )
  return { ...all, questions: all.questions.filter((_, place) => drawn.has(place)) }
}

function allOf(
  db: ReadableDb,
  projectId: string,
  source: Exclude<QuestionSource, { kind: 'notes' }>,
): ChosenQuestions {
  if (source.kind === 'set') return ofSet(db, projectId, source.id)
  if (source.kind === 'complaints') return ofComplaints(db, projectId, source.modelId)
  return ofSplit(db, projectId)
}

function ofSplit(db: ReadableDb, projectId: string): ChosenQuestions {
  const pairs = pairsOf(db, projectId, 'test')
  const { splitSha256 } = leakageOf(db, projectId)
  if (pairs.length === 0) throw new Refusal('no-test-split', say('no-test-split'))
  return {
    sourceName: 'Test split',
    setId: null,
    splitSha256,
    questions: pairs.map((pair) => ({
      task: pair.task,
      question: pair.question,
      reference: pair.answer,
      answerable: pair.answerable,
      confidential: pair.confidential,
      note: { text: pair.note },
    })),
  }
}

function ofSet(db: ReadableDb, projectId: string, setId: string): ChosenQuestions {
  const set = setById(db, setId)
  if (!set || set.removed || set.projectId !== projectId)
    throw new Refusal('no-set', say('question-set-gone'))
  return {
    sourceName: set.name,
    setId,
    splitSha256: null,
    questions: questionsOf(db, setId).map((row) => ({
      task: row.task,
      question: row.question,
      reference: row.answer,
      answerable: null,
      confidential: set.confidential,
      note: { id: row.note_id },
    })),
  }
}

/** The number of a question's note, stored where it is not yet. */
export function noteIdOf(db: WritableDb, projectId: string, question: ChosenQuestion): number {
  return 'id' in question.note ? question.note.id : storeNote(db, projectId, question.note.text)
}

/** Characters of the longest question with its note. */
export function longestOf(db: ReadableDb, questions: readonly ChosenQuestion[]): number {
  const lengths = new Map<number, number>()
  const lengthOf = ({ note }: ChosenQuestion): number => {
    if ('text' in note) return note.text.length
    const known = lengths.get(note.id)
    if (known !== undefined) return known
    const length = noteText(db, note.id).length
    lengths.set(note.id, length)
    return length
  }
  return questions.reduce(
    (longest, question) => Math.max(longest, lengthOf(question) + question.question.length),
    0,
  )
}
