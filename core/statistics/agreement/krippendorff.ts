import type { EstimateOrNot, NotDefined } from '../../../contract/statistics'
import { type BootstrapOptions, bootstrap } from '../bootstrap'
import { figureOf, notDefined, type Value } from '../outcome'
import {
  categoriesOf,
  countsOf,
  patternsOf,
  type Ratings,
  ratingsTrouble,
  resampledTimes,
  type Scale,
  timesWithout,
} from './ratings'

/**
 * Krippendorff's alpha for any number of raters and missing ratings, from the coincidences of values
 * ("Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, 2011, section C; metrics
 * in section D). 1 is perfect agreement, 0 chance. Without any variation chance cannot be told from
 * agreement: `no-variation`.
 */
export function krippendorffAlpha(ratings: Ratings, scale: Scale): Value | NotDefined {
  const trouble = ratingsTrouble(ratings)
  if (trouble) return trouble
  const categories = categoriesOf(ratings)
  const { patterns, times } = patternsOf(sharedItems(ratings, categories))
  const value = alphaOf(patterns, times, categories, scale)
  return value === null ? notDefined('no-variation') : figureOf(value)
}

/** The same with a bootstrap interval over items (resampled whole). */
export function krippendorffAlphaInterval(
  ratings: Ratings,
  scale: Scale,
  options: BootstrapOptions,
): EstimateOrNot {
  const whole = krippendorffAlpha(ratings, scale)
  if (whole.kind === 'not-defined') return whole
  const categories = categoriesOf(ratings)
  const items = patternsOf(sharedItems(ratings, categories))
  const of = (times: Float64Array): number | null =>
    alphaOf(items.patterns, times, categories, scale)
  return bootstrap(
    {
      count: items.which.length,
      whole: whole.value,
      draw: (random) => of(resampledTimes(items, random)),
      without: () => Array.from(items.which, (_, at) => of(timesWithout(items, at)) ?? whole.value),
    },
    options,
  )
}

function sharedItems(ratings: Ratings, categories: readonly number[]): number[][] {
  return countsOf(ratings, categories).filter((counts) => total(counts) > 1)
}

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)

/** Null where every value is the same. */
function alphaOf(
  patterns: readonly (readonly number[])[],
  times: Float64Array,
  categories: readonly number[],
  scale: Scale,
): number | null {
  const size = categories.length
  const coincidence = categories.map(() => new Float64Array(size))
  for (const [at, counts] of patterns.entries()) {
    if (times[at] === 0) continue
    const raters = total(counts)
    for (let c = 0; c < size; c += 1) {
      if (counts[c] === 0) continue
      for (let k = 0; k < size; k += 1)
        coincidence[c]![k]! +=
          (times[at]! * counts[c]! * (counts[k]! - (c === k ? 1 : 0))) / (raters - 1)
    }
  }
  const margins = coincidence.map((row) => total([...row]))
  const n = total(margins)
  const distance = distancesOf(categories, margins, scale)
  let observed = 0
  let expected = 0
  for (let c = 0; c < size; c += 1)
    for (let k = 0; k < size; k += 1) {
      observed += coincidence[c]![k]! * distance(c, k)
      expected += margins[c]! * margins[k]! * distance(c, k)
    }
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected
}

function distancesOf(
  categories: readonly number[],
  margins: readonly number[],
  scale: Scale,
): (c: number, k: number) => number {
  if (scale === 'nominal') return (c, k) => (c === k ? 0 : 1)
  if (scale === 'interval') return (c, k) => (categories[c]! - categories[k]!) ** 2
  return (c, k) => {
    const from = Math.min(c, k)
    const to = Math.max(c, k)
    if (from === to) return 0
    let between = 0
    for (let g = from; g <= to; g += 1) between += margins[g]!
    return (between - (margins[from]! + margins[to]!) / 2) ** 2
  }
}
