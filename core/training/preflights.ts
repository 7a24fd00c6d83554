import type { Job } from '../../contract/jobs'
import type { PromptFamily } from '../../contract/prompt-families'
import type { Preflight, PreflightResult } from '../../contract/training'
import { type TrainingPlan, trainingPlan } from '../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../database/types'
import { saidOf } from '../jobs/messages'
import type { ModelRow } from '../models/queries'
import { dataStamp, planHash } from './facts'

/** How prompts are written in a training: the published template, or the model's own way. */
export function familyOf(plan: TrainingPlan, model: Pick<ModelRow, 'family'>): PromptFamily {
  return plan.style === 'asclepius' ? 'asclepius' : model.family
}

interface PreflightRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly plan: string
  readonly plan_sha256: string
  readonly data_stamp: string
  readonly result: string | null
  readonly created_at: string
  readonly created_by: string
  readonly status: Job['status']
  readonly message: string | null
  readonly message_said: string
}

export function insertPreflight(
  db: WritableDb,
  row: {
    readonly id: string
    readonly jobId: string
    readonly plan: TrainingPlan
    readonly at: string
    readonly by: string
  },
): void {
  db.run(
    `INSERT INTO training_preflight (id, job_id, project_id, plan, plan_sha256, data_stamp, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.jobId,
    row.plan.projectId,
    JSON.stringify(row.plan),
    planHash(row.plan),
    dataStamp(db, row.plan.projectId),
    row.at,
    row.by,
  )
}

export function storeResult(db: WritableDb, id: string, result: PreflightResult): void {
  db.run('UPDATE training_preflight SET result = ? WHERE id = ?', JSON.stringify(result), id)
}

/** One pre-flight, or the project's latest where no id is given. */
export function preflightOf(
  db: ReadableDb,
  projectId: string,
  id: string | null,
): Preflight | null {
  const row = db.one<PreflightRow>(
    `SELECT p.*, j.status, j.message, j.message_said FROM training_preflight p JOIN job j ON j.id = p.job_id
     WHERE p.project_id = :projectId AND (:id IS NULL OR p.id = :id)
     ORDER BY p.created_at DESC, p.id DESC LIMIT 1`,
    { projectId, id },
  )
  if (!row) return null
  return {
    id: row.id,
    jobId: row.job_id,
    projectId: row.project_id,
    plan: trainingPlan.parse(JSON.parse(row.plan)),
    status: row.status,
    message: row.message,
    messageSaid: saidOf(row.message_said),
    createdAt: row.created_at,
    createdBy: row.created_by,
    result: row.result === null ? null : (JSON.parse(row.result) as PreflightResult),
    isOutdated: row.data_stamp !== dataStamp(db, projectId),
  }
}

/** The verdict of the newest finished pre-flight of this plan on these data; null where there is none. */
export function verdictFor(db: ReadableDb, plan: TrainingPlan): PreflightResult['verdict'] | null {
  const row = db.one<{ result: string }>(
    `SELECT result FROM training_preflight
     WHERE project_id = ? AND plan_sha256 = ? AND data_stamp = ? AND result IS NOT NULL
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    plan.projectId,
    planHash(plan),
    dataStamp(db, plan.projectId),
  )
  return row ? (JSON.parse(row.result) as PreflightResult).verdict : null
}
