import type { Token } from './tokens'

const small = new Map(
  Object.entries({
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
  }),
)

const tens = new Map(
  Object.entries({
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  }),
)

const scales = new Map(
  Object.entries({
    hundred: 100,
    thousand: 1000,
    million: 1e6,
    billion: 1e9,
  }),
)

const ordinals = new Map(
  Object.entries({
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
    eleventh: 11,
    twelfth: 12,
    thirteenth: 13,
    fourteenth: 14,
    fifteenth: 15,
    sixteenth: 16,
    seventeenth: 17,
    eighteenth: 18,
    nineteenth: 19,
    twentieth: 20,
    thirtieth: 30,
  }),
)

const romans = new Map(
  Object.entries({
    I: 1,
    II: 2,
    III: 3,
    IV: 4,
    V: 5,
    VI: 6,
    VII: 7,
    VIII: 8,
    IX: 9,
    X: 10,
    XI: 11,
    XII: 12,
    XIII: 13,
  }),
)

export function ordinalValue(lower: string): number | undefined {
  return ordinals.get(lower)
}

/** Only capital letters: "IV" is four after "stage", and the caller knows what stands before. */
export function romanValue(text: string): number | undefined {
  return romans.get(text)
}

export function scaleValue(lower: string): number | undefined {
  return scales.get(lower)
}

export interface NumberWords {
  readonly value: number
  /** Index after the last token that belongs to it. */
  readonly next: number
}

/** "twelve", "twenty-five", "one hundred and twenty", "two thousand", "three and a half". */
export function readNumberWords(tokens: readonly Token[], from: number): NumberWords | undefined {
  const first = tokens[from]!.lower
  if (!small.has(first) && !tens.has(first)) return undefined
  let total = 0
  let group = 0
  let next = from
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]!
    const lower = token.lower
    if (token.kind === 'mark' && lower === '-' && at > from && !token.hasSpaceBefore) continue
    if (lower === 'and' && group >= 100 && isSmallOrTens(tokens[at + 1]?.lower)) continue
    if (token.kind !== 'word') break
    if (small.has(lower)) {
      if (group % 10 !== 0 || (group % 100 === 10 && group > 0)) break
      group += small.get(lower)!
    } else if (tens.has(lower)) {
      if (group % 100 !== 0) break
      group += tens.get(lower)!
    } else if (scales.has(lower) && next > from) {
      if (lower === 'hundred') group *= 100
      else {
        total += group * scales.get(lower)!
        group = 0
      }
    } else break
    next = at + 1
  }
  if (next === from) return undefined
  const value = total + group
  return readHalf(tokens, next, value) ?? { value, next }
}

/** ", and a half" after a number: "three and a half hours". */
export function readHalf(
  tokens: readonly Token[],
  at: number,
  value: number,
): NumberWords | undefined {
  const isHalf =
    tokens[at]?.lower === 'and' && tokens[at + 1]?.lower === 'a' && tokens[at + 2]?.lower === 'half'
  return isHalf ? { value: value + 0.5, next: at + 3 } : undefined
}

function isSmallOrTens(lower: string | undefined): boolean {
  return lower !== undefined && (small.has(lower) || tens.has(lower))
}

/** Whether a number or an ordinal can start with this word. */
export function startsNumber(lower: string): boolean {
  return small.has(lower) || tens.has(lower) || ordinals.has(lower)
}

/** Equal for numbers that differ only by how they were written or by the last binary digit. */
export function numberKey(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(Math.abs(value))
  return String(Number(Math.abs(value).toPrecision(9)))
}
