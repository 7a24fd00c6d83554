import type { OutputOf } from '../../contract/operations'
import type { Person } from '../../contract/session'
import type { ReadableDb } from '../database/types'
import { openDisagreements } from './rating/settle/queries'
import { planOf, studiesOf } from './study/queries'

type Waiting = OutputOf<'system.home'>['waiting'][number]

/** What of the open studies of a project waits for this person: answers to rate, or raters to settle. */
export function waitingFor(db: ReadableDb, person: Person, projectId: string): Waiting[] {
  if (person.role === 'reviewer') {
    const count = answersToRate(db, person.id, projectId)
    return count > 0 ? [{ what: 'rate', count, projectId, page: 'rate' }] : []
  }
  if (person.role !== 'validation-lead') return []
  const count = studiesOf(db, projectId)
    .filter((study) => study.state === 'open')
    .reduce((sum, study) => sum + openDisagreements(db, study.id, planOf(study).disagreement), 0)
  return count > 0 ? [{ what: 'settle', count, projectId, page: 'validation' }] : []
}

function answersToRate(db: ReadableDb, personId: string, projectId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM study s JOIN study_assignment a
         ON a.study_id = s.id AND a.person_id = :personId
       WHERE s.project_id = :projectId AND s.state = 'open'
         AND NOT EXISTS (SELECT 1 FROM rating r WHERE r.study_id = s.id AND r.case_no = a.case_no
           AND r.person_id = a.person_id AND r.state = 'done')`,
      { personId, projectId },
    )?.n ?? 0
  )
}
