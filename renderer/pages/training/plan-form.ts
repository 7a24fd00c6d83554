import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Model } from '../../../contract/models'
import {
  type PlanFacts,
  type PlanField,
  type PlanSettings,
  type PlanWarning,
  presets,
  type TrainingPlan,
} from '../../../contract/training-plan'
import { planWarnings } from '../../../contract/training-rules'
import { call } from '../../core/bridge'
import { useOperation } from '../../core/hooks'
import { basisOf, firstPreset, isSamePlan, withValue } from './plan-state'

export interface PlanForm {
  readonly plan: TrainingPlan
  readonly setPlan: (plan: TrainingPlan) => void
  readonly change: (field: PlanField, value: unknown) => void
  /** The preset's values: what a field goes back to. */
  readonly usual: PlanSettings
  readonly facts: PlanFacts | null
  readonly warnings: readonly PlanWarning[]
  /** Nothing stands in the way of measuring it. */
  readonly canMeasure: boolean
  readonly models: readonly Model[]
}

const restMilliseconds = 2_000

/** The plan under way: the last one of the project, kept as it changes. Null until it is known. */
export function usePlanForm(projectId: string, isEnabled: boolean): PlanForm | null {
  const stored = useOperation('training.plan', { projectId }, { enabled: isEnabled })
  const list = useOperation('models.list', {}, { enabled: isEnabled }).data
  const models = useMemo(() => (list ?? []).filter((model) => model.quarantine === null), [list])
  const [draft, setDraft] = useState<TrainingPlan | null>(null)
  const first = models[0]
  const plan = useMemo(() => {
    const begun =
      draft ??
      stored.data ??
      (first && stored.data === null
        ? { ...presets[firstPreset], projectId, modelId: first.id, startAdapterId: null }
        : null)
    if (!begun || models.some((model) => model.id === begun.modelId) || !first) return begun
    // The model it was made for is gone.
    return { ...begun, modelId: first.id, startAdapterId: null }
  }, [draft, stored.data, first, models, projectId])
  useKeeping(draft)
  const facts = useOperation(
    'training.facts',
    { projectId, modelId: plan?.modelId ?? null },
    { enabled: isEnabled && plan !== null, keepPrevious: true },
  ).data
  const change = useCallback(
    (field: PlanField, value: unknown) =>
      setDraft((before) => withValue((before ?? plan)!, field, value)),
    [plan],
  )
  return useMemo(() => {
    if (!plan) return null
    const warnings = facts ? onceEach(planWarnings(plan, facts)) : []
    return {
      plan,
      setPlan: setDraft,
      change,
      usual: presets[basisOf(plan)],
      facts: facts ?? null,
      warnings,
      canMeasure: facts !== undefined && !warnings.some((one) => one.severity === 'stop'),
      models,
    }
  }, [plan, facts, change, models])
}

/** Both stages may say the same of a field that they share: it is said once. */
function onceEach(warnings: readonly PlanWarning[]): readonly PlanWarning[] {
  return warnings.filter(
    (one, at) =>
      warnings.findIndex((other) => other.code === one.code && other.field === one.field) === at,
  )
}

/** Stores the plan when typing rests, and at once when the page is left. */
function useKeeping(draft: TrainingPlan | null): void {
  const kept = useRef(draft)
  const latest = useRef(draft)
  latest.current = draft
  const keep = useCallback(() => {
    const plan = latest.current
    if (!plan || (kept.current && isSamePlan(plan, kept.current))) return
    kept.current = plan
    // A plan that could not be kept is asked for again with its next change.
    call('training.savePlan', { plan }).catch(() => {
      kept.current = null
    })
  }, [])
  useEffect(() => {
    if (!draft) return
    const timer = setTimeout(keep, restMilliseconds)
    return () => clearTimeout(timer)
  }, [draft, keep])
  useEffect(() => keep, [keep])
}

export const PlanContext = createContext<PlanForm | null>(null)

export function usePlan(): PlanForm {
  const form = useContext(PlanContext)
  if (!form) throw new Error('usePlan is used outside the plan')
  return form
}
