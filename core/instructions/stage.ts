import type { StageState } from '../../contract/projects'
import type { ReadableDb } from '../database/types'
import type { Services } from '../kernel/context'
import { leakageOf } from './rows'

export interface InstructionFacts {
  readonly keptNotes: number
  readonly rows: number
  readonly kept: number
  readonly isRunning: boolean
  readonly leakage: ReturnType<typeof leakageOf>['state']
}

/** What the rail says of this stage. */
export function instructionStage(services: Services, projectId: string): StageState {
  const db = services.vault.db()
  const isRunning = services.jobs
    .list()
    .some(
      (job) =>
        (job.kind === 'instructions' || job.kind === 'instruction-import') &&
        job.projectId === projectId &&
        (job.status === 'running' || job.status === 'waiting'),
    )
  return stageOf({ ...countsOf(db, projectId), isRunning, leakage: leakageOf(db, projectId).state })
}

/** Done when rows are kept, split, and no leakage stands in the way of training. */
export function stageOf(facts: InstructionFacts): StageState {
  const figure = facts.rows > 0 ? { count: facts.kept, unit: 'rows' } : null
  const base = { stage: 'instructions', figure, waitsFor: null } as const
  if (facts.isRunning) return { ...base, state: 'in-progress' }
  if (facts.rows === 0)
    return facts.keptNotes === 0
      ? { ...base, state: 'waiting', waitsFor: 'synthesis' }
      : { ...base, state: 'not-started' }
  const isReady = facts.leakage === 'passed' || facts.leakage === 'overridden'
  return { ...base, state: facts.kept > 0 && isReady ? 'done' : 'needs-you' }
}

function countsOf(
  db: ReadableDb,
  projectId: string,
): Pick<InstructionFacts, 'keptNotes' | 'rows' | 'kept'> {
  const rows = db.one<{ rows: number; kept: number }>(
    `SELECT count(*) AS rows, coalesce(sum(kept), 0) AS kept FROM instruction_row
     WHERE project_id = ?`,
    projectId,
  )
  const notes = db.one<{ n: number }>(
    'SELECT count(*) AS n FROM note WHERE project_id = ? AND (caught = 0 OR restored = 1)',
    projectId,
  )
  return { keptNotes: notes?.n ?? 0, rows: rows?.rows ?? 0, kept: rows?.kept ?? 0 }
}
