import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'
import {
  type CheckpointRow,
  checkpointsOf,
  insertCheckpoint,
  type StageRow,
  setCheckpointFiles,
} from './queries'
import { fileNames, trainerNames } from './run-files'
import type { RunWork } from './work'

/** Checkpoints whose whole state is kept, in case the newest is damaged. */
const keptStates = 2

/**
 * Seals a checkpoint with the adapter as it is then, and removes what newer ones replace: whole
 * states but the last two, adapters but the last and the best. False where the trainer has replaced
 * it already: a newer one is on its way.
 */
export async function sealCheckpoint(
  work: RunWork,
  stage: StageRow,
  folder: string,
  step: number,
): Promise<boolean> {
  const { files, context, log } = work
  try {
    const adapter = await files.seal(
      fileNames.adapter(stage.stage, step),
      join(folder, trainerNames.adapter(step)),
    )
    if (work.plan.patience > 0) await sealBest(work, stage, folder)
    const state = await files.seal(
      fileNames.checkpoint(stage.stage, step),
      join(folder, trainerNames.checkpoint(step)),
    )
    context.stage((db) =>
      insertCheckpoint(db, {
        stage_id: stage.id,
        step,
        at: context.services.clock.now(),
        bytes: state.bytes,
        adapter_sha256: adapter.sha256,
        validation_loss: lossAt(db, stage.id, step),
        has_state: 1,
        has_adapter: 1,
      }),
    )
    log(stage.stage, 'checkpoint', { step, bytes: state.bytes })
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return false
    throw cause
  }
  await removeReplaced(work, stage)
  return true
}

async function sealBest(work: RunWork, stage: StageRow, folder: string): Promise<void> {
  const best = await readFile(join(folder, trainerNames.best)).catch(() => null)
  if (best) await work.files.sealBytes(fileNames.best(stage.stage), best)
}

function lossAt(db: ReadableDb, stageId: number, step: number): number | null {
  return (
    db.one<{ loss: number }>(
      'SELECT loss FROM training_evaluation WHERE stage_id = ? AND step = ?',
      stageId,
      step,
    )?.loss ?? null
  )
}

/** The checkpoint with the lowest validation loss; null where none has one. */
export function bestCheckpoint(rows: readonly CheckpointRow[]): CheckpointRow | null {
  const rated = rows.filter((row) => row.validation_loss !== null && row.has_adapter === 1)
  return rated.reduce<CheckpointRow | null>(
    (best, row) =>
      best === null || (row.validation_loss ?? 0) < (best.validation_loss ?? 0) ? row : best,
    null,
  )
}

async function removeReplaced(work: RunWork, stage: StageRow): Promise<void> {
  const rows = checkpointsOf(work.context.services.vault.db(), stage.id)
  const best = bestCheckpoint(rows)
  for (const [place, row] of rows.entries()) {
    const state = place < keptStates
    const adapter = place < keptStates || row.step === best?.step
    if (state === (row.has_state === 1) && adapter === (row.has_adapter === 1)) continue
    work.context.stage((db) => setCheckpointFiles(db, stage.id, row.step, { state, adapter }))
    if (!state) await work.files.remove(fileNames.checkpoint(stage.stage, row.step))
    if (!adapter) await work.files.remove(fileNames.adapter(stage.stage, row.step))
  }
}

/** Puts the newest whole checkpoint into the trainer's folder. @returns its step; 0 where none is. */
export async function restore(work: RunWork, stage: StageRow, folder: string): Promise<number> {
  const { files, context, log } = work
  const best = fileNames.best(stage.stage)
  if (files.has(best)) await files.unseal(best, join(folder, trainerNames.best))
  for (const row of checkpointsOf(context.services.vault.db(), stage.id)) {
    const name = fileNames.checkpoint(stage.stage, row.step)
    if (row.has_state === 0 || !files.has(name)) continue
    try {
      await files.unseal(name, join(folder, trainerNames.checkpoint(row.step)))
      return row.step
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      log(stage.stage, 'warning', { step: row.step }, 'checkpoint-damaged')
    }
  }
  return 0
}
