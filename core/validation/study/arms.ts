import type { StudyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { armRows, toArm } from '../../evaluation/queries'
import type { StudyArmRow } from './queries'

/** The arms of a plan with letters of their own: those of the comparison, then the files. */
export function armsOfPlan(db: ReadableDb, plan: StudyPlan): Omit<StudyArmRow, 'study_id'>[] {
  const ofRun = armRows(db, plan.runId)
    .map(toArm)
    .filter((one) => plan.runArms.includes(one.id))
    .map((one) => ({
      name: one.name,
      run_arm: one.id,
      file_id: null,
      model_id: one.modelId,
      model_sha256: one.modelSha256,
      adapter_id: one.adapterId,
      adapter_sha256: one.adapterSha256,
      is_base: one.isBase ? 1 : 0,
    }))
  const ofFiles = plan.fileIds.flatMap((id) => {
    const file = db.one<{ name: string }>('SELECT name FROM study_answer_file WHERE id = ?', id)
    if (!file) return []
    const nothing = { model_id: null, model_sha256: null, adapter_id: null, adapter_sha256: null }
    return [{ name: file.name, run_arm: null, file_id: id, ...nothing, is_base: 0 }]
  })
  return [...ofRun, ...ofFiles].map((one, at) => ({
    arm: String.fromCharCode('A'.charCodeAt(0) + at),
    ...one,
  }))
}

/** The answers of an arm by the ordinals of the comparison. */
export function answersOfArm(
  db: ReadableDb,
  runId: string,
  arm: Pick<StudyArmRow, 'run_arm' | 'file_id'>,
): ReadonlyMap<number, string> {
  const rows =
    arm.file_id === null
      ? db.all<{ ordinal: number; text: string }>(
          `SELECT ordinal, text FROM evaluation_answer
           WHERE run_id = ? AND arm = ? AND state = 'done'`,
          runId,
          arm.run_arm,
        )
      : db.all<{ ordinal: number; text: string }>(
          'SELECT ordinal, text FROM study_file_answer WHERE file_id = ?',
          arm.file_id,
        )
  return new Map(rows.map((row) => [row.ordinal, row.text]))
}
