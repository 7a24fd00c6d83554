import { tokenize, wordTokens } from './tokens'

/**
 * ROUGE-L (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", section 3) of two
 * short texts over lower-case words and numbers, as Self-Instruct (Wang et al. 2023) uses it to
 * tell new instructions from old ones: the F-measure with equal weight of recall and precision,
 * 2 · LCS / (m + n), where LCS is the length of the longest common subsequence.
 */
export function rougeL(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 && b.length === 0) return 1
  return (2 * longestCommon(a, b)) / (a.length + b.length)
}

/** Words as numbers, the same number for the same word. */
export interface Vocabulary {
  readonly wordsOf: (text: string) => number[]
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>()
  return {
    wordsOf: (text) =>
      wordTokens(tokenize(text)).map(({ lower }) => {
        const known = numbers.get(lower)
        if (known !== undefined) return known
        numbers.set(lower, numbers.size)
        return numbers.size - 1
      }),
  }
}

/** Length of the longest common subsequence, in one row of the usual table. */
function longestCommon(a: readonly number[], b: readonly number[]): number {
  const row = new Uint16Array(b.length + 1)
  for (const word of a) {
    let diagonal = 0
    for (let at = 1; at <= b.length; at++) {
      const above = row[at]!
      if (b[at - 1] === word) row[at] = diagonal + 1
      else if (row[at - 1]! > above) row[at] = row[at - 1]!
      diagonal = above
    }
  }
  return row[b.length]!
}

export interface Similar {
  readonly id: number
  /** ROUGE-L, from the floor to 1. */
  readonly similarity: number
}

/** The texts met so far, and which of them is nearest to a new one. */
export interface SimilarTexts {
  readonly size: number
  readonly nearest: (text: string) => Similar | undefined
  readonly add: (id: number, text: string) => void
}

/** Below this no similarity is told: nothing is ever cut off so low. */
export const similarityFloor = 0.5

/**
 * Finds the nearest earlier text exactly, without comparing with every one. Two texts of m and n
 * words that share s words have a ROUGE-L of at most 2s / (m + n): shared words are counted by an
 * inverted index, and the subsequence is only computed where that bound could beat the best so far.
 * The same words in the same order are looked up at once. The first of equal ones wins.
 */
export function createSimilarTexts(
  vocabulary: Vocabulary = createVocabulary(),
  floor = similarityFloor,
): SimilarTexts {
  const ids: number[] = []
  const texts: (readonly number[])[] = []
  const postings = new Map<number, number[]>()
  const exact = new Map<string, number>()
  let shared = new Uint16Array(1024)

  function countShared(words: readonly number[]): number[] {
    const touched: number[] = []
    for (const [word, times] of timesOf(words))
      for (const slot of postings.get(word) ?? []) {
        if (shared[slot] === 0) touched.push(slot)
        // Repeated words are counted once too often at worst: the bound stays a bound.
        shared[slot]! += times
      }
    return touched
  }

  return {
    get size() {
      return ids.length
    },
    nearest: (text) => {
      const words = vocabulary.wordsOf(text)
      const same = exact.get(words.join(' '))
      if (same !== undefined) return { id: ids[same]!, similarity: 1 }
      const candidates: { slot: number; bound: number }[] = []
      for (const slot of countShared(words)) {
        const bound = (2 * shared[slot]!) / (words.length + texts[slot]!.length)
        shared[slot] = 0
        if (bound >= floor) candidates.push({ slot, bound })
      }
      candidates.sort((a, b) => b.bound - a.bound || a.slot - b.slot)
      let best: { slot: number; similarity: number } | undefined
      for (const { slot, bound } of candidates) {
        if (best && bound < best.similarity) break
        const similarity = rougeL(words, texts[slot]!)
        const isBetter =
          !best ||
          similarity > best.similarity ||
          (similarity === best.similarity && slot < best.slot)
        if (similarity >= floor && isBetter) best = { slot, similarity }
      }
      return best && { id: ids[best.slot]!, similarity: best.similarity }
    },
    add: (id, text) => {
      const words = vocabulary.wordsOf(text)
      const key = words.join(' ')
      // A text that is there already finds itself by the map: one entry serves for all.
      if (exact.has(key)) return
      const slot = ids.length
      if (slot === shared.length) {
        const larger = new Uint16Array(shared.length * 2)
        shared = larger
      }
      ids.push(id)
      texts.push(words)
      exact.set(key, slot)
      for (const word of timesOf(words).keys()) {
        const list = postings.get(word)
        if (list) list.push(slot)
        else postings.set(word, [slot])
      }
    },
  }
}

function timesOf(words: readonly number[]): Map<number, number> {
  const times = new Map<number, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  return times
}
