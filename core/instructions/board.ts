import { rowFilterIds } from '../../contract/instruction-filters'
import type { InstructionBoard, InstructionRun, ModelVerdict } from '../../contract/instructions'
import { type TaskId, taskIds } from '../../contract/tasks'
import type { ReadableDb } from '../database/types'
import { bitOf } from './filters'
import { itemCounts, partsOf, type RunRow, thresholdsOf } from './queries'

interface Group {
  readonly task: TaskId
  readonly caught: number
  readonly kept: number
  readonly answerable: number
  readonly confidential: number
  readonly verdict: string | null
  readonly n: number
}

/** The tiles and the filters, from one pass over an index that holds no text. */
export function boardOf(db: ReadableDb, projectId: string, runId: string | null): InstructionBoard {
  const groups = db.all<Group>(
    `SELECT task, caught, kept, answerable, confidential, verdict, count(*) AS n FROM instruction_row
     WHERE project_id = :projectId ${runId === null ? '' : 'AND run_id = :runId'}
     GROUP BY task, caught, kept, answerable, confidential, verdict`,
    runId === null ? { projectId } : { projectId, runId },
  )
  const sum = (fits: (group: Group) => boolean): number =>
    groups.reduce((total, group) => (fits(group) ? total + group.n : total), 0)
  return {
    rows: sum(() => true),
    kept: sum((g) => g.kept === 1),
    byHand: sum((g) => g.verdict !== null),
    unanswerable: sum((g) => g.kept === 1 && g.answerable === 0),
    confidential: sum((g) => g.kept === 1 && g.confidential === 1),
    noteGone: rowsWithoutNote(db, projectId),
    tasks: taskIds.map((task) => ({
      task,
      rows: sum((g) => g.task === task),
      kept: sum((g) => g.task === task && g.kept === 1),
      unanswerable: sum((g) => g.task === task && g.kept === 1 && g.answerable === 0),
      example: exampleOf(db, projectId, task),
    })),
    filters: rowFilterIds.map((filter) => ({
      filter,
      caught: sum((g) => (g.caught & bitOf(filter)) !== 0),
      caughtAlone: sum((g) => g.caught === bitOf(filter)),
    })),
    thresholds: thresholdsOf(db, projectId),
  }
}

/** Kept rows whose synthetic note the gates of its own stage have taken back. */
function rowsWithoutNote(db: ReadableDb, projectId: string): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM note n CROSS JOIN instruction_row r ON r.note_id = n.id
       WHERE n.project_id = ? AND n.caught = 1 AND n.restored = 0 AND r.kept = 1`,
      projectId,
    )?.n ?? 0
  )
}

/** The first kept row of a task, else the first one at all. */
function exampleOf(
  db: ReadableDb,
  projectId: string,
  task: TaskId,
): { id: number; question: string } | null {
  const first = (kept: number) =>
    db.one<{ id: number; question: string }>(
      `SELECT id, substr(question, 1, 300) AS question FROM instruction_row
       WHERE project_id = ? AND task = ? AND kept = ? ORDER BY id LIMIT 1`,
      projectId,
      task,
      kept,
    )
  return first(1) ?? first(0) ?? null
}

/** With fewer calls or rows nothing can be said of a model. */
const enoughRows = 8
const weakMalformed = 0.2
const tooManyMalformed = 0.5
const weakCaught = 0.5
const tooManyCaught = 0.8

/**
 * Whether a model is good enough for this stage: by the share of its calls whose output had not
 * the form that was asked for, and by the share of its rows that are caught or were given up.
 */
export function verdictOf(figures: Omit<ModelVerdict, 'state'>): ModelVerdict {
  const { calls, malformed, rows, caught, givenUp } = figures
  const tried = rows + givenUp
  if (tried < enoughRows || calls === 0) return { ...figures, state: 'too-early' }
  const badForm = malformed / calls
  const lost = (caught + givenUp) / tried
  if (badForm > tooManyMalformed || lost > tooManyCaught)
    return { ...figures, state: 'not-good-enough' }
  if (badForm > weakMalformed || lost > weakCaught) return { ...figures, state: 'weak' }
  return { ...figures, state: 'good' }
}

export function listRuns(db: ReadableDb, projectId: string): InstructionRun[] {
  const rows = db.all<
    RunRow & { model_name: string; rows: number; kept: number; caught_rows: number }
  >(
    `SELECT g.*, m.name AS model_name, count(r.id) AS rows, coalesce(sum(r.kept), 0) AS kept,
            coalesce(sum(r.caught != 0), 0) AS caught_rows
     FROM instruction_run g JOIN model m ON m.id = g.model_id
       LEFT JOIN instruction_row r ON r.run_id = g.id
     WHERE g.project_id = ? GROUP BY g.id ORDER BY g.created_at DESC, g.id DESC`,
    projectId,
  )
  return rows.map((row) => {
    const { prompt } = partsOf(row)
    const items = itemCounts(db, row.id)
    return {
      id: row.id,
      jobId: row.job_id,
      modelName: row.model_name,
      promptName: prompt.name,
      promptVersion: prompt.version,
      seed: row.seed,
      planned: items.total,
      finished: items.done,
      failed: items.failed,
      kept: row.kept,
      questionCalls: row.question_calls,
      questionMalformed: row.question_malformed,
      answerCalls: row.answer_calls,
      answerMalformed: row.answer_malformed,
      verdict: verdictOf({
        calls: row.question_calls + row.answer_calls,
        malformed: row.question_malformed + row.answer_malformed,
        rows: row.rows,
        caught: row.caught_rows,
        givenUp: items.malformed,
      }),
      createdAt: row.created_at,
      createdBy: row.created_by,
    }
  })
}
