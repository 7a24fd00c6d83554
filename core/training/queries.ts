import type { RunLogEntry } from '../../contract/training'
import type { TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../database/types'

export interface RunRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly model_id: string
  readonly name: string
  readonly plan: string
  readonly family: string
  readonly confidential: number
  readonly split_sha256: string | null
  readonly leakage: 'passed' | 'overridden'
  /** The data of all stages are sealed and the questions drawn. */
  readonly prepared: number
  readonly keep_asked: 'last' | 'best' | null
  readonly adapter_id: string | null
  readonly created_at: string
  readonly created_by: string
  readonly ended_at: string | null
}

export interface StageRow {
  readonly id: number
  readonly run_id: string
  readonly stage: TrainingStageId
  readonly state: 'waiting' | 'running' | 'done' | 'stopped-early' | 'kept' | 'skipped'
  readonly step: number
  readonly steps: number | null
  readonly samples: number | null
  readonly supervised_tokens: number | null
  readonly data_sha256: string | null
  readonly validation_sha256: string | null
  readonly last_loss: number | null
  readonly best_loss: number | null
  readonly best_step: number | null
  readonly seconds: number
}

export interface CheckpointRow {
  readonly stage_id: number
  readonly step: number
  readonly at: string
  readonly bytes: number
  readonly adapter_sha256: string | null
  readonly validation_loss: number | null
  readonly has_state: number
  readonly has_adapter: number
}

export function planOf(row: Pick<RunRow, 'plan'>): TrainingPlan {
  return JSON.parse(row.plan) as TrainingPlan
}

export function insertRun(
  db: WritableDb,
  row: Omit<RunRow, 'prepared' | 'keep_asked' | 'adapter_id' | 'ended_at'>,
  stages: readonly TrainingStageId[],
): void {
  db.run(
    `INSERT INTO training_run (id, job_id, project_id, model_id, name, plan, family, confidential,
       split_sha256, leakage, created_at, created_by)
     VALUES (:id, :job_id, :project_id, :model_id, :name, :plan, :family, :confidential,
       :split_sha256, :leakage, :created_at, :created_by)`,
    row,
  )
  for (const stage of stages)
    db.run(
      "INSERT INTO training_stage (run_id, stage, state) VALUES (?, ?, 'waiting')",
      row.id,
      stage,
    )
}

export function runRow(db: ReadableDb, id: string): RunRow | undefined {
  return db.one('SELECT * FROM training_run WHERE id = ?', id)
}

export function runRows(db: ReadableDb, projectId: string): RunRow[] {
  return db.all(
    'SELECT * FROM training_run WHERE project_id = ? ORDER BY created_at DESC, id DESC',
    projectId,
  )
}

/** The source records that a run read; what it makes is blocked when one of them is withdrawn. */
export function insertRunCases(db: WritableDb, runId: string, documentIds: Iterable<number>): void {
  for (const id of documentIds)
    db.run('INSERT OR IGNORE INTO training_case (run_id, document_id) VALUES (?, ?)', runId, id)
  // One of them may have been found confidential while they were read.
  db.run(
    `UPDATE training_run SET confidential = 1 WHERE id = :runId AND EXISTS (
       SELECT 1 FROM withdrawn_case w CROSS JOIN training_case t ON t.document_id = w.document_id
       WHERE t.run_id = :runId AND w.kind = 'confidential')`,
    { runId },
  )
}

/** In the order in which they run. */
export function stageRows(db: ReadableDb, runId: string): StageRow[] {
  return db.all('SELECT * FROM training_stage WHERE run_id = ? ORDER BY id', runId)
}

export function stageRow(db: ReadableDb, id: number): StageRow | undefined {
  return db.one('SELECT * FROM training_stage WHERE id = ?', id)
}

export function updateStage(
  db: WritableDb,
  id: number,
  change: Partial<Omit<StageRow, 'id' | 'run_id' | 'stage'>>,
): void {
  const names = Object.keys(change)
  if (names.length === 0) return
  db.run(
    `UPDATE training_stage SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`,
    { ...change, id },
  )
}

export function updateRun(
  db: WritableDb,
  id: string,
  change: Partial<Pick<RunRow, 'name' | 'prepared' | 'keep_asked' | 'adapter_id' | 'ended_at'>>,
): void {
  const names = Object.keys(change)
  db.run(
    `UPDATE training_run SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`,
    { ...change, id },
  )
}

export interface StepFigures {
  readonly step: number
  readonly loss: number
  readonly learningRate: number
  readonly gradientNorm: number
  readonly tokensPerSecond: number
  readonly memory: number
  readonly tokens: number
  readonly seconds: number
}

/** Adds steps with their running sums; a step that was computed again after a resume is replaced. */
export function insertSteps(db: WritableDb, stageId: number, steps: readonly StepFigures[]): void {
  const first = steps[0]
  if (!first) return
  let sums = db.one<{ tokens: number; seconds: number }>(
    `SELECT total_tokens AS tokens, total_seconds AS seconds FROM training_step
     WHERE stage_id = ? AND step < ? ORDER BY step DESC LIMIT 1`,
    stageId,
    first.step,
  ) ?? { tokens: 0, seconds: 0 }
  for (const one of steps) {
    sums = { tokens: sums.tokens + one.tokens, seconds: sums.seconds + one.seconds }
    db.run(
      'INSERT OR REPLACE INTO training_step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      stageId,
      one.step,
      one.loss,
      one.learningRate,
      one.gradientNorm,
      one.tokensPerSecond,
      one.memory,
      one.tokens,
      one.seconds,
      sums.tokens,
      sums.seconds,
    )
  }
}

/** Forgets what came after a checkpoint that the stage goes on from: it is computed again. */
export function forgetAfter(db: WritableDb, stageId: number, step: number): void {
  db.run('DELETE FROM training_step WHERE stage_id = ? AND step > ?', stageId, step)
  db.run('DELETE FROM training_evaluation WHERE stage_id = ? AND step > ?', stageId, step)
}

export function insertEvaluation(
  db: WritableDb,
  stageId: number,
  evaluation: { readonly step: number; readonly loss: number; readonly best: boolean },
): void {
  db.run(
    'INSERT OR REPLACE INTO training_evaluation VALUES (?, ?, ?, ?)',
    stageId,
    evaluation.step,
    evaluation.loss,
    evaluation.best ? 1 : 0,
  )
}

export function evaluationsOf(
  db: ReadableDb,
  stageId: number,
): { step: number; loss: number; best: number }[] {
  return db.all(
    'SELECT step, loss, best FROM training_evaluation WHERE stage_id = ? ORDER BY step',
    stageId,
  )
}

export function insertCheckpoint(db: WritableDb, row: CheckpointRow): void {
  db.run(
    `INSERT OR REPLACE INTO training_checkpoint VALUES (:stage_id, :step, :at, :bytes,
       :adapter_sha256, :validation_loss, :has_state, :has_adapter)`,
    row,
  )
}

/** Newest first. */
export function checkpointsOf(db: ReadableDb, stageId: number): CheckpointRow[] {
  return db.all('SELECT * FROM training_checkpoint WHERE stage_id = ? ORDER BY step DESC', stageId)
}

export function setCheckpointFiles(
  db: WritableDb,
  stageId: number,
  step: number,
  has: { readonly state: boolean; readonly adapter: boolean },
): void {
  db.run(
    'UPDATE training_checkpoint SET has_state = ?, has_adapter = ? WHERE stage_id = ? AND step = ?',
    has.state ? 1 : 0,
    has.adapter ? 1 : 0,
    stageId,
    step,
  )
}

export function insertLog(
  db: WritableDb,
  entry: Omit<RunLogEntry, 'id'> & { readonly runId: string },
): void {
  db.run(
    'INSERT INTO training_log (run_id, stage, at, code, figures, text) VALUES (?, ?, ?, ?, ?, ?)',
    entry.runId,
    entry.stage,
    entry.at,
    entry.code,
    JSON.stringify(entry.figures),
    entry.text,
  )
}

export function logPage(
  db: ReadableDb,
  runId: string,
  after: number | null,
  limit: number,
): RunLogEntry[] {
  return db
    .all<Omit<RunLogEntry, 'figures'> & { figures: string }>(
      `SELECT id, at, stage, code, figures, text FROM training_log
       WHERE run_id = :runId AND (:after IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit`,
      { runId, after, limit },
    )
    .map((row) => ({ ...row, figures: JSON.parse(row.figures) as Record<string, number> }))
}

export function storePlan(db: WritableDb, projectId: string, plan: TrainingPlan, at: string): void {
  db.run(
    `INSERT INTO training_plan VALUES (?, ?, ?)
     ON CONFLICT (project_id) DO UPDATE SET plan = excluded.plan, saved_at = excluded.saved_at`,
    projectId,
    JSON.stringify(plan),
    at,
  )
}

export function storedPlan(db: ReadableDb, projectId: string): string | undefined {
  return db.one<{ plan: string }>('SELECT plan FROM training_plan WHERE project_id = ?', projectId)
    ?.plan
}
