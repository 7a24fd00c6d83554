import type { TestOrNot } from '../../contract/statistics'
import { rankWithTies, sumOf } from './describe'
import { binomialCdf, normalTwoSided, studentTwoSided } from './distributions'
import { clampProbability, notDefined, pairTrouble } from './outcome'

/** Up to so many pairs that differ, Wilcoxon's p is counted out instead of approximated. */
export const exactUpTo = 50

function differencesOf(first: readonly number[], second: readonly number[]): number[] {
  return second.map((value, index) => value - first[index]!)
}

/**
 * Student's t-test of paired values, two-sided, of `second - first` ("The probable error of a mean",
 * Biometrika 6, 1908), with Cohen's dz: the mean difference over the standard deviation of the
 * differences (Lakens, Front. Psychol. 4, 2013, equation 6).
 */
export function pairedTTest(first: readonly number[], second: readonly number[]): TestOrNot {
  const trouble = pairTrouble(first, second, 2)
  if (trouble) return trouble
  const differences = differencesOf(first, second)
  const n = differences.length
  const mean = sumOf(differences) / n
  const spread = Math.sqrt(
    sumOf(differences.map((difference) => (difference - mean) ** 2)) / (n - 1),
  )
  if (spread === 0) return notDefined(mean === 0 ? 'no-differences' : 'no-variation')
  const statistic = mean / (spread / Math.sqrt(n))
  return {
    kind: 'test',
    name: 'paired-t',
    statistic,
    freedom: n - 1,
    p: studentTwoSided(statistic, n - 1),
    effect: { name: 'cohens-dz', value: mean / spread },
    n,
  }
}

/**
 * Wilcoxon's signed-rank test, two-sided, of `second - first` (Biometrics Bulletin 1, 1945). Pairs
 * without a difference are left out; ties share their mean rank. Up to 50 differing pairs p comes
 * from the exact distribution given the ties, by the shift algorithm (Streitberg & Röhmel, Stat.
 * Softw. Newsl. 12, 1986); above, from the normal distribution with corrections for ties and for
 * continuity (Hollander & Wolfe, "Nonparametric Statistical Methods", 1973, section 3.1). The
 * statistic is the sum of the positive ranks. Effect: the matched-pairs rank-biserial correlation,
 * (W+ - W-) / (W+ + W-) (Kerby, Compr. Psychol. 3, 2014).
 */
export function wilcoxonSignedRank(first: readonly number[], second: readonly number[]): TestOrNot {
  const trouble = pairTrouble(first, second, 1)
  if (trouble) return trouble
  const differences = differencesOf(first, second).filter((difference) => difference !== 0)
  const n = differences.length
  if (n === 0) return notDefined('no-differences')
  const { ranks, ties } = rankWithTies(differences.map(Math.abs))
  const positive = sumOf(ranks.filter((_, index) => differences[index]! > 0))
  const total = (n * (n + 1)) / 2
  const isExact = n <= exactUpTo
  return {
    kind: 'test',
    name: isExact ? 'wilcoxon-exact' : 'wilcoxon-normal',
    statistic: positive,
    freedom: null,
    p: isExact ? exactSignedRank(ranks, positive) : normalSignedRank(n, ties, positive),
    effect: { name: 'rank-biserial', value: (2 * positive - total) / total },
    n,
  }
}

/** Twice the smaller tail of the sum of randomly signed ranks; mean ranks are halves, so doubled. */
function exactSignedRank(ranks: readonly number[], positive: number): number {
  const doubled = ranks.map((rank) => Math.round(rank * 2))
  const most = doubled.reduce((sum, rank) => sum + rank, 0)
  const share = new Float64Array(most + 1)
  share[0] = 1
  let reached = 0
  for (const rank of doubled) {
    reached += rank
    for (let sum = reached; sum >= 0; sum -= 1)
      share[sum] = (share[sum]! + (sum >= rank ? share[sum - rank]! : 0)) / 2
  }
  const observed = Math.round(positive * 2)
  const lower = sumOf(share.subarray(0, observed + 1))
  const upper = sumOf(share.subarray(observed))
  return clampProbability(2 * Math.min(lower, upper))
}

function normalSignedRank(n: number, ties: readonly number[], positive: number): number {
  const mean = (n * (n + 1)) / 4
  const tied = ties.reduce((sum, size) => sum + size ** 3 - size, 0)
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tied / 48
  const distance = Math.max(0, Math.abs(positive - mean) - 0.5)
  return normalTwoSided(distance / Math.sqrt(variance))
}

/** How often the second of a pair is greater, equal, smaller. */
export function winTieLoss(
  first: readonly number[],
  second: readonly number[],
): { readonly win: number; readonly tie: number; readonly loss: number } {
  const differences = differencesOf(first, second)
  const win = differences.filter((difference) => difference > 0).length
  const tie = differences.filter((difference) => difference === 0).length
  return { win, tie, loss: differences.length - win - tie }
}

/**
 * The sign test, two-sided and exact: wins against losses under a fair coin, ties left out (Dixon &
 * Mood, J. Am. Stat. Assoc. 41, 1946).
 */
export function signTest(win: number, loss: number): TestOrNot {
  if (!isCount(win) || !isCount(loss)) return notDefined('unsuitable-input')
  const n = win + loss
  if (n === 0) return notDefined('no-differences')
  return {
    kind: 'test',
    name: 'sign-exact',
    statistic: win,
    freedom: null,
    p: clampProbability(2 * binomialCdf(Math.min(win, loss), n, 0.5)),
    effect: null,
    n,
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0
}
