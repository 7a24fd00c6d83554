import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'
import { listModels } from '../models/queries'

const kinds = new Set(['evaluation', 'perplexity', 'ability'])

/**
 * What the rail says of this stage: it waits for a model and for questions (a split or a set), is done
 * when a comparison of at least two arms has been judged, and needs somebody where answers wait for a
 * judge or a job was cut off.
 */
export function evaluationStage(services: Services, projectId: string): StageState {
  const db = services.vault.db()
  const facts = db.one<{ runs: number; questions: number; judged: number; answers: number }>(
    `SELECT (SELECT count(*) FROM evaluation_run WHERE project_id = :projectId) AS runs,
            (SELECT count(*) FROM question_set WHERE project_id = :projectId AND removed_at IS NULL)
          + (SELECT count(*) FROM instruction_row WHERE project_id = :projectId AND side = 'test')
            AS questions,
            (SELECT count(*) FROM evaluation_run r JOIN judging g ON g.run_id = r.id
               CROSS JOIN judgement j ON j.judging_id = g.id
             WHERE r.project_id = :projectId AND j.state = 'judged') AS judged,
            (SELECT count(*) FROM evaluation_run r CROSS JOIN evaluation_answer a ON a.run_id = r.id
             WHERE r.project_id = :projectId AND a.state = 'done') AS answers`,
    { projectId },
  )!
  const jobs = services.jobs
    .list()
    .filter((job) => job.projectId === projectId && kinds.has(job.kind))
  const figure = facts.answers > 0 ? { count: facts.answers, unit: 'answers' } : null
  const base = { stage: 'evaluation', figure, waitsFor: null } as const
  if (jobs.some((job) => job.status === 'running' || job.status === 'waiting'))
    return { ...base, state: 'in-progress' }
  if (jobs.some((job) => job.status === 'interrupted' || job.status === 'paused'))
    return { ...base, state: 'needs-you' }
  if (facts.runs > 0) return { ...base, state: facts.judged > 0 ? 'done' : 'needs-you' }
  if (listModels(db).length === 0) return { ...base, state: 'waiting', waitsFor: 'models' }
  if (facts.questions === 0) return { ...base, state: 'waiting', waitsFor: 'instructions' }
  return { ...base, state: 'not-started' }
}
