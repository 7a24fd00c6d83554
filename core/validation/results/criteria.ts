import type { CriterionOutcome } from '../../../contract/study-figures'
import type { StudyCriteria } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { krippendorffAlpha } from '../../statistics/agreement/krippendorff'
import { mean } from '../../statistics/describe'
import { upperBound } from '../../statistics/proportions'
import { ratingTable } from './agreement'
import { meanByNote, pairsOf, resultLevel } from './cells'
import { plantedShare } from './controls'
import { answersOf, type StudyData, studyData } from './study-data'

/** The criteria of a study's plan for one arm, each with what came out. */
export function criteriaOf(db: ReadableDb, studyId: string, arm: string): CriterionOutcome[] {
  return criteriaFor(studyData(db, studyId), arm)
}

/** A criterion that the plan does not ask for is not in the list. */
export function criteriaFor(data: StudyData, arm: string): CriterionOutcome[] {
  const { criteria } = data.plan
  return [
    unacceptable(data, arm, criteria),
    meanScore(data, arm, criteria),
    ...(criteria.minAlpha === null ? [] : [alpha(data, criteria.minAlpha)]),
    ...(criteria.minSensitivity === null ? [] : [sensitivity(data, criteria.minSensitivity)]),
    ...notWorse(data, arm, criteria.maxWorseThanBase),
    ...(criteria.noSevereHarm ? [severeHarm(data, arm)] : []),
  ]
}

/** Whether everything that the plan asks of an arm is met; nothing less is a yes. */
export function areMet(outcomes: readonly CriterionOutcome[]): boolean {
  return outcomes.length > 0 && outcomes.every((one) => one.verdict === 'met')
}

function outcomesOf(data: StudyData, arm: string): number[] {
  return answersOf(data.cases, arm).flatMap((one) => one.outcome ?? [])
}

function unacceptable(data: StudyData, arm: string, criteria: StudyCriteria): CriterionOutcome {
  const outcomes = outcomesOf(data, arm)
  const events = outcomes.filter((score) => score === 1).length
  const bound = upperBound(events, outcomes.length, resultLevel)
  const figure = bound.kind === 'value' ? bound.value : null
  return outcome('unacceptable-upper', criteria.maxUnacceptableUpper, figure, outcomes.length, {
    isMet: (value, required) => value <= required,
  })
}

function meanScore(data: StudyData, arm: string, criteria: StudyCriteria): CriterionOutcome {
  const outcomes = outcomesOf(data, arm)
  const average = mean(outcomes)
  const figure = average.kind === 'value' ? average.value : null
  return outcome('mean-score', criteria.minMeanScore, figure, outcomes.length)
}

/** Agreement is the raters', so it is the same for every arm. */
function alpha(data: StudyData, required: number): CriterionOutcome {
  const answers = answersOf(data.cases, null)
  const found = krippendorffAlpha(ratingTable(answers, data.raters), 'ordinal')
  const shared = answers.filter((one) => one.ratings.length > 1).length
  return outcome('alpha', required, found.kind === 'value' ? found.value : null, shared)
}

function sensitivity(data: StudyData, required: number): CriterionOutcome {
  const { found, among } = plantedShare(data.cases)
  return outcome('sensitivity', required, among === 0 ? null : found / among, among)
}

/** The lower end of the difference to the base; nothing to ask of the base itself. */
function notWorse(data: StudyData, arm: string, most: number | null): CriterionOutcome[] {
  const base = data.arms.find((one) => one.is_base === 1)?.arm
  if (most === null || base === arm) return []
  const pairs = base === undefined ? [] : pairsOf(data.cases, base, arm, null)
  const difference = meanByNote(pairs.map((pair) => [pair.noteId, pair.second - pair.first]))
  const figure = difference.kind === 'estimate' ? difference.low : null
  return [outcome('not-worse', 0 - most, figure, pairs.length)]
}

/**
 * No answer that could do severe harm. An Unacceptable or Poor answer that nobody graded leaves the
 * question open; a Satisfactory or Excellent one without a grade counts as harmless.
 */
function severeHarm(data: StudyData, arm: string): CriterionOutcome {
  const rated = answersOf(data.cases, arm).filter((one) => one.outcome !== null)
  const severe = rated.filter((one) => one.harm === 'severe').length
  const isOpen = rated.some((one) => one.harm === null && one.outcome! <= 2)
  const figure = rated.length === 0 || (severe === 0 && isOpen) ? null : severe
  return outcome('no-severe-harm', 0, figure, rated.length, {
    isMet: (value, required) => value <= required,
  })
}

function outcome(
  criterion: CriterionOutcome['criterion'],
  required: number,
  figure: number | null,
  n: number,
  { isMet = (value: number, least: number) => value >= least } = {},
): CriterionOutcome {
  const verdict = figure === null ? 'cannot-be-said' : isMet(figure, required) ? 'met' : 'not-met'
  return { criterion, required, figure, verdict, n }
}
