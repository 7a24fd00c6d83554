import { type Sentence, say } from '../../contract/sentences'
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
    throw new Refusal('leakage', [say('split-not-fit'), leakage.reason])
  if (verdictFor(db, plan) === 'no-go')
    throw new Refusal('preflight-no-go', say('pre-flight-said-no'))
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
  if (stop) throw new Refusal('plan-stopped', stopSentence(stop.code))
  return model
}

function stopSentence(code: string): Sentence {
  if (code === 'both-stages-off' || code === 'no-notes' || code === 'no-pairs')
    return say(`plan-${code}`)
  return say('plan-stopped')
}

async function checkDisk(
  context: CallContext<never>,
  plan: TrainingPlan,
  model: ModelRow,
): Promise<void> {
  const needed = roomNeeded(adapterParameters(inspectionOf(model), plan.lora), 0)
  const free = await roomFree(context.vault.folder)
  if (needed.diskBytes + spareDiskBytes > free.diskBytes)
    throw new Refusal(
      'disk-full',
      say('no-disk-for-training', {
        needed: needed.diskBytes,
        free: free.diskBytes,
        spare: spareDiskBytes,
      }),
    )
  if (free.privateBytes !== null && needed.privateBytes > free.privateBytes)
    throw new Refusal(
      'no-private-room',
      say('no-private-memory', { needed: needed.privateBytes, free: free.privateBytes }),
    )
}
