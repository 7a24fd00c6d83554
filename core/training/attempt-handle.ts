import type { TrainingRun } from '../trainer/client'
import type { TrainerEvent } from '../trainer/protocol'
import type { Attempt, Holder, StopCause } from './work'

/** Why a process is ended before its time: the first cause counts. */
export interface Ending {
  readonly signal: AbortSignal
  readonly why: () => StopCause | null
  readonly failure: () => unknown
  readonly stop: (cause: StopCause) => void
  /** Something went wrong here: it is told once the process has ended. */
  readonly fail: (cause: unknown) => void
}

export function createEnding(): Ending {
  const controller = new AbortController()
  let why: StopCause | null = null
  let failure: unknown = null
  const stop = (cause: StopCause): void => {
    why ??= cause
    controller.abort(new Error(cause))
  }
  return {
    signal: controller.signal,
    why: () => why,
    failure: () => failure,
    stop,
    fail: (cause) => {
      failure ??= cause
      stop('failure')
    },
  }
}

export interface Handle {
  readonly attempt: Attempt
  readonly hear: (event: TrainerEvent) => void
  /** The process is gone: nobody waits any longer for it to stand still. */
  readonly isGone: () => void
  /** Its files are sealed too. */
  readonly isOver: () => void
}

/** Holds a process still for as long as anybody needs it to be. */
export function createHandle(run: TrainingRun, ending: Ending): Handle {
  const holders = new Set<Holder>()
  let stands = false
  let gone = false
  let waiters: (() => void)[] = []
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const wake = (): void => {
    const all = waiters
    waiters = []
    for (const one of all) one()
  }
  return {
    attempt: {
      signal: ending.signal,
      ended,
      stop: ending.stop,
      pause: (holder) =>
        new Promise((resolve) => {
          holders.add(holder)
          if (gone || stands) return resolve()
          waiters.push(resolve)
          run.pause()
        }),
      resume: (holder) => {
        if (!holders.delete(holder) || holders.size > 0) return
        stands = false
        run.resume()
      },
    },
    hear: (event) => {
      if (event.type === 'resumed') stands = false
      if (event.type !== 'paused') return
      stands = holders.size > 0
      wake()
    },
    isGone: () => {
      gone = true
      wake()
    },
    isOver: end,
  }
}
