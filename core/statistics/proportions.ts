import type { EstimateOrNot, NotDefined, TestOrNot } from '../../contract/statistics'
import {
  betaQuantile,
  binomialCdf,
  binomialMass,
  chiSquareUpper,
  normalQuantile,
} from './distributions'
import { clampProbability, figureOf, notDefined, type Value } from './outcome'
import { solveRising } from './special-functions'

const usualLevel = 0.95

function troubleOf(events: number, n: number, level: number): NotDefined | null {
  const isSuitable =
    Number.isInteger(events) &&
    Number.isInteger(n) &&
    events >= 0 &&
    events <= n &&
    level > 0 &&
    level < 1
  if (!isSuitable) return notDefined('unsuitable-input')
  return n === 0 ? notDefined('no-values') : null
}

/**
 * The exact interval of a proportion (Clopper & Pearson, Biometrika 26, 1934) by quantiles of the
 * beta distribution. It covers at least as often as it claims.
 */
export function clopperPearson(events: number, n: number, level = usualLevel): EstimateOrNot {
  const trouble = troubleOf(events, n, level)
  if (trouble) return trouble
  const outside = (1 - level) / 2
  return {
    kind: 'estimate',
    value: events / n,
    low: events === 0 ? 0 : betaQuantile(outside, events, n - events + 1),
    high: events === n ? 1 : betaQuantile(1 - outside, events + 1, n - events),
    level,
    method: 'clopper-pearson',
    drawn: null,
  }
}

/** The score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927), without continuity correction. */
export function wilson(events: number, n: number, level = usualLevel): EstimateOrNot {
  const trouble = troubleOf(events, n, level)
  if (trouble) return trouble
  const z = normalQuantile(1 - (1 - level) / 2)
  const p = events / n
  const centre = p + (z * z) / (2 * n)
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return {
    kind: 'estimate',
    value: p,
    low: events === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: events === n ? 1 : Math.min(1, (centre + half) / scale),
    level,
    method: 'wilson',
    drawn: null,
  }
}

/**
 * The one-sided exact upper bound of a rate (Clopper & Pearson 1934). With no event among n it is
 * 1 - (1 - level)^(1/n), about 3/n at 95 %.
 */
export function upperBound(events: number, n: number, level = usualLevel): Value | NotDefined {
  const trouble = troubleOf(events, n, level)
  if (trouble) return trouble
  return figureOf(events === n ? 1 : betaQuantile(level, events + 1, n - events))
}

/**
 * The rule of three: with no event among n the rate is below 3/n with 95 % confidence (Hanley &
 * Lippman-Hand, JAMA 249, 1983). For a quick sentence; `upperBound` is exact.
 */
export function ruleOfThree(n: number): Value | NotDefined {
  if (!Number.isInteger(n) || n < 0) return notDefined('unsuitable-input')
  return n === 0 ? notDefined('no-values') : figureOf(Math.min(1, 3 / n))
}

/**
 * How many items are needed so that, with at most `events` among them, the one-sided upper bound of
 * the rate is no more than `bound`: the least n with P(X ≤ events | n, bound) ≤ 1 - level. With no
 * event it is ln(1 - level) / ln(1 - bound), rounded up.
 */
export function itemsForUpperBound(
  bound: number,
  events = 0,
  level = usualLevel,
): Value | NotDefined {
  const isSuitable =
    bound > 0 && bound < 1 && level > 0 && level < 1 && Number.isInteger(events) && events >= 0
  if (!isSuitable) return notDefined('unsuitable-input')
  const isEnough = (n: number): boolean => binomialCdf(events, n, bound) <= 1 - level + 1e-12
  let high = events + 1
  while (!isEnough(high)) {
    high *= 2
    if (high > 1e9) return notDefined('unsuitable-input')
  }
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return figureOf(Math.max(high, events + 1))
}

/**
 * Pairs needed to find a mean difference of `effect` standard deviations of the differences (Cohen's
 * dz) by a two-sided paired test: ((z₁₋α/₂ + z₁₋β) / dz)² + z₁₋α/₂² / 2, rounded up (Guenther, Am.
 * Stat. 35, 1981: the normal formula with its correction for the t-distribution).
 */
export function pairsForDifference(
  effect: number,
  power = 0.8,
  significance = 0.05,
): Value | NotDefined {
  const isSuitable =
    Number.isFinite(effect) &&
    effect !== 0 &&
    power > 0 &&
    power < 1 &&
    significance > 0 &&
    significance < 1
  if (!isSuitable) return notDefined('unsuitable-input')
  const alpha = normalQuantile(1 - significance / 2)
  const beta = normalQuantile(power)
  const pairs = Math.ceil(((alpha + beta) / effect) ** 2 + (alpha * alpha) / 2)
  return Number.isSafeInteger(pairs) ? figureOf(pairs) : notDefined('unsuitable-input')
}

export interface McNemar {
  /** Exact conditional test (binomial), two-sided. */
  readonly exact: TestOrNot
  /** The mid-p version, which Fagerland and others advise. */
  readonly midP: TestOrNot
  /** Without continuity correction. */
  readonly chiSquare: TestOrNot
}

/**
 * McNemar's test of two paired proportions from the counts of discordant pairs (Psychometrika 12,
 * 1947): yes on the first only, yes on the second only. Mid-p after Fagerland, Lydersen & Laake, BMC
 * Med. Res. Methodol. 13:91 (2013).
 */
export function mcNemar(firstOnly: number, secondOnly: number): McNemar {
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0
  if (!isCount(firstOnly) || !isCount(secondOnly)) return allOf(notDefined('unsuitable-input'))
  const n = firstOnly + secondOnly
  if (n === 0) return allOf(notDefined('no-differences'))
  const least = Math.min(firstOnly, secondOnly)
  const twoTails = 2 * binomialCdf(least, n, 0.5)
  const base = { kind: 'test', statistic: firstOnly, freedom: null, effect: null, n } as const
  const statistic = (firstOnly - secondOnly) ** 2 / n
  const mid =
    firstOnly === secondOnly
      ? 1 - binomialMass(least, n, 0.5)
      : twoTails - binomialMass(least, n, 0.5)
  return {
    exact: { ...base, name: 'mcnemar-exact', p: clampProbability(twoTails) },
    midP: { ...base, name: 'mcnemar-mid-p', p: clampProbability(mid) },
    chiSquare: {
      ...base,
      name: 'mcnemar-chi-square',
      statistic,
      freedom: 1,
      p: chiSquareUpper(statistic, 1),
    },
  }
}

function allOf(trouble: NotDefined): McNemar {
  return { exact: trouble, midP: trouble, chiSquare: trouble }
}

/**
 * The interval of a difference of paired proportions, second less first, after Tango's score method
 * (Stat. Med. 17, 1998): the differences that McNemar's score statistic does not refuse. Cells are
 * counts of pairs: yes on the first only, on the second only, and all pairs.
 */
export function pairedProportionDifference(
  firstOnly: number,
  secondOnly: number,
  pairs: number,
  level = usualLevel,
): EstimateOrNot {
  const isSuitable =
    [firstOnly, secondOnly, pairs].every((value) => Number.isInteger(value) && value >= 0) &&
    firstOnly + secondOnly <= pairs &&
    level > 0 &&
    level < 1
  if (!isSuitable) return notDefined('unsuitable-input')
  if (pairs === 0) return notDefined('no-values')
  const z = normalQuantile(1 - (1 - level) / 2)
  const value = (secondOnly - firstOnly) / pairs
  const score = (delta: number): number => {
    const a = 2 * pairs
    const b = -secondOnly - firstOnly + (2 * pairs - secondOnly + firstOnly) * delta
    const c = -firstOnly * delta * (1 - delta)
    const q = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a)
    const variance = pairs * (2 * q + delta * (1 - delta))
    const distance = pairs * delta - (secondOnly - firstOnly)
    return variance <= 0 ? Math.sign(distance) * Number.MAX_VALUE : distance / Math.sqrt(variance)
  }
  return {
    kind: 'estimate',
    value,
    low: Math.min(value, solveRising(score, -z, -1, value)),
    high: Math.max(value, solveRising(score, z, value, 1)),
    level,
    method: 'tango',
    drawn: null,
  }
}
