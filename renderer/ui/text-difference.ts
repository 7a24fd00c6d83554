import type { Span } from '../../contract/common'

export interface Difference {
  /** How many characters both texts begin with. */
  readonly shared: number
  readonly first: Span
  readonly second: Span
}

/**
 * Where two texts part and where they meet again: everything between the longest common beginning
 * and the longest common end, widened to whole words. Null when they are equal. A model that once
 * chose another word goes its own way from there, so a finer comparison would say no more.
 */
export function differenceOf(first: string, second: string): Difference | null {
  if (first === second) return null
  const most = Math.min(first.length, second.length)
  let shared = 0
  while (shared < most && first[shared] === second[shared]) shared += 1
  let tail = 0
  while (
    tail < most - shared &&
    first[first.length - 1 - tail] === second[second.length - 1 - tail]
  )
    tail += 1
  const start = wordStart(first, shared)
  return {
    shared,
    first: { start, end: wordEnd(first, first.length - tail) },
    second: { start, end: wordEnd(second, second.length - tail) },
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

function wordStart(text: string, at: number): number {
  let start = at
  while (start > 0 && isWord(text[start - 1]) && start > at - 60) start -= 1
  return start
}

function wordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && isWord(text[end]) && isWord(text[end - 1]) && end < at + 60) end += 1
  return end
}
