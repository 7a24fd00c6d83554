import type { NotDefined } from '../../../contract/statistics'
import { notDefined } from '../outcome'
import type { Random } from '../random'

/** One row an item, one entry a rater in the same order in every row; null where there is no rating. */
export type Ratings = readonly (readonly (number | null)[])[]

/** `nominal`: same or not. `ordinal`: by rank. `interval`: by distance. */
export type Scale = 'nominal' | 'ordinal' | 'interval'

/** How much two categories count as agreeing: 1 on the diagonal. */
export type WeightName = 'identity' | 'linear' | 'quadratic' | 'ordinal'

/** Why agreement cannot be computed, or null. */
export function ratingsTrouble(ratings: Ratings): NotDefined | null {
  const given = ratings.flat().filter((rating) => rating !== null)
  if (given.some((rating) => !Number.isFinite(rating))) return notDefined('unsuitable-input')
  if (given.length === 0) return notDefined('no-values')
  const raters = Math.max(...ratings.map((row) => row.length))
  if (raters < 2) return notDefined('one-rater')
  const isShared = ratings.some((row) => row.filter((rating) => rating !== null).length > 1)
  return isShared ? null : notDefined('no-overlap')
}

/** The categories that occur, in order. */
export function categoriesOf(ratings: Ratings): number[] {
  const found = new Set(ratings.flat().filter((rating) => rating !== null))
  return [...found].sort((a, b) => a - b)
}

/** How many raters gave each item each category. */
export function countsOf(ratings: Ratings, categories: readonly number[]): number[][] {
  const place = new Map(categories.map((category, index) => [category, index]))
  return ratings.map((row) => {
    const counts = categories.map(() => 0)
    for (const rating of row) {
      const at = rating === null ? undefined : place.get(rating)
      if (at !== undefined) counts[at] = counts[at]! + 1
    }
    return counts
  })
}

/**
 * Weights between categories (Gwet, "Handbook of Inter-Rater Reliability", 4th edition 2014, chapter
 * 3.5). Linear and quadratic go by the categories' values, ordinal by how many lie between.
 */
export function weightsOf(name: WeightName, categories: readonly number[]): number[][] {
  const span = categories.at(-1)! - categories[0]!
  const pairs = (k: number, l: number): number => {
    const between = Math.abs(k - l) + 1
    return (between * (between - 1)) / 2
  }
  const most = pairs(0, categories.length - 1)
  return categories.map((one, k) =>
    categories.map((two, l) => {
      if (k === l) return 1
      if (name === 'identity') return 0
      if (name === 'ordinal') return 1 - pairs(k, l) / most
      const distance = Math.abs(one - two) / span
      return name === 'linear' ? 1 - distance : 1 - distance * distance
    }),
  )
}

/** Items that were rated alike, taken together: figures of agreement ask only how many of each there are. */
export interface Patterns {
  readonly patterns: readonly (readonly number[])[]
  /** How many items have each pattern. */
  readonly times: Float64Array
  /** Which pattern each item has. */
  readonly which: Int32Array
}

export function patternsOf(items: readonly (readonly number[])[]): Patterns {
  const places = new Map<string, number>()
  const patterns: (readonly number[])[] = []
  const which = Int32Array.from(items, (counts) => {
    const key = counts.join(' ')
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, patterns.length)
    patterns.push(counts)
    return patterns.length - 1
  })
  const times = new Float64Array(patterns.length)
  for (const place of which) times[place]! += 1
  return { patterns, times, which }
}

/** How many of each pattern a resample of the items has. */
export function resampledTimes({ patterns, which }: Patterns, random: Random): Float64Array {
  const times = new Float64Array(patterns.length)
  for (let taken = 0; taken < which.length; taken += 1)
    times[which[random.below(which.length)]!]! += 1
  return times
}

/** How many of each pattern are left without one item. */
export function timesWithout({ times, which }: Patterns, item: number): Float64Array {
  const left = Float64Array.from(times)
  left[which[item]!]! -= 1
  return left
}
