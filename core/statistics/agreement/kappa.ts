import type { EstimateOrNot, NotDefined } from '../../../contract/statistics'
import { type BootstrapOptions, bootstrap } from '../bootstrap'
import { figureOf, notDefined, pairTrouble, type Value } from '../outcome'
import { type WeightName, weightsOf } from './ratings'

/**
 * Cohen's weighted kappa of two raters over the same items ("Weighted kappa", Psychol. Bull. 70,
 * 1968); `identity` weights give the unweighted kappa of 1960. Categories are those that occur unless
 * all of the scale are named.
 */
export function weightedKappa(
  first: readonly number[],
  second: readonly number[],
  weightName: WeightName,
  scale?: readonly number[],
): Value | NotDefined {
  const trouble = pairTrouble(first, second, 1)
  if (trouble) return trouble
  const categories = scale ?? [...new Set([...first, ...second])].sort((a, b) => a - b)
  if (categories.length < 2) return notDefined('one-category')
  if ([...first, ...second].some((value) => !categories.includes(value)))
    return notDefined('unsuitable-input')
  const value = kappaOf(first, second, weightsOf(weightName, categories), categories)
  return value === null ? notDefined('no-variation') : figureOf(value)
}

/** The same with a bootstrap interval over items. */
export function weightedKappaInterval(
  first: readonly number[],
  second: readonly number[],
  weightName: WeightName,
  options: BootstrapOptions & { readonly categories?: readonly number[] },
): EstimateOrNot {
  const whole = weightedKappa(first, second, weightName, options.categories)
  if (whole.kind === 'not-defined') return whole
  const categories = options.categories ?? [...new Set([...first, ...second])].sort((a, b) => a - b)
  const weights = weightsOf(weightName, categories)
  const n = first.length
  const of = (places: readonly number[]): number | null =>
    kappaOf(
      places.map((place) => first[place]!),
      places.map((place) => second[place]!),
      weights,
      categories,
    )
  const all = first.map((_, index) => index)
  return bootstrap(
    {
      count: n,
      whole: whole.value,
      draw: (random) => of(all.map(() => random.below(n))),
      without: () => all.map((left) => of(all.filter((at) => at !== left)) ?? whole.value),
    },
    options,
  )
}

/** Null where chance agreement is total: both raters gave one and the same category throughout. */
function kappaOf(
  first: readonly number[],
  second: readonly number[],
  weights: readonly (readonly number[])[],
  categories: readonly number[],
): number | null {
  const place = new Map(categories.map((category, index) => [category, index]))
  const rows = categories.map(() => 0)
  const columns = categories.map(() => 0)
  let observed = 0
  first.forEach((value, index) => {
    const k = place.get(value)!
    const l = place.get(second[index]!)!
    rows[k]! += 1
    columns[l]! += 1
    observed += weights[k]![l]!
  })
  const n = first.length
  let chance = 0
  for (let k = 0; k < rows.length; k += 1)
    for (let l = 0; l < rows.length; l += 1) chance += weights[k]![l]! * rows[k]! * columns[l]!
  chance /= n * n
  return chance >= 1 - 1e-15 ? null : (observed / n - chance) / (1 - chance)
}
