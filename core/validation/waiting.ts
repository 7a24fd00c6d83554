import type { OutputOf } from '../../contract/operations'
import type { Person } from '../../contract/session'
import type { ReadableDb } from '../database/types'
import { openDisagreements } from './rating/settle/queries'
import { planOf, studiesOf, unratedOf } from './study/queries'

type Waiting = OutputOf<'system.home'>['waiting'][number]

/**
 * What of the studies of a project waits for this person: answers to rate, raters to settle, or a
 * study whose answers are all rated and settled.
 */
export function waitingFor(db: ReadableDb, person: Person, projectId: string): Waiting[] {
  const waiting = (what: string, count: number, page: string): Waiting[] =>
    count > 0 ? [{ what, count, projectId, page }] : []
  if (person.role === 'reviewer')
    return waiting('rate', answersToRate(db, person.id, projectId), 'rate')
  if (person.role !== 'validation-lead') return []
  const open = studiesOf(db, projectId)
    .filter((study) => study.state === 'open')
    .map((study) => ({
      apart: openDisagreements(db, study.id, planOf(study).disagreement),
      unrated: unratedOf(db, study.id),
    }))
  return [
    ...waiting(
      'settle',
      open.reduce((sum, { apart }) => sum + apart, 0),
      'validation',
    ),
    ...waiting(
      'close',
      open.filter(({ apart, unrated }) => apart + unrated === 0).length,
      'validation',
    ),
  ]
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
