import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { cpus, freemem, totalmem } from 'node:os'
import { basename } from 'node:path'
import type { ModelInspection } from '../../contract/model-protocol'
import type { ComputeDevices, Model, ModelFit } from '../../contract/models'
import { say } from '../../contract/sentences'
import type { Handlers, Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import {
  configureModel,
  inspectionOf,
  listModels,
  type ModelRow,
  modelRow,
  removeModel,
  setQuarantine,
  speedOf,
} from './queries'
import { planFor } from './ready'

type Names =
  | 'models.list'
  | 'models.fit'
  | 'models.devices'
  | 'models.import'
  | 'models.sampleOffer'
  | 'models.importSample'
  | 'models.configure'
  | 'models.measure'
  | 'models.release'
  | 'models.remove'

/** Stored as the reason of a family that no file told. */
const chosenByPerson = 'Chosen by a person.'

/** The file's own name reads better than what its makers' training script left inside. */
function sampleName(path: string): string {
  return basename(path)
    .replace(/(\.[A-Z0-9_]+)?\.gguf$/i, '')
    .replaceAll('-', ' ')
}

export const modelHandlers: Handlers<Names> = {
  'models.list': ({ db }) => listModels(db).map(toModel),
  'models.fit': (context, { id }) => fitOf(context, known(context, id)),
  'models.devices': async (context) => devicesOf(context),
  'models.import': (context, { token, name }) => {
    const path = context.files.path(token)
    const jobId = context.commit({ action: 'model.import-asked', object: token }, (db) =>
      context.jobs.create(db, context.person, {
        kind: 'model-import',
        title: say('import-model'),
        projectId: null,
        params: { path, name, isSample: false },
      }),
    )
    context.jobs.kick()
    return { jobId }
  },
  'models.sampleOffer': ({ sampleModel, db }) => {
    const available =
      sampleModel !== null && existsSync(sampleModel) && !listModels(db).some((m) => m.is_sample)
    return { available, bytes: available && sampleModel ? statSync(sampleModel).size : 0 }
  },
  'models.importSample': (context) => {
    const path = context.sampleModel
    if (path === null || !existsSync(path))
      throw new Refusal('no-sample-model', say('no-sample-model'))
    const jobId = context.commit({ action: 'model.import-asked', object: 'sample' }, (db) =>
      context.jobs.create(db, context.person, {
        kind: 'model-import',
        title: say('import-sample-model'),
        projectId: null,
        params: { path, name: sampleName(path), isSample: true },
      }),
    )
    context.jobs.kick()
    return { jobId }
  },
  'models.configure': (context, { id, name, family, gpuLayers, contextSize }) => {
    const row = known(context, id)
    const familyReason = family === row.family ? row.family_reason : chosenByPerson
    context.commit(
      { action: 'model.configured', object: id, detail: { family, gpuLayers, contextSize } },
      (db) => configureModel(db, id, { name, family, familyReason, gpuLayers, contextSize }),
    )
    return {}
  },
  'models.measure': (context, { id }) => {
    const row = known(context, id)
    const jobId = context.commit({ action: 'model.measure-asked', object: id }, (db) =>
      context.jobs.create(db, context.person, {
        kind: 'model-measure',
        title: say('measure-model', { name: row.name }),
        projectId: null,
        params: { modelId: id },
        resultId: id,
      }),
    )
    context.jobs.kick()
    return { jobId }
  },
  'models.release': (context, { id }) => {
    const row = known(context, id)
    context.inference.release(row.sha256)
    context.inference.reset()
    context.commit({ action: 'model.released', object: id }, (db) =>
      setQuarantine(db, row.sha256, null),
    )
    return {}
  },
  'models.remove': async (context, { id }) => {
    const row = known(context, id)
    if (context.jobs.list().some((job) => job.status === 'running' && job.resource === 'model'))
      throw new Refusal('model-in-use', say('model-in-use'))
    await context.inference.unload()
    context.commit({ action: 'model.removed', object: id, detail: { sha256: row.sha256 } }, (db) =>
      removeModel(db, id, context.clock.now()),
    )
    context.models.discard(row.sha256)
    return {}
  },
}

function known(services: Services, id: string): ModelRow {
  const row = modelRow(services.vault.db(), id)
  if (!row) throw new Refusal('no-model', say('no-model'))
  return row
}

async function fitOf(services: Services, row: ModelRow): Promise<ModelFit> {
  try {
    const plan = await planFor(services, row, { sequences: 1 })
    const { total, fits, statement } = plan.estimate
    return {
      gpuLayers: plan.gpuLayers,
      contextSize: plan.contextSize,
      memoryBytes: total.ramBytes,
      gpuBytes: total.gpuBytes,
      fits,
      reasons: [...statement, ...plan.reasons],
    }
  } catch (cause) {
    const said = cause instanceof Refusal ? cause.said : []
    return {
      gpuLayers: 0,
      contextSize: 0,
      memoryBytes: row.bytes,
      gpuBytes: 0,
      fits: false,
      reasons: said.length > 0 ? [...said] : [say('fit-not-known')],
    }
  }
}

function toModel(row: ModelRow): Model {
  const inspection = inspectionOf(row)
  return {
    id: row.id,
    name: row.name,
    fileName: row.file_name,
    bytes: row.bytes,
    sha256: row.sha256,
    architecture: inspection.architecture,
    parameters: inspection.parameters,
    quantisation: inspection.quantisation,
    trainedContext: inspection.trainedContext,
    layers: inspection.layers,
    family: row.family,
    familyFrom: familyFrom(row, inspection),
    gpuLayers: row.gpu_layers,
    contextSize: row.context_size,
    speed: speedOf(row),
    quarantine: row.quarantine,
    isSample: row.is_sample === 1,
    createdAt: row.created_at,
    header: {
      name: inspection.name ?? '',
      version: inspection.version,
      tensors: inspection.tensorCount,
      heads: inspection.heads,
      kvHeads: inspection.kvHeads,
      embedding: inspection.embedding,
      vocabulary: inspection.vocabulary,
      tokenizer: inspection.tokenizer,
    },
  }
}

function familyFrom(
  row: ModelRow,
  { name, chatTemplate, promptFamily }: ModelInspection,
): Model['familyFrom'] {
  if (row.family_reason === chosenByPerson) return 'person'
  if (promptFamily.isRecognised) return /asclepius/i.test(name ?? '') ? 'name' : 'template'
  return chatTemplate?.trim() ? 'unknown-template' : 'no-template'
}

async function devicesOf(services: Services): Promise<ComputeDevices> {
  const report = await services.inference.devices()
  const disk = await statfs(services.vault.folder)
  return {
    backend: report.gpu,
    statement: report.statement,
    devices: report.names.map((name) => ({
      name,
      totalBytes: report.gpuMemory.totalBytes,
      freeBytes: report.gpuMemory.freeBytes,
    })),
    cpuName: cpus()[0]?.model.trim() ?? '',
    cores: report.cores,
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    diskFreeBytes: disk.bavail * disk.bsize,
  }
}
