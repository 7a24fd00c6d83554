import type { Span } from '../../../contract/common'
import { createPhraseTable } from '../../text/phrases'
import { splitSentences } from '../../text/sentences'
import { type Token, tokenize } from '../../text/tokens'

/**
 * Which findings a text says are absent, after NegEx (Chapman, Bridewell, Hanbury, Cooper & Buchanan,
 * "A simple algorithm for identifying negated findings and diseases in discharge summaries", J.
 * Biomed. Inform. 34, 2001): a cue before or after the finding, phrases that look like cues and are
 * none, and words that end a cue's reach. NegEx marks terms of a vocabulary; here, without one, what
 * a cue reaches is cut into phrases of at most five words at commas, "and", "or" and "nor".
 */
export interface NegatedPhrase {
  /** Content words, lower case, in order. */
  readonly words: readonly string[]
  readonly span: Span
  readonly cue: Span
}

const before =
  'no|not|without|denies|denied|denying|deny|negative for|was negative for|were negative for|is negative for|are negative for|no evidence of|no signs of|no sign of|absence of|absent|free of|never had|rules out|ruled out|no history of|no complaints of|no report of|fails to reveal|no new'.split(
    '|',
  )
const after =
  'was ruled out|were ruled out|is ruled out|unlikely|was negative|were negative|is absent|was absent|were absent|not seen|not present|was excluded'.split(
    '|',
  )
/** They hold a cue's words and negate nothing (NegEx's pseudo-negations, and talk about the note). */
const pseudo =
  'no increase|no change|no significant change|no further|not only|not necessarily|not certain|not certain if|gram negative|without difficulty|not drain|no longer than|not mentioned|not stated|not specified|not documented|not provided|not given|not mention|not state|not specify|not described|not indicated|no mention|no information|not available|no need|not yet|no known drug|no later than|not extended|without further'.split(
    '|',
  )
const ends =
  'but|however|nevertheless|yet|though|although|still|aside from|except|apart from|secondary to|as a cause of|as the source of|as the reason for|because|because of|due to|since|which|who|that|cause of|source of|which was|and was|and had|and has|and is|and received|and started|presented|admitted|was given|received|showed|revealed|treated|discharged|started'.split(
    '|',
  )

type Mark = 'before' | 'after' | 'pseudo' | 'end'
const table = createPhraseTable<Mark>([
  ...before.map((phrase) => [phrase, 'before'] as const),
  ...after.map((phrase) => [phrase, 'after'] as const),
  ...ends.map((phrase) => [phrase, 'end'] as const),
  ...pseudo.map((phrase) => [phrase, 'pseudo'] as const),
])

/** Words that say nothing of what is absent. */
const empty = new Set(
  'a an the any other of to in on at with for from by her his their its is are was were be been being has have had does did do she he they it there patient pt current currently acute recent significant obvious overt new known prior previous associated evidence sign signs symptom symptoms history further such as well during time this that'.split(
    ' ',
  ),
)
const longestPhrase = 5
const farthestBack = 5

/** Every phrase that the text says is absent, in order. */
export function negatedPhrases(text: string): NegatedPhrase[] {
  return splitSentences(text).flatMap((sentence) => {
    const tokens = tokenize(text.slice(sentence.start, sentence.end))
    return inSentence(tokens, sentence.start)
  })
}

function inSentence(tokens: readonly Token[], offset: number): NegatedPhrase[] {
  const hits = table.find(tokens)
  const stops = new Map(hits.map((hit) => [hit.from, hit]))
  return hits.flatMap((hit) => {
    const first = tokens[hit.from]!
    const last = tokens[hit.next - 1]!
    const cue = { start: offset + first.start, end: offset + last.end }
    if (hit.value === 'before') return phrasesFrom(tokens, hit.next, stops, offset, cue)
    if (hit.value === 'after') return phraseBefore(tokens, hit.from, stops, offset, cue)
    return []
  })
}

function phrasesFrom(
  tokens: readonly Token[],
  from: number,
  stops: ReadonlyMap<number, { readonly value: Mark }>,
  offset: number,
  cue: Span,
): NegatedPhrase[] {
  const phrases: NegatedPhrase[] = []
  let part: Token[] = []
  const close = (): void => {
    const phrase = phraseOf(part, offset, cue)
    if (phrase) phrases.push(phrase)
    part = []
  }
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (stops.has(at) || /^[.;:()]$/.test(token.text)) break
    const isJoin = token.text === ',' || /^(?:and|or|nor)$/.test(token.lower)
    if (isJoin) close()
    else part.push(token)
    // Beyond a phrase's length a cue no longer reaches, unless a list goes on.
    if (part.filter((each) => isContent(each)).length > longestPhrase) {
      part = part.slice(0, -1)
      break
    }
  }
  close()
  return phrases
}

function phraseBefore(
  tokens: readonly Token[],
  to: number,
  stops: ReadonlyMap<number, { readonly value: Mark }>,
  offset: number,
  cue: Span,
): NegatedPhrase[] {
  const part: Token[] = []
  for (let at = to - 1; at >= 0 && part.length < farthestBack; at -= 1) {
    const token = tokens[at]!
    const isStop = stops.get(at)?.value === 'end' || /^[.,;:()]$/.test(token.text)
    if (isStop || /^(?:and|or|but)$/.test(token.lower)) break
    part.unshift(token)
  }
  const phrase = phraseOf(part, offset, cue)
  return phrase ? [phrase] : []
}

function isContent(token: Token): boolean {
  return token.kind === 'word' && !empty.has(token.lower)
}

function phraseOf(part: readonly Token[], offset: number, cue: Span): NegatedPhrase | null {
  const content = part.filter(isContent)
  const first = content[0]
  const last = content.at(-1)
  if (!first || !last) return null
  return {
    words: content.map((token) => singular(token.lower)),
    span: { start: offset + first.start, end: offset + last.end },
    cue,
  }
}

function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/**
 * Places where all words of a phrase stand close together in a text, at most one word between any
 * two of them.
 */
export function placesOfPhrase(text: string, words: readonly string[]): Span[] {
  const tokens = tokenize(text).filter((token) => token.kind === 'word')
  const places: Span[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    if (singular(tokens[at]!.lower) !== words[0]) continue
    let next = at
    let isWhole = true
    for (const word of words.slice(1)) {
      const found = [next + 1, next + 2].find(
        (place) => tokens[place] !== undefined && singular(tokens[place].lower) === word,
      )
      if (found === undefined) {
        isWhole = false
        break
      }
      next = found
    }
    if (isWhole) places.push({ start: tokens[at]!.start, end: tokens[next]!.end })
  }
  return places
}
