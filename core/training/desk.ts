import type { RunLive } from '../../contract/training'

/** What a running training lets others do with it. */
export interface Lender {
  /** Stops computing where it is; resolves when the machine is free. Keeps its memory. */
  readonly lend: (to: string) => Promise<void>
  /** Gives its memory back too: its state is saved, its process ends. */
  readonly freeMemory: () => Promise<void>
  /** Goes on from where it was. */
  readonly takeBack: () => void
  /** Ends with what it has. */
  readonly keep: () => void
}

export interface Loan {
  readonly freeMemory: () => Promise<void>
  /** Gives the machine back; the training goes on after a quiet moment. Calling it twice is fine. */
  readonly end: () => void
}

/**
 * Where a question finds the training that has the machine. A question borrows it; when the last one
 * has given it back and nobody asked again for a while, the training goes on by itself.
 */
export interface TrainingDesk {
  /** A running training comes to the desk. @returns the function with which it leaves. */
  readonly arrive: (runId: string, lender: Lender) => () => void
  /** Null where no training is running. */
  readonly borrow: (to: string) => Promise<Loan | null>
  readonly keep: (runId: string) => void
  readonly live: (runId: string) => RunLive | null
  readonly tell: (runId: string, live: RunLive | null) => void
}

export const idleMilliseconds = 15_000

export function createTrainingDesk(quietMilliseconds = idleMilliseconds): TrainingDesk {
  let present: { readonly runId: string; readonly lender: Lender } | null = null
  let loans = 0
  let timer: NodeJS.Timeout | null = null
  const lives = new Map<string, RunLive>()

  const stopTimer = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    arrive: (runId, lender) => {
      const entry = { runId, lender }
      present = entry
      loans = 0
      stopTimer()
      return () => {
        if (present !== entry) return
        present = null
        loans = 0
        stopTimer()
      }
    },
    borrow: async (to) => {
      const entry = present
      if (!entry) return null
      stopTimer()
      loans += 1
      let isOver = false
      const end = (): void => {
        if (isOver || present !== entry) return
        isOver = true
        loans -= 1
        if (loans > 0) return
        timer = setTimeout(() => {
          timer = null
          if (present === entry) entry.lender.takeBack()
        }, quietMilliseconds)
      }
      try {
        await entry.lender.lend(to)
      } catch (cause) {
        end()
        throw cause
      }
      return { end, freeMemory: () => entry.lender.freeMemory() }
    },
    keep: (runId) => {
      if (present?.runId === runId) present.lender.keep()
    },
    live: (runId) => lives.get(runId) ?? null,
    tell: (runId, live) => {
      if (live) lives.set(runId, live)
      else lives.delete(runId)
    },
  }
}
