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
  timesWithout,
  type WeightName,
  weightsOf,
} from './ratings'

export interface GwetOptions {
  /** `identity` gives AC1; any other gives AC2. */
  readonly weights: WeightName
  /** All categories of the scale, also those nobody chose: chance depends on how many there are. */
  readonly categories?: readonly number[]
}

/**
 * Gwet's AC1 and AC2 for any number of raters and missing ratings (Gwet, "Computing inter-rater
 * reliability and its variance in the presence of high agreement", Br. J. Math. Stat. Psychol. 61,
 * 2008; weights and missing ratings as in his "Handbook of Inter-Rater Reliability", 4th edition
 * 2014, chapters 2 and 3).
 */
export function gwetAgreement(ratings: Ratings, options: GwetOptions): Value | NotDefined {
  const trouble = ratingsTrouble(ratings)
  if (trouble) return trouble
  const categories = options.categories ?? categoriesOf(ratings)
  if (categories.length < 2) return notDefined('one-category')
  const weights = weightsOf(options.weights, categories)
  const { patterns, times } = patternsOf(countsOf(ratings, categories))
  const value = gwetOf(patterns, times, weights)
  return value === null ? notDefined('no-variation') : figureOf(value)
}

/** The same with a bootstrap interval over items (resampled whole). */
export function gwetAgreementInterval(
  ratings: Ratings,
  options: GwetOptions & BootstrapOptions,
): EstimateOrNot {
  const whole = gwetAgreement(ratings, options)
  if (whole.kind === 'not-defined') return whole
  const categories = options.categories ?? categoriesOf(ratings)
  const weights = weightsOf(options.weights, categories)
  const items = patternsOf(countsOf(ratings, categories))
  const of = (times: Float64Array): number | null => gwetOf(items.patterns, times, weights)
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

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)

/** Null where no item has two ratings or chance agreement is total. */
function gwetOf(
  patterns: readonly (readonly number[])[],
  times: Float64Array,
  weights: readonly (readonly number[])[],
): number | null {
  const size = weights.length
  const prevalence = new Float64Array(size)
  let observed = 0
  let paired = 0
  let rated = 0
  for (const [at, counts] of patterns.entries()) {
    const raters = total(counts)
    const often = times[at]!
    if (raters === 0 || often === 0) continue
    rated += often
    for (let k = 0; k < size; k += 1) prevalence[k]! += (often * counts[k]!) / raters
    if (raters < 2) continue
    paired += often
    let agreeing = 0
    for (let k = 0; k < size; k += 1) {
      let weighted = 0
      for (let l = 0; l < size; l += 1) weighted += weights[k]![l]! * counts[l]!
      agreeing += counts[k]! * (weighted - 1)
    }
    observed += (often * agreeing) / (raters * (raters - 1))
  }
  if (paired === 0) return null
  const allWeights = weights.reduce((sum, row) => sum + total(row), 0)
  let chance = 0
  for (const share of prevalence) chance += (share / rated) * (1 - share / rated)
  chance *= allWeights / (size * (size - 1))
  return chance >= 1 ? null : (observed / paired - chance) / (1 - chance)
}
