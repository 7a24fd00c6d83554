import type { CorrelationName, NotDefined } from '../../contract/statistics'
import { rankWithTies, sumOf } from './describe'
import { normalQuantile, normalTwoSided, studentTwoSided } from './distributions'
import { clampProbability, notDefined, pairTrouble } from './outcome'

export interface Correlation {
  readonly kind: 'correlation'
  readonly name: CorrelationName
  /** From -1 to 1. */
  readonly value: number
  /** Two-sided, of no association. */
  readonly p: number
  readonly n: number
  /** At 95 % by Fisher's z; null where the method has none or n is below 4. */
  readonly interval: { readonly low: number; readonly high: number } | null
}

/**
 * Pearson's product-moment correlation, p by Student's t with n - 2 degrees of freedom, interval by
 * Fisher's z (Biometrika 10, 1915).
 */
export function pearson(x: readonly number[], y: readonly number[]): Correlation | NotDefined {
  const trouble = pairTrouble(x, y, 3)
  if (trouble) return trouble
  const r = momentCorrelation(x, y)
  if (r === null) return notDefined('no-variation')
  return { ...byStudent('pearson', r, x.length), interval: fisherInterval(r, x.length, 1) }
}

/**
 * Spearman's rank correlation: Pearson's of mean ranks, p by Student's t (Kendall & Stuart). The
 * interval by Fisher's z with the variance of Bonett & Wright, Psychometrika 65 (2000).
 */
export function spearman(x: readonly number[], y: readonly number[]): Correlation | NotDefined {
  const trouble = pairTrouble(x, y, 3)
  if (trouble) return trouble
  const r = momentCorrelation(rankWithTies(x).ranks, rankWithTies(y).ranks)
  if (r === null) return notDefined('no-variation')
  return {
    ...byStudent('spearman', r, x.length),
    interval: fisherInterval(r, x.length, 1 + (r * r) / 2),
  }
}

/**
 * Kendall's tau-b ("The treatment of ties in ranking problems", Biometrika 33, 1945). p is exact
 * without ties up to 50 pairs, else by the normal distribution with the variance for ties (Kendall,
 * "Rank Correlation Methods", 1970, chapter 4).
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): Correlation | NotDefined {
  const trouble = pairTrouble(x, y, 2)
  if (trouble) return trouble
  const n = x.length
  let score = 0
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < i; j += 1) score += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!)
  const tiesX = rankWithTies(x).ties
  const tiesY = rankWithTies(y).ties
  const pairs = (n * (n - 1)) / 2
  const free = (ties: readonly number[]): number =>
    pairs - ties.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  const below = Math.sqrt(free(tiesX) * free(tiesY))
  if (below === 0) return notDefined('no-variation')
  const isExact = tiesX.length === 0 && tiesY.length === 0 && n <= 50
  return {
    kind: 'correlation',
    name: 'kendall-tau-b',
    value: Math.max(-1, Math.min(1, score / below)),
    p: isExact ? exactKendall(n, score) : normalKendall(n, score, tiesX, tiesY),
    n,
    interval: null,
  }
}

function momentCorrelation(x: readonly number[], y: readonly number[]): number | null {
  const centreX = sumOf(x) / x.length
  const centreY = sumOf(y) / y.length
  const across = sumOf(x.map((value, index) => (value - centreX) * (y[index]! - centreY)))
  const own = (values: readonly number[], centre: number): number =>
    Math.sqrt(sumOf(values.map((value) => (value - centre) ** 2)))
  const spreadX = own(x, centreX)
  const spreadY = own(y, centreY)
  if (spreadX === 0 || spreadY === 0) return null
  const r = across / spreadX / spreadY
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : null
}

function byStudent(name: CorrelationName, r: number, n: number): Omit<Correlation, 'interval'> {
  const t = Math.abs(r) === 1 ? Number.POSITIVE_INFINITY : r * Math.sqrt((n - 2) / (1 - r * r))
  return { kind: 'correlation', name, value: r, p: studentTwoSided(t, n - 2), n }
}

function fisherInterval(r: number, n: number, variance: number): Correlation['interval'] {
  if (n < 4 || Math.abs(r) === 1) return null
  const half = normalQuantile(0.975) * Math.sqrt(variance / (n - 3))
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) }
}

/** The distribution of inversions over all orders, each order alike (Kendall, Biometrika 30, 1938). */
function exactKendall(n: number, score: number): number {
  const pairs = (n * (n - 1)) / 2
  let share = new Float64Array([1])
  for (let size = 2; size <= n; size += 1) {
    const next = new Float64Array(share.length + size - 1)
    let window = 0
    for (let at = 0; at < next.length; at += 1) {
      window += share[at] ?? 0
      if (at >= size) window -= share[at - size] ?? 0
      next[at] = window / size
    }
    share = next
  }
  const inversions = (pairs - Math.abs(score)) / 2
  return clampProbability(2 * sumOf(share.subarray(0, Math.floor(inversions) + 1)))
}

function normalKendall(
  n: number,
  score: number,
  tiesX: readonly number[],
  tiesY: readonly number[],
): number {
  const sum = (ties: readonly number[], of: (size: number) => number): number =>
    ties.reduce((total, size) => total + of(size), 0)
  const full = (t: number): number => t * (t - 1) * (2 * t + 5)
  const pair = (t: number): number => t * (t - 1)
  const triple = (t: number): number => t * (t - 1) * (t - 2)
  const variance =
    (full(n) - sum(tiesX, full) - sum(tiesY, full)) / 18 +
    (sum(tiesX, pair) * sum(tiesY, pair)) / (2 * n * (n - 1)) +
    (n > 2 ? (sum(tiesX, triple) * sum(tiesY, triple)) / (9 * n * (n - 1) * (n - 2)) : 0)
  return variance > 0 ? normalTwoSided(score / Math.sqrt(variance)) : 1
}
