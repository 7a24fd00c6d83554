import type { StageState } from '../../contract/projects'
import type { Services } from '../kernel/context'
import { openDisagreements } from './rating/settle/queries'
import { planOf, studiesOf, unratedOf } from './study/queries'

/**
 * What the rail says of this stage: it waits for a comparison, is under way while raters rate, needs
 * somebody where a draft was never fixed, everything is rated, or raters are far apart, and is done
 * when the newest study is closed and a report of it was made.
 */
export function validationStage(services: Services, projectId: string): StageState {
  const db = services.vault.db()
  const facts = db.one<{ runs: number; ratings: number }>(
    `SELECT (SELECT count(*) FROM evaluation_run WHERE project_id = :projectId) AS runs,
            (SELECT count(*) FROM study s JOIN rating r ON r.study_id = s.id
             WHERE s.project_id = :projectId AND r.state = 'done') AS ratings`,
    { projectId },
  )!
  const figure = facts.ratings > 0 ? { count: facts.ratings, unit: 'ratings' } : null
  const base = { stage: 'validation', figure, waitsFor: null } as const
  const [newest] = studiesOf(db, projectId)
  if (!newest && facts.runs === 0) return { ...base, state: 'waiting', waitsFor: 'evaluation' }
  if (!newest) return { ...base, state: 'not-started' }
  if (newest.state === 'draft') return { ...base, state: 'needs-you' }
  const reports =
    db.one<{ n: number }>('SELECT count(*) AS n FROM study_report WHERE study_id = ?', newest.id)
      ?.n ?? 0
  if (newest.state === 'closed') return { ...base, state: reports > 0 ? 'done' : 'needs-you' }
  const apart = openDisagreements(db, newest.id, planOf(newest).disagreement)
  return {
    ...base,
    state: unratedOf(db, newest.id) === 0 || apart > 0 ? 'needs-you' : 'in-progress',
  }
}
