import type { TaskId } from '../../contract/tasks'
import { contentWords } from '../query/content-words'
import { findSupport } from '../synthesis/gates/find-support'
import {
  createSimilarTexts,
  createVocabulary,
  rougeL,
  type Similar,
  type SimilarTexts,
} from '../text/rouge'
import { findModelTalk } from './model-talk'

export interface RowText {
  readonly task: TaskId
  readonly note: string
  readonly question: string
  readonly answer: string
  readonly answerable: boolean
}

/** What the filters hold their thresholds against; stored beside the row. */
export interface Measures {
  /** Phrases in note, question and answer. */
  readonly talk: number
  /** 1 where the answer ends like a question. */
  readonly questionEnd: number
  readonly questionWords: number
  readonly answerWords: number
  /** ROUGE-L against the nearest seed question of the task, 0 or from 0.5 up. */
  readonly seedSimilarity: number
  /** ROUGE-L of answer and question. */
  readonly echo: number
  /** Numbers, doses, drugs and units of the answer that the note does not have. */
  readonly unsupported: number
  /** Of an unanswerable question: the share of its content words that stand in the note. */
  readonly noteShare: number
}

export type SeedIndexes = ReadonlyMap<TaskId, SimilarTexts>

export function seedIndexes(
  seeds: Iterable<readonly [TaskId, readonly string[]]>,
): Map<TaskId, SimilarTexts> {
  const vocabulary = createVocabulary()
  const byTask = new Map<TaskId, SimilarTexts>()
  for (const [task, questions] of seeds) {
    const index = createSimilarTexts(vocabulary)
    questions.forEach((question, at) => {
      index.add(at, question)
    })
    byTask.set(task, index)
  }
  return byTask
}

export interface MeasureOptions {
  /** Reading a note for its numbers and drugs takes milliseconds: imports of many rows leave it out. */
  readonly withoutSupport?: boolean
  /** Phrases already counted in this note, so that it is not read again for every row. */
  readonly talkInNote?: number
}

export function measureRow(
  row: RowText,
  seeds: SeedIndexes,
  options: MeasureOptions = {},
): Measures {
  const vocabulary = createVocabulary()
  const question = vocabulary.wordsOf(row.question)
  const answer = vocabulary.wordsOf(row.answer)
  const talkInNote = options.talkInNote ?? findModelTalk(row.note).length
  return {
    talk: talkInNote + findModelTalk(row.question).length + findModelTalk(row.answer).length,
    questionEnd: /\?["”’)\]*\s]*$/.test(row.answer.slice(-20)) ? 1 : 0,
    questionWords: question.length,
    answerWords: answer.length,
    seedSimilarity: nearestSeed(row, seeds)?.similarity ?? 0,
    echo: answer.length < 3 ? 0 : rougeL(answer, question),
    unsupported: options.withoutSupport ? 0 : unsupportedPlaces(row.answer, row.note).length,
    noteShare: row.answerable ? 0 : shareInNote(row.question, row.note),
  }
}

export function nearestSeed(
  row: Pick<RowText, 'task' | 'question'>,
  seeds: SeedIndexes,
): Similar | undefined {
  return seeds.get(row.task)?.nearest(row.question)
}

/** Places in the answer that the note does not bear out, with the reason. */
export function unsupportedPlaces(
  answer: string,
  note: string,
): { start: number; end: number; reason: string; text: string }[] {
  return findSupport(answer, note)
    .filter((mention) => !mention.isSupported)
    .map(({ start, end, reason, text }) => ({ start, end, reason, text }))
}

/** 0 to 1. Words that any question has, such as "patient", do not count. */
export function shareInNote(question: string, note: string): number {
  const words = new Set(contentWords(question))
  if (words.size === 0) return 0
  const inNote = new Set(contentWords(note))
  return [...words].filter((word) => inNote.has(word)).length / words.size
}
