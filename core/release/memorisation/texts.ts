import type { ReadableDb } from '../../database/types'
import { countPairs, notePages, pairPages } from '../../instructions/rows'
import { drawSample } from '../../synthesis/seeds'
import { sourcePages } from './queries'

/** What a model is shown to draw a training text out of it. */
export interface Prompt {
  readonly kind: 'beginning' | 'question'
  readonly note: string
  readonly instruction: string
}

/** Words of a text that are given away: so many, or half of a short one. */
const beginningWords = 40
const goOn = 'Continue this note, word for word, from where it breaks off.'

/**
 * Beginnings of notes of the training side, to be gone on with, and questions of the training side
 * without the note that answers them. Drawn by the seed.
 */
export function promptsOf(
  db: ReadableDb,
  projectId: string,
  count: number,
  seed: number,
): Prompt[] {
  const places = new Set(
    drawSample(
      Array.from({ length: countPairs(db, projectId, 'train') }, (_, index) => index),
      count,
      seed,
    ),
  )
  const prompts: Prompt[] = []
  let index = 0
  for (const page of pairPages(db, projectId, 'train'))
    for (const pair of page) {
      if (places.has(index))
        prompts.push(
          { kind: 'beginning', note: beginningOf(pair.note), instruction: goOn },
          { kind: 'question', note: '', instruction: pair.question },
        )
      index += 1
    }
  return prompts.length > 0 ? prompts : beginningsOfNotes(db, projectId, count)
}

/** A project may have notes to learn from and no pairs. */
function beginningsOfNotes(db: ReadableDb, projectId: string, count: number): Prompt[] {
  const [page = []] = notePages(db, projectId, 'train', count)
  return page.map(({ text }) => ({
    kind: 'beginning',
    note: beginningOf(text),
    instruction: goOn,
  }))
}

function beginningOf(text: string): string {
  const words = text.trim().split(/(?<=\s)(?=\S)/)
  return words
    .slice(0, Math.min(beginningWords, Math.floor(words.length / 2)))
    .join('')
    .trim()
}

/** Everything on the training side: notes, questions with their answers, and the source records. */
export function* trainingTexts(db: ReadableDb, projectId: string): Generator<string[]> {
  for (const page of notePages(db, projectId, 'train')) yield page.map(({ text }) => text)
  for (const page of pairPages(db, projectId, 'train'))
    yield page.map(({ question, answer }) => `${question}\n${answer}`)
  for (const page of sourcePages(db, projectId)) yield page.map(({ text }) => text)
}
