import { readHalf, scaleValue } from '../../text/number-words'
import type { Token } from '../../text/tokens'
import { readCode, readTrailingCode, spacedCodeKey } from './codes'
import { readDate } from './dates'
import { isFrequency, withInterval } from './frequencies'
import { findNumbering } from './list-numbers'
import type { Quantity } from './quantity'
import type { Unit } from './unit-parts'
import { isJoiner, readUnit, type UnitReading } from './units'
import { readWordQuantity } from './word-quantities'

const years: Unit = {
  dimension: 'month1',
  factor: 12,
  isRoundedWhenConverted: false,
  isDose: false,
}

interface Scaled {
  readonly values: readonly number[]
  readonly next: number
}

/** "×10⁹", "x10^9", "×10 9 /l" and "×109/L" as journals lose them, "E9", "million". */
function readScale(tokens: readonly Token[], at: number, values: readonly number[]): Scaled {
  const main = values[0]!
  const sign = tokens[at]
  if (sign === undefined) return { values, next: at }
  const isThousands =
    /^[kK]$/.test(sign.text) && !sign.hasSpaceBefore && tokens[at + 1]?.text !== '/'
  if (isThousands) return { values: [main * 1000, ...values], next: at + 1 }
  const word = scaleValue(sign.lower)
  if (word !== undefined && word >= 1000) return { values: [main * word], next: at + 1 }
  const isTimes = /^[×x*∙·•⋅]$/i.test(sign.text)
  const base = tokens[isTimes ? at + 1 : at]
  if (base?.kind !== 'number') return { values, next: at }
  const after = isTimes ? at + 2 : at + 1
  const exponent =
    isTimes || tokens[after]?.text === '*' ? readExponent(tokens, base, after) : undefined
  if (exponent === undefined) return { values, next: at }
  return { values: [main * 10 ** exponent.values[0]!, ...values], next: exponent.next }
}

function readExponent(tokens: readonly Token[], base: Token, at: number): Scaled | undefined {
  const lost = /^10(3|4|5|6|9|12)$/.exec(base.text)
  if (lost !== null) return { values: [Number(lost[1])], next: at }
  if (base.text !== '10') return undefined
  let next = at
  if (tokens[next]?.text === '^' || tokens[next]?.text === '*') next++
  const isNegative = isJoiner(tokens[next]) || tokens[next]?.text === '⁻'
  if (isNegative) next++
  const exponent = tokens[next]
  if (exponent === undefined || !/^(?:number|raised)$/.test(exponent.kind)) return undefined
  const value = exponent.values[0]!
  if (!Number.isInteger(value) || value > 15) return undefined
  return { values: [isNegative ? -value : value], next: next + 1 }
}

function isGluedWord(token: Token | undefined): boolean {
  return token?.kind === 'word' && !token.hasSpaceBefore
}

/** "58-year-old", "58 yo", "58 y/o", "58M", "58F": years. Months, weeks and days keep their unit. */
function readAge(tokens: readonly Token[], at: number, value: number): UnitReading | undefined {
  const token = tokens[at]
  if (token === undefined || value > 120) return undefined
  const isSex = /^[MF]$/.test(token.text) && !token.hasSpaceBefore && Number.isInteger(value)
  if (isSex) return { unit: years, next: at + 1 }
  const isShort = token.lower === 'y' && /^[/.]$/.test(tokens[at + 1]?.text ?? '')
  if (isShort && tokens[at + 2]?.lower === 'o') return { unit: years, next: at + 3 }
  return undefined
}

/** "-old" and the "M" or "F" of "58 yo M" belong to the age that stands before them. */
function endOfAge(tokens: readonly Token[], next: number, unit: Unit | undefined): number {
  const isTime = unit?.dimension === 'month1' || unit?.dimension === 'time1'
  if (!isTime) return next
  const old = isJoiner(tokens[next]) ? next + 1 : next
  return tokens[old]?.lower === 'old' ? old + 1 : next
}

function readAfter(
  tokens: readonly Token[],
  from: number,
  next: number,
  values: readonly number[],
) {
  const half = readHalf(tokens, next, values[0]!)
  const scaled =
    half === undefined ? readScale(tokens, next, values) : { values: [half.value], next: half.next }
  const reading =
    readAge(tokens, scaled.next, values[0]!) ?? readUnit(tokens, scaled.next, values[0]!)
  const end = endOfAge(tokens, reading?.next ?? scaled.next, reading?.unit)
  return { form: 'plain' as const, from, next: end, values: scaled.values, unit: reading?.unit }
}

/** "120/80", "120 over 80", "5/5", "1:640", "14:30", "2:30 pm". */
function readPair(tokens: readonly Token[], at: number): Quantity | undefined {
  const bar = tokens[at + 1]
  const second = tokens[at + 2]
  if (bar === undefined || second?.kind !== 'number') return undefined
  const isSlash = bar.text === '/' && bar.hasSpaceBefore === second.hasSpaceBefore
  const isColon = bar.text === ':' && !bar.hasSpaceBefore && !second.hasSpaceBefore
  if (!isSlash && !isColon && bar.lower !== 'over') return undefined
  const first = tokens[at]!.values[0]!
  const other = second.values[0]!
  const half = /^[ap]$/.test(tokens[at + 3]?.lower ?? '') && tokens[at + 4]?.text === '.'
  const marker = tokens[at + 3]?.lower ?? ''
  const isAfternoon = isColon && /^pm?$/.test(marker) && (marker === 'pm' || half)
  const isMorning = isColon && /^am?$/.test(marker) && (marker === 'am' || half)
  const hour = isAfternoon ? (first % 12) + 12 : first
  const clockEnd = isAfternoon || isMorning ? at + (half ? 7 : 4) : at + 3
  const unit = isColon ? undefined : readUnit(tokens, at + 3, first)
  return {
    form: 'pair',
    from: at,
    next: Math.min(unit?.next ?? clockEnd, tokens.length),
    values: [first, other],
    unit: unit?.unit,
    key: `${hour}${isColon ? ':' : '/'}${other}`,
    isMention: true,
  }
}

/** "5-10 mg", "5 to 10 mg": both ends with the unit of the second. */
function readRange(tokens: readonly Token[], at: number): Quantity[] | undefined {
  const joiner = tokens[at + 1]
  const second = tokens[at + 2]
  if (joiner === undefined || second?.kind !== 'number') return undefined
  if (!isJoiner(joiner) && joiner.lower !== 'to') return undefined
  const last = readAfter(tokens, at + 2, at + 3, second.values)
  const isOften = isFrequency(tokens, last.next)
  const first: Quantity = {
    form: 'plain',
    from: at,
    next: at + 1,
    values: tokens[at]!.values,
    unit: last.unit,
    isMention: !isOften,
  }
  return [first, { ...last, isMention: !isOften }]
}

const ordinalEnding = /^(?:st|nd|rd|th)$/

function readOrdinalNumber(tokens: readonly Token[], at: number): Quantity | undefined {
  const after = tokens[at + 1]
  if (!isGluedWord(after) || !ordinalEnding.test(after!.lower)) return undefined
  return { form: 'plain', from: at, next: at + 2, values: tokens[at]!.values, isMention: true }
}

function readDecade(tokens: readonly Token[], at: number): Quantity | undefined {
  const value = tokens[at]!.values[0]!
  const next = tokens[at + 1]?.text === '’' || tokens[at + 1]?.text === "'" ? at + 2 : at + 1
  const isPlural = isGluedWord(tokens[next]) && tokens[next]!.text === 's'
  if (!isPlural || value % 10 !== 0 || value < 10) return undefined
  return { form: 'decade', from: at, next: next + 1, values: [value], isMention: true }
}

/** Set phrases of which the number says nothing about this patient. */
function isSetPhrase(tokens: readonly Token[], at: number, next: number): boolean {
  if (tokens[at]!.text === '24' && tokens[at + 1]?.text === '/' && tokens[at + 2]?.text === '7') {
    return true
  }
  return tokens[at]!.text === '12' && tokens[next + 1]?.lower === 'lead' && isJoiner(tokens[next])
}

/** "hospital day 14" also says that fourteen days went by. */
function readCounted(tokens: readonly Token[], at: number): Quantity | undefined {
  const noun = tokens[at - 1]
  if (!/^(?:day|week|month|year)$/.test(noun?.lower ?? '')) return undefined
  const unit = readUnit(tokens, at - 1, 1)
  const values = tokens[at]!.values
  return { form: 'plain', from: at, next: at + 1, values, unit: unit?.unit, isMention: false }
}

function readNumber(tokens: readonly Token[], at: number): readonly Quantity[] {
  const special =
    readDate(tokens, at) ??
    readOrdinalNumber(tokens, at) ??
    readDecade(tokens, at) ??
    readPair(tokens, at)
  if (special !== undefined) {
    return [isSetPhrase(tokens, at, special.next) ? { ...special, isMention: false } : special]
  }
  const range = readRange(tokens, at)
  if (range !== undefined) return range
  const plain = readAfter(tokens, at, at + 1, tokens[at]!.values)
  if (plain.next === at + 1 && isGluedWord(tokens[at + 1]) && !isFrequency(tokens, at + 1)) {
    const code = readTrailingCode(tokens, at)
    const isFold = /^(?:x|fold)$/.test(tokens[at + 1]!.lower)
    if (code !== undefined && !isFold) return [code]
  }
  const key = spacedCodeKey(tokens, at)
  if (isFrequency(tokens, plain.next)) return withInterval({ ...plain, isMention: false }, tokens)
  const isMention = !isSetPhrase(tokens, at, plain.next)
  const counted = plain.unit === undefined ? readCounted(tokens, at) : undefined
  if (counted !== undefined) return [{ ...plain, isMention }, counted]
  return [key === undefined ? { ...plain, isMention } : { ...plain, key, isMention }]
}

/**
 * All quantities of a text in order. Tokens that `taken` marks belong to a drug's name and are
 * passed over, as is the numbering of lists, figures and citations.
 */
export function readQuantities(tokens: readonly Token[], taken: Uint8Array): Quantity[] {
  const numbering = findNumbering(tokens)
  const found: Quantity[] = []
  let at = 0
  while (at < tokens.length) {
    const quantities = taken[at] === 0 ? quantitiesAt(tokens, at, numbering) : []
    let next = at + 1
    for (const quantity of quantities) {
      found.push(quantity)
      next = Math.max(next, quantity.next)
    }
    at = next
  }
  return found
}

function quantitiesAt(
  tokens: readonly Token[],
  at: number,
  numbering: Uint8Array,
): readonly Quantity[] {
  const token = tokens[at]!
  if (token.kind === 'word') {
    const date = readDate(tokens, at)
    if (date !== undefined) return [date]
    return readCode(tokens, at) ?? readWordQuantity(tokens, at)
  }
  if (token.kind !== 'number' || numbering[at] === 1) return []
  if (numbering[at] === 2) {
    return [{ form: 'plain', from: at, next: at + 1, values: token.values, isMention: false }]
  }
  return readNumber(tokens, at)
}
