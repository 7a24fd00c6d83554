import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdapterInspection } from '../../contract/model-protocol'
import { say } from '../../contract/sentences'
import { type Projection, projections } from '../../contract/training-plan'
import type { JobOutcome } from '../jobs/definition'
import { newId } from '../kernel/ids'
import { privateFolder } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { inspectionOf } from '../models/queries'
import { storeAdapterFile } from './adapter-file'
import { type AdapterLineage, insertAdapter } from './adapters'
import { checkpointsOf, runRow, type StageRow, stageRows, updateRun } from './queries'
import { fileNames } from './run-files'
import type { RunWork } from './work'

/** Takes what the last stage made into the registry, with its lineage; one record in the audit log. */
export async function registerResult(work: RunWork): Promise<JobOutcome> {
  const { context, run, files, log } = work
  const { services } = context
  const db = services.vault.db()
  const stages = stageRows(db, run.id)
  // The app may have ended between the record and the end of the job.
  if (runRow(db, run.id)?.adapter_id) return outcomeOf(work)
  const last = stages.filter((row) => files.has(fileNames.result(row.stage))).at(-1)
  if (!last) throw new Refusal('nothing-to-keep', say('no-checkpoint'))
  const id = newId()
  const folder = privateFolder(services.vault.folder, 'result')
  try {
    const path = join(folder, 'adapter.gguf')
    await files.unseal(fileNames.result(last.stage), path)
    const inspection = await services.inference.inspectAdapter({
      path,
      base: inspectionOf(work.model),
    })
    const { sha256, bytes } = await storeAdapterFile(services.vault, id, path)
    const endedAt = services.clock.now()
    // A record that it read may have been found confidential since it started.
    const confidential = runRow(db, run.id)?.confidential ?? run.confidential
    context.commit(
      {
        action: 'adapter.made',
        object: id,
        detail: { sha256, run: run.id, base: work.model.sha256, confidential },
      },
      (write) => {
        insertAdapter(write, {
          id,
          project_id: run.project_id,
          model_id: run.model_id,
          model_sha256: work.model.sha256,
          name: run.name,
          family: work.family,
          sha256,
          bytes,
          rank: inspection.rank,
          alpha: inspection.alpha,
          targets: JSON.stringify(targetsOf(inspection)),
          parameters: inspection.parameters,
          confidential,
          origin: 'run',
          run_id: run.id,
          stage: last.stage,
          step: last.state === 'stopped-early' ? (last.best_step ?? last.step) : last.step,
          validation_loss: lossOf(work, last),
          parent_id: work.plan.startAdapterId,
          lineage: JSON.stringify(lineageOf(work, stages)),
          created_at: endedAt,
          created_by: run.created_by,
        })
        updateRun(write, run.id, { adapter_id: id, ended_at: endedAt })
      },
    )
    log(last.stage, 'adapter', { bytes })
    services.changed(['adapters', 'training'])
    return outcomeOf(work)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function outcomeOf({ run }: RunWork): JobOutcome {
  return { made: [say('adapter-ready', { name: run.name })], resultId: run.id }
}

const fileNameOf: Readonly<Record<Projection, string>> = {
  q: 'attn_q',
  k: 'attn_k',
  v: 'attn_v',
  o: 'attn_output',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down',
}

/** Which projections an adapter changes, from its tensors' names. */
export function targetsOf(inspection: Pick<AdapterInspection, 'targets'>): Projection[] {
  return projections.filter((name) =>
    inspection.targets.some((target) => target.includes(`${fileNameOf[name]}.`)),
  )
}

/** The loss where the kept adapter stands: of its checkpoint, or the best where a stage ended with it. */
function lossOf(work: RunWork, stage: StageRow): number | null {
  if (stage.state !== 'kept' && work.plan.patience > 0) return stage.best_loss
  const rows = checkpointsOf(work.context.services.vault.db(), stage.id)
  return rows.find((row) => row.step === stage.step)?.validation_loss ?? null
}

function lineageOf(work: RunWork, stages: readonly StageRow[]): AdapterLineage {
  const { run, plan, files } = work
  return {
    data: stages
      .filter((row) => row.data_sha256 !== null && files.has(fileNames.result(row.stage)))
      .map((row) => ({
        stage: row.stage,
        sha256: row.data_sha256 ?? '',
        samples: row.samples ?? 0,
        supervisedTokens: row.supervised_tokens ?? 0,
        steps: row.step,
      })),
    splitSha256: run.split_sha256,
    leakage: run.leakage,
    plan,
    settings: [],
  }
}
