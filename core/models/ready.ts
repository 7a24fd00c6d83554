import type { LoadedModel, LoadPlan } from '../../contract/model-protocol'
import type { PromptFamily } from '../../contract/prompt-families'
import { say } from '../../contract/sentences'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { adapterLoadPath } from '../training/adapter-file'
import { type AdapterRow, usableAdapter } from '../training/adapters'
import { inspectionOf, type ModelRow, modelRow, setModelStamp } from './queries'

export interface ReadyModel {
  readonly row: ModelRow
  readonly loaded: LoadedModel
  readonly adapter: AdapterRow | null
  /** How prompts are written: as the adapter was trained, or as the model's page says. */
  readonly family: PromptFamily
}

export interface ReadyWish {
  /** Texts that are generated side by side. */
  readonly sequences: number
  /** Tokens each of them needs; the model's own setting or the fit decides when left out. */
  readonly contextSize?: number
  /** An adapter of the registry; null or left out for the model as it is. */
  readonly adapterId?: string | null
  /** An adapter that is no registry's yet, such as a checkpoint's; stays where it is while it is used. */
  readonly adapterFile?: string | null
}

/** What the model can have on this machine: the person's settings first, then what fits. */
export async function planFor(
  services: Services,
  row: ModelRow,
  wish: ReadyWish,
  signal?: AbortSignal,
): Promise<LoadPlan> {
  return services.inference.fit(
    {
      inspection: inspectionOf(row),
      wish: {
        sequences: wish.sequences,
        contextSize: wish.contextSize ?? row.context_size ?? undefined,
        gpuLayers: row.gpu_layers ?? undefined,
      },
    },
    { signal },
  )
}

/**
 * Makes the model ready to answer: known, not in quarantine, its file unchanged since import, and
 * loaded as it fits.
 */
export async function readyModel(
  services: Services,
  modelId: string,
  wish: ReadyWish,
  options: { readonly signal: AbortSignal; readonly onProgress?: (value: number) => void },
): Promise<ReadyModel> {
  const row = usableModel(services, modelId)
  const adapter = wish.adapterId
    ? usableAdapter(services.vault.db(), wish.adapterId, modelId)
    : null
  const adapterPath = adapter ? adapterLoadPath(services.vault, adapter.id) : wish.adapterFile
  if (services.models.stamp(row.sha256) !== row.stamp) {
    const stamp = await services.models.verify(row.sha256, options.signal)
    services.vault.stage((db) => setModelStamp(db, row.id, stamp))
  }
  const plan = await planFor(services, row, wish, options.signal)
  const loaded = await services.inference.load(
    {
      path: services.models.path(row.sha256),
      sha256: row.sha256,
      gpuLayers: plan.gpuLayers,
      contextSize: plan.contextSize,
      sequences: plan.sequences,
      threads: plan.threads,
      ...(adapterPath ? { adapters: [{ path: adapterPath, scale: 1 }] } : {}),
    },
    { signal: options.signal, onProgress: options.onProgress },
  )
  return { row, loaded, adapter, family: adapter?.family ?? row.family }
}

export function usableModel(services: Services, modelId: string): ModelRow {
  const row = modelRow(services.vault.db(), modelId)
  if (!row) throw new Refusal('no-model', say('model-gone'))
  if (row.quarantine) throw new Refusal('model-quarantined', say('model-shut-off'))
  return row
}
