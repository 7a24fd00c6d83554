import { type Sentence, say } from '../../../contract/sentences'
import type { PlanPreview, PlanRemark } from '../../../contract/studies'
import type { StudyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { runRow } from '../../evaluation/queries'
import { normalQuantile } from '../../statistics/distributions'
import { upperBound } from '../../statistics/proportions'
import { armsOfPlan } from './arms'
import { controlsOf, overlapOf } from './lay-out'
import { reviewersOf } from './queries'
import { type Candidate, candidatesOf, drawQuestions } from './sample'

/** About what a clinician needs for a note and its answer, until a study has shown better. */
const minutesEach = 0.75
const longSittingMinutes = 240
const fewQuestions = 30

/** What a plan would give; nothing is stored. */
export function previewOf(db: ReadableDb, projectId: string, plan: StudyPlan): PlanPreview {
  const run = runRow(db, plan.runId)
  const isHere = run !== undefined && run.project_id === projectId
  const candidates = isHere ? candidatesOf(db, plan) : []
  const drawn = drawQuestions(candidates, plan.questions, plan.seed)
  const arms = isHere ? armsOfPlan(db, plan) : []
  const overlapQuestions = overlapOf(drawn.length, plan)
  const answers = drawn.length * arms.length
  const { planted, repeats } =
    answers === 0 ? { planted: 0, repeats: 0 } : controlsOf(answers, plan)
  const bound = upperBound(0, drawn.length)
  const raters = ratersOfPlan(db, plan, {
    shared: overlapQuestions * arms.length + planted + repeats,
    single: (drawn.length - overlapQuestions) * arms.length,
  })
  const preview = {
    available: candidates.length,
    drawn: drawn.length,
    strata: strataOf(candidates, drawn),
    cases: { answers, planted, repeats },
    raters,
    overlapQuestions,
    boundIfNone: bound.kind === 'value' && drawn.length > 0 ? bound.value : null,
    mostUnacceptable: mostUnacceptable(drawn.length, plan.criteria.maxUnacceptableUpper),
    findable: arms.length > 1 && drawn.length > 2 ? findable(drawn.length) : null,
    confidential: drawn.some((one) => one.confidential === 1) || (isHere && run.confidential === 1),
  }
  return {
    ...preview,
    remarks: remarksOf(plan, preview, arms.length),
    blocked: blockedBy(plan, preview, { isHere, arms: arms.length }),
  }
}

function ratersOfPlan(
  db: ReadableDb,
  plan: StudyPlan,
  cases: { readonly shared: number; readonly single: number },
): PlanPreview['raters'] {
  const people = reviewersOf(db).filter((one) => plan.raterIds.includes(one.id))
  return people.map((one, at) => {
    const own = Math.floor(cases.single / people.length)
    const more = at < cases.single % people.length ? 1 : 0
    const count = cases.shared + own + more
    return { ...one, cases: count, minutes: Math.round(count * minutesEach) }
  })
}

function strataOf(
  candidates: readonly Candidate[],
  drawn: readonly Candidate[],
): PlanPreview['strata'] {
  const names = [...new Set(candidates.map((one) => one.stratum))].sort()
  const count = (list: readonly Candidate[], name: string): number =>
    list.filter((one) => one.stratum === name).length
  return names.map((name) => ({
    name,
    available: count(candidates, name),
    drawn: count(drawn, name),
  }))
}

/** The most Unacceptable answers among n with which the exact upper bound stays within the criterion. */
function mostUnacceptable(n: number, bound: number): number | null {
  let most: number | null = null
  for (let events = 0; events <= n; events += 1) {
    const upper = upperBound(events, n)
    if (upper.kind !== 'value' || upper.value > bound) break
    most = events
  }
  return most
}

/**
 * The standardised paired difference (Cohen's dz) that n pairs find with 80 % power at 5 %, two-sided:
 * (z of 0.975 + z of 0.8) / sqrt(n - z²/2), Guenther's formula (Am. Stat. 35, 1981) turned round.
 */
function findable(n: number): number | null {
  const z = normalQuantile(0.975)
  const rest = n - (z * z) / 2
  return rest <= 0 ? null : (z + normalQuantile(0.8)) / Math.sqrt(rest)
}

function remarksOf(
  plan: StudyPlan,
  preview: Pick<PlanPreview, 'drawn' | 'mostUnacceptable' | 'raters' | 'overlapQuestions'>,
  arms: number,
): PlanRemark[] {
  const said: readonly (readonly [boolean, PlanRemark])[] = [
    [preview.drawn < fewQuestions, 'few-questions'],
    [preview.mostUnacceptable === null, 'bound-out-of-reach'],
    [preview.raters.length === 1, 'one-rater'],
    [preview.raters.length > 1 && preview.overlapQuestions === 0, 'no-overlap'],
    [plan.plantedShare === 0, 'no-controls'],
    [plan.judgingId === null, 'no-judging'],
    [arms === 1, 'one-arm'],
    [preview.raters.some((one) => one.minutes > longSittingMinutes), 'long-sitting'],
  ]
  return preview.drawn === 0 ? [] : said.flatMap(([holds, remark]) => (holds ? [remark] : []))
}

function blockedBy(
  plan: StudyPlan,
  preview: Pick<PlanPreview, 'drawn' | 'raters'>,
  { isHere, arms }: { readonly isHere: boolean; readonly arms: number },
): Sentence | null {
  if (!isHere) return say('study-blocked-run')
  if (arms === 0) return say('study-blocked-arm')
  if (preview.drawn === 0) return say('study-blocked-question')
  if (preview.raters.length === 0) return say('study-blocked-rater')
  if (plan.purpose === '') return say('study-blocked-purpose')
  return null
}
