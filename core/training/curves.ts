import type { RunCurves, StageCurves, StepCurve } from '../../contract/training'
import type { TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb } from '../database/types'
import { checkpointsOf, evaluationsOf, runRow, type StageRow, stageRows } from './queries'

export interface CurveRequest {
  readonly stage: TrainingStageId | null
  readonly fromStep: number | null
  readonly toStep: number | null
  readonly points: number
}

const lists = [
  'step',
  'loss',
  'lossMin',
  'lossMax',
  'learningRate',
  'gradientNorm',
  'gradientNormMax',
  'tokensPerSecond',
  'memoryBytes',
  'tokens',
  'seconds',
] as const satisfies readonly (keyof StepCurve)[]

/** Curves of a run's stages in at most `points` buckets each; undefined where there is no such run. */
export function curvesOf(
  db: ReadableDb,
  runId: string,
  request: CurveRequest,
): RunCurves | undefined {
  const run = runRow(db, runId)
  if (!run) return undefined
  const stages = stageRows(db, runId).filter(
    (row) => request.stage === null || row.stage === request.stage,
  )
  return { runId, name: run.name, stages: stages.map((row) => stageCurves(db, row, request)) }
}

function stageCurves(db: ReadableDb, row: StageRow, request: CurveRequest): StageCurves {
  const range = {
    id: row.id,
    from: request.fromStep ?? 0,
    to: request.toStep ?? Number.MAX_SAFE_INTEGER,
  }
  // Ends of a key are found at once; counting 100,000 rows is not needed: steps have no gaps.
  const ends = db.one<{ first: number | null; last: number | null }>(
    `SELECT (SELECT min(step) FROM training_step WHERE stage_id = :id AND step >= :from AND step <= :to) AS first,
            (SELECT max(step) FROM training_step WHERE stage_id = :id AND step >= :from AND step <= :to) AS last`,
    range,
  )
  const first = ends?.first ?? 0
  const stored = ends?.last === null || ends === undefined ? 0 : ends.last - first + 1
  const width = Math.max(1, Math.ceil(stored / request.points))
  const inRange = <T extends { readonly step: number }>(all: readonly T[]): T[] =>
    all.filter(({ step }) => step >= range.from && step <= range.to)
  const looks = evaluationsOf(db, row.id)
  // The trainer says at each look whether it is the best so far; the last of those is the best of all.
  const bestStep = looks.findLast(({ best }) => best === 1)?.step
  return {
    stage: row.stage,
    stored,
    stepsPerBucket: width,
    curve: bucketed(db, { ...range, first, width }),
    validation: inRange(looks).map(({ step, loss }) => ({ step, loss, best: step === bestStep })),
    checkpoints: inRange(checkpointsOf(db, row.id))
      .map(({ step, at }) => ({ step, at }))
      .reverse(),
  }
}

/**
 * Mean with smallest and largest of each bucket, so that a spike of one step in 100,000 is still
 * seen. Sums at the end of a bucket are looked up by its last step.
 */
function bucketed(
  db: ReadableDb,
  range: { id: number; from: number; to: number; first: number; width: number },
): StepCurve {
  const rows = db.all<Record<(typeof lists)[number], number>>(
    `SELECT b.step, b.loss, b.lossMin, b.lossMax, b.learningRate, b.gradientNorm, b.gradientNormMax,
            b.tokensPerSecond, b.memoryBytes, s.total_tokens AS tokens, s.total_seconds AS seconds
     FROM (SELECT max(step) AS step, avg(loss) AS loss, min(loss) AS lossMin, max(loss) AS lossMax,
                  avg(learning_rate) AS learningRate, avg(gradient_norm) AS gradientNorm,
                  max(gradient_norm) AS gradientNormMax,
                  coalesce(sum(tokens) / nullif(sum(seconds), 0), 0) AS tokensPerSecond,
                  max(memory) AS memoryBytes
           FROM training_step
           WHERE stage_id = :id AND step >= :from AND step <= :to
           -- Numbers are bound as fractions: only whole ones divide into buckets.
           GROUP BY (step - CAST(:first AS INTEGER)) / CAST(:width AS INTEGER)) b
       CROSS JOIN training_step s ON s.stage_id = :id AND s.step = b.step
     ORDER BY b.step`,
    range,
  )
  const columns = Object.fromEntries(lists.map((name) => [name, rows.map((row) => row[name])]))
  return columns as unknown as StepCurve
}
