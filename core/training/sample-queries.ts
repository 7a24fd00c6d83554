import type { TaskId } from '../../contract/tasks'
import type { RunSamples } from '../../contract/training'
import type { TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../database/types'
import type { InstructionPair } from '../instructions/rows'

type SampleStage = TrainingStageId | 'base'

export function insertQuestion(
  db: WritableDb,
  runId: string,
  ordinal: number,
  pair: InstructionPair,
): void {
  db.run(
    'INSERT OR REPLACE INTO training_question VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    runId,
    ordinal,
    pair.id,
    pair.task,
    pair.note,
    pair.question,
    pair.answer,
    pair.confidential ? 1 : 0,
  )
}

export function questionsOf(db: ReadableDb, runId: string): RunSamples['questions'] {
  return db
    .all<{
      ordinal: number
      rowId: number
      task: TaskId
      note: string
      question: string
      answer: string
      confidential: number
    }>(
      `SELECT ordinal, row_id AS rowId, task, note, question, answer, confidential
       FROM training_question WHERE run_id = ? ORDER BY ordinal`,
      runId,
    )
    .map((row) => ({ ...row, confidential: row.confidential === 1 }))
}

export function insertSample(
  db: WritableDb,
  sample: {
    readonly runId: string
    readonly stage: SampleStage
    readonly step: number
    readonly ordinal: number
    readonly text: string
    readonly finishReason: 'stop' | 'length'
    readonly seconds: number
    readonly at: string
    readonly missing: string | null
  },
): void {
  db.run(
    `INSERT OR REPLACE INTO training_sample VALUES (:runId, :stage, :step, :ordinal, :text,
       :finishReason, :seconds, :at, :missing)`,
    sample,
  )
}

/** Ordinals of the questions that are answered there. */
export function samplesAt(
  db: ReadableDb,
  runId: string,
  stage: SampleStage,
  step: number,
): number[] {
  return db
    .all<{ ordinal: number }>(
      'SELECT ordinal FROM training_sample WHERE run_id = ? AND stage = ? AND step = ?',
      runId,
      stage,
      step,
    )
    .map(({ ordinal }) => ordinal)
}

interface SampleRow {
  readonly stage: SampleStage
  readonly step: number
  readonly ordinal: number
  readonly text: string
  readonly finish_reason: 'stop' | 'length'
  readonly seconds: number
  readonly at: string
  readonly missing: string | null
}

export function samplesOf(db: ReadableDb, runId: string): RunSamples {
  // Newest first: tuning comes after pretraining, whose name stands before it in the alphabet.
  const rows = db.all<SampleRow>(
    `SELECT stage, step, ordinal, text, finish_reason, seconds, at, missing FROM training_sample
     WHERE run_id = ? ORDER BY stage DESC, step DESC, ordinal`,
    runId,
  )
  const answer = ({ ordinal, text, finish_reason, seconds }: SampleRow) => ({
    ordinal,
    text,
    finishReason: finish_reason,
    seconds,
  })
  const checkpoints: RunSamples['checkpoints'] = []
  for (const row of rows) {
    if (row.stage === 'base') continue
    const last = checkpoints.at(-1)
    const group =
      last?.stage === row.stage && last.step === row.step
        ? last
        : { stage: row.stage, step: row.step, at: row.at, answers: [], missing: null }
    if (group !== last) checkpoints.push(group)
    if (row.missing === null) group.answers.push(answer(row))
    else group.missing = row.missing
  }
  return {
    questions: questionsOf(db, runId),
    base: rows.filter((row) => row.stage === 'base' && row.missing === null).map(answer),
    checkpoints,
  }
}
