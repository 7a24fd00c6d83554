import type { Token } from '../../text/tokens'
import type { Quantity } from './quantity'
import type { Unit } from './unit-parts'

export const hours: Unit = {
  dimension: 'time1',
  factor: 3600,
  isRoundedWhenConverted: false,
  isDose: false,
}

const periods = /^(?:day|daily|d|week|weekly|month|monthly|hour|night|year|wk)$/
const betweenTimes = new Set(['a', 'per', '/', 'each', 'every', 'an', 'in', 'the'])

/** "3 times a day", "2x/day", "4 times weekly": how often is no figure of its own. */
export function isFrequency(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:times?|x|×)$/.test(tokens[at]?.lower ?? '')) return false
  let next = at + 1
  while (next < at + 3 && betweenTimes.has(tokens[next]?.lower ?? '')) next++
  return periods.test(tokens[next]?.lower ?? '')
}

/** "three times a day" also says every eight hours, which a note may write as "q8h". */
export function withInterval(quantity: Quantity, tokens: readonly Token[]): readonly Quantity[] {
  const isDaily = [1, 2, 3].some((step) =>
    /^(?:day|daily|d)$/.test(tokens[quantity.next + step]?.lower ?? ''),
  )
  const value = 24 / quantity.values[0]!
  if (!isDaily || !Number.isFinite(value)) return [quantity]
  return [quantity, { ...quantity, values: [value], unit: hours, isMention: false }]
}
