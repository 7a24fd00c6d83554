import { say } from '../../contract/sentences'
import type { TrainingPlan } from '../../contract/training-plan'
import { trainingStageIds } from '../../contract/training-plan'
import { planWarnings } from '../../contract/training-rules'
import { leakageOf } from '../instructions/rows'
import type { CallContext } from '../kernel/context'
import { newId } from '../kernel/ids'
import { privateRoom } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { inspectionOf, type ModelRow } from '../models/queries'
import { usableModel } from '../models/ready'
import { projectById } from '../projects/queries'
import { adapterRow, usableAdapter } from './adapters'
import { noTrainer } from './devices'
import { factsOf, isConfidential } from './facts'
import { spareDiskBytes } from './preflight-rules'
import { familyOf, insertPreflight, verdictFor } from './preflights'
import { insertRun, storePlan } from './queries'
import { adapterParameters, roomFree, roomNeeded } from './room-needed'

/** Starts a run, or refuses where it could not come to a good end. */
export async function startRun(
  context: CallContext<never>,
  plan: TrainingPlan,
  name: string | null,
): Promise<{ jobId: string; runId: string }> {
  const { db, clock, person } = context
  const model = checkPlan(context, plan)
  const leakage = leakageOf(db, plan.projectId)
  if (leakage.state !== 'passed' && leakage.state !== 'overridden')
    throw new Refusal(
      'leakage',
      `Training did not start: ${leakage.reason} Look at the split in Instructions first.`,
    )
  if (verdictFor(db, plan) === 'no-go')
    throw new Refusal(
      'preflight-no-go',
      'The pre-flight of this plan said no. Nothing was started. Look at its reasons, change the plan, and measure again.',
    )
  privateRoom(context.vault.folder)
  await checkDisk(context, plan, model)
  const facts = factsOf(db, plan.projectId, plan.modelId)
  const parent = plan.startAdapterId === null ? undefined : adapterRow(db, plan.startAdapterId)
  const runId = newId()
  const at = clock.now()
  const title = name ?? `${model.name}, ${at.slice(0, 10)}`
  const confidential = isConfidential(plan, facts) || parent?.confidential === 1
  const jobId = context.commit(
    {
      action: 'training.started',
      object: runId,
      detail: {
        model: model.sha256,
        split: leakage.splitSha256,
        leakage: leakage.state,
        confidential,
      },
    },
    (write) => {
      const job = context.jobs.create(write, person, {
        kind: 'training',
        title: say('train', { name: title }),
        projectId: plan.projectId,
        params: { runId },
        resultId: runId,
      })
      storePlan(write, plan.projectId, plan, at)
      insertRun(
        write,
        {
          id: runId,
          job_id: job,
          project_id: plan.projectId,
          model_id: model.id,
          name: title,
          plan: JSON.stringify(plan),
          family: familyOf(plan, model),
          confidential: confidential ? 1 : 0,
          split_sha256: leakage.splitSha256,
          leakage: leakage.state as 'passed' | 'overridden',
          created_at: at,
          created_by: person.name,
        },
        trainingStageIds.filter((stage) => plan[stage].enabled),
      )
      return job
    },
  )
  context.jobs.kick()
  return { jobId, runId }
}

/** Starts a pre-flight: it may be asked for before the leakage check passes, and says so then. */
export function startPreflight(
  context: CallContext<never>,
  plan: TrainingPlan,
): { jobId: string; preflightId: string } {
  checkPlan(context, plan)
  const preflightId = newId()
  const at = context.clock.now()
  const jobId = context.commit(
    { action: 'training.preflight-asked', object: preflightId },
    (write) => {
      const job = context.jobs.create(write, context.person, {
        kind: 'training-preflight',
        title: say('pre-flight'),
        projectId: plan.projectId,
        params: { preflightId, plan },
        resultId: preflightId,
      })
      storePlan(write, plan.projectId, plan, at)
      insertPreflight(write, { id: preflightId, jobId: job, plan, at, by: context.person.name })
      return job
    },
  )
  context.jobs.kick()
  return { jobId, preflightId }
}

/** @throws Refusal `no-trainer`, `plan-stopped`, and those of the project, the model and the adapter */
function checkPlan(context: CallContext<never>, plan: TrainingPlan): ModelRow {
  projectById(context.db, plan.projectId)
  const model = usableModel(context, plan.modelId)
  if (plan.startAdapterId !== null) usableAdapter(context.db, plan.startAdapterId, model.id)
  if (context.training.places === null) throw noTrainer()
  const facts = factsOf(context.db, plan.projectId, plan.modelId)
  const stop = planWarnings(plan, facts).find((warning) => warning.severity === 'stop')
  if (stop) throw new Refusal('plan-stopped', stopWords[stop.code] ?? stopWords.other ?? '')
  return model
}

const stopWords: Readonly<Record<string, string>> = {
  'both-stages-off': 'Both stages are switched off, so there is nothing to train. Switch one on.',
  'no-notes':
    'There is no note on the training side for the first stage. Keep some notes and split again, or switch the stage off.',
  'no-pairs':
    'There is no pair on the training side for the second stage. Make instructions and split them first, or switch the stage off.',
  other: 'This plan cannot be started. Look at its warnings.',
}

async function checkDisk(
  context: CallContext<never>,
  plan: TrainingPlan,
  model: ModelRow,
): Promise<void> {
  const needed = roomNeeded(adapterParameters(inspectionOf(model), plan.lora), 0)
  const free = await roomFree(context.vault.folder)
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
  if (needed.diskBytes + spareDiskBytes > free.diskBytes)
    throw new Refusal(
      'disk-full',
      `This training needs ${gigabytes(needed.diskBytes)} on the disk and ${gigabytes(free.diskBytes)} are free; 1.1 GB must stay free. Nothing was started.`,
    )
  if (free.privateBytes !== null && needed.privateBytes > free.privateBytes)
    throw new Refusal(
      'no-private-room',
      `This training needs ${gigabytes(needed.privateBytes)} of memory-backed room and ${gigabytes(free.privateBytes)} are free. Nothing was started. Use a lower rank or fewer projections, or ask for more room in /dev/shm.`,
    )
}
