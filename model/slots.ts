import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** One sequence of the context, with the evaluated beginning that it keeps. */
export type Slot = {
  readonly index: number
  readonly sequence: LlamaContextSequence
  /** Tokens that were evaluated as one beginning and may serve again. */
  kept: readonly Token[]
  lastUsed: number
}

export type Slots = {
  /**
   * A free slot, at best the one that holds `beginning`. Waits its turn when all are busy; the
   * signal takes the caller out of the queue.
   */
  readonly take: (beginning: readonly Token[], signal: AbortSignal) => Promise<Slot>
  readonly release: (slot: Slot) => void
  readonly waiting: () => number
  readonly busy: () => number
}

type Waiter = {
  readonly beginning: readonly Token[]
  readonly grant: (slot: Slot) => void
}

export function createSlots(sequences: readonly LlamaContextSequence[]): Slots {
  const all = sequences.map((sequence, index) => ({
    index,
    sequence,
    kept: [] as readonly Token[],
    lastUsed: 0,
  }))
  const free = new Set<Slot>(all)
  const queue: Waiter[] = []
  let clock = 0

  function choose(beginning: readonly Token[]): Slot {
    const candidates = [...free].sort((a, b) => a.index - b.index)
    const holding = candidates.find((slot) => isSame(slot.kept, beginning) && beginning.length > 0)
    const unused = candidates.find((slot) => slot.kept.length === 0)
    const oldest = candidates.reduce((a, b) => (b.lastUsed < a.lastUsed ? b : a))
    const slot = holding ?? unused ?? oldest
    free.delete(slot)
    clock += 1
    slot.lastUsed = clock
    return slot
  }

  function take(beginning: readonly Token[], signal: AbortSignal): Promise<Slot> {
    signal.throwIfAborted()
    if (free.size > 0) return Promise.resolve(choose(beginning))
    return new Promise((grant, refuse) => {
      const waiter: Waiter = {
        beginning,
        grant: (slot) => {
          signal.removeEventListener('abort', leave)
          grant(slot)
        },
      }
      function leave(): void {
        queue.splice(queue.indexOf(waiter), 1)
        refuse(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      queue.push(waiter)
    })
  }

  function release(slot: Slot): void {
    free.add(slot)
    const next = queue.shift()
    if (next !== undefined) next.grant(choose(next.beginning))
  }

  return { take, release, waiting: () => queue.length, busy: () => all.length - free.size }
}

export function isSame(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, index) => token === b[index])
}
