import type { Span } from '../../../contract/common'
import type {
  CheckedItem,
  CheckedStatement,
  Verdict,
} from '../../../contract/evaluation-statements'
import type { MentionSupport } from '../../../contract/gates'
import { contentWords, saysNotInNote } from '../../query/content-words'
import { type ClinicalText, readClinicalText } from '../../synthesis/gates/clinical-text'
import { supportOf } from '../../synthesis/gates/find-support'
import type { Quantity } from '../../synthesis/gates/quantity'
import { splitSentences } from '../../text/sentences'
import { type NegatedPhrase, negatedPhrases, placesOfPhrase } from './negation'

/** A statement of an answer before any person has looked at it. */
export type MachineStatement = Omit<CheckedStatement, 'human'>

const mostEvidence = 4
/** Share of a statement's content words that up to three places of the note have together. */
const enoughWords = 0.7

interface Note {
  readonly text: string
  readonly read: ClinicalText
  readonly negated: readonly NegatedPhrase[]
  readonly sentences: readonly { readonly span: Span; readonly words: ReadonlySet<string> }[]
}

/**
 * Splits an answer into statements and looks up each one's numbers, doses, drugs, dates and negations
 * in the note. Supported: stands in the note. Contradicted: the note says otherwise (another dose of
 * that drug, the number with another unit, a finding denied that it has or the reverse). Not found:
 * the note says nothing of it. A statement with nothing of these is compared by its words alone and
 * is marked as not checkable. It compares what is written and understands nothing: how well it does
 * against people is measured (performance.ts).
 */
export function checkStatements(answer: string, noteText: string): MachineStatement[] {
  const note: Note = {
    text: noteText,
    read: readClinicalText(noteText),
    negated: negatedPhrases(noteText),
    sentences: splitSentences(noteText).map((span) => ({
      span,
      words: new Set(contentWords(noteText.slice(span.start, span.end))),
    })),
  }
  const read = readClinicalText(answer)
  const mentions = supportOf(read, note.read)
  const negated = negatedPhrases(answer)
  return splitSentences(answer).map((span) => {
    const text = answer.slice(span.start, span.end)
    const isWithin = (place: Span): boolean => place.start >= span.start && place.end <= span.end
    const items = saysNotInNote(text)
      ? []
      : [
          ...mentions.filter(isWithin).map((mention) => itemOfMention(mention, read, note)),
          ...negated
            .filter((phrase) => isWithin(phrase.span))
            .map((phrase) => denied(phrase, note)),
          ...affirmedButDenied(answer, span, negated, note),
        ]
    return statementOf(span, text, items, note)
  })
}

function statementOf(
  span: Span,
  text: string,
  found: readonly CheckedItem[],
  note: Note,
): MachineStatement {
  const isCheckable = found.length > 0
  const items = isCheckable
    ? [...found].sort((a, b) => a.start - b.start)
    : [byWords(span, text, note)]
  const verdict = worstOf(items)
  // What speaks for the verdict comes first, and no place twice.
  const telling = items.filter((item) => item.verdict === verdict)
  return {
    ...span,
    verdict,
    isCheckable,
    items,
    evidence: uniqueSpans(telling.flatMap((i) => i.evidence)),
  }
}

function worstOf(items: readonly CheckedItem[]): Verdict {
  if (items.some((item) => item.verdict === 'contradicted')) return 'contradicted'
  return items.some((item) => item.verdict === 'not-found') ? 'not-found' : 'supported'
}

function uniqueSpans(spans: readonly Span[]): Span[] {
  const seen = new Map(spans.map((span) => [`${span.start}-${span.end}`, span]))
  return [...seen.values()].slice(0, mostEvidence)
}

function itemOfMention(mention: MentionSupport, answer: ClinicalText, note: Note): CheckedItem {
  const place = { start: mention.start, end: mention.end }
  const quantity = quantityAt(answer, place)
  const kind = kindOf(mention, quantity)
  if (mention.isSupported)
    return {
      ...place,
      kind,
      verdict: 'supported',
      evidence: mention.sourceSpans.slice(0, mostEvidence),
      reason: '',
    }
  const against = quantity === undefined ? [] : placesAgainst(quantity, mention, answer, note)
  return {
    ...place,
    kind,
    verdict: against.length > 0 ? 'contradicted' : 'not-found',
    evidence: against,
    reason: mention.reason.replace('The report', 'The note'),
  }
}

function kindOf(mention: MentionSupport, quantity: Quantity | undefined): CheckedItem['kind'] {
  if (mention.kind === 'drug') return 'drug'
  if (quantity?.form === 'date') return 'date'
  return mention.kind === 'dose' ? 'dose' : 'number'
}

function quantityAt(text: ClinicalText, place: Span): Quantity | undefined {
  return text.quantities.find(
    (quantity) =>
      text.tokens[quantity.from]!.start === place.start &&
      text.tokens[quantity.next - 1]!.end === place.end,
  )
}

function spanOf(text: ClinicalText, from: number, next: number): Span {
  return { start: text.tokens[from]!.start, end: text.tokens[next - 1]!.end }
}

/**
 * Where the note says otherwise: other doses of the drug beside which the dose stands, the same dose
 * beside another drug, or the same number with another unit.
 */
function placesAgainst(
  quantity: Quantity,
  mention: MentionSupport,
  answer: ClinicalText,
  note: Note,
): Span[] {
  const { read } = note
  const drug = answer.drugOfDose.get(quantity)
  const isDose = quantity.unit?.isDose === true
  const otherwise = read.quantities.filter((place) => {
    if (isDose && drug) {
      const there = read.drugOfDose.get(place)
      const isSameDrug = there?.ingredients.some((name) => drug.ingredients.includes(name)) ?? false
      if (isSameDrug) return place.unit?.dimension === quantity.unit?.dimension
      return there !== undefined && / for /.test(mention.reason) && sharesValue(place, quantity)
    }
    return (
      mention.kind === 'unit' && place.unit !== undefined && sharesValue(place, quantity) && !isDose
    )
  })
  return otherwise.slice(0, mostEvidence).map((place) => spanOf(read, place.from, place.next))
}

function sharesValue(one: Quantity, other: Quantity): boolean {
  return one.values.some((value) => other.values.includes(value))
}

/** The answer denies it: so does the note, or the note has it, or says nothing. */
function denied(phrase: NegatedPhrase, note: Note): CheckedItem {
  const places = placesOfPhrase(note.text, phrase.words)
  const inNote = places.filter((place) => isDeniedAt(place, note))
  const base = { start: phrase.cue.start, end: phrase.span.end, kind: 'negation' } as const
  const place = { ...base, start: Math.min(base.start, phrase.span.start) }
  const end = Math.max(phrase.cue.end, phrase.span.end)
  if (inNote.length > 0)
    return {
      ...place,
      end,
      verdict: 'supported',
      evidence: inNote.slice(0, mostEvidence),
      reason: '',
    }
  if (places.length > 0)
    return {
      ...place,
      end,
      verdict: 'contradicted',
      evidence: places.slice(0, mostEvidence),
      reason: 'The note states this and does not deny it.',
    }
  return {
    ...place,
    end,
    verdict: 'not-found',
    evidence: [],
    reason: 'The note says nothing of this.',
  }
}

function isDeniedAt(place: Span, note: Note): boolean {
  return note.negated.some(
    (phrase) => phrase.span.start <= place.start && phrase.span.end >= place.end,
  )
}

/** The answer states what the note denies everywhere it speaks of it. */
function affirmedButDenied(
  answer: string,
  span: Span,
  negated: readonly NegatedPhrase[],
  note: Note,
): CheckedItem[] {
  const text = answer.slice(span.start, span.end)
  const items = new Map<string, CheckedItem>()
  for (const phrase of note.negated) {
    const key = phrase.words.join(' ')
    const isTelling = phrase.words.some((word) => word.length > 3)
    if (items.has(key) || !isTelling) continue
    const affirmed = placesOfPhrase(text, phrase.words)
      .map((place) => ({ start: place.start + span.start, end: place.end + span.start }))
      .filter((place) => !negated.some((own) => overlaps(own, place)))
    const first = affirmed[0]
    if (!first || !isDeniedThroughout(phrase.words, note)) continue
    items.set(key, {
      ...first,
      kind: 'negation',
      verdict: 'contradicted',
      evidence: [{ start: phrase.cue.start, end: Math.max(phrase.cue.end, phrase.span.end) }].map(
        (place) => ({ ...place, start: Math.min(place.start, phrase.span.start) }),
      ),
      reason: 'The note denies this.',
    })
  }
  return [...items.values()]
}

function overlaps(phrase: NegatedPhrase, place: Span): boolean {
  return phrase.span.start < place.end && phrase.span.end > place.start
}

function isDeniedThroughout(words: readonly string[], note: Note): boolean {
  return placesOfPhrase(note.text, words).every((place) => isDeniedAt(place, note))
}

/** Nothing but words to go by: up to three sentences of the note that have most of them. */
function byWords(span: Span, text: string, note: Note): CheckedItem {
  const words = contentWords(text)
  const ranked = note.sentences
    .map((place) => ({ ...place, shared: words.filter((word) => place.words.has(word)).length }))
    .filter((place) => place.shared > 0)
    .sort((a, b) => b.shared - a.shared || a.span.start - b.span.start)
    .slice(0, 3)
  const found = words.filter((word) => ranked.some((place) => place.words.has(word)))
  const isEnough = words.length > 0 && found.length / words.length >= enoughWords
  return {
    ...span,
    kind: 'words',
    verdict: isEnough || saysNotInNote(text) ? 'supported' : 'not-found',
    evidence: isEnough ? ranked.map((place) => place.span) : [],
    reason: isEnough || saysNotInNote(text) ? '' : 'The note does not say this in these words.',
  }
}

/** How many statements of each kind; those without anything to look up are counted apart. */
export function countVerdicts(statements: readonly MachineStatement[]): {
  readonly supported: number
  readonly contradicted: number
  readonly notFound: number
  readonly unchecked: number
} {
  const of = (verdict: Verdict): number =>
    statements.filter((one) => one.isCheckable && one.verdict === verdict).length
  return {
    supported: of('supported'),
    contradicted: of('contradicted'),
    notFound: of('not-found'),
    unchecked: statements.filter((one) => !one.isCheckable).length,
  }
}
