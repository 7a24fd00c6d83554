import type { NotDefined } from '../../../contract/statistics'
import { notDefined } from '../outcome'

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
