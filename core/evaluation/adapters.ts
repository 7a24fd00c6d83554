import type { PromptFamily } from '../../contract/prompt-families'
import type { Services } from '../kernel/context'
import type { ModelRow } from '../models/queries'
import { usableModel } from '../models/ready'
import { usableAdapter } from '../training/adapters'

/** A model with or without an adapter, as it stands now. */
export interface Choice {
  readonly model: ModelRow
  readonly adapter: ChosenAdapter | null
  /** How its prompt is dressed. */
  readonly family: PromptFamily
  readonly name: string
}

export interface ChosenAdapter {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly confidential: boolean
  readonly family: PromptFamily
}

/**
 * The model and adapter of an arm, a judge or a table.
 * @throws Refusal where either is gone, shut off, or they do not belong together.
 */
export function chosen(
  services: Services,
  choice: { readonly modelId: string; readonly adapterId: string | null },
): Choice {
  const model = usableModel(services, choice.modelId)
  const adapter =
    choice.adapterId === null
      ? null
      : usableAdapter(services.vault.db(), choice.adapterId, choice.modelId)
  return {
    model,
    adapter: adapter && {
      id: adapter.id,
      name: adapter.name,
      sha256: adapter.sha256,
      family: adapter.family,
      confidential: adapter.confidential === 1,
    },
    family: adapter?.family ?? model.family,
    name: adapter ? `${model.name} + ${adapter.name}` : model.name,
  }
}
