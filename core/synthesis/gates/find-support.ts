import type { MentionSupport, TextSpan } from '../../../contract/gates'
import { numberKey } from '../../text/number-words'
import { type ClinicalText, readClinicalText } from './clinical-text'
import { commonTerms } from './codes'
import { isDateWithin } from './dates'
import { type DrugMention, isNearlyEqual } from './drugs'
import type { Quantity } from './quantity'
import { indexSource, type SourceIndex, unitKey } from './source-index'
import type { Unit } from './unit-parts'
import { canonicalDimension, canonicalValue, isImpliedUnit } from './units'

const mostSpans = 8

interface Verdict {
  readonly places: readonly { readonly from: number; readonly next: number }[]
  /** The number stands in the source, but not with this unit. */
  readonly isUnitAmiss?: boolean
  readonly reason?: string
  readonly isSupported?: boolean
}

const nowhere: readonly Quantity[] = []

function spanOf(text: ClinicalText, from: number, next: number): TextSpan {
  return { start: text.tokens[from]!.start, end: text.tokens[next - 1]!.end }
}

function placesOfValue(index: SourceIndex, quantity: Quantity): readonly Quantity[] {
  for (const value of quantity.values) {
    const found = index.byValue.get(numberKey(value))
    if (found !== undefined) return found
  }
  return nowhere
}

function placesOfUnit(index: SourceIndex, values: readonly number[], unit: Unit) {
  for (const each of unit.perDose === undefined ? [unit] : [unit, unit.perDose]) {
    for (const value of values) {
      const key = unitKey(canonicalDimension(each), canonicalValue(value, each))
      const found = index.byUnit.get(key)
      if (found !== undefined) return found
    }
  }
  return placesOfRounded(index, values[0]!, unit)
}

/** Pounds against kilograms and Fahrenheit against Celsius agree within rounding. */
function placesOfRounded(index: SourceIndex, value: number, unit: Unit): readonly Quantity[] {
  const dimension = canonicalDimension(unit)
  const canonical = canonicalValue(value, unit)
  return (index.byDimension.get(dimension) ?? nowhere).filter((quantity) => {
    const other = quantity.unit
    if (
      other === undefined ||
      (other.dimension === unit.dimension && other.factor === unit.factor)
    ) {
      return false
    }
    if (!unit.isRoundedWhenConverted && !other.isRoundedWhenConverted) return false
    const room = dimension === 'celsius' ? 0.06 : canonical * 0.006
    return quantity.values.some((each) => Math.abs(canonicalValue(each, other) - canonical) <= room)
  })
}

/** Cell counts are written in thousands per microlitre: "plt 299" for 299,000/mm³. */
function thousandsKey(value: number): string {
  return unitKey('vol-1', value * 1e9)
}

function judgePlain(index: SourceIndex, quantity: Quantity): Verdict {
  const { unit } = quantity
  const same = placesOfValue(index, quantity)
  if (unit === undefined) {
    const coded = quantity.key === undefined ? undefined : index.byKey.get(quantity.key)
    if (same.length > 0) return { places: same }
    return { places: coded ?? index.byUnit.get(thousandsKey(quantity.values[0]!)) ?? nowhere }
  }
  const withUnit = placesOfUnit(index, quantity.values, unit)
  if (withUnit.length > 0) return { places: withUnit }
  if (same.length === 0) return { places: nowhere }
  const bare = same.filter((place) => place.unit === undefined)
  if (bare.length > 0 && isImpliedUnit(unit, quantity.values[0]!)) return { places: bare }
  const reason =
    bare.length > 0
      ? 'The report gives this number without a unit.'
      : 'The report gives this number with another unit.'
  return { places: nowhere, isUnitAmiss: true, reason }
}

/** A pair stands as a pair, or both of its numbers stand on their own: "systolic 120". */
function judgePair(index: SourceIndex, quantity: Quantity): Verdict {
  const same = index.byKey.get(quantity.key!)
  if (same !== undefined) return { places: same }
  const parts = quantity.values.map((value) =>
    (index.byValue.get(numberKey(value)) ?? nowhere).filter((place) => place.form === 'plain'),
  )
  return { places: parts.every((places) => places.length > 0) ? parts.flat() : nowhere }
}

function judgeDate(index: SourceIndex, quantity: Quantity): Verdict {
  const places = index.dates.filter((place) =>
    quantity.dates!.some((note) => place.dates!.some((date) => isDateWithin(note, date))),
  )
  return { places }
}

function judgeCode(index: SourceIndex, quantity: Quantity): Verdict {
  const places = index.byKey.get(quantity.key!) ?? nowhere
  return { places, isSupported: places.length > 0 || commonTerms.has(quantity.key!) }
}

/** "in his 50s": any age or decade of those ten years. */
function judgeDecade(index: SourceIndex, quantity: Quantity): Verdict {
  const decade = quantity.values[0]!
  const places = index.source.quantities.filter((place) => {
    const value = place.values[0]!
    return place.form === 'decade'
      ? value === decade
      : place.unit?.dimension === 'month1' && value >= decade && value < decade + 10
  })
  return { places }
}

/** What was said before is not looked up again: notes repeat themselves. */
type Memory = Map<string, Verdict>

function judgeOnce(index: SourceIndex, quantity: Quantity, text: string, memory: Memory): Verdict {
  const { unit } = quantity
  const key = `${quantity.form}|${text}|${unit?.dimension}|${unit?.factor}`
  const known = memory.get(key)
  if (known !== undefined) return known
  const verdict = judge(index, quantity)
  memory.set(key, verdict)
  return verdict
}

function judge(index: SourceIndex, quantity: Quantity): Verdict {
  switch (quantity.form) {
    case 'plain':
      return judgePlain(index, quantity)
    case 'pair':
      return judgePair(index, quantity)
    case 'date':
      return judgeDate(index, quantity)
    case 'code':
      return judgeCode(index, quantity)
    case 'decade':
      return judgeDecade(index, quantity)
  }
}

/** The dose stands in the source, but every time beside another drug. */
function drugAmiss(
  note: ClinicalText,
  index: SourceIndex,
  dose: Quantity,
  places: Verdict['places'],
) {
  const drug = note.drugOfDose.get(dose)
  if (drug === undefined) return undefined
  const others = new Set<string>()
  for (const place of places) {
    const other = index.source.drugOfDose.get(place as Quantity)
    if (other === undefined) return undefined
    if (other.ingredients.some((name) => drug.ingredients.includes(name))) return undefined
    for (const name of other.ingredients) others.add(name)
  }
  return `The report gives this dose for ${[...others].join(' and ')}.`
}

function supportOfQuantity(
  note: ClinicalText,
  index: SourceIndex,
  quantity: Quantity,
  memory: Memory,
): MentionSupport {
  const span = spanOf(note, quantity.from, quantity.next)
  const text = note.text.slice(span.start, span.end)
  const verdict = judgeOnce(index, quantity, text, memory)
  const isDose = quantity.unit?.isDose === true
  const amiss =
    isDose && verdict.places.length > 0
      ? drugAmiss(note, index, quantity, verdict.places)
      : undefined
  const isSupported = (verdict.isSupported ?? verdict.places.length > 0) && amiss === undefined
  const kind = isDose ? 'dose' : verdict.isUnitAmiss ? 'unit' : 'number'
  const missing = isDose
    ? 'The report does not state this dose.'
    : 'The report does not state this.'
  return {
    ...span,
    kind,
    text,
    isSupported,
    sourceSpans: isSupported
      ? verdict.places
          .slice(0, mostSpans)
          .map((place) => spanOf(index.source, place.from, place.next))
      : [],
    reason: isSupported ? '' : (amiss ?? verdict.reason ?? missing),
  }
}

/** A word of the source that differs by one letter, where the lexicon does not know it as a drug. */
function misspelt(note: ClinicalText, index: SourceIndex, drug: DrugMention) {
  const word = note.tokens[drug.from]!.lower
  if (drug.next - drug.from !== 1 || word.length < 7) return []
  const known = new Set(index.source.drugs.map((each) => each.from))
  return index.source.tokens.flatMap((token, at) =>
    token.kind === 'word' && !known.has(at) && isNearlyEqual(token.lower, word)
      ? [{ from: at, next: at + 1 }]
      : [],
  )
}

function supportOfDrug(
  note: ClinicalText,
  index: SourceIndex,
  drug: DrugMention,
  memory: Memory,
): MentionSupport {
  const span = spanOf(note, drug.from, drug.next)
  const found = drug.ingredients.map((name) => index.byDrug.get(name) ?? [])
  const isKnown = found.every((places) => places.length > 0)
  const text = note.text.slice(span.start, span.end)
  const key = `drug|${text}`
  const places = memory.get(key)?.places ?? (isKnown ? found.flat() : misspelt(note, index, drug))
  memory.set(key, { places })
  return {
    ...span,
    kind: 'drug',
    text,
    isSupported: places.length > 0,
    sourceSpans: places
      .slice(0, mostSpans)
      .map((place) => spanOf(index.source, place.from, place.next)),
    reason: places.length > 0 ? '' : 'The report does not name this drug.',
  }
}

/** As `findSupport`, over texts that were read already. */
export function supportOf(note: ClinicalText, source: ClinicalText): MentionSupport[] {
  const index = indexSource(source)
  const memory: Memory = new Map()
  const mentions: MentionSupport[] = []
  for (const quantity of note.quantities) {
    if (quantity.isMention) mentions.push(supportOfQuantity(note, index, quantity, memory))
  }
  for (const drug of note.drugs)
    if (drug.isMention) mentions.push(supportOfDrug(note, index, drug, memory))
  return mentions.sort((a, b) => a.start - b.start)
}

/**
 * Every number, dose, drug and unit of the note in order, each with the places of the source that
 * state it. It compares what is written: a figure that was worked out from others counts as not
 * stated, and a number that the source states about something else counts as stated.
 */
export function findSupport(note: string, source: string): MentionSupport[] {
  return supportOf(readClinicalText(note), readClinicalText(source))
}
