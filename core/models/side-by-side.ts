import { INFERENCE_CODES } from '../inference/client'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { usableModel } from './ready'

export interface SideBySide<Item> {
  readonly services: Services
  readonly modelId: string
  readonly signal: AbortSignal
  readonly items: readonly Item[]
  /** How many at once. */
  readonly width: number
  /** Makes one item and stores it. */
  readonly work: (item: Item) => Promise<void>
  /** Stores that an item is given up, with the reason for people. */
  readonly giveUp: (item: Item, reason: string) => void
  readonly after: () => void
}

/** After these nothing can be generated until a person acts. */
const isOver: ReadonlySet<string> = new Set([
  INFERENCE_CODES.quarantined,
  INFERENCE_CODES.notLoaded,
  INFERENCE_CODES.disabled,
  INFERENCE_CODES.closed,
])
const isProcessTrouble: ReadonlySet<string> = new Set([
  INFERENCE_CODES.ended,
  INFERENCE_CODES.stalled,
])

/**
 * Works items off with a model, several side by side. Those that were being made when the model
 * process ended are tried once more at the end, each alone: the one that ends it again is given up,
 * and the rest is not blamed for it. Resolves when nothing is left; rejects with the first failure
 * once nothing is being made.
 */
export async function sideBySide<Item>(plan: SideBySide<Item>): Promise<void> {
  const queue = [...plan.items]
  const suspects: Item[] = []
  const one = async (item: Item, isAlone: boolean): Promise<void> => {
    try {
      await plan.work(item)
    } catch (cause) {
      plan.signal.throwIfAborted()
      if (!(cause instanceof Refusal)) throw cause
      // A model that was put aside says so in words of its own.
      if (cause.code === INFERENCE_CODES.notLoaded) usableModel(plan.services, plan.modelId)
      if (isOver.has(cause.code)) throw cause
      if (isProcessTrouble.has(cause.code) && !isAlone) suspects.push(item)
      else plan.giveUp(item, cause.message)
    }
    plan.after()
  }
  const workAll = async (isAlone: boolean): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      plan.signal.throwIfAborted()
      await one(item, isAlone)
    }
  }
  const results = await Promise.allSettled(
    Array.from({ length: Math.max(1, plan.width) }, () => workAll(false)),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  queue.push(...suspects)
  await workAll(true)
}
