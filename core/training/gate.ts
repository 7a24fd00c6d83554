/** Who has the model process and the machine: this run, or a person whose question goes first. */
export interface LoanGate {
  readonly isLent: () => boolean
  readonly to: () => string | null
  /** Resolves when the run's own use of the model, if any, has ended; it is asked to end at once. */
  readonly lend: (to: string) => Promise<void>
  readonly takeBack: () => void
  /** How often it was lent: what was loaded before may not be loaded any more. */
  readonly times: () => number
  /** Resolves when nobody has the machine; rejects with the signal's reason. */
  readonly returned: (signal: AbortSignal) => Promise<void>
  /**
   * Uses the model while nobody else does. Where it is lent meanwhile, `use` sees its signal fire;
   * if it rejects then, it is called again once the machine is back.
   */
  readonly use: <T>(signal: AbortSignal, use: (signal: AbortSignal) => Promise<T>) => Promise<T>
}

export function createLoanGate(): LoanGate {
  let lentTo: string | null = null
  let times = 0
  let waiters: (() => void)[] = []
  let current: { readonly stop: () => void; readonly ended: Promise<void> } | null = null

  const returned = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    while (lentTo !== null) {
      await new Promise<void>((resolve, reject) => {
        const stop = (): void => reject(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        waiters.push(() => {
          signal.removeEventListener('abort', stop)
          resolve()
        })
      })
    }
  }

  const once = async <T>(
    signal: AbortSignal,
    use: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ readonly value: T } | null> => {
    const turn = new AbortController()
    const stop = (): void => turn.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    let end: () => void = () => undefined
    current = {
      stop: () => turn.abort(new Error('lent')),
      ended: new Promise((resolve) => {
        end = resolve
      }),
    }
    try {
      return { value: await use(turn.signal) }
    } catch (cause) {
      signal.throwIfAborted()
      if (!turn.signal.aborted) throw cause
      return null
    } finally {
      signal.removeEventListener('abort', stop)
      current = null
      end()
    }
  }

  return {
    isLent: () => lentTo !== null,
    to: () => lentTo,
    times: () => times,
    lend: async (to) => {
      if (lentTo === null) times += 1
      lentTo = to
      current?.stop()
      await current?.ended
    },
    takeBack: () => {
      lentTo = null
      const all = waiters
      waiters = []
      for (const wake of all) wake()
    },
    returned,
    use: async (signal, use) => {
      for (;;) {
        await returned(signal)
        const made = await once(signal, use)
        if (made) return made.value
      }
    },
  }
}
