import { statfs } from 'node:fs/promises'
import type { ModelInspection } from '../../contract/model-protocol'
import type { TrainingPlan } from '../../contract/training-plan'
import { privateRoomFree } from '../kernel/private-room'

/*
 * What a run writes: in memory-backed room the trainer's folder (three checkpoints at the moment when
 * a new one replaces the oldest, three adapters, the best and the first one), on the disk the sealed
 * ones (two checkpoints and a new one, four adapters) and the data.
 */

const bytesPerValue = 4

/** Weights of an adapter on a model: rank times inputs and outputs of each projection and layer. */
export function adapterParameters(
  inspection: Pick<
    ModelInspection,
    'layers' | 'embedding' | 'feedForward' | 'heads' | 'kvHeads' | 'keyLength' | 'valueLength'
  >,
  lora: TrainingPlan['lora'],
): number {
  const { layers, embedding, feedForward, heads, kvHeads, keyLength, valueLength } = inspection
  const shapes: Readonly<Record<TrainingPlan['lora']['targets'][number], number>> = {
    q: embedding + heads * keyLength,
    k: embedding + kvHeads * keyLength,
    v: embedding + kvHeads * valueLength,
    o: heads * valueLength + embedding,
    gate: embedding + feedForward,
    up: embedding + feedForward,
    down: feedForward + embedding,
  }
  return layers * lora.rank * lora.targets.reduce((sum, target) => sum + shapes[target], 0)
}

export interface RoomNeeded {
  readonly privateBytes: number
  readonly diskBytes: number
}

export function roomNeeded(parameters: number, dataBytes: number): RoomNeeded {
  const adapter = parameters * bytesPerValue
  const checkpoint = 3 * adapter
  return {
    privateBytes: 3 * checkpoint + 5 * adapter,
    diskBytes: 3 * checkpoint + 5 * adapter + dataBytes,
  }
}

/** Free bytes of the workspace's disk, and of memory-backed room (null where there is none). */
export async function roomFree(
  workspaceFolder: string,
): Promise<{ readonly diskBytes: number; readonly privateBytes: number | null }> {
  const disk = await statfs(workspaceFolder)
  return {
    diskBytes: disk.bavail * disk.bsize,
    privateBytes: privateRoomFree()?.freeBytes ?? null,
  }
}
