import type { PromptFamily } from '../../contract/prompt-families'
import { say } from '../../contract/sentences'
import type { Person } from '../../contract/session'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import type { ModelRow } from '../models/queries'
import { planFor, readyModel, usableModel } from '../models/ready'
import { passGate } from '../release/gate'
import { adapterLoadPath } from '../training/adapter-file'
import { type AdapterRow, usableAdapter } from '../training/adapters'

export interface QuestionWish {
  readonly projectId: string
  readonly modelId: string
  readonly adapterId: string | null
  readonly contextSize?: number
}

export interface QuestionModel {
  readonly row: ModelRow
  readonly adapter: AdapterRow | null
  readonly family: PromptFamily
  readonly contextSize: number
  /** Under which release it is asked; null on a test bench. */
  readonly releaseId: string | null
}

type Asking = Services & { readonly signal: AbortSignal; readonly person: Person }

/**
 * Answers a question with the wished model. A training that has the machine is paused and goes on by
 * itself afterwards, whatever becomes of the question. While another job uses the model, a question
 * to the same model and adapter is answered beside it; anything else is refused.
 * @throws Refusal `not-released` for a clinician, before anything is loaded
 */
export async function withQuestionModel<T>(
  context: Asking,
  wish: QuestionWish,
  use: (model: QuestionModel) => Promise<T>,
): Promise<T> {
  const { person, clock } = context
  const release = passGate(context.vault.db(), person, wish, clock.now())
  const row = usableModel(context, wish.modelId)
  const adapter = wish.adapterId
    ? usableAdapter(context.vault.db(), wish.adapterId, wish.modelId)
    : null
  const ready = async (): Promise<QuestionModel> => ({
    ...(await loaded(context, wish)),
    releaseId: release?.id ?? null,
  })
  const job = context.jobs
    .list()
    .find((one) => one.status === 'running' && one.resource === 'model')
  if (job?.kind === 'training') {
    const loan = await context.training.desk.borrow(context.person.name)
    try {
      if (loan && !(await fits(context, row, wish))) await loan.freeMemory()
      return await use(await ready())
    } finally {
      loan?.end()
    }
  }
  if (!job) return use(await ready())
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
      releaseId: release?.id ?? null,
    })
  throw new Refusal('model-busy', [say('model-busy'), ...job.said.title])
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

async function loaded(
  context: Asking,
  wish: QuestionWish,
): Promise<Omit<QuestionModel, 'releaseId'>> {
  const ready = await readyModel(context, wish.modelId, wishOf(wish), { signal: context.signal })
  const { row, adapter, family } = ready
  return { row, adapter, family, contextSize: ready.loaded.contextSize }
}
