import { useMemo, useState } from 'react'
import type { Adapter } from '../../../contract/adapters'
import { greedySampling, type Sampling } from '../../../contract/common'
import type {
  ComplaintCount,
  ModelChoice,
  QuestionSource,
} from '../../../contract/evaluation-comparison'
import type { QuestionSet } from '../../../contract/evaluation-sets'
import type { Model } from '../../../contract/models'
import type { InputOf } from '../../../contract/operations'
import type { Collection } from '../../../contract/sources'
import { adaptersOf, type Choices, isSameChoice } from './use-choices'

/** What a person has chosen; null stands for what suits. */
export interface ComparisonChoices {
  readonly name: string
  readonly source: QuestionSource | null
  readonly limit: number | null
  readonly baseId: string | null
  readonly others: readonly ModelChoice[] | null
  /** False: answers only, to be judged later. */
  readonly isJudged: boolean
  readonly judge: ModelChoice | null
  readonly judgeSeed: number
  readonly retries: number
  readonly sampling: Sampling
  readonly seed: number
  readonly maxTokens: number
  readonly parallel: number | null
}

export const firstChoices: ComparisonChoices = {
  name: '',
  source: null,
  limit: null,
  baseId: null,
  others: null,
  isJudged: true,
  judge: null,
  judgeSeed: 1,
  retries: 2,
  sampling: greedySampling,
  seed: 1,
  maxTokens: 256,
  parallel: null,
}

/** The most arms that one comparison takes, the base included. */
export const mostArms = 8

export interface ComparisonParts extends Choices {
  readonly projectId: string
  /** Questions on the test side of the split; null where there is no split. */
  readonly testQuestions: number | null
  readonly sets: readonly QuestionSet[]
  /** Notes that can be asked the eight instructions. */
  readonly collections: readonly Collection[]
  readonly complaints: readonly ComplaintCount[]
}

export type PlanRequest = InputOf<'evaluation.plan'>

/** Stands in the key of a query that is not asked. */
export const emptyRequest: PlanRequest = {
  projectId: '-',
  source: { kind: 'test-split' },
  arms: [{ modelId: '-' }],
  judge: null,
}

export interface Comparison {
  readonly choices: ComparisonChoices
  readonly change: (changes: Partial<ComparisonChoices>) => void
  readonly source: QuestionSource | null
  readonly base: Model | undefined
  readonly others: readonly ModelChoice[]
  readonly judge: ModelChoice | null
  /** What would be asked for, without its name; null while something is missing. */
  readonly request: PlanRequest | null
}

/** The test side where there is one, else the newest set, else the first local notes. */
export function suitingSource(parts: ComparisonParts): QuestionSource | null {
  if (parts.testQuestions !== null && parts.testQuestions > 0) return { kind: 'test-split' }
  const set = parts.sets.find((one) => !one.removed)
  if (set) return { kind: 'set', id: set.id }
  const notes = parts.collections.find((one) => one.confidential)
  return notes ? { kind: 'notes', id: notes.id, tasks: [] } : null
}

/** A model that something was trained on, else the first there is. */
export function suitingBase(choices: Choices): Model | undefined {
  return (
    choices.models.find((model) => adaptersOf(choices, model.id).length > 0) ?? choices.models[0]
  )
}

/** The newest adapter of the base. */
export function suitingOthers(choices: Choices, base: Model | undefined): readonly ModelChoice[] {
  const [newest] = [...adaptersOf(choices, base?.id)].sort((a: Adapter, b: Adapter) =>
    b.createdAt.localeCompare(a.createdAt),
  )
  return base && newest ? [{ modelId: base.id, adapterId: newest.id }] : []
}

/** The largest model at hand, and another than the base where sizes are equal. */
export function suitingJudge(choices: Choices, base: Model | undefined): ModelChoice | null {
  const [judge] = [...choices.models].sort(
    (a, b) => b.parameters - a.parameters || Number(a.id === base?.id) - Number(b.id === base?.id),
  )
  return judge ? { modelId: judge.id, adapterId: null } : null
}

/** Ticks or unticks one arm; the base itself is none, and no more are taken than fit. */
export function toggled(
  others: readonly ModelChoice[],
  choice: ModelChoice,
): readonly ModelChoice[] {
  if (others.some((one) => isSameChoice(one, choice)))
    return others.filter((one) => !isSameChoice(one, choice))
  return others.length + 1 < mostArms ? [...others, choice] : others
}

export function comparisonOf(
  parts: ComparisonParts,
  choices: ComparisonChoices,
): Omit<Comparison, 'change'> {
  const source = choices.source ?? suitingSource(parts)
  const base = parts.models.find((model) => model.id === choices.baseId) ?? suitingBase(parts)
  const own = base ? { modelId: base.id, adapterId: null } : null
  const others = (choices.others ?? suitingOthers(parts, base)).filter(
    (one) => own === null || !isSameChoice(one, own),
  )
  const judge = choices.isJudged ? (choices.judge ?? suitingJudge(parts, base)) : null
  const isWhole = own !== null && source !== null && (judge !== null || !choices.isJudged)
  const request: PlanRequest | null = isWhole
    ? {
        projectId: parts.projectId,
        source,
        limit: choices.limit,
        arms: [own, ...others],
        judge: judge && { ...judge, seed: choices.judgeSeed, retries: choices.retries },
        sampling: choices.sampling,
        seed: choices.seed,
        maxTokens: choices.maxTokens,
        parallel: choices.parallel,
      }
    : null
  return { choices, source, base, others, judge, request }
}

/** The form's state and the request that comes of it. */
export function useComparison(parts: ComparisonParts): Comparison {
  const [choices, setChoices] = useState(firstChoices)
  return useMemo(
    () => ({
      ...comparisonOf(parts, choices),
      change: (changes) => setChoices((before) => ({ ...before, ...changes })),
    }),
    [parts, choices],
  )
}
