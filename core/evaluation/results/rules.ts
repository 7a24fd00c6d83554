import type { JudgeRemark } from '../../../contract/evaluation-comparison'
import type { PairedResult, ResultCell } from '../../../contract/evaluation-results'
import type { TaskId } from '../../../contract/tasks'
import { holm } from '../../statistics/adjust'
import { bootstrapMean, bootstrapPairedDifference } from '../../statistics/bootstrap'
import { distributionOver, mean, median, standardDeviation } from '../../statistics/describe'
import {
  pairedTTest,
  signTest,
  wilcoxonSignedRank,
  winTieLoss,
} from '../../statistics/paired-tests'
import { clopperPearson, mcNemar } from '../../statistics/proportions'

/** One arm's answer to one question, as results see it. */
export interface Scored {
  readonly ordinal: number
  readonly arm: string
  readonly task: TaskId | null
  readonly answer: 'waiting' | 'done' | 'failed'
  readonly judgement: 'waiting' | 'judged' | 'unparseable' | 'failed' | null
  readonly score: number | null
  readonly letter: string | null
  readonly supported: number
  readonly contradicted: number
  readonly not_found: number
  readonly unchecked: number
}

export const resultLevel = 0.95
export const resultDraws = 2000
/** Every interval is drawn from its own fixed seed: the same answers give the same figures. */
const bootstrapSeed = 20_240_101

const scale = [1, 2, 3, 4]
const options = { seed: bootstrapSeed, draws: resultDraws, level: resultLevel }

/** The figures of one arm on one task (null: all). A mean rests on scores alone, never on 0 for none. */
export function cellOf(
  rows: readonly Scored[],
  arm: string,
  task: TaskId | null,
  showStatements: boolean,
): ResultCell {
  const own = rows.filter((row) => row.arm === arm && (task === null || row.task === task))
  const scores = own.flatMap((row) => (row.score === null ? [] : [row.score]))
  const answered = own.filter((row) => row.answer === 'done')
  const spread = standardDeviation(scores)
  const middle = median(scores)
  const [one = 0, two = 0, three = 0, four = 0] = distributionOver(scores, scale)
  return {
    armId: arm,
    task,
    judged: scores.length,
    unparseable: answered.filter(
      (row) => row.judgement === 'unparseable' || row.judgement === 'failed',
    ).length,
    missing: own.filter((row) => row.answer === 'failed').length,
    mean: bootstrapMean(scores, options),
    sd: spread.kind === 'value' ? spread.value : null,
    median: middle.kind === 'value' ? middle.value : null,
    distribution: [one, two, three, four],
    unacceptable: clopperPearson(one, scores.length, resultLevel),
    statements: showStatements
      ? {
          supported: total(answered, (row) => row.supported),
          contradicted: total(answered, (row) => row.contradicted),
          notFound: total(answered, (row) => row.not_found),
          unchecked: total(answered, (row) => row.unchecked),
        }
      : null,
  }
}

function total(rows: readonly Scored[], of: (row: Scored) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0)
}

/** Scores of two arms on the questions where both have one. */
export function pairsOfScores(
  rows: readonly Scored[],
  base: string,
  arm: string,
  task: TaskId | null,
): { readonly first: readonly number[]; readonly second: readonly number[] } {
  const byOrdinal = new Map<number, number>()
  for (const row of rows)
    if (row.arm === base && row.score !== null) byOrdinal.set(row.ordinal, row.score)
  const first: number[] = []
  const second: number[] = []
  for (const row of rows) {
    const there = byOrdinal.get(row.ordinal)
    const isWanted = row.arm === arm && (task === null || row.task === task)
    if (!isWanted || row.score === null || there === undefined) continue
    first.push(there)
    second.push(row.score)
  }
  return { first, second }
}

/** An arm against the base. */
export function pairedOf(
  rows: readonly Scored[],
  base: string,
  arm: string,
  task: TaskId | null,
): PairedResult {
  const { first, second } = pairsOfScores(rows, base, arm, task)
  const { win, tie, loss } = winTieLoss(first, second)
  const fixed = first.filter((score, at) => score === 1 && second[at]! > 1).length
  const newlyMade = first.filter((score, at) => score > 1 && second[at] === 1).length
  return {
    armId: arm,
    task,
    pairs: first.length,
    difference: bootstrapPairedDifference(first, second, options),
    tTest: pairedTTest(first, second),
    wilcoxon: wilcoxonSignedRank(first, second),
    win,
    tie,
    loss,
    sign: signTest(win, loss),
    fixed,
    newlyMade,
    mcNemar: mcNemar(fixed, newlyMade).midP,
    differences: distributionOver(
      second.map((score, at) => score - first[at]!),
      [-3, -2, -1, 0, 1, 2, 3],
    ),
  }
}

/** Holm's adjustment over the arms' Wilcoxon tests on all tasks together. */
export function holmOver(
  paired: readonly PairedResult[],
): { armId: string; p: number; adjusted: number }[] {
  const tested = paired.flatMap(({ armId, task, wilcoxon }) =>
    task === null && wilcoxon.kind === 'test' ? [{ armId, p: wilcoxon.p }] : [],
  )
  const adjusted = holm(tested.map((one) => one.p))
  if ('kind' in adjusted) return []
  return tested.map((one, at) => ({ ...one, adjusted: adjusted[at]! }))
}

interface JudgeFacts {
  readonly modelSha256: string
  readonly adapterId: string | null
  readonly parameters: number
}
interface ArmFacts {
  readonly id: string
  readonly modelSha256: string
  readonly adapterId: string | null
}

const smallParameters = 1e9

/** What can be said of a judge before it has judged anything. */
export function remarksBefore(judge: JudgeFacts, arms: readonly ArmFacts[]): JudgeRemark[] {
  const related = arms
    .filter((arm) => arm.modelSha256 === judge.modelSha256)
    .map(
      (arm): JudgeRemark => ({
        kind: arm.adapterId === judge.adapterId ? 'judges-itself' : 'same-base',
        armId: arm.id,
      }),
    )
  const small: JudgeRemark[] =
    judge.parameters < smallParameters
      ? [{ kind: 'small-model', parameters: judge.parameters }]
      : []
  return [...related, ...small]
}

const fewScores = 20
const nearlyAll = 0.9
const fewJudgements = 10
const oftenUnreadable = 0.1
const placeSignificance = 0.01

/** What its judgements say about a judge. */
export function remarksAfter(rows: readonly Scored[]): JudgeRemark[] {
  return [...oneScore(rows), ...placeRemarks(rows), ...unreadable(rows)]
}

function oneScore(rows: readonly Scored[]): JudgeRemark[] {
  const scores = rows.flatMap((row) => (row.score === null ? [] : [row.score]))
  if (scores.length < fewScores) return []
  const counts = distributionOver(scores, scale)
  const most = Math.max(...counts)
  const share = most / scores.length
  if (share < nearlyAll) return []
  return [{ kind: 'one-score', score: counts.indexOf(most) + 1, share, scores: scores.length }]
}

function unreadable(rows: readonly Scored[]): JudgeRemark[] {
  const states = new Map(rows.map((row) => [row.ordinal, row.judgement]))
  const ended = [...states.values()].filter(
    (state) => state === 'judged' || state === 'unparseable',
  )
  const share = ended.filter((state) => state === 'unparseable').length / ended.length
  return ended.length >= fewJudgements && share > oftenUnreadable
    ? [{ kind: 'often-unreadable', share, judgements: ended.length }]
    : []
}

/**
 * Letters are shuffled, so over many questions no letter should score higher than the others beside
 * it. The difference within each question is tested by Wilcoxon's test (which a difference that is
 * always the same does not escape), adjusted after Holm.
 */
function placeRemarks(rows: readonly Scored[]): JudgeRemark[] {
  const byOrdinal = new Map<number, { letter: string; score: number }[]>()
  for (const { ordinal, letter, score } of rows)
    if (letter !== null && score !== null) {
      const list = byOrdinal.get(ordinal)
      if (list) list.push({ letter, score })
      else byOrdinal.set(ordinal, [{ letter, score }])
    }
  const letters = [...new Set(rows.flatMap((row) => row.letter ?? []))].sort()
  const tested = letters.flatMap((letter) => {
    const own: number[] = []
    const others: number[] = []
    for (const list of byOrdinal.values()) {
      const here = list.find((one) => one.letter === letter)
      const rest = list.filter((one) => one.letter !== letter)
      const restMean = mean(rest.map((one) => one.score))
      if (!here || restMean.kind === 'not-defined') continue
      own.push(here.score)
      others.push(restMean.value)
    }
    const test = wilcoxonSignedRank(others, own)
    const points = mean(own.map((score, at) => score - others[at]!))
    if (test.kind !== 'test' || points.kind !== 'value' || own.length < fewScores) return []
    return [{ letter, points: points.value, p: test.p }]
  })
  const adjusted = holm(tested.map((one) => one.p))
  if ('kind' in adjusted) return []
  return tested.flatMap((one, at): JudgeRemark[] =>
    one.points > 0 && adjusted[at]! < placeSignificance
      ? [{ kind: 'prefers-a-place', letter: one.letter, points: one.points, p: adjusted[at]! }]
      : [],
  )
}
