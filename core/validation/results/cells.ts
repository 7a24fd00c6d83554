import type { StudyCell, StudyMistakes, StudyPaired } from '../../../contract/study-figures'
import type { TaskId } from '../../../contract/tasks'
import { errorTypes, harmGrades } from '../../../contract/validation-rating'
import { bootstrapRatio } from '../../statistics/bootstrap'
import { distributionOver, standardDeviation, sumOf } from '../../statistics/describe'
import { notDefined } from '../../statistics/outcome'
import { pairedTTest, wilcoxonSignedRank, winTieLoss } from '../../statistics/paired-tests'
import {
  clopperPearson,
  mcNemar,
  pairedProportionDifference,
  upperBound,
} from '../../statistics/proportions'
import { answersOf, type RatedCase } from './study-data'

export const resultLevel = 0.95
export const resultDraws = 2000
/** Every interval is drawn from its own fixed seed: the same ratings give the same figures. */
const bootstrapSeed = 20_240_101
export const bootstrapOptions = { seed: bootstrapSeed, draws: resultDraws, level: resultLevel }

const scale = [1, 2, 3, 4]

/** The figures of one arm on one task (null: all). */
export function studyCellOf(
  cases: readonly RatedCase[],
  arm: string,
  task: TaskId | null,
): StudyCell {
  const own = answersOf(cases, arm, task)
  const rated = own.filter((one) => one.outcome !== null)
  const outcomes = rated.map((one) => one.outcome!)
  const spread = standardDeviation(outcomes)
  const [one = 0, two = 0, three = 0, four = 0] = distributionOver(outcomes, scale)
  const upper = upperBound(one, outcomes.length, resultLevel)
  return {
    arm,
    task,
    answers: own.length,
    rated: rated.length,
    settled: rated.filter((answer) => answer.isSettled).length,
    mean: meanByNote(rated.map((answer) => [answer.noteId, answer.outcome!])),
    sd: spread.kind === 'value' ? spread.value : null,
    distribution: [one, two, three, four],
    unacceptable: clopperPearson(one, outcomes.length, resultLevel),
    upper: upper.kind === 'value' ? upper.value : null,
  }
}

/** The mean with its interval over notes: questions about one note stand or fall together. */
export function meanByNote(values: readonly (readonly [noteId: number, value: number])[]) {
  if (values.length === 0) return notDefined('no-values')
  const byNote = new Map<number, number[]>()
  for (const [note, value] of values) byNote.set(note, [...(byNote.get(note) ?? []), value])
  const notes = [...byNote.values()]
  return bootstrapRatio(
    notes.map((list) => sumOf(list)),
    notes.map((list) => list.length),
    bootstrapOptions,
  )
}

interface Pair {
  readonly noteId: number
  readonly first: number
  readonly second: number
}

/** Outcomes of two arms on the questions where both have one. */
export function pairsOf(
  cases: readonly RatedCase[],
  base: string,
  arm: string,
  task: TaskId | null,
): Pair[] {
  const byItem = new Map(answersOf(cases, base, task).map((one) => [one.item, one.outcome]))
  return answersOf(cases, arm, task).flatMap(({ item, noteId, outcome }) => {
    const there = byItem.get(item) ?? null
    return outcome === null || there === null ? [] : [{ noteId, first: there, second: outcome }]
  })
}

/** An arm against the base. */
export function studyPairedOf(
  cases: readonly RatedCase[],
  base: string,
  arm: string,
  task: TaskId | null,
): StudyPaired {
  const pairs = pairsOf(cases, base, arm, task)
  const first = pairs.map((pair) => pair.first)
  const second = pairs.map((pair) => pair.second)
  const fixed = pairs.filter((pair) => pair.first === 1 && pair.second > 1).length
  const newlyMade = pairs.filter((pair) => pair.first > 1 && pair.second === 1).length
  return {
    arm,
    task,
    pairs: pairs.length,
    difference: meanByNote(pairs.map((pair) => [pair.noteId, pair.second - pair.first])),
    tTest: pairedTTest(first, second),
    wilcoxon: wilcoxonSignedRank(first, second),
    ...winTieLoss(first, second),
    fixed,
    newlyMade,
    mcNemar: mcNemar(fixed, newlyMade).midP,
    rateDifference: pairedProportionDifference(fixed, newlyMade, pairs.length, resultLevel),
  }
}

export function mistakesOf(cases: readonly RatedCase[], arm: string): StudyMistakes {
  const rated = answersOf(cases, arm).filter((one) => one.outcome !== null)
  return {
    arm,
    rated: rated.length,
    errors: errorTypes.map((type) => ({
      type,
      answers: rated.filter((one) => one.errors.includes(type)).length,
    })),
    harm: [...harmGrades, null].map((grade) => ({
      grade,
      answers: rated.filter((one) => one.harm === grade).length,
    })),
  }
}
