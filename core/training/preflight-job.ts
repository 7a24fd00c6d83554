import { rm } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { join } from 'node:path'
import { inEnglish, type SentenceCode, say } from '../../contract/sentences'
import type { PreflightResult, PreflightStage } from '../../contract/training'
import {
  type TrainingPlan,
  type TrainingStageId,
  trainingStageIds,
} from '../../contract/training-plan'
import { stepsOf } from '../../contract/training-rules'
import type { ReadableDb } from '../database/types'
import { leakageOf } from '../instructions/rows'
import { defineJob, type JobContext } from '../jobs/definition'
import { privateFolder, privateRoomFree } from '../kernel/private-room'
import { inspectionOf, type ModelRow } from '../models/queries'
import { readyModel, usableModel } from '../models/ready'
import { estimateMemory, trainAdapter } from '../trainer/client'
import type { TrainerEvent, TrainerEventOf } from '../trainer/protocol'
import { unsealAdapter } from './adapter-file'
import { collectStage, type StageData } from './collect'
import { trainerOf } from './devices'
import { factsOf, isConfidential } from './facts'
import { type Measured, preflightReasons, stageSeconds, verdictOf } from './preflight-rules'
import { familyOf, storeResult } from './preflights'
import { adapterParameters, roomFree, roomNeeded } from './room-needed'
import { trainerSettings } from './settings'

/** Steps that are measured of each stage; the first warms up and is left out where there are more. */
const measuredSteps = 3

/**
 * Tokenises what a plan would learn from, and lets the real trainer do a few steps of it on this
 * machine: memory and time are measured, and only their sum over all steps is reckoned.
 */
export const preflightJob = defineJob<{ preflightId: string; plan: TrainingPlan }>({
  kind: 'training-preflight',
  resource: 'model',
  unit: 'parts',
  canPause: false,
  touches: ['training'],
  run: async (context, { preflightId, plan }) => {
    const result = await measurePlan(context, plan)
    context.commit(
      { action: 'training.measured', object: preflightId, detail: { verdict: result.verdict } },
      (db) => storeResult(db, preflightId, result),
    )
    return { made: [say(words[result.verdict])], resultId: preflightId }
  },
})

const words = {
  go: 'pre-flight-go',
  'go-with-care': 'pre-flight-care',
  'no-go': 'pre-flight-no-go',
} as const satisfies Readonly<Record<PreflightResult['verdict'], SentenceCode>>

async function measurePlan(context: JobContext, plan: TrainingPlan): Promise<PreflightResult> {
  const { services, signal } = context
  const db = services.vault.db()
  const model = usableModel(services, plan.modelId)
  const stages = trainingStageIds.filter((stage) => plan[stage].enabled)
  const collected: { stage: TrainingStageId; data: StageData }[] = []
  await readyModel(services, model.id, { sequences: 1, contextSize: 512 }, { signal })
  for (const stage of stages)
    collected.push({ stage, data: await collectFor(context, plan, model, stage) })
  await services.inference.unload({ signal })
  const parts: MeasuredStage[] = []
  // A plan without memory-backed room cannot be tried: what a step writes has no place.
  if (privateRoomFree() !== null)
    for (const one of collected) {
      const at = stages.length + parts.length
      context.progress({ done: at, total: stages.length * 2, step: say('trying-steps') })
      if (one.data.train.figures().samples > 0)
        parts.push(await measureStage(context, plan, model, one))
    }
  const measured = await gather(context, plan, model, collected, parts)
  const reasons = preflightReasons(plan, measured, parts[0]?.selfTest ?? null)
  return { ...measured, leakage: leakageSaid(db, plan), reasons, verdict: verdictOf(reasons) }
}

function collectFor(
  context: JobContext,
  plan: TrainingPlan,
  model: ModelRow,
  stage: TrainingStageId,
): Promise<StageData> {
  const { services, signal } = context
  const db = services.vault.db()
  return collectStage(
    {
      db,
      inference: services.inference,
      plan,
      family: familyOf(plan, model),
      signal,
      onProgress: (done) =>
        context.progress({
          done: 0,
          total: null,
          step: say('reading-data', { count: done }),
        }),
    },
    stage,
  )
}

interface MeasuredStage {
  readonly stage: TrainingStageId
  readonly plan: TrainerEventOf<'plan'>
  readonly steps: number
  readonly secondsPerStep: number
  readonly tokensPerSecond: number
  readonly peakMemory: number
  readonly selfTest: { readonly difference: number; readonly tolerance: number } | null
  readonly seconds: number
}

async function measureStage(
  context: JobContext,
  plan: TrainingPlan,
  model: ModelRow,
  { stage, data }: { readonly stage: TrainingStageId; readonly data: StageData },
): Promise<MeasuredStage> {
  const { services, signal } = context
  const { trainer, device } = await trainerOf(services, plan.device, signal)
  const folder = privateFolder(services.vault.folder, 'preflight')
  const events: TrainerEvent[] = []
  try {
    const start = join(folder, 'start.gguf')
    if (plan.startAdapterId !== null) await unsealAdapter(services, plan.startAdapterId, start)
    const { samples } = data.train.figures()
    const settings = trainerSettings(plan, stage, {
      samples,
      hasValidation: false,
      device,
      metadata: {},
    })
    await trainAdapter(
      trainer,
      {
        model: services.models.path(model.sha256),
        output: folder,
        train: data.train.finish(),
        ...(plan.startAdapterId === null ? {} : { startAdapter: start }),
        settings: {
          ...settings,
          steps: Math.min(measuredSteps, stepsOf(samples, plan[stage].batch, plan[stage].epochs)),
          checkpointEvery: 0,
          adapterAtCheckpoint: false,
        },
      },
      { signal, onEvent: (event) => events.push(event), times: services.training.times },
    ).finished
    signal.throwIfAborted()
    return measuredOf(stage, events)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function measuredOf(stage: TrainingStageId, events: readonly TrainerEvent[]): MeasuredStage {
  const of = <T extends TrainerEvent['type']>(type: T): TrainerEventOf<T>[] =>
    events.filter((event): event is TrainerEventOf<T> => event.type === type)
  const steps = of('step')
  const used = steps.length > 1 ? steps.slice(1) : steps
  const seconds = used.reduce((sum, step) => sum + step.seconds, 0)
  const tokens = used.reduce((sum, step) => sum + step.tokens, 0)
  const [plan] = of('plan')
  const [test] = of('selfTest')
  if (!plan) throw new RangeError('The trainer ended without a plan')
  return {
    stage,
    plan,
    steps: used.length,
    seconds,
    secondsPerStep: seconds / Math.max(1, used.length),
    tokensPerSecond: seconds > 0 ? tokens / seconds : 0,
    peakMemory: Math.max(0, ...steps.map((step) => step.peakMemory)),
    selfTest: test ? { difference: test.difference, tolerance: test.tolerance } : null,
  }
}

async function gather(
  context: JobContext,
  plan: TrainingPlan,
  model: ModelRow,
  collected: readonly { readonly stage: TrainingStageId; readonly data: StageData }[],
  parts: readonly MeasuredStage[],
): Promise<Measured> {
  const { services } = context
  const db = services.vault.db()
  const facts = factsOf(db, plan.projectId, plan.modelId)
  const stages = collected.map((one) => stageOf(plan, one, parts))
  const parameters = parts[0]?.plan.parameters ?? adapterParameters(inspectionOf(model), plan.lora)
  const dataBytes = stages.reduce((sum, stage) => sum + stage.tokens * 5, 0)
  const needed = roomNeeded(parameters, dataBytes)
  const free = await roomFree(services.vault.folder)
  return {
    stages,
    seconds: stages.reduce((sum, stage) => sum + stage.seconds, 0),
    memory: await memoryOf(context, plan, model, parts),
    disk: { neededBytes: needed.diskBytes, freeBytes: free.diskBytes },
    privateRoom:
      free.privateBytes === null
        ? null
        : { neededBytes: needed.privateBytes, freeBytes: free.privateBytes },
    leakage: leakageSaid(db, plan),
    facts,
    confidential: isConfidential(plan, facts),
    trainableParameters: parameters,
  }
}

function stageOf(
  plan: TrainingPlan,
  { stage, data }: { readonly stage: TrainingStageId; readonly data: StageData },
  parts: readonly MeasuredStage[],
): PreflightStage {
  const { samples, tokens, supervisedTokens, longest } = data.train.figures()
  const { batch, epochs } = plan[stage]
  const steps = stepsOf(samples, batch, epochs)
  const measured = parts.find((part) => part.stage === stage)
  const speed = {
    secondsPerStep: measured?.secondsPerStep ?? 0,
    tokensPerSecond: measured?.tokensPerSecond ?? 0,
  }
  const validationSamples = data.validation.figures().samples
  return {
    stage,
    sources: data.sources,
    samples,
    tokens,
    supervisedTokens,
    longestTokens: longest,
    validationSamples,
    steps,
    stepsPerEpoch: stepsOf(samples, batch, 1),
    measuredSteps: measured?.steps ?? 0,
    ...speed,
    seconds: stageSeconds(plan, { ...speed, steps, tokens, samples, validationSamples }),
    beyondContext: data.beyondContext,
    leftOut: data.leftOut,
  }
}

const noParts = { weights: 0, adapter: 0, checkpoints: 0, work: 0, other: 0 }

async function memoryOf(
  context: JobContext,
  plan: TrainingPlan,
  model: ModelRow,
  parts: readonly MeasuredStage[],
): Promise<Measured['memory']> {
  const { services, signal } = context
  const { trainer, device } = await trainerOf(services, plan.device, signal)
  const estimate = await estimateMemory(
    trainer,
    {
      model: services.models.path(model.sha256),
      context: plan.context,
      lora: plan.lora,
      device,
      ...(plan.threads > 0 ? { threads: plan.threads } : {}),
    },
    { signal },
  )
  const biggest = parts.reduce<MeasuredStage | null>(
    (most, part) => (most === null || part.peakMemory > most.peakMemory ? part : most),
    null,
  )
  const isCpu = (biggest?.plan.device ?? estimate.device) === 'cpu'
  const { total: _, ...planned } = biggest?.plan.memory ?? { total: 0, ...noParts }
  return {
    measuredBytes: biggest?.peakMemory ?? 0,
    // A block as long as the context may come in later steps than the measured ones.
    estimatedBytes: estimate.memory.total,
    freeBytes: isCpu ? freemem() : estimate.freeMemory,
    totalBytes: isCpu ? totalmem() : estimate.totalMemory,
    parts: planned,
    device: biggest?.plan.device ?? estimate.device,
    threads: biggest?.plan.threads ?? 0,
  }
}

function leakageSaid(db: ReadableDb, plan: TrainingPlan): PreflightResult['leakage'] {
  const { state, reason } = leakageOf(db, plan.projectId)
  return { state, reason: inEnglish([reason]), said: [reason] }
}
