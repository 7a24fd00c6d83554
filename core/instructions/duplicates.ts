import type { RowThresholds } from '../../contract/instruction-filters'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb, WritableDb } from '../database/types'
import {
  createSimilarTexts,
  createVocabulary,
  type Similar,
  type SimilarTexts,
} from '../text/rouge'
import { bitOf } from './filters'
import { setNearest } from './queries'

interface Question {
  readonly id: number
  readonly task: TaskId
  readonly question: string
  readonly caught: number
}

/** The questions of a project by task, to find the nearest earlier one of a new question. */
export interface QuestionIndex {
  readonly nearest: (task: TaskId, question: string) => Similar | undefined
  readonly add: (id: number, task: TaskId, question: string) => void
}

export function createQuestionIndex(): QuestionIndex {
  const vocabulary = createVocabulary()
  const byTask = new Map<TaskId, SimilarTexts>()
  return {
    nearest: (task, question) => byTask.get(task)?.nearest(question),
    add: (id, task, question) => {
      const known = byTask.get(task)
      const index = known ?? createSimilarTexts(vocabulary)
      if (!known) byTask.set(task, index)
      index.add(id, question)
    },
  }
}

const pageRows = 2000

/**
 * Measures every question against the earlier ones of its task: rows in the order of their runs
 * and of their places in them, whatever order they were finished in, then imports. Questions that
 * another filter caught are compared with and never stand in the way of a later one. Yields after
 * each page, so that others may run in between.
 */
export function* settleQuestions(
  read: () => ReadableDb,
  write: <T>(change: (db: WritableDb) => T) => T,
  projectId: string,
): Generator<number> {
  const index = createQuestionIndex()
  const own = bitOf('near-duplicate')
  const ids = read().all<{ id: number }>(
    `SELECT r.id FROM instruction_row r LEFT JOIN instruction_run g ON g.id = r.run_id
     WHERE r.project_id = ?
     ORDER BY coalesce(g.created_at, r.created_at), coalesce(r.run_id, r.import_id), r.ordinal, r.id`,
    projectId,
  )
  for (let from = 0; from < ids.length; from += pageRows) {
    const page = ids.slice(from, from + pageRows)
    const rows = new Map(
      read()
        .all<Question & { nearest_similarity: number; nearest_id: number | null }>(
          `SELECT id, task, question, caught, nearest_similarity, nearest_id FROM instruction_row
           WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(page.map(({ id }) => id)),
        )
        .map((row) => [row.id, row]),
    )
    const changed: { id: number; nearest: Similar | undefined }[] = []
    for (const { id } of page) {
      const row = rows.get(id)
      if (!row) continue
      const nearest = index.nearest(row.task, row.question)
      if (
        (nearest?.similarity ?? 0) !== row.nearest_similarity ||
        (nearest?.id ?? null) !== row.nearest_id
      )
        changed.push({ id, nearest })
      if ((row.caught & ~own) === 0) index.add(id, row.task, row.question)
    }
    if (changed.length > 0)
      write((db) => {
        for (const { id, nearest } of changed) setNearest(db, id, nearest)
      })
    yield from + page.length
  }
}

/** Whether thresholds differ in anything but the one of near-duplicate questions itself. */
export function changesOthers(before: RowThresholds, after: RowThresholds): boolean {
  const without = ({ questionSimilarity: _, switchedOff, ...rest }: RowThresholds) =>
    JSON.stringify([rest, switchedOff.filter((one) => one !== 'near-duplicate').sort()])
  return without(before) !== without(after)
}
