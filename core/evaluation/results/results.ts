import type { JudgeRemark, Judging } from '../../../contract/evaluation-comparison'
import type { Results } from '../../../contract/evaluation-results'
import { taskIds } from '../../../contract/tasks'
import type { ReadableDb } from '../../database/types'
import { armRows, type JudgingRow, judgingOf, judgingRows, toArm } from '../queries'
import { statementCheckOf } from '../statement-check/queries'
import { judgingFor, resultStamp, scoredRows } from './queries'
import {
  cellOf,
  holmOver,
  pairedOf,
  remarksAfter,
  remarksBefore,
  resultDraws,
  resultLevel,
} from './rules'

/** Figures without any text, by what they are of: bootstraps over thousands of answers take a second. */
const knownResults = new Map<string, Stamped<Results>>()
const knownRemarks = new Map<string, Stamped<JudgeRemark[]>>()
const mostKnown = 64

interface Stamped<T> {
  readonly stamp: string
  readonly value: T
}

function keep<T>(known: Map<string, Stamped<T>>, key: string, stamp: string, value: T): T {
  known.delete(key)
  known.set(key, { stamp, value })
  for (const old of known.keys()) if (known.size > mostKnown) known.delete(old)
  return value
}

/**
 * All figures of a run in one judging. Computed cell by cell, so that other calls run between them,
 * and kept until another answer or judgement comes.
 */
export async function resultsOf(
  db: ReadableDb,
  run: { readonly id: string; readonly project_id: string },
  wanted: string | null,
): Promise<Results> {
  const judgingId = judgingFor(db, run.id, wanted)
  const { isOn } = statementCheckOf(db, run.project_id)
  const key = `${run.id}/${judgingId}`
  const stamp = `${resultStamp(db, run.id, judgingId)}/${isOn}`
  const before = knownResults.get(key)
  if (before?.stamp === stamp) return before.value
  const arms = armRows(db, run.id).map(toArm)
  const rows = scoredRows(db, run.id, judgingId)
  const tasks = [null, ...taskIds.filter((task) => rows.some((row) => row.task === task))]
  const cells: Results['cells'] = []
  const paired: Results['paired'] = []
  for (const task of tasks)
    for (const arm of arms) {
      cells.push(cellOf(rows, arm.id, task, isOn))
      if (!arm.isBase) paired.push(pairedOf(rows, 'a', arm.id, task))
      await breathe()
    }
  const judging = judgingRows(db, run.id).find((row) => row.id === judgingId)
  return keep(knownResults, key, stamp, {
    runId: run.id,
    judgingId,
    arms,
    tasks,
    cells,
    paired,
    holm: holmOver(paired),
    remarks: judging ? [...remarksBefore(factsOf(judging), arms), ...remarksAfter(rows)] : [],
    level: resultLevel,
    draws: resultDraws,
  })
}

/** The judgings of a run with what is worth saying of each. */
export function judgingsOf(db: ReadableDb, runId: string): Judging[] {
  const arms = armRows(db, runId).map(toArm)
  return judgingRows(db, runId).map((row) => ({
    ...judgingOf(db, row),
    remarks: [...remarksBefore(factsOf(row), arms), ...remarksMade(db, runId, row.id)],
  }))
}

function remarksMade(db: ReadableDb, runId: string, judgingId: string): JudgeRemark[] {
  const stamp = resultStamp(db, runId, judgingId)
  const before = knownRemarks.get(judgingId)
  if (before?.stamp === stamp) return before.value
  return keep(knownRemarks, judgingId, stamp, remarksAfter(scoredRows(db, runId, judgingId)))
}

function factsOf(row: JudgingRow) {
  return { modelSha256: row.model_sha256, adapterId: row.adapter_id, parameters: row.parameters }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
