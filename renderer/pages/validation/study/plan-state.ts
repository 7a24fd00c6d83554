import { useMemo, useState } from 'react'
import type { StudyChoices } from '../../../../contract/studies'
import {
  type StudyCriteria,
  type StudyPlan,
  studyCriteria,
  studyPlan,
} from '../../../../contract/validation-study'

export type StudyRun = StudyChoices['runs'][number]

/** As many as the published study asked. */
const usualQuestions = 100

/** What a new study begins with: the newest comparison, everybody who may rate, the usual controls. */
export function firstPlan(choices: StudyChoices): StudyPlan | null {
  const [run] = choices.runs
  if (!run) return null
  return studyPlan.parse({
    purpose: '',
    runId: run.id,
    judgingId: newestJudging(run),
    runArms: run.arms.map((arm) => arm.id),
    questions: Math.max(1, Math.min(usualQuestions, run.questions)),
    raterIds: choices.reviewers.map((one) => one.id),
    criteria: studyCriteria.parse({}),
  })
}

function newestJudging(run: StudyRun): string | null {
  return run.judgings.at(-1)?.id ?? null
}

/** Another comparison has other arms and other files. */
export function planForRun(plan: StudyPlan, run: StudyRun): StudyPlan {
  return {
    ...plan,
    runId: run.id,
    judgingId: newestJudging(run),
    runArms: run.arms.map((arm) => arm.id),
    fileIds: [],
    questions: Math.min(plan.questions, Math.max(1, run.questions)),
  }
}

/** With the value where it was not, without it where it was; in the order of `all`. */
export function toggled<T>(values: readonly T[], value: T, all: readonly T[]): T[] {
  const isIn = values.includes(value)
  return all.filter((one) => (one === value ? !isIn : values.includes(one)))
}

export interface PlanForm {
  readonly projectId: string
  readonly choices: StudyChoices
  readonly run: StudyRun | undefined
  readonly name: string
  readonly setName: (name: string) => void
  readonly plan: StudyPlan
  readonly change: (changes: Partial<StudyPlan>) => void
  readonly changeCriteria: (changes: Partial<StudyCriteria>) => void
  readonly replace: (plan: StudyPlan) => void
}

export function usePlanForm(
  projectId: string,
  choices: StudyChoices,
  first: { readonly name: string; readonly plan: StudyPlan },
): PlanForm {
  const [name, setName] = useState(first.name)
  const [plan, setPlan] = useState(first.plan)
  return useMemo(
    () => ({
      projectId,
      choices,
      run: choices.runs.find((one) => one.id === plan.runId),
      name,
      setName,
      plan,
      change: (changes) => setPlan((before) => ({ ...before, ...changes })),
      changeCriteria: (changes) =>
        setPlan((before) => ({ ...before, criteria: { ...before.criteria, ...changes } })),
      replace: setPlan,
    }),
    [projectId, choices, name, plan],
  )
}
