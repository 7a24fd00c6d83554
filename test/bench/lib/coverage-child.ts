import type { EstimateOrNot } from '../../../contract/statistics'
import { gwetAgreement } from '../../../core/statistics/agreement/gwet'
import { weightedKappa } from '../../../core/statistics/agreement/kappa'
import { krippendorffAlpha } from '../../../core/statistics/agreement/krippendorff'
import { pearson, spearman } from '../../../core/statistics/correlation'
import { mean } from '../../../core/statistics/describe'
import {
  agreementOf,
  pairAgreement,
  ratingTable,
  scoreCategories,
} from '../../../core/validation/results/agreement'
import { pairsOf, studyCellOf, studyPairedOf } from '../../../core/validation/results/cells'
import { isFaulted, shareOf } from '../../../core/validation/results/controls'
import {
  answersOf,
  type RatedCase,
  type Rating,
  ratedCases,
} from '../../../core/validation/results/study-data'
import { armLetters, type Simulation, simulateStudy } from '../../fixtures/study-simulator'

/**
 * Usage: coverage-child STUDIES FROM. Simulates studies of raters whose bias and noise are known, from
 * the seed FROM on, and counts how often each reported interval holds the truth: the figure of the
 * same raters over so many questions that chance is gone. Prints one line of JSON.
 */
const studies = Number(process.argv[2])
const from = Number(process.argv[3])

const simulation: Omit<Simulation, 'seed'> = {
  questions: 150,
  arms: [2.4, 2.9],
  raters: [
    { bias: -0.3, noise: 0.5 },
    { bias: 0, noise: 0.4 },
    { bias: 0.3, noise: 0.6 },
  ],
  controlsEvery: 5,
}
const [base, arm] = [armLetters[0]!, armLetters[1]!]

type Interval = { readonly value: number; readonly low: number; readonly high: number }
type Figures = Readonly<Record<string, Interval | null>>

function reported(cases: readonly RatedCase[], raters: Parameters<typeof agreementOf>[1]): Figures {
  const cell = studyCellOf(cases, arm, null)
  const paired = studyPairedOf(cases, base, arm, null)
  const agreement = agreementOf(cases, raters, null)
  const rated = answersOf(cases, arm)
  const outcomes = rated.map((one) => one.outcome!)
  const judged = rated.map((one) => one.judge!)
  const controls = controlShares(cases, raters[0]!.person_id)
  return {
    'mean score': interval(cell.mean),
    'mean difference': interval(paired.difference),
    'Unacceptable rate': interval(cell.unacceptable),
    'difference of rates': interval(paired.rateDifference),
    "Krippendorff's alpha": interval(agreement.alpha),
    "Gwet's AC2": interval(agreement.ac2),
    'weighted kappa of a pair': interval(pairAgreement(cases, raters[0]!, raters[1]!).kappa),
    "a rater's planted errors found": interval(controls.planted),
    "a rater's repeats": interval(controls.repeats),
    'Pearson, judge and clinicians': correlated(pearson(judged, outcomes)),
    'Spearman, judge and clinicians': correlated(spearman(judged, outcomes)),
  }
}

/** As the product counts them, for one rater: looks of several raters at one answer are no more. */
function controlShares(cases: readonly RatedCase[], personId: string) {
  const of = (one: RatedCase): Rating | undefined =>
    one.ratings.find((rating) => rating.personId === personId)
  const planted = cases.flatMap((one) => (one.kind === 'planted' ? (of(one) ?? []) : []))
  const before = new Map(cases.map((one) => [one.caseNo, of(one)?.score]))
  const repeats = cases.filter((one) => one.kind === 'repeat')
  const same = repeats.filter((one) => before.get(one.repeats!) === of(one)?.score)
  return {
    planted: shareOf(planted.filter(isFaulted).length, planted.length).share,
    repeats: shareOf(same.length, repeats.length).share,
  }
}

function correlated(figure: ReturnType<typeof pearson>): Interval | null {
  return figure.kind === 'correlation' && figure.interval
    ? { value: figure.value, ...figure.interval }
    : null
}

function interval(figure: EstimateOrNot): Interval | null {
  return figure.kind === 'estimate' ? figure : null
}

/** The same figures without an interval, over so many questions that chance is gone. */
function truths(): Readonly<Record<string, number>> {
  const {
    cases: rows,
    ratings,
    raters,
  } = simulateStudy({
    ...simulation,
    questions: 60_000,
    seed: 4_000_000_000,
  })
  const cases = ratedCases(rows, ratings)
  const answers = answersOf(cases, null)
  const outcomes = answersOf(cases, arm).map((one) => one.outcome!)
  const pairs = pairsOf(cases, base, arm, null)
  const judged = answersOf(cases, arm).map((one) => one.judge!)
  const table = ratingTable(answers, raters)
  const own = (kind: RatedCase['kind']): Rating[] =>
    cases.flatMap((one) =>
      one.kind === kind ? one.ratings.filter((r) => r.personId === raters[0]!.person_id) : [],
    )
  const firstTime = new Map(answers.map((one) => [one.caseNo, one.ratings[0]!.score]))
  const repeats = cases.filter((one) => one.kind === 'repeat')
  const rate = (scores: readonly number[]): number =>
    scores.filter((score) => score === 1).length / scores.length
  return {
    'mean score': pointOf(mean(outcomes)),
    'mean difference': pointOf(mean(pairs.map((pair) => pair.second - pair.first))),
    'Unacceptable rate': rate(outcomes),
    'difference of rates':
      rate(pairs.map((pair) => pair.second)) - rate(pairs.map((pair) => pair.first)),
    "Krippendorff's alpha": pointOf(krippendorffAlpha(table, 'ordinal')),
    "Gwet's AC2": pointOf(
      gwetAgreement(table, { weights: 'quadratic', categories: scoreCategories }),
    ),
    'weighted kappa of a pair': pointOf(
      weightedKappa(
        table.map((row) => row[0]!),
        table.map((row) => row[1]!),
        'quadratic',
        scoreCategories,
      ),
    ),
    "a rater's planted errors found":
      own('planted').filter(isFaulted).length / own('planted').length,
    "a rater's repeats":
      repeats.filter((one) => firstTime.get(one.repeats!) === one.ratings[0]!.score).length /
      repeats.length,
    'Pearson, judge and clinicians': pointOf(pearson(judged, outcomes)),
    'Spearman, judge and clinicians': pointOf(spearman(judged, outcomes)),
  }
}

function pointOf(figure: { readonly kind: string; readonly value?: number }): number {
  if (figure.value === undefined) throw new Error('The simulated truth does not exist.')
  return figure.value
}

const truth = truths()
const held: Record<string, number> = {}
const given: Record<string, number> = {}
const wide: Record<string, number> = {}
for (let at = 0; at < studies; at += 1) {
  const { cases, ratings, raters } = simulateStudy({ ...simulation, seed: from + at })
  for (const [name, figure] of Object.entries(reported(ratedCases(cases, ratings), raters))) {
    if (figure === null) continue
    given[name] = (given[name] ?? 0) + 1
    wide[name] = (wide[name] ?? 0) + (figure.high - figure.low)
    const isHeld = figure.low <= truth[name]! && truth[name]! <= figure.high
    held[name] = (held[name] ?? 0) + (isHeld ? 1 : 0)
  }
}
const rows = Object.keys(truth).map((name) => ({
  name,
  truth: truth[name],
  given: given[name] ?? 0,
  held: held[name] ?? 0,
  width: (wide[name] ?? 0) / (given[name] ?? 1),
}))
process.stdout.write(`${JSON.stringify({ studies, questions: simulation.questions, rows })}\n`)
