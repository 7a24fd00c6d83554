import type { AdapterFull } from '../../contract/adapters'
import type { AdapterInspection } from '../../contract/model-protocol'
import { say } from '../../contract/sentences'
import type { CallContext, Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { inspectionOf } from '../models/queries'
import { usableModel } from '../models/ready'
import { projectById } from '../projects/queries'
import { exportAdapter } from './adapter-export'
import { discardAdapterFile, storeAdapterFile } from './adapter-file'
import {
  type AdapterRow,
  adapterById,
  adapterLineage,
  adapterRow,
  adapterUses,
  insertAdapter,
  listAdapters,
  refuseBlocked,
  updateAdapter,
} from './adapters'
import { targetsOf } from './register'

export type AdapterNames =
  | 'adapters.list'
  | 'adapters.get'
  | 'adapters.rename'
  | 'adapters.setNote'
  | 'adapters.remove'
  | 'adapters.restore'
  | 'adapters.export'
  | 'adapters.exportConfidential'
  | 'adapters.import'

export const adapterHandlers: Handlers<AdapterNames> = {
  'adapters.list': ({ db }, filter) => listAdapters(db, filter),
  'adapters.get': ({ db }, { id }) => fullAdapter(db, id),
  'adapters.rename': (context, { id, name }) => {
    known(context, id)
    context.commit({ action: 'adapter.renamed', object: id }, (db) =>
      updateAdapter(db, id, { name }),
    )
    return {}
  },
  'adapters.setNote': (context, { id, note }) => {
    known(context, id)
    context.commit({ action: 'adapter.noted', object: id }, (db) => updateAdapter(db, id, { note }))
    return {}
  },
  'adapters.remove': (context, { id }) => {
    const { sha256 } = known(context, id)
    context.commit({ action: 'adapter.removed', object: id, detail: { sha256 } }, (db) =>
      updateAdapter(db, id, { removed_at: context.clock.now() }),
    )
    return {}
  },
  'adapters.restore': (context, { id }) => {
    const { sha256 } = known(context, id)
    context.commit({ action: 'adapter.restored', object: id, detail: { sha256 } }, (db) =>
      updateAdapter(db, id, { removed_at: null }),
    )
    return {}
  },
  'adapters.export': async (context, { id, folder }) => {
    const row = known(context, id)
    refuseBlocked(context.db, row)
    if (row.confidential === 1) throw confidentialLineage(context, row)
    return exportAdapter(context, row, folder, null)
  },
  'adapters.exportConfidential': (context, { id, folder, reason }) => {
    const row = known(context, id)
    refuseBlocked(context.db, row)
    return exportAdapter(context, row, folder, reason)
  },
  'adapters.import': (context, request) => importAdapter(context, request),
}

function known(context: Pick<CallContext, 'db'>, id: string): AdapterRow {
  const row = adapterRow(context.db, id)
  if (!row) throw new Refusal('no-adapter', say('no-adapter'))
  return row
}

/** The refusal is a record of its own: somebody tried to take confidential learning out. */
function confidentialLineage(context: CallContext<never>, row: AdapterRow): Refusal {
  context.commit(
    {
      action: 'adapter.export-refused',
      object: row.id,
      outcome: 'refused',
      detail: { sha256: row.sha256 },
    },
    () => undefined,
  )
  return new Refusal('confidential-lineage', say('adapter-confidential', { name: row.name }))
}

function fullAdapter(db: CallContext['db'], id: string): AdapterFull {
  const row = adapterRow(db, id)
  const adapter = adapterById(db, id)
  if (!row || !adapter) throw new Refusal('no-adapter', say('no-adapter'))
  const lineage = adapterLineage(row)
  return {
    ...adapter,
    data: [...lineage.data],
    splitSha256: lineage.splitSha256,
    leakage: lineage.leakage,
    settings: [...lineage.settings],
    uses: adapterUses(db, id),
  }
}

async function importAdapter(
  context: CallContext<never>,
  request: {
    readonly token: string
    readonly modelId: string
    readonly projectId: string | null
    readonly name: string | null
    readonly family: AdapterRow['family'] | null
    readonly confidential: boolean
  },
): Promise<{ adapterId: string }> {
  const path = context.files.path(request.token)
  const model = usableModel(context, request.modelId)
  if (request.projectId !== null) projectById(context.db, request.projectId)
  const inspection = await context.inference.inspectAdapter(
    { path, base: inspectionOf(model) },
    { signal: context.signal },
  )
  const id = newId()
  const { sha256, bytes } = await storeAdapterFile(context.vault, id, path)
  try {
    context.commit(
      {
        action: 'adapter.imported',
        object: id,
        detail: { sha256, base: model.sha256, confidential: request.confidential },
      },
      (db) =>
        insertAdapter(db, {
          id,
          project_id: request.projectId,
          model_id: model.id,
          model_sha256: model.sha256,
          name: request.name ?? inspection.name?.slice(0, 200) ?? 'Imported adapter',
          family: request.family ?? model.family,
          sha256,
          bytes,
          rank: inspection.rank,
          alpha: inspection.alpha,
          targets: JSON.stringify(targetsOf(inspection)),
          parameters: inspection.parameters,
          confidential: request.confidential ? 1 : 0,
          origin: 'imported',
          run_id: null,
          stage: null,
          step: null,
          validation_loss: null,
          parent_id: null,
          lineage: JSON.stringify(importedLineage(inspection)),
          created_at: context.clock.now(),
          created_by: context.person.name,
        }),
    )
  } catch (cause) {
    await discardAdapterFile(context.vault, id)
    throw cause
  }
  return { adapterId: id }
}

function importedLineage(inspection: AdapterInspection) {
  return {
    data: [],
    splitSha256: null,
    leakage: null,
    plan: null,
    settings: [
      { label: 'Architecture', value: inspection.architecture },
      { label: 'Tensors', value: String(inspection.tensorCount) },
    ],
  }
}
