import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gwetAgreement, gwetAgreementInterval } from '../../../core/statistics/agreement/gwet'
import { weightedKappa, weightedKappaInterval } from '../../../core/statistics/agreement/kappa'
import {
  krippendorffAlpha,
  krippendorffAlphaInterval,
} from '../../../core/statistics/agreement/krippendorff'
import type { Ratings } from '../../../core/statistics/agreement/ratings'
import {
  bootstrapMean,
  bootstrapPairedDifference,
  bootstrapRatio,
} from '../../../core/statistics/bootstrap'
import { kendallTauB, pearson, spearman } from '../../../core/statistics/correlation'
import { mean, median, quantile, standardDeviation } from '../../../core/statistics/describe'
import { pairedTTest, signTest, wilcoxonSignedRank } from '../../../core/statistics/paired-tests'
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
import { createRandom, shuffled } from '../../../core/statistics/random'

const score = fc.integer({ min: 1, max: 4 })
const scores = fc.array(fc.tuple(score, score), { minLength: 0, maxLength: 60 })
const rating = fc.option(score, { nil: null, freq: 3 })
const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 20 }))
  .chain(([raters, items]) =>
    fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), {
      minLength: items,
      maxLength: items,
    }),
  )
const anything = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 1, 1) },
  ),
  { maxLength: 12 },
)

/** Every number inside an outcome. */
function numbersIn(outcome: unknown): number[] {
  if (typeof outcome === 'number') return [outcome]
  if (outcome === null || typeof outcome !== 'object') return []
  return Object.values(outcome).flatMap(numbersIn)
}
const near = (a: unknown, b: unknown): boolean => {
  const [one, two] = [numbersIn(a), numbersIn(b)]
  return one.length === two.length && one.every((value, at) => Math.abs(value - two[at]!) < 1e-9)
}

test('Whatever goes in, no NaN and no infinity comes out: a reason does', () => {
  fc.assert(
    fc.property(anything, anything, table, (x, y, ratings) => {
      const cut = Math.min(x.length, y.length)
      const [a, b] = [x.slice(0, cut), y.slice(0, cut)]
      const count = Math.trunc(x[0] ?? 0)
      const outcomes = [
        mean(x),
        standardDeviation(x),
        median(x),
        quantile(x, y[0] ?? 0.5),
        bootstrapMean(x, { seed: 1, draws: 40, method: 'bca' }),
        bootstrapPairedDifference(x, y, { seed: 1, draws: 40 }),
        bootstrapRatio(a, b.map(Math.abs), { seed: 1, draws: 40 }),
        pairedTTest(a, b),
        pairedTTest(x, y),
        wilcoxonSignedRank(a, b),
        pearson(a, b),
        spearman(a, b),
        kendallTauB(a, b),
        signTest(count, cut),
        clopperPearson(count, cut),
        wilson(count, cut),
        upperBound(count, cut),
        ruleOfThree(count),
        itemsForUpperBound(x[0] ?? 0),
        pairsForDifference(x[0] ?? 0),
        mcNemar(count, cut),
        pairedProportionDifference(1, count, cut),
        ...(['nominal', 'ordinal', 'interval'] as const).map((s) => krippendorffAlpha(ratings, s)),
        ...(['identity', 'ordinal'] as const).map((weights) => gwetAgreement(ratings, { weights })),
        gwetAgreementInterval(ratings, { weights: 'quadratic', seed: 1, draws: 30 }),
        krippendorffAlphaInterval(ratings, 'ordinal', { seed: 1, draws: 30, method: 'bca' }),
        weightedKappa(a, b, 'linear'),
      ]
      return outcomes.flatMap(numbersIn).every(Number.isFinite)
    }),
    { numRuns: 300 },
  )
})

test('Degenerate data gives its reason', () => {
  const reason = (outcome: { kind: string; reason?: string }) => outcome.reason ?? outcome.kind
  const same: Ratings = [
    [2, 2],
    [2, 2],
  ]
  expect({
    nothing: [
      mean([]),
      pairedTTest([], []),
      clopperPearson(0, 0),
      krippendorffAlpha([], 'nominal'),
    ].map(reason),
    one: [standardDeviation([1]), bootstrapMean([1], { seed: 1 }), pairedTTest([1], [2])].map(
      reason,
    ),
    equal: [
      pairedTTest([1, 2], [1, 2]),
      pairedTTest([1, 2], [2, 3]),
      wilcoxonSignedRank([3, 3], [3, 3]),
      signTest(0, 0),
      mcNemar(0, 0).midP,
      pearson([1, 1, 1], [1, 2, 3]),
      kendallTauB([1, 1], [2, 3]),
    ].map(reason),
    agreement: [
      krippendorffAlpha(same, 'ordinal'),
      weightedKappa([2, 2], [2, 2], 'linear'),
      weightedKappa([2, 2], [2, 2], 'linear', [1, 2, 3, 4]),
      gwetAgreement(same, { weights: 'linear' }),
      gwetAgreement(same, { weights: 'linear', categories: [1, 2, 3, 4] }),
      krippendorffAlpha([[1], [2]], 'nominal'),
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ].map(reason),
    unsuitable: [clopperPearson(3, 2), pairedTTest([1], [1, 2]), mean([Number.NaN])].map(reason),
  }).toEqual({
    nothing: ['no-values', 'no-values', 'no-values', 'no-values'],
    one: ['too-few-values', 'too-few-values', 'too-few-values'],
    equal: [
      'no-differences',
      'no-variation',
      'no-differences',
      'no-differences',
      'no-differences',
      'no-variation',
      'no-variation',
    ],
    agreement: [
      'no-variation',
      'one-category',
      'no-variation',
      'one-category',
      'value',
      'one-rater',
      'no-overlap',
    ],
    unsuitable: ['unsuitable-input', 'unsuitable-input', 'unsuitable-input'],
  })
})

test('Agreement does not depend on the order of items or raters, or on who is rater one', () => {
  fc.assert(
    fc.property(table, fc.nat(), (ratings, seed) => {
      const random = createRandom(seed)
      const columns = shuffled(
        (ratings[0] ?? []).map((_, column) => column),
        random,
      )
      const moved = shuffled(ratings, random).map((row) => columns.map((at) => row[at] ?? null))
      return (
        (['nominal', 'ordinal', 'interval'] as const).every((scale) =>
          near(krippendorffAlpha(ratings, scale), krippendorffAlpha(moved, scale)),
        ) &&
        (['identity', 'quadratic'] as const).every((weights) =>
          near(gwetAgreement(ratings, { weights }), gwetAgreement(moved, { weights })),
        )
      )
    }),
  )
})

test('Nominal agreement does not depend on the names of categories, ordinal not on turning the scale', () => {
  fc.assert(
    fc.property(table, (ratings) => {
      const renamed = ratings.map((row) =>
        row.map((r) => (r === null ? null : [0, 7, 3, 9, 1][r]!)),
      )
      const turned = ratings.map((row) => row.map((r) => (r === null ? null : 5 - r)))
      return (
        near(krippendorffAlpha(ratings, 'nominal'), krippendorffAlpha(renamed, 'nominal')) &&
        near(krippendorffAlpha(ratings, 'ordinal'), krippendorffAlpha(turned, 'ordinal')) &&
        near(
          gwetAgreement(ratings, { weights: 'quadratic' }),
          gwetAgreement(turned, { weights: 'quadratic' }),
        )
      )
    }),
  )
})

test('An item that one rater alone rated changes no alpha', () => {
  fc.assert(
    fc.property(table, score, (ratings, lone) => {
      const raters = ratings[0]?.length ?? 1
      const more = [...ratings, [lone, ...new Array<null>(raters - 1).fill(null)]]
      const before = krippendorffAlpha(ratings, 'ordinal')
      return before.kind === 'not-defined' || near(before, krippendorffAlpha(more, 'ordinal'))
    }),
  )
})

test('Full agreement is 1 wherever it is defined', () => {
  fc.assert(
    fc.property(fc.array(score, { minLength: 2, maxLength: 20 }), (truth) => {
      const ratings = truth.map((value) => [value, value, value])
      const outcomes = [
        krippendorffAlpha(ratings, 'ordinal'),
        gwetAgreement(ratings, { weights: 'quadratic', categories: [1, 2, 3, 4] }),
        weightedKappa(truth, truth, 'quadratic'),
      ]
      return outcomes.every((o) => o.kind === 'not-defined' || Math.abs(o.value - 1) < 1e-12)
    }),
  )
})

test('Swapping the sides turns the sign of every paired figure and leaves its p', () => {
  fc.assert(
    fc.property(scores, (pairs) => {
      const x = pairs.map(([a]) => a)
      const y = pairs.map(([, b]) => b)
      const turns = (there: ReturnType<typeof pairedTTest>, back: typeof there): boolean =>
        there.kind === 'not-defined'
          ? back.kind === 'not-defined' && back.reason === there.reason
          : back.kind === 'test' &&
            Math.abs(there.p - back.p) < 1e-9 &&
            Math.abs((there.effect?.value ?? 0) + (back.effect?.value ?? 0)) < 1e-9
      return (
        turns(pairedTTest(x, y), pairedTTest(y, x)) &&
        turns(wilcoxonSignedRank(x, y), wilcoxonSignedRank(y, x))
      )
    }),
  )
})

test('An estimate lies within its interval, and the exact interval holds the Wilson point', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.nat(), (k, extra, seed) => {
      const n = k + extra
      const outcomes = [clopperPearson(k, n), wilson(k, n), upperBound(k, n)]
      const boot = bootstrapMean(
        Array.from({ length: n }, (_, at) => Number(at < k)),
        { seed, draws: 60 },
      )
      return [...outcomes, boot].every(
        (o) => o.kind !== 'estimate' || (o.low <= o.value + 1e-12 && o.value <= o.high + 1e-12),
      )
    }),
  )
})

test('More items give a lower bound: the planned number is enough and one less is not', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.005, max: 0.5, noNaN: true }), fc.nat(5), (bound, events) => {
      const n = itemsForUpperBound(bound, events)
      if (n.kind !== 'value') return false
      const at = (items: number): number => {
        const outcome = upperBound(events, items)
        return outcome.kind === 'value' ? outcome.value : 1
      }
      return at(n.value) <= bound + 1e-9 && at(n.value - 1) > bound - 1e-9
    }),
    { numRuns: 60 },
  )
})

test('Kappa intervals hold kappa, and depend on the seed alone', () => {
  fc.assert(
    fc.property(scores, fc.nat(), (pairs, seed) => {
      const x = pairs.map(([a]) => a)
      const y = pairs.map(([, b]) => b)
      const options = { seed, draws: 50 }
      const one = weightedKappaInterval(x, y, 'quadratic', options)
      const two = weightedKappaInterval(x, y, 'quadratic', options)
      return near(one, two) && (one.kind !== 'estimate' || one.low <= one.high)
    }),
    { numRuns: 40 },
  )
})
