import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../contract/sentences'
import { privateFolder } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { type TrainingRequest, trainAdapter } from '../trainer/client'
import type { TrainerEvent, TrainerEventOf } from '../trainer/protocol'
import { unsealAdapter } from './adapter-file'
import { hearTrainer } from './attempt-events'
import { createEnding, createHandle } from './attempt-handle'
import { restore, sealCheckpoint } from './checkpoints'
import { runRow, type StageRow } from './queries'
import { fileNames, trainerNames } from './run-files'
import { trainerSettings } from './settings'
import { createStepStore } from './step-store'
import { createWatch } from './watch'
import type { Attempt, RunWork, StopCause } from './work'

/** How one trainer process of a stage ended. */
export type AttemptEnd =
  | { readonly kind: 'done'; readonly event: TrainerEventOf<'done'> }
  | { readonly kind: 'stopped'; readonly why: StopCause }
  /** It died; `wasFruitful` when it had stored a checkpoint before. */
  | { readonly kind: 'died'; readonly cause: unknown; readonly wasFruitful: boolean }

/** Called after a checkpoint is sealed, while the trainer goes on. */
export type AfterCheckpoint = (attempt: Attempt, step: number, adapter: string) => Promise<void>

/** Puts the adapter that a stage begins with into the folder; null where it begins anew. */
export type StartAdapter = (folder: string) => Promise<string | null>

/**
 * One process of the trainer on one stage: from the newest sealed checkpoint to its end. It works in
 * memory-backed room; each checkpoint is sealed into the workspace as it comes.
 */
export async function attemptStage(
  work: RunWork,
  stage: StageRow,
  startAdapter: StartAdapter,
  afterCheckpoint: AfterCheckpoint,
): Promise<AttemptEnd> {
  const { context } = work
  const folder = privateFolder(context.services.vault.folder, 'training')
  try {
    const resumed = await restore(work, stage, folder)
    const start = await startAdapter(folder)
    const request = await requestOf(work, stage, { folder, resumed, start })
    return await runAttempt(work, stage, request, afterCheckpoint)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Room {
  readonly folder: string
  readonly resumed: number
  readonly start: string | null
}

async function requestOf(work: RunWork, stage: StageRow, room: Room): Promise<TrainingRequest> {
  const { files } = work
  const train = await files.read(fileNames.train(stage.stage))
  const validationName = fileNames.validation(stage.stage)
  const validation = files.has(validationName) ? await files.read(validationName) : undefined
  return {
    model: work.context.services.models.path(work.model.sha256),
    output: room.folder,
    train,
    ...(validation ? { validation } : {}),
    ...(room.start ? { startAdapter: room.start } : {}),
    settings: {
      ...trainerSettings(work.plan, stage.stage, {
        samples: stage.samples ?? 0,
        hasValidation: validation !== undefined,
        device: work.device,
        metadata: { run: work.run.id, stage: stage.stage },
      }),
      // The forward pass was compared with llama.cpp's before the first step.
      selfTest: room.resumed === 0,
    },
  }
}

async function runAttempt(
  work: RunWork,
  stage: StageRow,
  request: TrainingRequest,
  afterCheckpoint: AfterCheckpoint,
): Promise<AttemptEnd> {
  const { signal, services } = work.context
  const { times } = services.training
  const ending = createEnding()
  const steps = createStepStore(work.context, stage.id, ending.fail)
  let wasFruitful = false
  let sealing: Promise<void> = Promise.resolve()
  const seal = async (step: number): Promise<void> => {
    if (!(await sealCheckpoint(work, stage, request.output, step))) return
    wasFruitful = true
    const adapter = join(request.output, trainerNames.adapter(step))
    if (ending.why() === null) await afterCheckpoint(handle.attempt, step, adapter)
  }
  const onEvent = (event: TrainerEvent): void => {
    try {
      watch.hear(event)
      handle.hear(event)
      hearTrainer(work, stage, steps, event)
    } catch (cause) {
      ending.fail(cause)
    }
    if (event.type === 'checkpoint')
      sealing = sealing.then(() => seal(event.step)).catch(ending.fail)
  }
  work.tell({ phase: 'loading', stage: stage.stage })
  const run = trainAdapter(work.trainer, request, { signal: ending.signal, onEvent, times })
  const handle = createHandle(run, ending)
  const watch = createWatch(times?.silence, {
    ask: run.askStatus,
    giveUp: () => ending.stop('silence'),
  })
  const stopForJob = (): void => ending.stop('job')
  signal.addEventListener('abort', stopForJob, { once: true })
  heedWhatWasAsked(work, handle.attempt)
  try {
    const done = await settle(run.finished)
    watch.end()
    handle.isGone()
    await sealing
    steps.flush()
    if (ending.failure() !== null) throw ending.failure()
    if (done.event?.adapter) return await keepResult(work, stage, request.output, done.event)
    return endOf(ending.why(), done.cause, wasFruitful)
  } finally {
    work.attempt.current = null
    signal.removeEventListener('abort', stopForJob)
    handle.isOver()
  }
}

/** What somebody asked for before this process was there to be told. */
function heedWhatWasAsked(work: RunWork, attempt: Attempt): void {
  const { context, gate, run } = work
  work.attempt.current = attempt
  if (gate.isLent()) void attempt.pause('lent')
  if (context.signal.aborted) attempt.stop('job')
  if (runRow(context.services.vault.db(), run.id)?.keep_asked) attempt.stop('keep')
}

function endOf(why: StopCause | null, cause: unknown, wasFruitful: boolean): AttemptEnd {
  if (why === 'silence') return { kind: 'died', cause: silent(), wasFruitful }
  if (why !== null) return { kind: 'stopped', why }
  return { kind: 'died', cause, wasFruitful }
}

function silent(): Refusal {
  return new Refusal('trainer-ended', say('trainer-silent'))
}

async function settle(
  finished: Promise<TrainerEventOf<'done'>>,
): Promise<{ readonly event: TrainerEventOf<'done'> | null; readonly cause: unknown }> {
  try {
    return { event: await finished, cause: null }
  } catch (cause) {
    return { event: null, cause }
  }
}

async function keepResult(
  work: RunWork,
  stage: StageRow,
  folder: string,
  event: TrainerEventOf<'done'>,
): Promise<AttemptEnd> {
  await work.files.seal(fileNames.result(stage.stage), join(folder, trainerNames.result))
  return { kind: 'done', event }
}

/** Where a stage begins: at the result of the one before, at a chosen adapter, or anew. */
export function startFrom(work: RunWork, before: StageRow | null): StartAdapter {
  return async (folder) => {
    const target = join(folder, 'start.gguf')
    if (before && work.files.has(fileNames.result(before.stage))) {
      await work.files.unseal(fileNames.result(before.stage), target)
      return target
    }
    if (work.plan.startAdapterId === null) return null
    return unsealAdapter(work.context.services, work.plan.startAdapterId, target)
  }
}
