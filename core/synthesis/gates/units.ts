import lexicon from '../../../resources/lexicons/units.json'
import type { Token } from '../../text/tokens'
import { buildUnit, type Part, type Unit } from './unit-parts'

export interface UnitReading {
  readonly unit: Unit
  /** Index after the last token of the unit. */
  readonly next: number
}

interface Atom {
  readonly dimension: string
  readonly factor: number
  readonly name: string
}

const atoms = new Map<string, Atom>()
for (const [dimension, factor, spellings] of lexicon.units as [string, number, string][]) {
  for (const name of spellings.split(' ')) atoms.set(name, { dimension, factor, name })
}

const imperial = new Set([
  'lb',
  'lbs',
  'pound',
  'pounds',
  'oz',
  'inch',
  'inches',
  'ft',
  'feet',
  'foot',
])

/** One letter alone is a unit only in the case in which people write it. */
const oneLetter: Readonly<Record<string, string>> = {
  g: 'gG',
  l: 'lL',
  h: 'h',
  d: 'd',
  s: 's',
  m: 'm',
  y: 'y',
  w: 'w',
  u: 'Uu',
  v: 'V',
  j: 'J',
}

const raisedTwo = 2
const raisedThree = 3

function atomAt(tokens: readonly Token[], at: number, isAttached: boolean): Atom | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  if (token.lower === '%') return atoms.get('%')
  if (token.kind !== 'word') return undefined
  const atom = atoms.get(token.lower)
  if (atom === undefined) return undefined
  if (token.text.length === 1) {
    if (!(oneLetter[token.lower] ?? '').includes(token.text)) return undefined
    if (!isAttached && 'swyv'.includes(token.lower)) return undefined
  }
  // "2 Pack" of a product or "5 CAP": words in capitals are names more often than dose forms.
  if (token.lower === 'cap' && token.text === 'CAP') return undefined
  return atom
}

/** An atom with its power: "m2", "mm³", "mm 3" (as extracted from web pages), "cm^2". */
function partAt(
  tokens: readonly Token[],
  at: number,
  isBelow: boolean,
  isAttached: boolean,
): Part | undefined {
  const atom = atomAt(tokens, at, isAttached)
  if (atom === undefined) return undefined
  const { dimension, factor, name } = atom
  const isImperial = imperial.has(name)
  const long = longerAtom(tokens, at, name)
  if (long !== undefined) return { ...long, exponent: 1, isImperial: false }
  const power = dimension === 'len' ? powerAt(tokens, at + 1, isBelow) : undefined
  if (power?.value === raisedThree) {
    return {
      dimension: 'vol',
      factor: factor ** 3 * 1000,
      exponent: 1,
      isImperial,
      next: power.next,
    }
  }
  if (power?.value === raisedTwo) {
    return { dimension, factor: factor ** 2, exponent: 2, isImperial, next: power.next }
  }
  return { dimension, factor, exponent: 1, isImperial, next: at + 1 }
}

interface LongAtom {
  readonly dimension: string
  readonly factor: number
  readonly next: number
}

/** Units of more than one word: "mm Hg", "cm H2O", "pack-years". */
function longerAtom(tokens: readonly Token[], at: number, name: string): LongAtom | undefined {
  const second = tokens[at + 1]?.lower
  if (name === 'mm' && second === 'hg') return { dimension: 'press', factor: 1, next: at + 2 }
  if (name === 'mm' && second === 'of' && tokens[at + 2]?.lower === 'mercury') {
    return { dimension: 'press', factor: 1, next: at + 3 }
  }
  const isWater = second === 'h' && tokens[at + 2]?.values[0] === 2 && tokens[at + 3]?.lower === 'o'
  if (name === 'cm' && isWater) return { dimension: 'press', factor: 0.735559, next: at + 4 }
  if (name === 'pack' || name === 'packs') {
    const year = second === '-' ? at + 2 : at + 1
    if (/^years?$/.test(tokens[year]?.lower ?? '')) {
      return { dimension: 'pack-year', factor: 1, next: year + 1 }
    }
  }
  return undefined
}

function powerAt(
  tokens: readonly Token[],
  at: number,
  isBelow: boolean,
): { value: number; next: number } | undefined {
  const caret = tokens[at]?.text === '^' ? 1 : 0
  const token = tokens[at + caret]
  if (token === undefined || (token.kind !== 'number' && token.kind !== 'raised')) return undefined
  if (token.text.length !== 1) return undefined
  const value = token.values[0]!
  if (value !== raisedTwo && value !== raisedThree) return undefined
  if (token.kind === 'number' && token.hasSpaceBefore && !isBelow) return undefined
  return { value, next: at + caret + 1 }
}

const perDay = new Set([
  'day',
  'd',
  'hour',
  'hr',
  'h',
  'minute',
  'min',
  'week',
  'wk',
  'month',
  'year',
])

/** What stands under the bar: "/min", "per day", "/24 h", "/1.73 m2". Undefined where nothing. */
function belowAt(tokens: readonly Token[], at: number): Part | undefined {
  const bar = tokens[at]
  if (bar === undefined || (bar.lower !== '/' && bar.lower !== 'per')) return undefined
  let from = at + 1
  let factor = 1
  const number = tokens[from]
  if (number?.kind === 'number') {
    factor = number.values[0] || 1
    from++
  }
  const token = tokens[from]
  if (token === undefined) return undefined
  if (bar.lower === 'per' && factor === 1 && token.lower === 'cent') return undefined
  const part = partAt(tokens, from, true, true)
  if (part === undefined) return undefined
  if (factor !== 1 && part.dimension === 'press') return undefined
  return factor === 1 ? part : { ...part, factor: part.factor * factor }
}

function temperatureAt(
  tokens: readonly Token[],
  at: number,
  value: number,
): UnitReading | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  if (token.text === '℃') return { unit: celsius, next: at + 1 }
  if (token.text === '℉') return { unit: fahrenheit, next: at + 1 }
  const isSign = '°º˚'.includes(token.text)
  const isWord = /^(?:degrees?|deg)$/.test(token.lower)
  if (isSign || isWord) {
    const scale = tokens[at + 1]
    if (/^(?:c|celsius|centigrade)$/.test(scale?.lower ?? ''))
      return { unit: celsius, next: at + 2 }
    if (/^(?:f|fahrenheit)$/.test(scale?.lower ?? '')) return { unit: fahrenheit, next: at + 2 }
    return { unit: degrees, next: at + 1 }
  }
  if (token.text === 'C' && value >= 30 && value <= 45) return { unit: celsius, next: at + 1 }
  if (token.text === 'F' && value >= 94 && value <= 110) return { unit: fahrenheit, next: at + 1 }
  return undefined
}

function simple(dimension: string): Unit {
  return { dimension, factor: 1, isRoundedWhenConverted: true, isDose: false }
}

const celsius = simple('celsius')
const fahrenheit = simple('fahrenheit')
const degrees = simple('angle1')

/** The unit of a number that ends before token `at`: "mg", "-year", "/min", "mg/kg per day". */
export function readUnit(
  tokens: readonly Token[],
  at: number,
  value: number,
): UnitReading | undefined {
  const isHyphened = isJoiner(tokens[at]) && tokens[at + 1]?.hasSpaceBefore === false
  const start = isHyphened ? at + 1 : at
  const temperature = temperatureAt(tokens, start, value)
  if (temperature !== undefined) return temperature
  if (tokens[start]?.lower === 'per' && tokens[start + 1]?.lower === 'cent') {
    return { unit: percent, next: start + 2 }
  }
  const parts: Part[] = []
  let next = start
  const isAttached = tokens[start]?.hasSpaceBefore === false
  const above = countScale(tokens, start) ?? partAt(tokens, start, false, isAttached)
  if (above !== undefined) {
    parts.push(above)
    next = above.next
  } else {
    parts.push({ dimension: 'count', factor: 1, exponent: 1, isImperial: false, next: start })
    if (tokens[start]?.lower === 'per' && !perDay.has(tokens[start + 1]?.lower ?? ''))
      return undefined
  }
  for (let depth = 0; depth < 3; depth++) {
    const below = belowAt(tokens, next)
    if (below === undefined) break
    parts.push(below)
    next = below.next
  }
  if (next === start) return undefined
  const unit = buildUnit(normalRate(parts))
  return unit === undefined ? undefined : { unit, next }
}

const percent: Unit = {
  dimension: 'percent1',
  factor: 1,
  isRoundedWhenConverted: false,
  isDose: false,
}

/** "bpm" is one a minute. */
function normalRate(parts: readonly Part[]): readonly Part[] {
  const first = parts[0]!
  if (first.dimension !== 'rate') return parts
  return [
    { ...first, dimension: 'count' },
    { ...first, dimension: 'time', factor: 60 },
  ]
}

/** "K/µL" and "M/µL" count thousands and millions. */
function countScale(tokens: readonly Token[], at: number): Part | undefined {
  if (tokens[at + 1]?.text !== '/') return undefined
  const text = tokens[at]?.text
  const factor = text === 'K' || text === 'k' ? 1000 : text === 'M' ? 1e6 : undefined
  if (factor === undefined) return undefined
  return { dimension: 'count', factor, exponent: 1, isImperial: false, next: at + 1 }
}

export function isJoiner(token: Token | undefined): boolean {
  return token !== undefined && /^[-\u2010-\u2015\u2212]$/.test(token.text)
}

/** Units that readers supply themselves where a report leaves them out: "BP 120/80", "HR 72". */
export function isImpliedUnit(unit: Unit, value: number): boolean {
  if (unit.dimension === 'press1') return true
  if (unit.dimension === 'time-1') return unit.factor === 1 / 60
  if (unit.dimension === 'month1') return unit.factor === 12
  if (unit.dimension === 'celsius') return value >= 30 && value <= 45
  if (unit.dimension === 'fahrenheit') return value >= 90 && value <= 110
  if (unit.dimension === 'percent1') return value >= 70 && value <= 100
  return false
}

/** Base units of the dimension; Fahrenheit and Celsius share one scale. */
export function canonicalValue(value: number, unit: Unit): number {
  return unit.dimension === 'fahrenheit' ? ((value - 32) * 5) / 9 : value * unit.factor
}

export function canonicalDimension(unit: Unit): string {
  return unit.dimension === 'fahrenheit' ? 'celsius' : unit.dimension
}
