import { type StudyPlan, studyCriteria, studyPlan } from '../../contract/validation-study'
import { administrator, type RunningApp } from './app-driver'

export interface ProofContent {
  /** Still being rated. */
  readonly openStudyId: string
  readonly reviewer: { readonly name: string; readonly password: string }
}

interface Reviewer {
  readonly id: string
  readonly name: string
  readonly password: string
}

/**
 * Two studies of the newest comparison: one under way, and one that is rated, closed and reported,
 * with a release that waits for its signatures. The administrator is signed in before and after.
 */
export async function fillProof(
  running: RunningApp,
  projectId: string,
): Promise<ProofContent | null> {
  const { call } = running
  const { runs } = await call('studies.choices', { projectId })
  const [run] = runs
  if (!run) return null
  const reviewers = await addReviewers(running)
  const plan = studyPlan.parse({
    purpose: 'To see how often the answers are wrong, and whether the adapter makes them better.',
    runId: run.id,
    runArms: run.arms.map((arm) => arm.id),
    questions: Math.min(30, run.questions),
    raterIds: reviewers.map((one) => one.id),
    disagreement: 3,
    // A handful of questions proves nothing; the pictures show the way.
    criteria: studyCriteria.parse({
      maxUnacceptableUpper: 1,
      minMeanScore: 1,
      minAlpha: null,
      minSensitivity: null,
      noSevereHarm: false,
    }),
  })
  const openStudyId = await openStudy(running, projectId, 'Second round', plan)
  const closed = await openStudy(running, projectId, 'First round', { ...plan, seed: 2 })
  for (const [at, reviewer] of reviewers.entries()) {
    await become(running, reviewer)
    await rate(running, closed, at)
    if (at === 0) await rate(running, openStudyId, at, 2)
  }
  await become(running, administrator)
  await call('studies.close', { studyId: closed })
  await call('studyResults.makeReport', { studyId: closed })
  const ready = (await call('release.candidates', { projectId })).find((one) => one.isReady)
  if (ready)
    await call('release.create', {
      studyId: ready.studyId,
      arm: ready.arm,
      reportId: ready.reportId ?? '',
      months: 6,
    })
  return { openStudyId, reviewer: reviewers[1]! }
}

/** Locks, and unlocks for somebody else. */
export async function become(
  { call }: RunningApp,
  { name, password }: Pick<Reviewer, 'name' | 'password'>,
): Promise<void> {
  await call('session.lock', {})
  const { people } = await call('session.state', {})
  const personId = people.find((one) => one.name === name)?.id ?? ''
  await call('session.unlock', { personId, password })
}

async function addReviewers({ call }: RunningApp): Promise<Reviewer[]> {
  const people: Reviewer[] = []
  for (const name of ['Jonas Falk', 'Mira Sand']) {
    const password = 'seven grey herons by the lake'
    const { id } = await call('accounts.add', { name, role: 'reviewer', password })
    people.push({ id, name, password })
  }
  return people
}

async function openStudy(
  { call }: RunningApp,
  projectId: string,
  name: string,
  plan: StudyPlan,
): Promise<string> {
  const { studyId } = await call('studies.saveDraft', { projectId, studyId: null, name, plan })
  await call('studies.open', { studyId })
  return studyId
}

/** Scores in a fixed order, a little different for each rater. */
async function rate(
  { call }: RunningApp,
  studyId: string,
  rater: number,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const scores = [3, 4, 2, 3, 1, 4] as const
  for (let done = 0; done < most; done += 1) {
    const queue = await call('ratings.queue', {})
    const position = queue.find((one) => one.studyId === studyId)?.next ?? null
    if (position === null) return
    const score = scores[(position + rater) % scores.length] ?? 3
    await call('ratings.finish', {
      studyId,
      position,
      score,
      detail: score === 1 ? { errors: ['fabrication'], harm: 'minor' } : {},
      seconds: 20 + 5 * score,
    })
  }
}
