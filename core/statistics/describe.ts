import type { NotDefined } from '../../contract/statistics'
import { figureOf, listTrouble, notDefined, type Value } from './outcome'

/** The arithmetic mean, by Neumaier's compensated sum. */
export function mean(values: readonly number[]): Value | NotDefined {
  return listTrouble(values, 1) ?? figureOf(sumOf(values) / values.length)
}

/** Sample standard deviation (divisor n - 1), in two passes. */
export function standardDeviation(values: readonly number[]): Value | NotDefined {
  const trouble = listTrouble(values, 2)
  if (trouble) return trouble
  const centre = sumOf(values) / values.length
  const squares = values.map((value) => (value - centre) ** 2)
  return figureOf(Math.sqrt(sumOf(squares) / (values.length - 1)))
}

export function median(values: readonly number[]): Value | NotDefined {
  return quantile(values, 0.5)
}

/**
 * The p-quantile with linear interpolation between order statistics: type 7 of Hyndman & Fan,
 * "Sample quantiles in statistical packages", Am. Stat. 50 (1996); R's and NumPy's default.
 */
export function quantile(values: readonly number[], p: number): Value | NotDefined {
  if (!(p >= 0 && p <= 1)) return notDefined('unsuitable-input')
  const trouble = listTrouble(values, 1)
  if (trouble) return trouble
  return figureOf(quantileOfSorted(Float64Array.from(values).sort(), p))
}

export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const place = p * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (place - below) * (high - low)
}

/** How often each of the categories occurs; values of no category are left out. */
export function distributionOver(
  values: readonly number[],
  categories: readonly number[],
): number[] {
  const place = new Map(categories.map((category, index) => [category, index]))
  const counts = categories.map(() => 0)
  for (const value of values) {
    const at = place.get(value)
    if (at !== undefined) counts[at] = counts[at]! + 1
  }
  return counts
}

/** Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974). */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/** Ranks from 1, ties sharing the mean of their ranks, with the sizes of the groups of ties. */
export function rankWithTies(values: readonly number[]): {
  readonly ranks: readonly number[]
  readonly ties: readonly number[]
} {
  const order = values.map((_, index) => index).sort((one, two) => values[one]! - values[two]!)
  const ranks = new Array<number>(values.length)
  const ties: number[] = []
  for (let from = 0; from < order.length; ) {
    let next = from + 1
    while (next < order.length && values[order[next]!] === values[order[from]!]) next += 1
    for (let at = from; at < next; at += 1) ranks[order[at]!] = (from + next + 1) / 2
    if (next - from > 1) ties.push(next - from)
    from = next
  }
  return { ranks, ties }
}
