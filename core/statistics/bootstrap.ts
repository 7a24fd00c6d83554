import type { EstimateOrNot } from '../../contract/statistics'
import { quantileOfSorted, sumOf } from './describe'
import { normalCdf, normalQuantile } from './distributions'
import { listTrouble, notDefined, pairTrouble } from './outcome'
import { createRandom, type Random } from './random'

export interface BootstrapOptions {
  readonly seed: number
  /** Resamples. */
  readonly draws?: number
  readonly level?: number
  /**
   * `percentile` and `bca` (bias-corrected and accelerated) of Efron & Tibshirani, "An Introduction
   * to the Bootstrap" (1993), chapters 13 and 14.
   */
  readonly method?: 'percentile' | 'bca'
}

export const usualDraws = 2000
export const usualLevel = 0.95

/** The mean with a bootstrap interval. One value has no spread, and so no interval. */
export function bootstrapMean(values: readonly number[], options: BootstrapOptions): EstimateOrNot {
  const trouble = listTrouble(values, 1)
  if (trouble) return trouble
  if (values.length === 1)
    return { kind: 'no-interval', value: values[0]!, reason: 'too-few-values' }
  const data = Float64Array.from(values)
  return bootstrap(
    {
      count: data.length,
      whole: sumOf(data) / data.length,
      draw: (random) => meanOfDraw(data, random),
      without: () => {
        const total = sumOf(data)
        return values.map((value) => (total - value) / (data.length - 1))
      },
    },
    options,
  )
}

/** The mean of `second - first`, pairs resampled together. */
export function bootstrapPairedDifference(
  first: readonly number[],
  second: readonly number[],
  options: BootstrapOptions,
): EstimateOrNot {
  const trouble = pairTrouble(first, second, 1)
  if (trouble) return trouble
  return bootstrapMean(
    second.map((value, index) => value - first[index]!),
    options,
  )
}

/** A statistic of whole units, such as agreement over items or perplexity over documents. */
export interface Resampled {
  /** How many units there are. */
  readonly count: number
  /** The statistic of the data as they are. */
  readonly whole: number
  /** The statistic of one resample; null where it does not exist for that one. */
  readonly draw: (random: Random) => number | null
  /** The statistic without each unit in turn, for BCa's acceleration. */
  readonly without?: () => readonly number[]
}

/**
 * The bootstrap interval of any statistic. Resamples for which it does not exist are left out; where
 * that is more than half of them there is no interval.
 */
export function bootstrap(statistic: Resampled, options: BootstrapOptions): EstimateOrNot {
  const { seed, draws = usualDraws, level = usualLevel, method = 'percentile' } = options
  if (!(level > 0 && level < 1) || draws < 20 || !Number.isFinite(statistic.whole))
    return notDefined('unsuitable-input')
  if (statistic.count < 2) return notDefined('too-few-values')
  const random = createRandom(seed)
  const found: number[] = []
  for (let draw = 0; draw < draws; draw += 1) {
    const value = statistic.draw(random)
    if (value !== null && Number.isFinite(value)) found.push(value)
  }
  if (found.length * 2 < draws) return notDefined('no-variation')
  const sorted = Float64Array.from(found).sort()
  const outside = (1 - level) / 2
  const [low, high] =
    method === 'bca' ? bcaPlaces(statistic, sorted, outside) : ([outside, 1 - outside] as const)
  return {
    kind: 'estimate',
    value: statistic.whole,
    low: quantileOfSorted(sorted, low),
    high: quantileOfSorted(sorted, high),
    level,
    method: method === 'bca' ? 'bca-bootstrap' : 'percentile-bootstrap',
    drawn: { draws, seed },
  }
}

/** Which quantiles BCa takes instead of the plain ones (Efron & Tibshirani 1993, 14.9 to 14.15). */
function bcaPlaces(
  statistic: Resampled,
  sorted: Float64Array,
  outside: number,
): readonly [number, number] {
  let below = 0
  let same = 0
  for (const value of sorted) {
    if (value < statistic.whole) below += 1
    else if (value === statistic.whole) same += 1
  }
  const bias = normalQuantile((below + same / 2) / sorted.length)
  const left = statistic.without?.() ?? []
  const centre = left.length > 0 ? sumOf(left) / left.length : 0
  const cubes = sumOf(left.map((value) => (centre - value) ** 3))
  const squares = sumOf(left.map((value) => (centre - value) ** 2))
  const acceleration = cubes / (6 * squares ** 1.5)
  // All alike, or so small that squares vanish: nothing to correct by.
  if (!Number.isFinite(bias) || !Number.isFinite(acceleration)) return [outside, 1 - outside]
  const place = (p: number): number => {
    const z = bias + normalQuantile(p)
    return normalCdf(bias + z / (1 - acceleration * z))
  }
  const places = [place(outside), place(1 - outside)] as const
  return places.every(Number.isFinite) ? places : [outside, 1 - outside]
}

function meanOfDraw(data: Float64Array, random: Random): number {
  let sum = 0
  for (let taken = 0; taken < data.length; taken += 1) sum += data[random.below(data.length)]!
  return sum / data.length
}

/**
 * The ratio of two sums over units, such as the mean loss a token over documents (Σ loss / Σ tokens),
 * carried through `after` (exp for perplexity). Units are resampled whole; one unit alone has its
 * ratio without an interval.
 */
export function bootstrapRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  options: BootstrapOptions & { readonly after?: (ratio: number) => number },
): EstimateOrNot {
  const trouble = pairTrouble(numerators, denominators, 1)
  if (trouble) return trouble
  const below = sumOf(denominators)
  if (!(below > 0)) return notDefined('no-values')
  const after = options.after ?? ((ratio: number) => ratio)
  const n = numerators.length
  const whole = after(sumOf(numerators) / below)
  if (n === 1 && Number.isFinite(whole))
    return { kind: 'no-interval', value: whole, reason: 'too-few-values' }
  return bootstrap(
    {
      count: n,
      whole,
      draw: (random) => {
        let top = 0
        let bottom = 0
        for (let taken = 0; taken < n; taken += 1) {
          const at = random.below(n)
          top += numerators[at]!
          bottom += denominators[at]!
        }
        return bottom > 0 ? after(top / bottom) : null
      },
    },
    options,
  )
}
