import lexicon from '../../resources/instructions/model-talk.v1.json'
import { createPhraseTable } from '../text/phrases'
import { tokenize } from '../text/tokens'

export interface TalkHit {
  readonly phrase: string
  readonly start: number
  readonly end: number
}

const ambiguous = 'the model'
const notAfter = new Set(lexicon.notAfter)
const notBefore = new Set(lexicon.notBefore)
const table = createPhraseTable(lexicon.phrases.map((phrase) => [phrase, phrase] as const))

/**
 * Where a text speaks of the model that wrote it. "The model" alone is ambiguous on a ward: "the
 * model of pacemaker" and "the model for end-stage liver disease" are passed over.
 */
export function findModelTalk(text: string): TalkHit[] {
  const tokens = tokenize(text)
  return table
    .find(tokens)
    .filter(({ from, next, value }) => {
      if (value !== ambiguous) return true
      const before = tokens[from - 1]?.lower
      const after = tokens[next]?.lower
      return !(after !== undefined && notAfter.has(after)) && !(before && notBefore.has(before))
    })
    .map(({ from, next, value }) => ({
      phrase: value,
      start: tokens[from]!.start,
      end: tokens[next - 1]!.end,
    }))
}
