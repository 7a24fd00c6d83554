import type { Token } from './tokens'
import { tokenize } from './tokens'

export interface PhraseHit<T> {
  readonly from: number
  /** Tokens, exclusive. */
  readonly next: number
  readonly value: T
}

export interface PhraseTable<T> {
  /** The longest phrase that starts at each token, left to right, without overlap. */
  find(tokens: readonly Token[]): PhraseHit<T>[]
}

interface Entry<T> {
  readonly words: readonly string[]
  readonly value: T
}

function isSkipped(token: Token | undefined): boolean {
  return token !== undefined && /^[-\u2010-\u2014/’']$/.test(token.text)
}

function phraseWords(phrase: string): string[] {
  return tokenize(phrase)
    .filter((token) => !isSkipped(token))
    .map((token) => token.lower)
}

/** Phrases are compared without regard to case, hyphens, slashes and apostrophes. */
export function createPhraseTable<T>(phrases: Iterable<readonly [string, T]>): PhraseTable<T> {
  const byFirst = new Map<string, Entry<T>[]>()
  for (const [phrase, value] of phrases) {
    const words = phraseWords(phrase)
    if (words.length === 0) continue
    const entries = byFirst.get(words[0]!)
    if (entries === undefined) byFirst.set(words[0]!, [{ words, value }])
    else entries.push({ words, value })
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.words.length - a.words.length)

  return {
    find(tokens) {
      const hits: PhraseHit<T>[] = []
      let at = 0
      while (at < tokens.length) {
        const entries = byFirst.get(tokens[at]!.lower)
        const hit = entries === undefined ? undefined : longest(tokens, at, entries)
        if (hit !== undefined) hits.push(hit)
        at = hit?.next ?? at + 1
      }
      return hits
    },
  }
}

function longest<T>(
  tokens: readonly Token[],
  from: number,
  entries: readonly Entry<T>[],
): PhraseHit<T> | undefined {
  for (const entry of entries) {
    let next = from + 1
    let word = 1
    while (word < entry.words.length) {
      if (isSkipped(tokens[next])) next++
      if (tokens[next]?.lower !== entry.words[word]) break
      next++
      word++
    }
    if (word === entry.words.length) return { from, next, value: entry.value }
  }
  return undefined
}
