import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFolder } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { trainAdapter } from '../trainer/client'
import type { TrainerEvent, TrainerEventOf } from '../trainer/protocol'
import { unsealAdapter } from './adapter-file'
import {
  type CheckpointRow,
  checkpointsOf,
  forgetAfter,
  insertCheckpoint,
  insertEvaluation,
  type StageRow,
  setCheckpointFiles,
  stageRow,
  updateStage,
} from './queries'
import { fileNames, trainerNames } from './run-files'
import { trainerSettings } from './settings'
import { createStepStore } from './step-store'
import type { Attempt, RunWork, StopCause } from './work'

/** How one trainer process of a stage ended. */
export type AttemptEnd =
  | { readonly kind: 'done'; readonly event: TrainerEventOf<'done'> }
  | { readonly kind: 'stopped'; readonly why: StopCause }
  /** It died; `wasFruitful` when it had stored a checkpoint before. */
  | { readonly kind: 'died'; readonly cause: unknown; readonly wasFruitful: boolean }

/** Called after a checkpoint is sealed, while the trainer goes on. */
export type AfterCheckpoint = (attempt: Attempt, step: number, adapter: string) => Promise<void>

/** Checkpoints whose whole state is kept, in case the newest is damaged. */
const keptStates = 2

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
    return await runAttempt(work, stage, { folder, resumed, start }, afterCheckpoint)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Puts the adapter that a stage begins with into the folder; null where it begins anew. */
export type StartAdapter = (folder: string) => Promise<string | null>

interface Room {
  readonly folder: string
  readonly resumed: number
  readonly start: string | null
}

async function runAttempt(
  work: RunWork,
  stage: StageRow,
  room: Room,
  afterCheckpoint: AfterCheckpoint,
): Promise<AttemptEnd> {
  const { context, files, gate, log, tell } = work
  const { signal, services } = context
  const train = await files.read(fileNames.train(stage.stage))
  const validationName = fileNames.validation(stage.stage)
  const validation = files.has(validationName) ? await files.read(validationName) : undefined
  const controller = new AbortController()
  let why: StopCause | null = null
  let failure: unknown = null
  let wasFruitful = false
  let isOver = false
  let isPaused = false
  let queue: Promise<void> = Promise.resolve()
  let pausedWaiters: (() => void)[] = []
  let ended: () => void = () => undefined
  const steps = createStepStore(context, stage.id, (cause) => fail(cause))
  tell({ phase: 'loading', stage: stage.stage })

  const stop = (cause: StopCause): void => {
    why ??= cause
    controller.abort()
  }
  const fail = (cause: unknown): void => {
    failure ??= cause
    stop('failure')
  }
  const quiet = (): void => {
    for (const wake of pausedWaiters) wake()
    pausedWaiters = []
  }
  const inOrder = (task: () => Promise<void>): void => {
    queue = queue.then(task).catch(fail)
  }
  const attempt: Attempt = {
    pause: () =>
      new Promise((resolve) => {
        if (isOver || isPaused) return resolve()
        pausedWaiters.push(resolve)
        run.pause()
      }),
    resume: () => {
      isPaused = false
      run.resume()
    },
    stop,
    ended: new Promise((resolve) => {
      ended = resolve
    }),
  }
  const onEvent = (event: TrainerEvent): void => {
    try {
      hear(event)
    } catch (cause) {
      fail(cause)
    }
  }
  const hear = (event: TrainerEvent): void => {
    if (event.type === 'paused') {
      isPaused = true
      quiet()
    }
    if (event.type === 'step') {
      steps.add(stepFigures(event))
      tellStep(work, event)
    }
    if (event.type === 'plan') onPlan(work, stage, event)
    if (event.type === 'selfTest')
      log(stage.stage, 'self-test', { difference: event.difference, tolerance: event.tolerance })
    if (event.type === 'eval') {
      steps.flush()
      storeEvaluation(work, stage, event)
    }
    if (event.type === 'warning') log(stage.stage, 'warning', {}, event.code)
    if (event.type === 'checkpoint') {
      steps.flush()
      inOrder(async () => {
        if (!(await sealCheckpoint(work, stage, room.folder, event.step))) return
        wasFruitful = true
        const adapter = join(room.folder, trainerNames.adapter(event.step))
        if (why === null) await afterCheckpoint(attempt, event.step, adapter)
      })
    }
  }
  const stopForJob = (): void => stop('job')
  const run = trainAdapter(
    work.trainer,
    {
      model: services.models.path(work.model.sha256),
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
    },
    { signal: controller.signal, onEvent, times: services.training.times },
  )
  signal.addEventListener('abort', stopForJob, { once: true })
  if (signal.aborted) stopForJob()
  work.attempt.current = attempt
  // Somebody may have borrowed the machine before this process was there to be paused.
  if (gate.isLent()) run.pause()
  try {
    const done = await settle(run.finished)
    isOver = true
    quiet()
    await queue
    steps.flush()
    if (failure !== null) throw failure
    if (done.event?.adapter) return await keepResult(work, stage, room.folder, done.event)
    if (why !== null) return { kind: 'stopped', why }
    return { kind: 'died', cause: done.cause, wasFruitful }
  } finally {
    work.attempt.current = null
    signal.removeEventListener('abort', stopForJob)
    ended()
  }
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

function stepFigures(event: TrainerEventOf<'step'>) {
  const { step, loss, learningRate, gradientNorm, tokensPerSecond, memory, tokens, seconds } = event
  return { step, loss, learningRate, gradientNorm, tokensPerSecond, memory, tokens, seconds }
}

function tellStep(work: RunWork, event: TrainerEventOf<'step'>): void {
  work.tell({
    phase: 'training',
    loss: event.loss,
    learningRate: event.learningRate,
    gradientNorm: event.gradientNorm,
    tokensPerSecond: event.tokensPerSecond,
    memoryBytes: event.memory,
  })
  work.onStep(event.step)
}

function onPlan(work: RunWork, stage: StageRow, event: TrainerEventOf<'plan'>): void {
  work.context.stage((db) => {
    forgetAfter(db, stage.id, event.resumedFrom)
    updateStage(db, stage.id, {
      state: 'running',
      steps: event.steps,
      step: event.resumedFrom,
      supervised_tokens: event.supervisedTokens,
    })
  })
  work.tell({ phase: 'training', stage: stage.stage })
  work.log(stage.stage, 'plan', {
    memoryBytes: event.memory.total,
    parameters: event.parameters,
    steps: event.steps,
    threads: event.threads,
  })
  if (event.resumedFrom > 0) work.log(stage.stage, 'resumed', { step: event.resumedFrom })
}

function storeEvaluation(work: RunWork, stage: StageRow, event: TrainerEventOf<'eval'>): void {
  work.context.stage((db) => {
    insertEvaluation(db, stage.id, event)
    const row = stageRow(db, stage.id)
    if (row && (row.best_loss === null || event.loss < row.best_loss))
      updateStage(db, stage.id, { best_loss: event.loss, best_step: event.step })
  })
  work.log(stage.stage, 'validation', { step: event.step, loss: event.loss })
}

/**
 * Seals a checkpoint with the adapter as it is then, and removes what newer ones replace: whole
 * states but the last two, adapters but the last and the best. False where the trainer has replaced
 * it already: a newer one is on its way.
 */
async function sealCheckpoint(
  work: RunWork,
  stage: StageRow,
  folder: string,
  step: number,
): Promise<boolean> {
  const { files, context, log } = work
  try {
    const adapter = await files.seal(
      fileNames.adapter(stage.stage, step),
      join(folder, trainerNames.adapter(step)),
    )
    if (work.plan.patience > 0) await sealBest(work, stage, folder)
    const state = await files.seal(
      fileNames.checkpoint(stage.stage, step),
      join(folder, trainerNames.checkpoint(step)),
    )
    context.stage((db) =>
      insertCheckpoint(db, {
        stage_id: stage.id,
        step,
        at: context.services.clock.now(),
        bytes: state.bytes,
        adapter_sha256: adapter.sha256,
        validation_loss: lossAt(db, stage.id, step),
        has_state: 1,
        has_adapter: 1,
      }),
    )
    log(stage.stage, 'checkpoint', { step, bytes: state.bytes })
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return false
    throw cause
  }
  await removeReplaced(work, stage)
  return true
}

async function sealBest(work: RunWork, stage: StageRow, folder: string): Promise<void> {
  const best = await readFile(join(folder, trainerNames.best)).catch(() => null)
  if (best) await work.files.sealBytes(fileNames.best(stage.stage), best)
}

function lossAt(
  db: Parameters<typeof checkpointsOf>[0],
  stageId: number,
  step: number,
): number | null {
  return (
    db.one<{ loss: number }>(
      'SELECT loss FROM training_evaluation WHERE stage_id = ? AND step = ?',
      stageId,
      step,
    )?.loss ?? null
  )
}

/** The checkpoint with the lowest validation loss; null where none has one. */
export function bestCheckpoint(rows: readonly CheckpointRow[]): CheckpointRow | null {
  const rated = rows.filter((row) => row.validation_loss !== null && row.has_adapter === 1)
  return rated.reduce<CheckpointRow | null>(
    (best, row) =>
      best === null || (row.validation_loss ?? 0) < (best.validation_loss ?? 0) ? row : best,
    null,
  )
}

async function removeReplaced(work: RunWork, stage: StageRow): Promise<void> {
  const rows = checkpointsOf(work.context.services.vault.db(), stage.id)
  const best = bestCheckpoint(rows)
  for (const [place, row] of rows.entries()) {
    const state = place < keptStates
    const adapter = place < keptStates || row.step === best?.step
    if (state === (row.has_state === 1) && adapter === (row.has_adapter === 1)) continue
    work.context.stage((db) => setCheckpointFiles(db, stage.id, row.step, { state, adapter }))
    if (!state) await work.files.remove(fileNames.checkpoint(stage.stage, row.step))
    if (!adapter) await work.files.remove(fileNames.adapter(stage.stage, row.step))
  }
}

/** Puts the newest whole checkpoint into the trainer's folder. @returns its step; 0 where none is. */
async function restore(work: RunWork, stage: StageRow, folder: string): Promise<number> {
  const { files, context, log } = work
  const best = fileNames.best(stage.stage)
  if (files.has(best)) await files.unseal(best, join(folder, trainerNames.best))
  for (const row of checkpointsOf(context.services.vault.db(), stage.id)) {
    const name = fileNames.checkpoint(stage.stage, row.step)
    if (row.has_state === 0 || !files.has(name)) continue
    try {
      await files.unseal(name, join(folder, trainerNames.checkpoint(row.step)))
      return row.step
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      log(stage.stage, 'warning', { step: row.step }, 'checkpoint-damaged')
    }
  }
  return 0
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
