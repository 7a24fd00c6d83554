import type { Sampling } from '../../contract/common'
import type {
  Arm,
  EvaluationRun,
  Judging,
  QuestionSource,
} from '../../contract/evaluation-comparison'
import type { PromptFamily } from '../../contract/prompt-families'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb, WritableDb } from '../database/types'
import type { JudgePromptFile } from './judge/prompt'
import type { MachineStatement } from './statement-check/check'
import { countVerdicts } from './statement-check/check'

export interface RunRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly name: string
  readonly set_id: string | null
  readonly source_name: string
  readonly split_sha256: string | null
  readonly confidential: number
  readonly sampling: string
  readonly seed: number
  readonly max_tokens: number
  readonly parallel: number
  readonly context_size: number
  readonly created_at: string
  readonly created_by: string
  /** As JSON; null where it was not kept yet. */
  readonly source: string | null
}

export interface ArmRow {
  readonly run_id: string
  readonly arm: string
  readonly model_id: string
  readonly model_name: string
  readonly model_sha256: string
  readonly adapter_id: string | null
  readonly adapter_name: string | null
  readonly adapter_sha256: string | null
  readonly family: PromptFamily
}

export interface ItemRowStored {
  readonly run_id: string
  readonly ordinal: number
  readonly note_id: number
  readonly task: TaskId | null
  readonly question: string
  readonly reference: string | null
  readonly answerable: number | null
  readonly confidential: number
  readonly seed: number
}

export interface JudgingRow {
  readonly id: string
  readonly run_id: string
  readonly model_id: string
  readonly model_name: string
  readonly model_sha256: string
  readonly parameters: number
  readonly adapter_id: string | null
  readonly adapter_name: string | null
  readonly prompt: string
  readonly prompt_sha256: string
  readonly seed: number
  readonly retries: number
  readonly malformed: number
  readonly created_at: string
  readonly created_by: string
}

export function insertRun(
  db: WritableDb,
  run: RunRow,
  arms: readonly ArmRow[],
  items: readonly ItemRowStored[],
): void {
  db.run(
    `INSERT INTO evaluation_run VALUES (:id, :job_id, :project_id, :name, :set_id, :source_name,
       :split_sha256, :confidential, :sampling, :seed, :max_tokens, :parallel, :context_size,
       :created_at, :created_by, :source)`,
    run,
  )
  for (const arm of arms)
    db.run(
      `INSERT INTO evaluation_arm VALUES (:run_id, :arm, :model_id, :model_name, :model_sha256,
         :adapter_id, :adapter_name, :adapter_sha256, :family)`,
      arm,
    )
  for (const item of items) {
    db.run(
      `INSERT INTO evaluation_item VALUES (:run_id, :ordinal, :note_id, :task, :question, :reference,
         :answerable, :confidential, :seed)`,
      item,
    )
    for (const { arm } of arms)
      db.run(
        "INSERT INTO evaluation_answer (run_id, arm, ordinal, state) VALUES (?, ?, ?, 'waiting')",
        run.id,
        arm,
        item.ordinal,
      )
  }
}

export function runRow(db: ReadableDb, id: string): RunRow | undefined {
  return db.one('SELECT * FROM evaluation_run WHERE id = ?', id)
}

/** Base first. */
export function armRows(db: ReadableDb, runId: string): ArmRow[] {
  return db.all('SELECT * FROM evaluation_arm WHERE run_id = ? ORDER BY arm', runId)
}

export function setRunJob(db: WritableDb, runId: string, jobId: string): void {
  db.run('UPDATE evaluation_run SET job_id = ? WHERE id = ?', jobId, runId)
}

export type AskedItem = ItemRowStored & { readonly note: string }

/** Questions that an arm has not answered yet, in order; their notes come one by one with `askedItem`. */
export function waitingAnswers(db: ReadableDb, runId: string, arm: string): number[] {
  return db
    .all<{ ordinal: number }>(
      "SELECT ordinal FROM evaluation_answer WHERE run_id = ? AND arm = ? AND state = 'waiting' ORDER BY ordinal",
      runId,
      arm,
    )
    .map((row) => row.ordinal)
}

export function askedItem(db: ReadableDb, runId: string, ordinal: number): AskedItem | undefined {
  return db.one(
    `SELECT i.*, n.text AS note FROM evaluation_item i JOIN evaluation_note n ON n.id = i.note_id
     WHERE i.run_id = ? AND i.ordinal = ?`,
    runId,
    ordinal,
  )
}

export interface NewAnswer {
  readonly text: string
  readonly finishReason: 'stop' | 'length'
  readonly tokens: number
  readonly seconds: number
  readonly cutCharacters: number
  readonly saysNotInNote: boolean
  readonly statements: readonly MachineStatement[]
}

export function storeAnswer(
  db: WritableDb,
  place: { readonly runId: string; readonly arm: string; readonly ordinal: number },
  answer: NewAnswer,
): void {
  db.run(
    `UPDATE evaluation_answer SET state = 'done', text = :text, finish_reason = :finishReason,
       tokens = :tokens, seconds = :seconds, cut_characters = :cutCharacters,
       says_not_in_note = :saysNotInNote, statements = :statements, supported = :supported,
       contradicted = :contradicted, not_found = :notFound, unchecked = :unchecked
     WHERE run_id = :runId AND arm = :arm AND ordinal = :ordinal`,
    {
      ...place,
      ...answer,
      ...countVerdicts(answer.statements),
      saysNotInNote: answer.saysNotInNote ? 1 : 0,
      statements: JSON.stringify(answer.statements),
    },
  )
}

export function failAnswer(
  db: WritableDb,
  runId: string,
  arm: string,
  ordinal: number,
  reason: string,
): void {
  db.run(
    "UPDATE evaluation_answer SET state = 'failed', failure = ? WHERE run_id = ? AND arm = ? AND ordinal = ?",
    reason,
    runId,
    arm,
    ordinal,
  )
}

export interface StoredAnswer {
  readonly arm: string
  readonly ordinal: number
  readonly state: 'waiting' | 'done' | 'failed'
  readonly text: string
  readonly finish_reason: 'stop' | 'length' | null
  readonly failure: string | null
  readonly tokens: number
  readonly seconds: number
  readonly cut_characters: number
  readonly says_not_in_note: number
  readonly statements: string
}

export function answersTo(db: ReadableDb, runId: string, ordinal: number): StoredAnswer[] {
  return db.all(
    'SELECT * FROM evaluation_answer WHERE run_id = ? AND ordinal = ? ORDER BY arm',
    runId,
    ordinal,
  )
}

// Judging

export function insertJudging(db: WritableDb, row: Omit<JudgingRow, 'malformed'>): void {
  db.run(
    `INSERT INTO judging (id, run_id, model_id, model_name, model_sha256, parameters, adapter_id,
       adapter_name, prompt, prompt_sha256, seed, retries, created_at, created_by)
     VALUES (:id, :run_id, :model_id, :model_name, :model_sha256, :parameters, :adapter_id,
       :adapter_name, :prompt, :prompt_sha256, :seed, :retries, :created_at, :created_by)`,
    row,
  )
  db.run(
    `INSERT INTO judgement (judging_id, ordinal, state)
     SELECT ?, ordinal, 'waiting' FROM evaluation_item WHERE run_id = ?`,
    row.id,
    row.run_id,
  )
}

/** Oldest first. */
export function judgingRows(db: ReadableDb, runId: string): JudgingRow[] {
  return db.all('SELECT * FROM judging WHERE run_id = ? ORDER BY created_at, id', runId)
}

export function waitingJudgements(db: ReadableDb, judgingId: string): number[] {
  return db
    .all<{ ordinal: number }>(
      "SELECT ordinal FROM judgement WHERE judging_id = ? AND state = 'waiting' ORDER BY ordinal",
      judgingId,
    )
    .map((row) => row.ordinal)
}

export interface NewScore {
  readonly arm: string
  readonly letter: string
  readonly score: number
  readonly reason: string
}

export function storeJudgement(
  db: WritableDb,
  place: { readonly judgingId: string; readonly ordinal: number },
  made: {
    readonly state: 'judged' | 'unparseable'
    readonly raw: string
    readonly tries: number
    /** How many of the tries could not be read. */
    readonly malformed: number
    readonly cutCharacters: number
    readonly scores: readonly NewScore[]
  },
): void {
  const { state, raw, tries, cutCharacters } = made
  db.run(
    `UPDATE judgement SET state = :state, raw = :raw, tries = :tries,
       cut_characters = :cutCharacters WHERE judging_id = :judgingId AND ordinal = :ordinal`,
    { ...place, state, raw, tries, cutCharacters },
  )
  if (made.malformed > 0)
    db.run(
      'UPDATE judging SET malformed = malformed + ? WHERE id = ?',
      made.malformed,
      place.judgingId,
    )
  for (const score of made.scores)
    db.run(
      'INSERT OR REPLACE INTO judge_score VALUES (?, ?, ?, ?, ?, ?)',
      place.judgingId,
      place.ordinal,
      score.arm,
      score.letter,
      score.score,
      score.reason,
    )
}

export function setJudgementFailed(
  db: WritableDb,
  judgingId: string,
  ordinal: number,
  reason: string,
): void {
  db.run(
    "UPDATE judgement SET state = 'failed', failure = ? WHERE judging_id = ? AND ordinal = ?",
    reason,
    judgingId,
    ordinal,
  )
}

/** Characters of the longest note with its question and all answers to it. */
export function longestJudged(db: ReadableDb, runId: string): number {
  return (
    db.one<{ n: number | null }>(
      `SELECT max(length(n.text) + length(i.question)
                  + (SELECT coalesce(sum(length(a.text)), 0) FROM evaluation_answer a
                     WHERE a.run_id = i.run_id AND a.ordinal = i.ordinal)) AS n
       FROM evaluation_item i JOIN evaluation_note n ON n.id = i.note_id WHERE i.run_id = ?`,
      runId,
    )?.n ?? 0
  )
}

export interface JudgementRow {
  readonly state: 'waiting' | 'judged' | 'unparseable' | 'failed'
  readonly raw: string
  readonly tries: number
  readonly failure: string | null
}

export function judgementRow(
  db: ReadableDb,
  judgingId: string,
  ordinal: number,
): JudgementRow | undefined {
  return db.one(
    'SELECT state, raw, tries, failure FROM judgement WHERE judging_id = ? AND ordinal = ?',
    judgingId,
    ordinal,
  )
}

export function scoresTo(db: ReadableDb, judgingId: string, ordinal: number): NewScore[] {
  return db.all(
    'SELECT arm, letter, score, reason FROM judge_score WHERE judging_id = ? AND ordinal = ?',
    judgingId,
    ordinal,
  )
}

/** Finished and planned pieces of a run: answers, then judgements. */
export function runProgress(db: ReadableDb, runId: string): { done: number; total: number } {
  return db.one(
    `SELECT (SELECT count(*) FROM evaluation_answer WHERE run_id = :runId)
          + (SELECT count(*) FROM judging g JOIN judgement j ON j.judging_id = g.id WHERE g.run_id = :runId)
            AS total,
            (SELECT count(*) FROM evaluation_answer WHERE run_id = :runId AND state <> 'waiting')
          + (SELECT count(*) FROM judging g JOIN judgement j ON j.judging_id = g.id
             WHERE g.run_id = :runId AND j.state <> 'waiting') AS done`,
    { runId },
  ) as { done: number; total: number }
}

export function toArm(row: ArmRow): Arm {
  return {
    id: row.arm,
    modelId: row.model_id,
    modelName: row.model_name,
    modelSha256: row.model_sha256,
    adapterId: row.adapter_id,
    adapterName: row.adapter_name,
    adapterSha256: row.adapter_sha256,
    family: row.family,
    name: row.adapter_name === null ? row.model_name : `${row.model_name} + ${row.adapter_name}`,
    isBase: row.arm === 'a',
  }
}

/** Without the remarks, which need all scores. */
export function judgingOf(db: ReadableDb, row: JudgingRow): Omit<Judging, 'remarks'> {
  const counts = db.one<{ planned: number; judged: number; unparseable: number; failed: number }>(
    `SELECT count(*) AS planned, coalesce(sum(state = 'judged'), 0) AS judged,
            coalesce(sum(state = 'unparseable'), 0) AS unparseable,
            coalesce(sum(state = 'failed'), 0) AS failed
     FROM judgement WHERE judging_id = ?`,
    row.id,
  )!
  const prompt = JSON.parse(row.prompt) as JudgePromptFile
  return {
    id: row.id,
    judgeName:
      row.adapter_name === null ? row.model_name : `${row.model_name} + ${row.adapter_name}`,
    modelId: row.model_id,
    modelSha256: row.model_sha256,
    adapterId: row.adapter_id,
    promptName: prompt.name,
    promptVersion: prompt.version,
    promptSha256: row.prompt_sha256,
    seed: row.seed,
    ...counts,
    malformed: row.malformed,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}

export function runsOf(db: ReadableDb, projectId: string): RunRow[] {
  return db.all(
    'SELECT * FROM evaluation_run WHERE project_id = ? ORDER BY created_at DESC, id DESC',
    projectId,
  )
}

export function toRun(db: ReadableDb, row: RunRow, judgings: Judging[]): EvaluationRun {
  const counts = db.one<{ planned: number; made: number; failed: number }>(
    `SELECT count(*) AS planned, coalesce(sum(state = 'done'), 0) AS made,
            coalesce(sum(state = 'failed'), 0) AS failed FROM evaluation_answer WHERE run_id = ?`,
    row.id,
  )!
  const arms = armRows(db, row.id).map(toArm)
  return {
    id: row.id,
    projectId: row.project_id,
    jobId: row.job_id,
    name: row.name,
    source: sourceOf(row),
    sourceName: row.source_name,
    splitSha256: row.split_sha256,
    confidential: row.confidential === 1,
    questions: counts.planned / Math.max(1, arms.length),
    arms,
    answersPlanned: counts.planned,
    answersMade: counts.made,
    answersFailed: counts.failed,
    judgings,
    seed: row.seed,
    sampling: JSON.parse(row.sampling) as Sampling,
    maxTokens: row.max_tokens,
    parallel: row.parallel,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}

function sourceOf(row: RunRow): QuestionSource {
  if (row.source !== null) return JSON.parse(row.source) as QuestionSource
  return row.set_id === null ? { kind: 'test-split' } : { kind: 'set', id: row.set_id }
}

/** Takes a run with everything made of it. Its job stays in the list of what happened. */
export function deleteRun(db: WritableDb, runId: string): void {
  const ofJudging = 'judging_id IN (SELECT id FROM judging WHERE run_id = ?)'
  for (const sql of [
    `DELETE FROM judge_score WHERE ${ofJudging}`,
    `DELETE FROM judgement WHERE ${ofJudging}`,
    'DELETE FROM judging WHERE run_id = ?',
    'DELETE FROM statement_label WHERE run_id = ?',
    'DELETE FROM evaluation_answer WHERE run_id = ?',
    'DELETE FROM evaluation_item WHERE run_id = ?',
    'DELETE FROM evaluation_arm WHERE run_id = ?',
    'DELETE FROM evaluation_run WHERE id = ?',
  ])
    db.run(sql, runId)
}
