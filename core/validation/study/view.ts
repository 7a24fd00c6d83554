import type { RaterProgress, Study } from '../../../contract/studies'
import type { ReadableDb } from '../../database/types'
import { openDisagreements } from '../rating/settle/queries'
import { armsOfPlan } from './arms'
import { armsOf, planOf, type StudyRow } from './queries'

/** A study with its counts, as lists and the rail show it. */
export function toStudy(db: ReadableDb, row: StudyRow): Study {
  const plan = planOf(row)
  const stored = armsOf(db, row.id)
  const arms = row.state === 'draft' && row.run_id !== null ? armsOfPlan(db, plan) : stored
  const counts = db.one<{
    questions: number
    cases: number
    assigned: number
    done: number
    runName: string | null
  }>(
    `SELECT (SELECT count(*) FROM study_item WHERE study_id = :id) AS questions,
            (SELECT count(*) FROM study_case WHERE study_id = :id) AS cases,
            (SELECT count(*) FROM study_assignment WHERE study_id = :id) AS assigned,
            (SELECT count(*) FROM rating WHERE study_id = :id AND state = 'done') AS done,
            (SELECT name FROM evaluation_run WHERE id = :runId) AS runName`,
    { id: row.id, runId: row.run_id },
  )!
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    state: row.state,
    origin: row.origin,
    version: row.version,
    replacesId: row.replaces_id,
    changeReason: row.change_reason,
    confidential: row.confidential === 1,
    sha256: row.sha256,
    runName: counts.runName ?? '',
    arms: arms.map((one) => ({ arm: one.arm, name: one.name, isBase: one.is_base === 1 })),
    questions: row.state === 'draft' ? plan.questions : counts.questions,
    cases: counts.cases,
    ratingsAssigned: counts.assigned,
    ratingsDone: counts.done,
    disagreements: openDisagreements(db, row.id, plan.disagreement),
    createdAt: row.created_at,
    createdBy: row.created_by,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  }
}

export function progressOf(db: ReadableDb, studyId: string): RaterProgress[] {
  const rows = db.all<Omit<RaterProgress, 'isAway' | 'secondsEach'> & { away: number }>(
    `SELECT p.person_id AS personId, p.name,
       (SELECT count(*) FROM study_assignment a
          WHERE a.study_id = p.study_id AND a.person_id = p.person_id) AS assigned,
       (SELECT count(*) FROM rating r WHERE r.study_id = p.study_id
          AND r.person_id = p.person_id AND r.state = 'done') AS done,
       (SELECT max(saved_at) FROM rating r WHERE r.study_id = p.study_id
          AND r.person_id = p.person_id AND r.state = 'done') AS lastAt,
       EXISTS (SELECT 1 FROM study_packet k WHERE k.study_id = p.study_id
          AND k.person_id = p.person_id AND k.direction = 'out' AND k.merged_at IS NULL) AS away
     FROM study_rater p WHERE p.study_id = ? ORDER BY p.name, p.person_id`,
    studyId,
  )
  return rows.map(({ away, ...row }) => ({
    ...row,
    isAway: away === 1,
    secondsEach: medianSeconds(db, studyId, row.personId),
  }))
}

function medianSeconds(db: ReadableDb, studyId: string, personId: string): number | null {
  const seconds = db
    .all<{ seconds: number }>(
      `SELECT seconds FROM rating WHERE study_id = ? AND person_id = ? AND state = 'done'
       ORDER BY seconds`,
      studyId,
      personId,
    )
    .map((row) => row.seconds)
  return seconds[Math.floor(seconds.length / 2)] ?? null
}
