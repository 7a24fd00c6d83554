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
  const cells = cellsOf(first, second, categories)
  const value = kappaOf(countsIn(cells, categories.length), weightsOf(weightName, categories))
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
  const cells = cellsOf(first, second, categories)
  const all = countsIn(cells, categories.length)
  const without = (cell: number): Float64Array => {
    const left = Float64Array.from(all)
    left[cell]! -= 1
    return left
  }
  return bootstrap(
    {
      count: n,
      whole: whole.value,
      draw: (random) => {
        const counts = new Float64Array(all.length)
        for (let taken = 0; taken < n; taken += 1) counts[cells[random.below(n)]!]! += 1
        return kappaOf(counts, weights)
      },
      without: () => Array.from(cells, (cell) => kappaOf(without(cell), weights) ?? whole.value),
    },
    options,
  )
}

/** Each item's place in the table of both raters' categories, row by row. */
function cellsOf(
  first: readonly number[],
  second: readonly number[],
  categories: readonly number[],
): Int32Array {
  const place = new Map(categories.map((category, index) => [category, index]))
  return Int32Array.from(
    first,
    (value, index) => place.get(value)! * categories.length + place.get(second[index]!)!,
  )
}

function countsIn(cells: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size * size)
  for (const cell of cells) counts[cell]! += 1
  return counts
}

/** Null where chance agreement is total: both raters gave one and the same category throughout. */
function kappaOf(counts: Float64Array, weights: readonly (readonly number[])[]): number | null {
  const size = weights.length
  const rows = new Float64Array(size)
  const columns = new Float64Array(size)
  let observed = 0
  let n = 0
  for (let k = 0; k < size; k += 1)
    for (let l = 0; l < size; l += 1) {
      const count = counts[k * size + l]!
      rows[k]! += count
      columns[l]! += count
      observed += weights[k]![l]! * count
      n += count
    }
  let chance = 0
  for (let k = 0; k < size; k += 1)
    for (let l = 0; l < size; l += 1) chance += weights[k]![l]! * rows[k]! * columns[l]!
  chance /= n * n
  return chance >= 1 - 1e-15 ? null : (observed / n - chance) / (1 - chance)
}
