import type { PromptFamily } from '../../contract/prompt-families'
import type { Person } from '../../contract/session'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import type { ModelRow } from '../models/queries'
import { planFor, readyModel, usableModel } from '../models/ready'
import { adapterLoadPath } from '../training/adapter-file'
import { type AdapterRow, usableAdapter } from '../training/adapters'

export interface QuestionWish {
  readonly modelId: string
  readonly adapterId: string | null
  readonly contextSize?: number
}

export interface QuestionModel {
  readonly row: ModelRow
  readonly adapter: AdapterRow | null
  readonly family: PromptFamily
  readonly contextSize: number
}

type Asking = Services & { readonly signal: AbortSignal; readonly person: Person }

/**
 * Answers a question with the wished model. A training that has the machine is paused and goes on by
 * itself afterwards, whatever becomes of the question. While another job uses the model, a question
 * to the same model and adapter is answered beside it; anything else is refused.
 */
export async function withQuestionModel<T>(
  context: Asking,
  wish: QuestionWish,
  use: (model: QuestionModel) => Promise<T>,
): Promise<T> {
  const row = usableModel(context, wish.modelId)
  const adapter = adapterFor(context, wish)
  const job = context.jobs
    .list()
    .find((one) => one.status === 'running' && one.resource === 'model')
  if (job?.kind === 'training') {
    const loan = await context.training.desk.borrow(context.person.name)
    try {
      if (loan && !(await fits(context, row, wish))) await loan.freeMemory()
      return await use(await loaded(context, wish))
    } finally {
      loan?.end()
    }
  }
  if (!job) return use(await loaded(context, wish))
  const state = context.inference.state()
  const wanted = adapter ? [adapterLoadPath(context.vault, adapter.id)] : []
  const isThere =
    state.kind === 'ready' &&
    state.model?.sha256 === row.sha256 &&
    state.adapters.join() === wanted.join()
  if (isThere && state.model)
    return use({
      row,
      adapter,
      family: adapter?.family ?? row.family,
      contextSize: state.model.contextSize,
    })
  throw new Refusal(
    'model-busy',
    `"${job.title}" is using the model at the moment. Pause it in the jobs tray, or wait until it is done.`,
  )
}

/** An adapter is closed to clinicians until it is released: nobody has shown yet that it may be used. */
function adapterFor(context: Asking, wish: QuestionWish): AdapterRow | null {
  if (wish.adapterId === null) return null
  if (context.person.role === 'clinician')
    throw new Refusal(
      'adapter-not-released',
      'This adapter is not released for use yet. Ask the model as it is, or ask your validation lead when it will be.',
    )
  return usableAdapter(context.vault.db(), wish.adapterId, wish.modelId)
}

const wishOf = ({ contextSize, adapterId }: QuestionWish) => ({
  sequences: 1,
  adapterId,
  ...(contextSize === undefined ? {} : { contextSize }),
})

async function fits(context: Asking, row: ModelRow, wish: QuestionWish): Promise<boolean> {
  const plan = await planFor(context, row, wishOf(wish), context.signal)
  return plan.estimate.fits
}

async function loaded(context: Asking, wish: QuestionWish): Promise<QuestionModel> {
  const ready = await readyModel(context, wish.modelId, wishOf(wish), { signal: context.signal })
  const { row, adapter, family } = ready
  return { row, adapter, family, contextSize: ready.loaded.contextSize }
}
