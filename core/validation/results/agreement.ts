import type { JudgeAgreement, RaterPair, StudyAgreement } from '../../../contract/study-figures'
import { gwetAgreementInterval } from '../../statistics/agreement/gwet'
import { weightedKappaInterval } from '../../statistics/agreement/kappa'
import { krippendorffAlphaInterval } from '../../statistics/agreement/krippendorff'
import type { Ratings } from '../../statistics/agreement/ratings'
import { kendallTauB, pearson, spearman } from '../../statistics/correlation'
import { bootstrapOptions } from './cells'
import type { RaterRow } from './queries'
import { answersOf, type RatedCase } from './study-data'

export const scoreCategories = [1, 2, 3, 4]

/** One row an answer, one column a rater: the raters' own scores, before anything was settled. */
export function ratingTable(cases: readonly RatedCase[], raters: readonly RaterRow[]): Ratings {
  return cases.map((one) =>
    raters.map(
      (rater) => one.ratings.find((rating) => rating.personId === rater.person_id)?.score ?? null,
    ),
  )
}

export function agreementOf(
  cases: readonly RatedCase[],
  raters: readonly RaterRow[],
  arm: string | null,
): StudyAgreement {
  const answers = answersOf(cases, arm)
  const shared = answers.filter((one) => one.ratings.length > 1)
  const table = ratingTable(answers, raters)
  return {
    arm,
    answers: shared.length,
    alpha: krippendorffAlphaInterval(table, 'ordinal', bootstrapOptions),
    ac2: gwetAgreementInterval(table, {
      ...bootstrapOptions,
      weights: 'quadratic',
      categories: scoreCategories,
    }),
  }
}

/** Two raters against each other over the answers that both rated. */
export function pairAgreement(
  cases: readonly RatedCase[],
  first: RaterRow,
  second: RaterRow,
): RaterPair {
  const rows = ratingTable(answersOf(cases, null), [first, second])
  const both = rows.filter((row): row is number[] => row.every((score) => score !== null))
  return {
    first: first.name,
    second: second.name,
    answers: both.length,
    kappa: weightedKappaInterval(
      both.map((row) => row[0]!),
      both.map((row) => row[1]!),
      'quadratic',
      { ...bootstrapOptions, categories: scoreCategories },
    ),
  }
}

export function everyPair(raters: readonly RaterRow[]): (readonly [RaterRow, RaterRow])[] {
  return raters.flatMap((first, at) =>
    raters.slice(at + 1).map((second) => [first, second] as const),
  )
}

/** The judge's score of an answer against its outcome. */
export function judgeAgreementOf(cases: readonly RatedCase[], arm: string | null): JudgeAgreement {
  const both = answersOf(cases, arm).filter((one) => one.outcome !== null && one.judge !== null)
  const judge = both.map((one) => one.judge!)
  const clinicians = both.map((one) => one.outcome!)
  return {
    arm,
    answers: both.length,
    pearson: pearson(judge, clinicians),
    kendall: kendallTauB(judge, clinicians),
    spearman: spearman(judge, clinicians),
  }
}
