import { expect, test } from 'vitest'
import { holm } from '../../../core/statistics/adjust'
import { gwetAgreement } from '../../../core/statistics/agreement/gwet'
import { weightedKappa } from '../../../core/statistics/agreement/kappa'
import { krippendorffAlpha } from '../../../core/statistics/agreement/krippendorff'
import type { Ratings } from '../../../core/statistics/agreement/ratings'
import {
  bootstrap,
  bootstrapMean,
  bootstrapPairedDifference,
  bootstrapRatio,
} from '../../../core/statistics/bootstrap'
import { kendallTauB, pearson, spearman } from '../../../core/statistics/correlation'
import {
  distributionOver,
  mean,
  median,
  quantile,
  standardDeviation,
} from '../../../core/statistics/describe'
import {
  chiSquareQuantile,
  normalQuantile,
  studentQuantile,
} from '../../../core/statistics/distributions'
import {
  pairedTTest,
  signTest,
  wilcoxonSignedRank,
  winTieLoss,
} from '../../../core/statistics/paired-tests'
import {
  clopperPearson,
  itemsForUpperBound,
  mcNemar,
  pairedProportionDifference,
  pairsForDifference,
  ruleOfThree,
  upperBound,
  wilson,
} from '../../../core/statistics/proportions'
import { createRandom } from '../../../core/statistics/random'

/** Each example names the place where its figures were published; they are compared as printed. */
const printed = (value: unknown, digits: number): string =>
  typeof value === 'number' ? value.toFixed(digits) : String(value)
const bounds = (interval: { kind: string; low?: number; high?: number }, digits: number) => [
  printed(interval.low, digits),
  printed(interval.high, digits),
]

test('Quantiles of the tables: normal, t and chi-square', () => {
  // Fisher & Yates, "Statistical Tables for Biological, Agricultural and Medical Research" (1963):
  // table I (normal), table III (t) and table IV (chi-square), 5 % and 1 % points.
  expect({
    normal: [0.975, 0.995].map((p) => printed(normalQuantile(p), 4)),
    t: [1, 9, 30].map((freedom) => printed(studentQuantile(0.975, freedom), 3)),
    chiSquare: [1, 10].map((freedom) => printed(chiSquareQuantile(0.95, freedom), 3)),
  }).toEqual({
    normal: ['1.9600', '2.5758'],
    t: ['12.706', '2.262', '2.042'],
    chiSquare: ['3.841', '18.307'],
  })
})

test("Student's own sleep data: t, p and the effect of the difference", () => {
  // Student, "The probable error of a mean", Biometrika 6 (1908), p. 20: hours of sleep gained by two
  // drugs; t = 4.0621 on 9 degrees, p = 0.002833 as in R's documentation of t.test.
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
  const t = pairedTTest(first, second)
  if (t.kind !== 'test') throw new Error(t.reason)
  expect({
    mean: printed((mean(second) as { value: number }).value, 2),
    t: printed(t.statistic, 4),
    freedom: t.freedom,
    p: printed(t.p, 6),
    dz: printed(t.effect?.value, 3),
  }).toEqual({ mean: '2.33', t: '4.0621', freedom: 9, p: '0.002833', dz: '1.285' })
})

test('Wilcoxon on the depression scale: exact without ties', () => {
  // Hollander & Wolfe, "Nonparametric Statistical Methods" (1973), p. 29: V = 40, one-sided 0.0195.
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
  const w = wilcoxonSignedRank(after, before)
  if (w.kind !== 'test') throw new Error(w.reason)
  expect([w.statistic, printed(w.p, 4), w.name, printed(w.effect?.value, 3)]).toEqual([
    40,
    '0.0391',
    'wilcoxon-exact',
    '0.778',
  ])
})

test('The sign test and win, tie, loss', () => {
  // Siegel, "Nonparametric Statistics for the Behavioral Sciences" (1956), p. 69: 11 of 14 couples,
  // one-sided p = 0.029.
  const sign = signTest(11, 3)
  expect([
    sign.kind === 'test' && printed(sign.p / 2, 3),
    winTieLoss([1, 2, 3], [2, 2, 1]),
  ]).toEqual(['0.029', { win: 1, tie: 1, loss: 1 }])
})

test('Intervals of a proportion', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Stat. Med. 17 (1998),
  // table I: methods 3 (Wilson) and 5 (Clopper-Pearson).
  const cases = [
    [81, 263],
    [15, 148],
    [0, 20],
    [1, 29],
  ] as const
  expect(
    cases.map(([r, n]) => [...bounds(wilson(r, n), 4), ...bounds(clopperPearson(r, n), 4)]),
  ).toEqual([
    ['0.2553', '0.3662', '0.2527', '0.3676'],
    ['0.0624', '0.1605', '0.0578', '0.1617'],
    ['0.0000', '0.1611', '0.0000', '0.1684'],
    ['0.0061', '0.1718', '0.0009', '0.1776'],
  ])
})

test('No event among n: the rule of three, the exact bound and how many items it takes', () => {
  // Hanley & Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983): 3/n,
  // and 1 - 0.05^(1/n) in their table. 299 items for 1 % is Wilks' figure for a 95/99 tolerance limit
  // (Ann. Math. Stat. 12, 1941), 59 for 5 %; 473 for 1 % with one event, 93 for 5 %.
  const value = (figure: { kind: string; value?: number }) => figure.value
  expect({
    three: printed(value(ruleOfThree(300)), 4),
    exact: printed(value(upperBound(0, 300)), 4),
    items: [0.01, 0.05].map((bound) => value(itemsForUpperBound(bound))),
    oneEvent: [0.01, 0.05].map((bound) => value(itemsForUpperBound(bound, 1))),
  }).toEqual({ three: '0.0100', exact: '0.0099', items: [299, 59], oneEvent: [473, 93] })
})

test('Pairs needed for a difference', () => {
  // Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988) by G*Power's "difference
  // between two dependent means", alpha 0.05 two-sided: dz 0.5 and power 0.80 take 34 pairs, dz 0.2
  // and power 0.90 take 265.
  expect([pairsForDifference(0.5), pairsForDifference(0.2, 0.9)]).toEqual([
    { kind: 'value', value: 34 },
    { kind: 'value', value: 265 },
  ])
})

test("McNemar's test: airway hyper-responsiveness before and after transplantation", () => {
  // Fagerland, Lydersen & Laake, BMC Med. Res. Methodol. 13:91 (2013), table 1 (Bentur et al. 2009):
  // 1 and 7 discordant of 21: exact 0.070, mid-p 0.039, asymptotic 0.034. Tango's interval of the
  // difference for the same data: -0.517 to -0.026 (Fagerland, Lydersen & Laake, Stat. Med. 33, 2014).
  const { exact, midP, chiSquare } = mcNemar(1, 7)
  const p = (outcome: { kind: string; p?: number }) => printed(outcome.p, 3)
  expect({
    p: [p(exact), p(midP), p(chiSquare)],
    tango: bounds(pairedProportionDifference(7, 1, 21), 3),
  }).toEqual({ p: ['0.070', '0.039', '0.034'], tango: ['-0.517', '-0.026'] })
})

/** Krippendorff 2011, section C: four observers, twelve units, missing values. */
const observers: Ratings = [
  [1, 1, null, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [null, 5, 5, 5],
  [null, null, 1, 1],
  [null, 3, null, null],
]

test("Krippendorff's alpha of his own example", () => {
  // "Computing Krippendorff's Alpha-Reliability" (2011): nominal 0.743, ordinal 0.815, interval 0.849.
  const alpha = (scale: 'nominal' | 'ordinal' | 'interval') => {
    const outcome = krippendorffAlpha(observers, scale)
    return outcome.kind === 'value' ? printed(outcome.value, 3) : outcome.reason
  }
  expect([alpha('nominal'), alpha('ordinal'), alpha('interval')]).toEqual([
    '0.743',
    '0.815',
    '0.849',
  ])
})

test("Gwet's AC1 of the same table", () => {
  // Gwet, "Handbook of Inter-Rater Reliability", 4th edition (2014), table 2.10 and the documentation
  // of his irrCAC package (cac.raw4raters): AC1 = 0.77544.
  const ac1 = gwetAgreement(observers, { weights: 'identity' })
  expect(ac1.kind === 'value' && printed(ac1.value, 5)).toBe('0.77544')
})

const spread = (table: readonly (readonly number[])[]) => {
  const first: number[] = []
  const second: number[] = []
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      for (let n = 0; n < count; n += 1) {
        first.push(i + 1)
        second.push(j + 1)
      }
    })
  })
  return [first, second] as const
}

test("Cohen's kappa, plain and weighted", () => {
  // Agresti, "Categorical Data Analysis", 2nd edition (2002), table 10.8: two pathologists on carcinoma
  // in situ: kappa 0.493, with squared weights 0.78. And Hout, Duncan & Sobel (1987) in Agresti (1990)
  // and in vcd's documentation of Kappa: 0.1293, with equally spaced weights 0.2374.
  const carcinoma = spread([
    [22, 2, 2, 0],
    [5, 7, 14, 0],
    [0, 2, 36, 0],
    [0, 1, 17, 10],
  ])
  const fun = spread([
    [7, 7, 2, 3],
    [2, 8, 3, 7],
    [1, 5, 4, 9],
    [2, 8, 9, 14],
  ])
  const kappa = (
    [first, second]: readonly [readonly number[], readonly number[]],
    weights: 'identity' | 'linear' | 'quadratic',
    digits: number,
  ) => {
    const outcome = weightedKappa(first, second, weights)
    return outcome.kind === 'value' ? printed(outcome.value, digits) : outcome.reason
  }
  expect([
    kappa(carcinoma, 'identity', 3),
    kappa(carcinoma, 'quadratic', 2),
    kappa(fun, 'identity', 4),
    kappa(fun, 'linear', 4),
  ]).toEqual(['0.493', '0.78', '0.1293', '0.2374'])
})

test("Kendall's tau, Pearson's and Spearman's correlation: canned tuna", () => {
  // Hollander & Wolfe (1973), p. 185 f.: T = 26, tau 0.444, one-sided p 0.0597; Pearson's r 0.5712,
  // p 0.1082, interval -0.1497 to 0.8956 as in R's documentation of cor.test.
  const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
  const panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
  const tau = kendallTauB(lightness, panel)
  const r = pearson(lightness, panel)
  const rho = spearman(lightness, panel)
  if (tau.kind !== 'correlation' || r.kind !== 'correlation' || rho.kind !== 'correlation')
    throw new Error('not defined')
  expect({
    tau: [printed(tau.value, 4), printed(tau.p / 2, 4)],
    pearson: [printed(r.value, 4), printed(r.p, 4)],
    interval: [printed(r.interval?.low, 4), printed(r.interval?.high, 4)],
    spearman: printed(rho.value, 1),
  }).toEqual({
    tau: ['0.4444', '0.0597'],
    pearson: ['0.5712', '0.1082'],
    interval: ['-0.1497', '0.8956'],
    spearman: '0.6',
  })
})

test("Holm's adjustment", () => {
  // Wright, "Adjusted p-values for simultaneous inference", Biometrics 48 (1992), who defines them:
  // ordered p times the number of those not yet tested, never falling.
  expect(holm([0.01, 0.04, 0.03, 0.005]).toString()).toBe('0.03,0.06,0.06,0.02')
})

test('Mean, spread and quantiles of the mouse data, and the bootstrap error of their mean', () => {
  // Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), tables 2.1 and 2.2: seven treated
  // mice, mean 86.86, standard error 25.24; the ideal bootstrap error is 23.36.
  const mice = [94, 197, 16, 38, 99, 141, 23]
  const drawn: number[] = []
  bootstrap(
    {
      count: mice.length,
      whole: 0,
      draw: (random) => {
        const value = mice.reduce((sum) => sum + mice[random.below(7)]!, 0) / 7
        drawn.push(value)
        return value
      },
    },
    { seed: 5, draws: 40_000 },
  )
  const number = (figure: { kind: string; value?: number }) => figure.value ?? Number.NaN
  expect({
    mean: printed(number(mean(mice)), 2),
    error: printed(number(standardDeviation(mice)) / Math.sqrt(7), 2),
    median: number(median(mice)),
    bootstrapError: Math.abs(number(standardDeviation(drawn)) - 23.36) < 0.3,
  }).toEqual({ mean: '86.86', error: '25.24', median: 94, bootstrapError: true })
})

test('Sample quantiles are those of type 7', () => {
  // Hyndman & Fan, Am. Stat. 50 (1996), definition 7: p_k = (k - 1) / (n - 1).
  expect([0, 0.25, 0.4, 1].map((p) => quantile([1, 2, 3, 4, 10], p))).toEqual(
    [1, 2, 2.6, 10].map((value) => ({ kind: 'value', value })),
  )
  expect(distributionOver([1, 4, 4, 2, 9], [1, 2, 3, 4])).toEqual([1, 1, 0, 2])
})

test('The generator is xoshiro128**: the same seed gives the same numbers for ever', () => {
  const random = createRandom(1)
  const again = createRandom(1)
  const words = Array.from({ length: 5 }, () => random.word())
  expect(words).toEqual(Array.from({ length: 5 }, () => again.word()))
  expect(bootstrapMean([1, 2, 4], { seed: 1 })).toEqual(bootstrapMean([1, 2, 4], { seed: 1 }))
})

test('What one unit alone gives is a figure without an interval', () => {
  const alone = (value: number) => ({ kind: 'no-interval', value, reason: 'too-few-values' })
  expect([
    bootstrapRatio([9], [4], { seed: 1 }),
    bootstrapMean([3], { seed: 1 }),
    bootstrapPairedDifference([1], [3], { seed: 1 }),
  ]).toEqual([alone(2.25), alone(3), alone(2)])
})
