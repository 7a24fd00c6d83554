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

/** Of one text with many: what depends on it alone is made once. */
interface CommonWith {
  readonly length: (other: readonly number[]) => number
  /** Frees the words for the next text. */
  readonly end: () => void
}

/** As many words as a mask has bits; a longer text takes the table. */
const maskBits = 31

/**
 * The longest common subsequence by bits: a column of the table is one number, and a word of the
 * other text takes four operations (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
 */
function createCommon(): (words: readonly number[]) => CommonWith {
  let masks = new Int32Array(1024)
  return (words) => {
    if (words.length > maskBits)
      return { length: (other) => longestCommon(words, other), end: () => undefined }
    const most = Math.max(0, ...words)
    if (most >= masks.length) {
      const larger = new Int32Array(2 * (most + 1))
      larger.set(masks)
      masks = larger
    }
    for (const [bit, word] of words.entries()) masks[word]! |= 1 << bit
    return {
      length: (other) => {
        let column = -1
        for (const word of other) {
          const matches = column & (masks[word] ?? 0)
          column = (column + matches) | (column - matches)
        }
        return onesIn(~column & (2 ** words.length - 1))
      },
      end: () => {
        for (const word of words) masks[word] = 0
      },
    }
  }
}

function onesIn(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
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
  const commonWith = createCommon()
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
      const common = commonWith(words)
      let best: { slot: number; similarity: number } | undefined
      for (const slot of countShared(words)) {
        const both = words.length + texts[slot]!.length
        const bound = (2 * shared[slot]!) / both
        shared[slot] = 0
        if (bound < (best?.similarity ?? floor)) continue
        const similarity = (2 * common.length(texts[slot]!)) / both
        const isBetter =
          !best ||
          similarity > best.similarity ||
          (similarity === best.similarity && slot < best.slot)
        if (similarity >= floor && isBetter) best = { slot, similarity }
      }
      common.end()
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
