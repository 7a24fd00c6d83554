import type { NoteTrim } from '../contract/model-protocol'
import { ModelRefusal } from './refusal'

/**
 * Cuts the end of a note so that the whole prompt fits. The instruction stands after the note in
 * every prompt, and is never cut: a prompt whose other parts alone do not fit is refused.
 *
 * `promptTokens(note)` counts the tokens of the whole prompt with that note; `budgetTokens` is
 * what the prompt may take. The cut falls on white space where there is some near.
 */
export function trimNote(input: {
  readonly note: string
  readonly budgetTokens: number
  readonly promptTokens: (note: string) => number
}): { readonly note: string; readonly trim: NoteTrim } {
  const { note, budgetTokens, promptTokens } = input
  const whole = promptTokens(note)
  const frame = promptTokens('')
  const noteTokens = Math.max(0, whole - frame)
  if (whole <= budgetTokens) return { note, trim: describe(note, note, noteTokens, 0) }
  if (frame >= budgetTokens) {
    throw new ModelRefusal(
      'instruction-too-long',
      'The instruction is too long for this model. Shorten it, or load the model with a longer context.',
    )
  }
  const kept = longestThatFits(note, whole, budgetTokens, promptTokens)
  const keptTokens = Math.max(0, promptTokens(kept) - frame)
  return { note: kept, trim: describe(note, kept, noteTokens, noteTokens - keptTokens) }
}

function describe(note: string, kept: string, noteTokens: number, removedTokens: number): NoteTrim {
  return {
    isTrimmed: kept.length < note.length,
    keptCharacters: kept.length,
    removedCharacters: note.length - kept.length,
    noteTokens,
    removedTokens: Math.max(0, removedTokens),
  }
}

/**
 * Bisects on the number of characters. Starts from the share of tokens that fits, so that a note
 * of megabytes is tokenised whole only once.
 */
function longestThatFits(
  note: string,
  wholeTokens: number,
  budgetTokens: number,
  promptTokens: (note: string) => number,
): string {
  const fits = (length: number): boolean => promptTokens(note.slice(0, length)) <= budgetTokens
  let fitting = 0
  let tooLong = note.length
  let guess = Math.floor((note.length * budgetTokens) / wholeTokens)
  while (tooLong - fitting > 1) {
    const length = Math.min(tooLong - 1, Math.max(fitting + 1, guess))
    if (fits(length)) fitting = length
    else tooLong = length
    const isNear = tooLong < fitting * 1.5
    guess = isNear ? Math.floor((fitting + tooLong) / 2) : Math.max(64, Math.floor(fitting * 1.25))
    if (fitting === 0) guess = Math.floor(tooLong / 2)
  }
  return note.slice(0, wordBoundary(note, fitting))
}

/** The last white space before the cut, if it is within 200 characters; never inside a pair. */
function wordBoundary(note: string, length: number): number {
  const from = Math.max(0, length - 200)
  const tail = note.slice(from, length)
  const space = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('\n'))
  if (/\s/.test(note.charAt(length))) return length
  if (space > 0) return from + space
  const code = note.charCodeAt(length - 1)
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length
}
