import { createHash } from 'node:crypto'
import type { TaskWeights } from '../../contract/instructions'
import { type TaskId, taskIds } from '../../contract/tasks'

/**
 * Everything that chance decides in a run, from the run's seed and the place it is drawn for alone:
 * in whatever order items are worked on, and however often the run is cut off, they come out alike.
 */

/** 32 bits of SHA-256 over the parts. */
export function seedOf(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(parts.join(':')).digest().readUInt32BE(0)
}

/** At least 0 and below 1. */
function chance(...parts: readonly (string | number)[]): number {
  return seedOf(...parts) / 0x1_0000_0000
}

/** So many of the choices without repetition, in an order of their own. */
export function drawFrom<T>(
  choices: readonly T[],
  count: number,
  ...parts: readonly (string | number)[]
): T[] {
  return choices
    .map((choice, at) => ({ choice, at, rank: seedOf(...parts, at) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, count)
    .map(({ choice }) => choice)
}

/** Different tasks for one note, each drawn by weight among those left; null weighs all alike. */
export function drawTasks(
  weights: TaskWeights | null,
  count: number,
  ...parts: readonly (string | number)[]
): TaskId[] {
  let left = taskIds
    .map((task) => ({ task, weight: weights === null ? 1 : (weights[task] ?? 0) }))
    .filter(({ weight }) => weight > 0)
  const drawn: TaskId[] = []
  while (drawn.length < count && left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0)
    let at = chance(...parts, drawn.length) * total
    const hit = left.find(({ weight }) => {
      at -= weight
      return at < 0
    })
    const { task } = hit ?? left[left.length - 1]!
    drawn.push(task)
    left = left.filter((one) => one.task !== task)
  }
  return drawn
}

export interface PlannedItem {
  readonly noteId: number
  readonly task: TaskId
  readonly unanswerable: boolean
  readonly seed: number
  /** Items see only questions of earlier waves, so that none depends on who was faster. */
  readonly wave: number
}

const firstWave = 16
const largestWave = 256

/** Waves of 16, 32, 64, ... items: variety comes early, and late waves are long and seldom wait. */
export function waveOf(ordinal: number): number {
  let wave = 0
  let size = firstWave
  for (let end = size; ordinal >= end; end += size) {
    wave += 1
    size = Math.min(size * 2, largestWave)
  }
  return wave
}

/** What a run will ask for: tasks by weight, and exactly the chosen share as unanswerable. */
export function planItems(
  noteIds: readonly number[],
  wish: {
    readonly seed: number
    readonly rowsPerNote: number
    readonly weights: TaskWeights | null
    readonly unanswerable: number
  },
): PlannedItem[] {
  const pairs = noteIds.flatMap((noteId) =>
    drawTasks(wish.weights, wish.rowsPerNote, wish.seed, 'task', noteId).map((task) => ({
      noteId,
      task,
    })),
  )
  const places = pairs.map((_, at) => at)
  const unanswerable = new Set(
    drawFrom(places, Math.round(wish.unanswerable * pairs.length), wish.seed, 'unanswerable'),
  )
  return pairs.map((pair, at) => ({
    ...pair,
    unanswerable: unanswerable.has(at),
    seed: seedOf(wish.seed, 'item', pair.noteId, pair.task),
    wave: waveOf(at),
  }))
}
