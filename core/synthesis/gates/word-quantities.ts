import frequencies from '../../../resources/lexicons/frequencies.json'
import {
  ordinalValue,
  readHalf,
  readNumberWords,
  romanValue,
  startsNumber,
} from '../../text/number-words'
import type { Token } from '../../text/tokens'
import { hours, isFrequency, withInterval } from './frequencies'
import type { Quantity } from './quantity'
import type { Unit } from './unit-parts'
import { isJoiner, readUnit } from './units'

const countedThings = new Set(
  'day days week weeks month months year trimester cycle dose night hospital postoperative post pod'.split(
    ' ',
  ),
)
const rankedThings = new Set(
  'stage grade class type phase factor nyha level tier category bipolar'.split(' '),
)

/** What a word says about a number without being one. It supports, and is never a statement. */
const silentValues: Readonly<Record<string, number>> = {
  both: 2,
  bilateral: 2,
  bilaterally: 2,
  pair: 2,
  couple: 2,
  twin: 2,
  twins: 2,
  twice: 2,
  double: 2,
  dual: 2,
  once: 1,
  single: 1,
  solitary: 1,
  triple: 3,
  thrice: 3,
  dozen: 12,
  nil: 0,
  zero: 0,
}

/** How many hours lie between two doses. */
const intervals: Readonly<Record<string, number>> = frequencies.hoursBetweenDoses

const times: Readonly<Record<string, number>> = { twice: 12, once: 24, thrice: 8 }

function silent(at: number, value: number, unit?: Unit): Quantity {
  return { form: 'plain', from: at, next: at + 1, values: [value], unit, isMention: false }
}

function readSilent(tokens: readonly Token[], at: number): Quantity[] | undefined {
  const word = tokens[at]!.lower
  if (Object.hasOwn(intervals, word)) return [silent(at, intervals[word]!, hours)]
  if (!Object.hasOwn(silentValues, word)) return undefined
  const found = [silent(at, silentValues[word]!)]
  const isDaily = ['daily', 'a', 'per', 'each'].includes(tokens[at + 1]?.lower ?? '')
  if (isDaily && Object.hasOwn(times, word)) found.push(silent(at, times[word]!, hours))
  return found
}

/** "a week", "an hour": one, said by the way. "half an hour" is a half. */
function readArticle(tokens: readonly Token[], at: number): Quantity | undefined {
  const isHalf = tokens[at]!.lower === 'half'
  const noun = isHalf && /^(?:an?|of)$/.test(tokens[at + 1]?.lower ?? '') ? at + 2 : at + 1
  const unit = readUnit(tokens, noun, isHalf ? 0.5 : 1)
  if (unit === undefined || tokens[noun]?.kind !== 'word') return undefined
  const value = isHalf ? 0.5 : 1
  return {
    form: 'plain',
    from: at,
    next: unit.next,
    values: [value],
    unit: unit.unit,
    isMention: isHalf,
  }
}

/** "third day", "third postoperative day": a number only where it counts days and the like. */
function readOrdinal(tokens: readonly Token[], at: number): Quantity | undefined {
  const value = ordinalValue(tokens[at]!.lower)
  if (value === undefined) return undefined
  const isCounted = countedThings.has(tokens[at + 1]?.lower ?? '')
  return {
    form: 'plain',
    from: at,
    next: at + 1,
    values: [value],
    isMention: isCounted && value > 1,
  }
}

/** "stage IV", "type II", "III/VI" after such a word. */
function readRoman(tokens: readonly Token[], at: number): Quantity | undefined {
  const value = romanValue(tokens[at]!.text)
  if (value === undefined || tokens[at + 1]?.text === '.') return undefined
  for (let back = at - 1; back >= 0 && back >= at - 5; back--) {
    const token = tokens[back]!
    if (rankedThings.has(token.lower)) {
      return { form: 'plain', from: at, next: at + 1, values: [value], isMention: true }
    }
    const isBetween = isJoiner(token) || token.text === '/' || romanValue(token.text) !== undefined
    if (!isBetween && !/^(?:class|and|or|to|ii|iii)$/.test(token.lower)) return undefined
  }
  return undefined
}

function readWords(tokens: readonly Token[], at: number): Quantity | undefined {
  const words = readNumberWords(tokens, at)
  if (words === undefined) return undefined
  const { value, next } = readHalf(tokens, words.next, words.value) ?? words
  const unit = readUnit(tokens, next, value)
  const isPronoun = tokens[at]!.lower === 'one' && next === at + 1 && unit === undefined
  const isFraction = /^(?:thirds?|quarters?|fifths?|half|halves)$/.test(
    tokens[next + 1]?.lower ?? '',
  )
  return {
    form: 'plain',
    from: at,
    next: unit?.next ?? next,
    values: [value],
    unit: unit?.unit,
    isMention: !isPronoun && !(isFraction && isJoiner(tokens[next])),
  }
}

const nothing: readonly Quantity[] = []
const starters = new Set([
  'a',
  'an',
  'half',
  ...Object.keys(silentValues),
  ...Object.keys(intervals),
])

/** Numbers that start with a word. */
export function readWordQuantity(tokens: readonly Token[], at: number): readonly Quantity[] {
  const { lower, text } = tokens[at]!
  if (!starters.has(lower) && !startsNumber(lower) && romanValue(text) === undefined) return nothing
  const words = readWords(tokens, at)
  if (words !== undefined && isFrequency(tokens, words.next)) {
    return withInterval({ ...words, isMention: false }, tokens)
  }
  if (words !== undefined) return [words]
  const silentOnes = readSilent(tokens, at)
  if (silentOnes !== undefined) return silentOnes
  const other =
    lower === 'a' || lower === 'an' || lower === 'half'
      ? readArticle(tokens, at)
      : (readOrdinal(tokens, at) ?? readRoman(tokens, at))
  return other === undefined ? [] : [other]
}
