import type { StatementCheckState, Verdict } from '../../../contract/evaluation-statements'
import type { ReadableDb, WritableDb } from '../../database/types'
import { type CheckFloor, checkState, type LabelledStatement, usualFloor } from './performance'

export function statementCheckOf(db: ReadableDb, projectId: string): StatementCheckState {
  const setting = db.one<{ precision: number; recall: number; switched_off: number }>(
    'SELECT precision, recall, switched_off FROM statement_check WHERE project_id = ?',
    projectId,
  )
  const floor = setting ? { precision: setting.precision, recall: setting.recall } : usualFloor
  return checkState(labelledOf(db, projectId), floor, setting?.switched_off === 1)
}

function labelledOf(db: ReadableDb, projectId: string): LabelledStatement[] {
  return db.all(
    `SELECT l.said, l.verdict AS human FROM evaluation_run r
       CROSS JOIN statement_label l ON l.run_id = r.id WHERE r.project_id = ?`,
    projectId,
  )
}

export function storeCheckSetting(
  db: WritableDb,
  projectId: string,
  floor: CheckFloor,
  isSwitchedOff: boolean,
): void {
  db.run(
    `INSERT INTO statement_check VALUES (?, ?, ?, ?)
     ON CONFLICT (project_id) DO UPDATE SET precision = excluded.precision,
       recall = excluded.recall, switched_off = excluded.switched_off`,
    projectId,
    floor.precision,
    floor.recall,
    isSwitchedOff ? 1 : 0,
  )
}

export interface LabelPlace {
  readonly runId: string
  readonly ordinal: number
  readonly armId: string
  readonly start: number
  readonly end: number
}

export function storeLabel(
  db: WritableDb,
  place: LabelPlace,
  label: {
    readonly said: Verdict
    readonly verdict: Verdict
    readonly at: string
    readonly by: string
  },
): void {
  db.run(
    `INSERT OR REPLACE INTO statement_label
     VALUES (:runId, :ordinal, :armId, :start, :end, :said, :verdict, :at, :by)`,
    { ...place, ...label },
  )
}

export function removeLabel(db: WritableDb, place: LabelPlace): void {
  db.run(
    `DELETE FROM statement_label WHERE run_id = :runId AND ordinal = :ordinal AND arm = :armId
       AND start = :start AND "end" = :end`,
    { ...place },
  )
}

export function labelsOf(
  db: ReadableDb,
  runId: string,
  ordinal: number,
): { arm: string; start: number; end: number; verdict: Verdict }[] {
  return db.all(
    'SELECT arm, start, "end", verdict FROM statement_label WHERE run_id = ? AND ordinal = ?',
    runId,
    ordinal,
  )
}
