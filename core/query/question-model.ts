import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import type { ModelRow } from '../models/queries'
import { readyModel, usableModel } from '../models/ready'

/**
 * The model that a question goes to. While a job uses the model, a question to the same model is
 * answered beside it; another model would have to push the job's model out, and is refused.
 */
export async function modelForQuestion(
  context: Services & { readonly signal: AbortSignal },
  modelId: string,
  contextSize?: number,
): Promise<{ readonly row: ModelRow; readonly contextSize: number }> {
  const row = usableModel(context, modelId)
  const job = context.jobs
    .list()
    .find((one) => one.status === 'running' && one.resource === 'model')
  const state = context.inference.state()
  if (job) {
    if (state.kind === 'ready' && state.model?.sha256 === row.sha256)
      return { row, contextSize: state.model.contextSize }
    throw new Refusal(
      'model-busy',
      `"${job.title}" is using the model at the moment. Pause it in the jobs tray, or wait until it is done.`,
    )
  }
  const ready = await readyModel(
    context,
    modelId,
    { sequences: 1, ...(contextSize === undefined ? {} : { contextSize }) },
    { signal: context.signal },
  )
  return { row, contextSize: ready.loaded.contextSize }
}
