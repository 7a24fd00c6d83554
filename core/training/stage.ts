import type { StageState } from '../../contract/projects'
import { countPairs, leakageOf } from '../instructions/rows'
import type { Services } from '../kernel/context'

export interface TrainingFacts {
  readonly pairs: number
  readonly leakage: ReturnType<typeof leakageOf>['state']
  readonly models: number
  readonly adapters: number
  readonly isRunning: boolean
  /** A run that was paused, cut off or failed and can go on. */
  readonly isHalted: boolean
}

/** What the rail says of this stage. */
export function trainingStage(services: Services, projectId: string): StageState {
  const db = services.vault.db()
  const one = (sql: string): number => db.one<{ n: number }>(sql, projectId)?.n ?? 0
  const jobs = (statuses: string): number =>
    one(`SELECT count(*) AS n FROM training_run r JOIN job j ON j.id = r.job_id
         WHERE r.project_id = ? AND j.status IN (${statuses})`)
  return stageOf({
    pairs: countPairs(db, projectId, 'train'),
    leakage: leakageOf(db, projectId).state,
    models:
      db.one<{ n: number }>('SELECT count(*) AS n FROM model WHERE removed_at IS NULL')?.n ?? 0,
    adapters: one('SELECT count(*) AS n FROM adapter WHERE project_id = ? AND removed_at IS NULL'),
    isRunning: jobs("'running', 'waiting'") > 0,
    isHalted: jobs("'paused', 'interrupted', 'failed'") > 0,
  })
}

/** Done when the project has an adapter; a run that stands still needs a person. */
export function stageOf(facts: TrainingFacts): StageState {
  const figure = facts.adapters > 0 ? { count: facts.adapters, unit: 'adapters' } : null
  const base = { stage: 'training', figure, waitsFor: null } as const
  if (facts.isRunning) return { ...base, state: 'in-progress' }
  if (facts.isHalted && facts.adapters === 0) return { ...base, state: 'needs-you' }
  if (facts.adapters > 0) return { ...base, state: 'done' }
  const isReady = facts.leakage === 'passed' || facts.leakage === 'overridden'
  if (facts.pairs === 0 || !isReady) return { ...base, state: 'waiting', waitsFor: 'instructions' }
  if (facts.models === 0) return { ...base, state: 'waiting', waitsFor: 'models' }
  return { ...base, state: 'not-started' }
}
