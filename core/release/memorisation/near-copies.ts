import { type CopyFigures, copyWindow } from '../../../contract/memorisation'
import { tokenize, wordTokens } from '../../text/tokens'

/*
 * Runs of words that generated answers share with texts. The answers are few and the texts may be a
 * hundred thousand: the answers are indexed and each text is read once. Words count without case and
 * punctuation. What the prompt itself held is no sign of anything and does not count.
 */

export interface Generated {
  readonly text: string
  /** What the model was shown. */
  readonly given: string
}

interface CopySearch {
  readonly read: (text: string) => void
  readonly figures: () => CopyFigures
}

/** Words in a row that a match begins with; shorter ones are everywhere. */
const anchor = 3

interface Answer {
  readonly words: readonly string[]
  readonly ids: readonly number[]
  /** For each place, how many words from there on stand in the prompt too. */
  readonly known: readonly number[]
  /** Windows that were found in some text, by where they begin. */
  readonly found: Set<number>
}

export function createCopySearch(generated: readonly Generated[]): CopySearch {
  const numbers = new Map<string, number>()
  const answers = generated.map((one) => answerOf(one, numbers))
  const keyOf = (ids: readonly number[], at: number): number =>
    ((ids[at] ?? 0) * (numbers.size + 1) + (ids[at + 1] ?? 0)) * (numbers.size + 1) +
    (ids[at + 2] ?? 0)
  const places = new Map<number, { answer: Answer; at: number }[]>()
  for (const answer of answers)
    for (let at = 0; at + anchor <= answer.ids.length; at += 1) {
      const key = keyOf(answer.ids, at)
      const list = places.get(key)
      if (list) list.push({ answer, at })
      else places.set(key, [{ answer, at }])
    }
  let longest = { length: 0, text: '' }
  const note = (answer: Answer, at: number, length: number): void => {
    if (length <= (answer.known[at] ?? 0)) return
    if (length > longest.length)
      longest = { length, text: answer.words.slice(at, at + length).join(' ') }
    for (let from = at; from + copyWindow <= at + length; from += 1) answer.found.add(from)
  }
  return {
    read: (text) => {
      const ids = wordsOf(text).map((word) => numbers.get(word) ?? 0)
      for (let here = 0; here + anchor <= ids.length; here += 1) {
        if (ids[here] === 0 || ids[here + 1] === 0 || ids[here + 2] === 0) continue
        for (const { answer, at } of places.get(keyOf(ids, here)) ?? []) {
          // Part of a run that began earlier and was noted there.
          if (here > 0 && at > 0 && ids[here - 1] === answer.ids[at - 1]) continue
          note(answer, at, runLength(answer.ids, at, ids, here))
        }
      }
    },
    figures: () => {
      const counted = answers.map(countWindows)
      return {
        answers: answers.length,
        words: answers.reduce((sum, one) => sum + one.words.length, 0),
        windows: counted.reduce((sum, one) => sum + one.windows, 0),
        shared: counted.reduce((sum, one) => sum + one.shared, 0),
        longest: longest.length,
        longestText: longest.text,
      }
    },
  }
}

function answerOf({ text, given }: Generated, numbers: Map<string, number>): Answer {
  const words = wordsOf(text)
  const ids = words.map((word) => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    numbers.set(word, numbers.size + 1)
    return numbers.size
  })
  const shown = wordsOf(given).map((word) => numbers.get(word) ?? 0)
  const known = ids.map((_, at) =>
    shown.reduce((most, _word, from) => Math.max(most, runLength(ids, at, shown, from)), 0),
  )
  return { words, ids, known, found: new Set() }
}

function wordsOf(text: string): string[] {
  return wordTokens(tokenize(text)).map((token) => token.lower)
}

function runLength(
  one: readonly number[],
  oneAt: number,
  other: readonly number[],
  otherAt: number,
): number {
  let length = 0
  while (
    oneAt + length < one.length &&
    otherAt + length < other.length &&
    other[otherAt + length] !== 0 &&
    one[oneAt + length] === other[otherAt + length]
  )
    length += 1
  return length
}

function countWindows(answer: Answer): { windows: number; shared: number } {
  let windows = 0
  let shared = 0
  for (let at = 0; at + copyWindow <= answer.ids.length; at += 1) {
    if ((answer.known[at] ?? 0) >= copyWindow) continue
    windows += 1
    if (answer.found.has(at)) shared += 1
  }
  return { windows, shared }
}
