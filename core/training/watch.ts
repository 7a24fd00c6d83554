import type { TrainerEvent } from '../trainer/protocol'

/** Without a line for so long a trainer is taken to hang: it answers between any two layers. */
const usualSilence = 10 * 60_000
/** Reading a large model and its self-test cannot be interrupted by a question. */
const loadingFactor = 3
const questionsPerSilence = 10

export interface Watch {
  readonly hear: (event: TrainerEvent) => void
  readonly end: () => void
}

/** Asks a trainer now and then how it is, and gives it up when it says nothing any more. */
export function createWatch(
  silenceMilliseconds: number | undefined,
  does: { readonly ask: () => void; readonly giveUp: () => void },
): Watch {
  const silence = silenceMilliseconds ?? usualSilence
  let isLoading = true
  let heardAt = performance.now()
  const timer = setInterval(() => {
    const most = isLoading ? silence * loadingFactor : silence
    if (performance.now() - heardAt > most) {
      clearInterval(timer)
      does.giveUp()
    } else if (!isLoading) does.ask()
  }, silence / questionsPerSilence)
  return {
    hear: (event) => {
      heardAt = performance.now()
      if (event.type === 'plan') isLoading = false
    },
    end: () => clearInterval(timer),
  }
}
