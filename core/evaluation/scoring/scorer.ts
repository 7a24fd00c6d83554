import type { Services } from '../../kernel/context'
import { usableModel } from '../../models/ready'
import { scoreSamples } from '../../trainer/client'
import type { TrainingSample } from '../../trainer/dataset-file'
import { withAdapterFile } from '../../training/adapter-file'
import { trainerOf } from '../../training/devices'

export interface ScoreRequest {
  readonly modelId: string
  readonly adapterId: string | null
  readonly samples: readonly TrainingSample[]
  /** Positions of the longest sample. */
  readonly context: number
  readonly signal: AbortSignal
  /** Told once for each sample, in order: the sum of log p over its supervised tokens, and their number. */
  readonly onScored: (index: number, logLikelihood: number, tokens: number) => void
}

/**
 * Log-likelihoods of samples under a model with or without an adapter, by the native trainer: the
 * same forward pass that training uses. Results come one by one, so that a stop loses none of them.
 * @throws Refusal `no-trainer` and what the trainer refuses
 */
export async function scoreInOrder(services: Services, request: ScoreRequest): Promise<void> {
  const model = usableModel(services, request.modelId)
  const { trainer, device } = await trainerOf(services, 'auto', request.signal)
  // The model process gives its memory back: the scorer holds the model itself.
  await services.inference.unload({ signal: request.signal })
  const stop = new AbortController()
  const signal = AbortSignal.any([request.signal, stop.signal])
  let failure: unknown = null
  const score = async (adapter?: string): Promise<void> => {
    await scoreSamples(
      trainer,
      {
        model: services.models.path(model.sha256),
        samples: request.samples,
        context: request.context,
        device,
        ...(adapter === undefined ? {} : { adapter }),
      },
      {
        signal,
        ...(services.training.times ? { times: services.training.times } : {}),
        onEvent: (event) => {
          if (event.type !== 'scored' || failure !== null) return
          try {
            request.onScored(event.index, event.logLikelihood, event.tokens)
          } catch (cause) {
            failure = cause
            stop.abort()
          }
        },
      },
    )
  }
  try {
    if (request.adapterId === null) await score()
    else await withAdapterFile(services, request.adapterId, score)
  } catch (cause) {
    request.signal.throwIfAborted()
    throw failure ?? cause
  }
  if (failure !== null) throw failure
}
