import type { JobStatus } from '../../contract/jobs'
import type { RunStage, TrainingRun } from '../../contract/training'
import { type TrainingStageId, trainingPlan, trainingStageIds } from '../../contract/training-plan'
import type { ReadableDb } from '../database/types'
import { saidOf } from '../jobs/messages'
import { jobRow } from '../jobs/queries'
import type { Services } from '../kernel/context'
import { checkpointsOf, type RunRow, type StageRow, stageRows } from './queries'

/** A run as the page sees it. */
export function toRun(services: Services, db: ReadableDb, row: RunRow): TrainingRun {
  const model = db.one<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM model WHERE id = ?',
    row.model_id,
  )
  const job = jobRow(db, row.job_id)
  const rows = stageRows(db, row.id)
  const status: JobStatus = job?.status ?? 'failed'
  const live = status === 'running' ? services.training.desk.live(row.id) : null
  const secondsLeft = live && secondsLeftOf(rows, live.stage)
  return {
    id: row.id,
    jobId: row.job_id,
    projectId: row.project_id,
    name: row.name,
    modelId: row.model_id,
    modelName: model?.name ?? '',
    modelSha256: model?.sha256 ?? '',
    plan: trainingPlan.parse(JSON.parse(row.plan)),
    status,
    message: job?.message ?? null,
    messageSaid: saidOf(job?.message_said ?? '[]'),
    stages: trainingStageIds.map((stage) => toStage(stage, rows)),
    live: live && { ...live, secondsLeft: secondsLeft ?? null },
    confidential: row.confidential === 1,
    splitSha256: row.split_sha256,
    leakage: row.leakage,
    keepAsked: row.keep_asked,
    canKeep:
      row.adapter_id === null &&
      ['running', 'paused', 'interrupted', 'failed', 'waiting'].includes(status) &&
      rows.some((stage) => checkpointsOf(db, stage.id).some((one) => one.has_adapter === 1)),
    adapterId: row.adapter_id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    endedAt: row.ended_at,
  }
}

function toStage(stage: TrainingStageId, rows: readonly StageRow[]): RunStage {
  const row = rows.find((one) => one.stage === stage)
  return {
    stage,
    state: row?.state ?? 'off',
    step: row?.step ?? 0,
    steps: row?.steps ?? null,
    samples: row?.samples ?? null,
    supervisedTokens: row?.supervised_tokens ?? null,
    lastLoss: row?.last_loss ?? null,
    bestValidationLoss: row?.best_loss ?? null,
    bestStep: row?.best_step ?? null,
    seconds: row?.seconds ?? 0,
    dataSha256: row?.data_sha256 ?? null,
  }
}

/**
 * By the mean step of the running stage; a stage still to come counts with the same mean. Only for
 * guessing: null before the first step.
 */
function secondsLeftOf(rows: readonly StageRow[], running: TrainingStageId | null): number | null {
  const now = rows.findIndex((row) => row.stage === running)
  const row = rows[now]
  if (!row || row.step === 0 || row.seconds === 0) return null
  const left = rows
    .slice(now)
    .reduce((sum, one) => sum + Math.max(0, (one.steps ?? 0) - (one === row ? row.step : 0)), 0)
  return (row.seconds / row.step) * left
}
