import type { StageState } from '../../contract/projects'
import type { Release } from '../../contract/release'
import type { Services } from '../kernel/context'
import { projectReleases } from './queries'
import { examine } from './signatures'

interface ReleaseFacts {
  readonly states: readonly Release['state'][]
  /** Studies that are closed, so that a release can stand on them. */
  readonly closedStudies: number
}

/** What the rail says of this stage. */
export function releaseStage(services: Services, projectId: string): StageState {
  const db = services.vault.db()
  const now = services.clock.now()
  return stageOf({
    states: projectReleases(db, projectId).map((row) => examine(db, row, now).state),
    closedStudies:
      db.one<{ n: number }>(
        "SELECT count(*) AS n FROM study WHERE project_id = ? AND state = 'closed' AND origin = 'planned'",
        projectId,
      )?.n ?? 0,
  })
}

/** Needs somebody where a signature is missing, was altered or nothing is in force any more. */
export function stageOf({ states, closedStudies }: ReleaseFacts): StageState {
  const inForce = states.filter((state) => state === 'in-force').length
  const figure = inForce > 0 ? { count: inForce, unit: 'releases' } : null
  const base = { stage: 'release', figure, waitsFor: null } as const
  if (states.some((state) => state === 'waiting' || state === 'altered'))
    return { ...base, state: 'needs-you' }
  if (inForce > 0) return { ...base, state: 'done' }
  if (states.length > 0) return { ...base, state: 'needs-you' }
  if (closedStudies === 0) return { ...base, state: 'waiting', waitsFor: 'validation' }
  return { ...base, state: 'not-started' }
}
