import { expect, test } from 'vitest'
import { holm } from '../../../core/statistics/adjust'
import { gwetAgreement } from '../../../core/statistics/agreement/gwet'
import { weightedKappa } from '../../../core/statistics/agreement/kappa'
import { krippendorffAlpha } from '../../../core/statistics/agreement/krippendorff'
import type { WeightName } from '../../../core/statistics/agreement/ratings'
import { bootstrapMean } from '../../../core/statistics/bootstrap'
import { kendallTauB, pearson, spearman } from '../../../core/statistics/correlation'
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  binomialMass,
  chiSquareQuantile,
  chiSquareUpper,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentCdf,
  studentQuantile,
  studentTwoSided,
} from '../../../core/statistics/distributions'
import { pairedTTest, signTest, wilcoxonSignedRank } from '../../../core/statistics/paired-tests'
import { clopperPearson, mcNemar, wilson } from '../../../core/statistics/proportions'
import numbers from '../../fixtures/scipy-oracle/numbers.json'

/*
 * Against SciPy, statsmodels, scikit-learn, irrCAC and krippendorff: the numbers were made by
 * test/fixtures/scipy-oracle/make.py.
 */

type Pair = readonly [ours: unknown, theirs: number, what: string]

/** Pairs [ours, theirs] that are further apart than the tolerance, relative where they are large. */
function apart(pairs: readonly Pair[], tolerance: number) {
  return pairs.filter(([ours, theirs]) => {
    const distance = typeof ours === 'number' ? Math.abs(ours - theirs) : Number.NaN
    return !(distance <= tolerance * Math.max(Math.abs(theirs), 1e-3))
  })
}

const valueIn = (figure: { kind: string; value?: number }): unknown => figure.value
const pIn = (outcome: { kind: string; p?: number }): unknown => outcome.p

test('Cumulative probabilities agree with SciPy to eleven digits', () => {
  const { normal, student, beta, binomial, chiSquare } = numbers
  expect(
    apart(
      [
        ...normal.map((r) => [normalCdf(r.z), r.cdf, `normal ${r.z}`] as const),
        ...normal.map((r) => [normalTwoSided(r.z), r.two, `normal ${r.z}`] as const),
        ...student.map(
          (r) => [studentCdf(r.t, r.freedom), r.cdf, `t ${r.t} ${r.freedom}`] as const,
        ),
        ...student.map((r) => [studentTwoSided(r.t, r.freedom), r.two, `t ${r.t}`] as const),
        ...beta.map((r) => [betaCdf(r.x, r.a, r.b), r.cdf, `beta ${r.x} ${r.a} ${r.b}`] as const),
        ...binomial.map((r) => [binomialCdf(r.k, r.n, r.p), r.cdf, `bin ${r.k} ${r.n}`] as const),
        ...binomial.map((r) => [binomialMass(r.k, r.n, r.p), r.mass, `mass ${r.k}`] as const),
        ...chiSquare.map((r) => [chiSquareUpper(r.x, r.freedom), r.upper, `chi ${r.x}`] as const),
      ],
      1e-10,
    ),
  ).toEqual([])
})

test('Tails far out keep their relative precision', () => {
  const far = numbers.normal.filter((r) => r.z < -4)
  expect(far.map((r) => Math.abs(normalCdf(r.z) / r.cdf - 1) < 1e-10)).toEqual(far.map(() => true))
})

test('Quantiles agree with SciPy to nine digits', () => {
  const { normalQuantile: z, studentQuantile: t, betaQuantile: b, chiSquareQuantile: c } = numbers
  expect(
    apart(
      [
        ...z.map((r) => [normalQuantile(r.p), r.z, `normal ${r.p}`] as const),
        ...t.map((r) => [studentQuantile(r.p, r.freedom), r.t, `t ${r.p} ${r.freedom}`] as const),
        ...b.map((r) => [betaQuantile(r.p, r.a, r.b), r.x, `beta ${r.p} ${r.a}`] as const),
        ...c.map((r) => [chiSquareQuantile(r.p, r.freedom), r.x, `chi ${r.p}`] as const),
      ],
      1e-9,
    ),
  ).toEqual([])
})

test('Paired tests agree with SciPy, with and without ties, exact and approximate', () => {
  const pairs = numbers.paired.flatMap((r, at) => {
    const t = pairedTTest(r.x, r.y)
    const w = wilcoxonSignedRank(r.x, r.y)
    const wins = r.y.filter((y, i) => y > r.x[i]!).length
    const losses = r.y.filter((y, i) => y < r.x[i]!).length
    return [
      [t.kind === 'test' && t.statistic, r.t, `${at} t`],
      [pIn(t), r.tP, `${at} t p`],
      [t.kind === 'test' && t.effect?.value, r.dz, `${at} dz`],
      [w.kind === 'test' && w.statistic, r.w, `${at} W`],
      [pIn(w), r.wP, `${at} W p`],
      [w.kind === 'test' && Number(w.name.includes('exact')), Number(r.isExact), `${at} exact`],
      [pIn(signTest(wins, losses)), r.signP, `${at} sign`],
    ] as const
  })
  expect(apart(pairs, 1e-9)).toEqual([])
})

test('Intervals of proportions and tests of paired ones agree with SciPy and statsmodels', () => {
  const pairs = [
    ...numbers.proportions.flatMap((r): readonly Pair[] => {
      const exact = clopperPearson(r.k, r.n)
      const score = wilson(r.k, r.n)
      if (exact.kind !== 'estimate' || score.kind !== 'estimate') return [[null, 0, 'none']]
      return [
        [exact.low, r.exact[0]!, `${r.k}/${r.n} exact low`],
        [exact.high, r.exact[1]!, `${r.k}/${r.n} exact high`],
        [score.low, r.wilson[0]!, `${r.k}/${r.n} Wilson low`],
        [score.high, r.wilson[1]!, `${r.k}/${r.n} Wilson high`],
      ] as const
    }),
    ...numbers.mcNemar.flatMap((r) => {
      const { exact, chiSquare } = mcNemar(r.b, r.c)
      return [
        [pIn(exact), r.exact, `${r.b} ${r.c} exact`],
        [chiSquare.kind === 'test' && chiSquare.statistic, r.chi, `${r.b} ${r.c} chi`],
        [pIn(chiSquare), r.chiP, `${r.b} ${r.c} chi p`],
      ] as const
    }),
  ]
  expect(apart(pairs, 1e-9)).toEqual([])
})

test("Holm's adjustment agrees with statsmodels", () => {
  const pairs = numbers.holm.flatMap((r) => {
    const adjusted = holm(r.p)
    return r.adjusted.map(
      (theirs, at) => ['kind' in adjusted ? null : adjusted[at], theirs, `${at}`] as const,
    )
  })
  expect(apart(pairs, 1e-12)).toEqual([])
})

test('Correlations and their p-values agree with SciPy', () => {
  const pairs = numbers.correlation.flatMap((r, at): readonly Pair[] => {
    const p = pearson(r.x, r.y)
    const s = spearman(r.x, r.y)
    const k = kendallTauB(r.x, r.y)
    if (p.kind !== 'correlation') return [[null, 0, 'none']]
    return [
      [p.value, r.pearson[0]!, `${at} Pearson`],
      [p.p, r.pearson[1]!, `${at} Pearson p`],
      [p.interval?.low, r.pearson[2]!, `${at} Pearson low`],
      [p.interval?.high, r.pearson[3]!, `${at} Pearson high`],
      [valueIn(s), r.spearman[0]!, `${at} Spearman`],
      [pIn(s), r.spearman[1]!, `${at} Spearman p`],
      [valueIn(k), r.kendall[0]!, `${at} Kendall`],
      [pIn(k), r.kendall[1]!, `${at} Kendall p`],
    ] as const
  })
  expect(apart(pairs, 1e-9)).toEqual([])
})

test('Agreement agrees with scikit-learn, krippendorff and irrCAC, ratings missing or not', () => {
  const scale = [1, 2, 3, 4]
  const pairs = [
    ...numbers.kappa.flatMap((r) =>
      (['identity', 'linear', 'quadratic'] as const).map(
        (weights) => [valueIn(weightedKappa(r.a, r.b, weights)), r[weights], weights] as const,
      ),
    ),
    ...numbers.agreement.flatMap((r) => [
      ...(['nominal', 'ordinal', 'interval'] as const).map(
        (kind) => [valueIn(krippendorffAlpha(r.ratings, kind)), r.alpha[kind], kind] as const,
      ),
      ...(Object.entries(r.gwet) as [WeightName, number][]).map(
        ([weights, theirs]) =>
          [
            valueIn(gwetAgreement(r.ratings, { weights, categories: scale })),
            theirs,
            `Gwet ${weights}`,
          ] as const,
      ),
    ]),
  ]
  expect(apart(pairs, 1e-9)).toEqual([])
})

test("Bootstrap intervals of a skewed sample's mean come close to SciPy's with 100,000 draws", () => {
  const { values, percentile, BCa } = numbers.bootstrap
  const pairs = (['percentile', 'bca'] as const).flatMap((method): readonly Pair[] => {
    const ours = bootstrapMean(values, { seed: 3, draws: 20_000, method })
    const theirs = method === 'bca' ? BCa : percentile
    if (ours.kind !== 'estimate') return [[null, 0, 'none']]
    return [
      [ours.low, theirs[0]!, `${method} low`],
      [ours.high, theirs[1]!, `${method} high`],
    ] as const
  })
  expect(apart(pairs, 0.015)).toEqual([])
})
