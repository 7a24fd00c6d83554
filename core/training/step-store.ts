import type { JobContext } from '../jobs/definition'
import { insertSteps, type StepFigures, updateStage } from './queries'

/**
 * Steps on their way into the database: a tiny model makes hundreds a second, and a transaction for
 * each would be slower than training. What a crash loses here is computed again from the last
 * checkpoint, which is never newer than what was stored: `flush` goes before it.
 */
export interface StepStore {
  readonly add: (step: StepFigures) => void
  readonly flush: () => void
}

const flushEveryMilliseconds = 500
const flushEverySteps = 256

export function createStepStore(
  context: JobContext,
  stageId: number,
  onFailure: (cause: unknown) => void,
): StepStore {
  let waiting: StepFigures[] = []
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const last = waiting.at(-1)
    if (!last) return
    const steps = waiting
    waiting = []
    context.stage((db) => {
      insertSteps(db, stageId, steps)
      const sums = db.one<{ seconds: number }>(
        'SELECT total_seconds AS seconds FROM training_step WHERE stage_id = ? AND step = ?',
        stageId,
        last.step,
      )
      updateStage(db, stageId, {
        step: last.step,
        last_loss: last.loss,
        seconds: sums?.seconds ?? 0,
      })
    })
  }
  const flushLater = (): void => {
    try {
      flush()
    } catch (cause) {
      onFailure(cause)
    }
  }
  return {
    add: (step) => {
      waiting.push(step)
      if (waiting.length >= flushEverySteps) flushLater()
      else timer ??= setTimeout(flushLater, flushEveryMilliseconds)
    },
    flush,
  }
}
