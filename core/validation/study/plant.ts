import type { Random } from '../../statistics/random'
import { shuffled } from '../../statistics/random'
import { readDrugs } from '../../synthesis/gates/drugs'
import { tokenize } from '../../text/tokens'

const plantedKinds = ['number', 'negation', 'drug', 'finding'] as const
type PlantedKind = (typeof plantedKinds)[number]

/** One error in an answer that had none of this kind: what stood there, and what stands there now. */
interface PlantedError {
  readonly kind: PlantedKind
  readonly start: number
  readonly before: string
  readonly after: string
}

interface PlantedAnswer {
  readonly text: string
  readonly planted: PlantedError
}

type Plant = (text: string, note: string, random: Random) => PlantedError | null

/**
 * Alters an answer by one error of a kind that models make: a wrong dose or number, a turned negation,
 * a drug or a finding that the note does not hold. Which kind is left to the seed; a finding can
 * always be added.
 */
export function plantError(text: string, note: string, random: Random): PlantedAnswer {
  for (const kind of shuffled(plantedKinds, random)) {
    const planted = plants[kind](text, note, random)
    if (planted) return { text: altered(text, planted), planted }
  }
  const planted = addFinding(text, findings[0]!)
  return { text: altered(text, planted), planted }
}

function altered(text: string, { start, before, after }: PlantedError): string {
  return text.slice(0, start) + after + text.slice(start + before.length)
}

const measured =
  /(?<![\d.,])(\d+(?:\.\d+)?)(?=\s?(?:mg|mcg|µg|g|ml|units?|mmol|meq|mmhg|%|days?|weeks?|months?|hours?|years?)\b)/gi
const factors = [10, 5, 3, 2]

/** A number before a unit becomes another one that the note does not hold. */
const plantNumber: Plant = (text, note, random) => {
  const [hit] = shuffled([...text.matchAll(measured)], random)
  if (!hit) return null
  const before = hit[1]!
  const after = shuffled(factors, random)
    .map((factor) => String(Number((Number(before) * factor).toPrecision(12))))
    .find((number) => number !== before && !holdsWord(note, number))
  return after === undefined ? null : { kind: 'number', start: hit.index, before, after }
}

/** Cue and what it turns into; only the cue is exchanged, so that the sentence stays a sentence. */
const turns: readonly (readonly [RegExp, string])[] = [
  [/\bdenied\b/g, 'reported'],
  [/\bdenies\b/g, 'reports'],
  [/\breported\b/g, 'denied'],
  [/\breports\b/g, 'denies'],
  [/\bno evidence of\b/g, 'evidence of'],
  [/\bnegative for\b/g, 'positive for'],
  [/\bpositive for\b/g, 'negative for'],
  [/\bwithout\b/g, 'with'],
  [/\bwas not\b/g, 'was'],
  [/\bwere not\b/g, 'were'],
  [/\bis not\b/g, 'is'],
  [/\bwas given\b/g, 'was not given'],
  [/\bwas started\b/g, 'was not started'],
  [/\bshowed\b/g, 'did not show'],
  [/\brevealed\b/g, 'did not reveal'],
  [/\breceived\b/g, 'did not receive'],
  [/\bhad\b/g, 'did not have'],
]
/** Talk about the note itself: to turn it says nothing clinical. */
const aboutTheNote = /^\s+(?:mentioned|stated|specified|given in|available|documented|provided)/i

const plantNegation: Plant = (text, _note, random) => {
  const hits = turns.flatMap(([cue, after]) =>
    [...text.matchAll(cue)]
      .filter((hit) => !aboutTheNote.test(text.slice(hit.index + hit[0].length)))
      .map((hit) => ({ start: hit.index, before: hit[0], after })),
  )
  const [hit] = shuffled(hits, random)
  return hit ? { kind: 'negation', ...hit } : null
}

const otherDrugs = [
  'warfarin',
  'digoxin',
  'amiodarone',
  'methotrexate',
  'phenytoin',
  'lithium',
  'allopurinol',
  'levothyroxine',
  'clozapine',
  'tamoxifen',
]

/** A drug becomes another one that neither note nor answer names. */
const plantDrug: Plant = (text, note, random) => {
  const tokens = tokenize(text)
  const [mention] = shuffled(
    readDrugs(tokens).filter((drug) => drug.isMention),
    random,
  )
  const first = mention && tokens[mention.from]
  const last = mention && tokens[mention.next - 1]
  if (!first || !last) return null
  const drug = shuffled(otherDrugs, random).find(
    (name) => !holdsWord(note, name) && !holdsWord(text, name),
  )
  if (drug === undefined) return null
  const before = text.slice(first.start, last.end)
  const isCapital = /^\p{Lu}/u.test(before)
  const after = isCapital ? drug.charAt(0).toUpperCase() + drug.slice(1) : drug
  return { kind: 'drug', start: first.start, before, after }
}

const findings = [
  { word: 'melena', sentence: 'The patient also had melena.' },
  { word: 'syncope', sentence: 'There was one episode of syncope.' },
  { word: 'jaundice', sentence: 'Jaundice was noted on examination.' },
  { word: 'hemoptysis', sentence: 'The patient also reported hemoptysis.' },
  { word: 'seizure', sentence: 'A seizure occurred during the stay.' },
  { word: 'pneumothorax', sentence: 'Imaging showed a small pneumothorax.' },
  { word: 'splenomegaly', sentence: 'Splenomegaly was found on examination.' },
  { word: 'neutropenia', sentence: 'Laboratory values showed neutropenia.' },
  { word: 'papilledema', sentence: 'Papilledema was seen on fundoscopy.' },
] as const

const plantFinding: Plant = (text, note, random) => {
  const finding = shuffled(findings, random).find(
    ({ word }) => !holdsWord(note, word) && !holdsWord(text, word),
  )
  return finding ? addFinding(text, finding) : null
}

function addFinding(text: string, { sentence }: (typeof findings)[number]): PlantedError {
  const end = text.trimEnd().length
  const joint = end === 0 ? '' : /[.!?:]$/.test(text.slice(0, end)) ? ' ' : '. '
  return { kind: 'finding', start: end, before: '', after: `${joint}${sentence}` }
}

const plants: Readonly<Record<PlantedKind, Plant>> = {
  number: plantNumber,
  negation: plantNegation,
  drug: plantDrug,
  finding: plantFinding,
}

function holdsWord(text: string, word: string): boolean {
  const literal = word.replace(/[.]/g, '\\.')
  return new RegExp(`(?<![\\w.])${literal}(?![\\w])`, 'i').test(text)
}
