import type { Token } from './tokens'

const small: Readonly<Record<string, number>> = {
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
}

const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}

const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
}

const ordinals: Readonly<Record<string, number>> = {
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
}

const romans: Readonly<Record<string, number>> = {
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
}

const own = Object.hasOwn

export function ordinalValue(lower: string): number | undefined {
  return own(ordinals, lower) ? ordinals[lower] : undefined
}

/** Only capital letters: "IV" is four after "stage", and the caller knows what stands before. */
export function romanValue(text: string): number | undefined {
  return own(romans, text) ? romans[text] : undefined
}

export function scaleValue(lower: string): number | undefined {
  return own(scales, lower) ? scales[lower] : undefined
}

export interface NumberWords {
  readonly value: number
  /** Index after the last token that belongs to it. */
  readonly next: number
}

/** "twelve", "twenty-five", "one hundred and twenty", "two thousand", "three and a half". */
export function readNumberWords(tokens: readonly Token[], from: number): NumberWords | undefined {
  let total = 0
  let group = 0
  let next = from
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]!
    const lower = token.lower
    if (token.kind === 'mark' && lower === '-' && at > from && !token.hasSpaceBefore) continue
    if (lower === 'and' && group >= 100 && isSmallOrTens(tokens[at + 1]?.lower)) continue
    if (token.kind !== 'word') break
    if (own(small, lower)) {
      if (group % 10 !== 0 || (group % 100 === 10 && group > 0)) break
      group += small[lower]!
    } else if (own(tens, lower)) {
      if (group % 100 !== 0) break
      group += tens[lower]!
    } else if (own(scales, lower) && next > from) {
      if (lower === 'hundred') group *= 100
      else {
        total += group * scales[lower]!
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
  return lower !== undefined && (own(small, lower) || own(tens, lower))
}

/** Equal for numbers that differ only by how they were written or by the last binary digit. */
export function numberKey(value: number): string {
  return String(Number(Math.abs(value).toPrecision(9)))
}
