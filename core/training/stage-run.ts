import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../contract/sentences'
import { privateFolder } from '../kernel/private-room'
import { Refusal } from '../kernel/refusal'
import { answerSamples, fitsBeside } from './answer-samples'
import { type AttemptEnd, attemptStage, startFrom } from './attempt'
import { bestCheckpoint } from './checkpoints'
import {
  type CheckpointRow,
  checkpointsOf,
  runRow,
  type StageRow,
  stageRow,
  updateStage,
} from './queries'
import { fileNames } from './run-files'
import { questionsOf, samplesAt } from './sample-queries'
import type { Attempt, RunWork } from './work'

export interface StageEnd {
  /** Whether the stages after this one still run. */
  readonly isKept: boolean
}

/** A trainer that dies is started again, but not for ever where it dies at the same place. */
const deathsAtOnePlace = 2

/**
 * Runs a stage to its end, over any number of trainer processes: it is stopped where memory is
 * needed, started again where it died, and goes on from the last sealed checkpoint each time.
 * Rejects with the signal's reason when the job is paused or cancelled.
 */
export async function runStage(
  work: RunWork,
  stage: StageRow,
  before: StageRow | null,
): Promise<StageEnd> {
  const { context, gate, log } = work
  const { signal, services } = context
  let deaths = 0
  for (;;) {
    await gate.returned(signal)
    const keep = runRow(services.vault.db(), work.run.id)?.keep_asked ?? null
    if (keep !== null) return keepStage(work, stage, keep)
    await answerOwed(work, stage)
    await freeOfModels(work)
    const end = await attemptStage(work, stage, startFrom(work, before), (attempt, step, adapter) =>
      answerAtCheckpoint(work, stage, { attempt, step, adapter }),
    )
    if (end.kind === 'done') return finishStage(work, stage, end)
    signal.throwIfAborted()
    if (end.kind === 'stopped') continue
    deaths = end.wasFruitful ? 1 : deaths + 1
    const isDeath = end.cause instanceof Refusal && end.cause.code === 'trainer-ended'
    if (!isDeath || deaths > deathsAtOnePlace) throw end.cause ?? trainerGone()
    log(stage.stage, 'warning', {}, 'trainer-ended')
  }
}

/** A model that a question or the sample answers left loaded gives its memory to the trainer. */
async function freeOfModels({ gate, context }: RunWork): Promise<void> {
  const { services, signal } = context
  try {
    await gate.use(signal, (turn) => services.inference.unload({ signal: turn }))
  } catch {
    // A model process that does not answer holds no training up.
    signal.throwIfAborted()
  }
}

function trainerGone(): Refusal {
  return new Refusal('trainer-ended', say('trainer-ended-early'))
}

function finishStage(
  work: RunWork,
  stage: StageRow,
  end: AttemptEnd & { readonly kind: 'done' },
): StageEnd {
  const state = end.event.reason === 'stopped-early' ? 'stopped-early' : 'done'
  work.context.stage((db) => updateStage(db, stage.id, { state }))
  const row = stageRow(work.context.services.vault.db(), stage.id)
  work.log(stage.stage, state === 'done' ? 'stage-done' : 'stopped-early', {
    step: end.event.step,
    loss: end.event.bestLoss ?? row?.last_loss ?? 0,
  })
  return { isKept: false }
}

/** Ends a stage with the adapter of its last or best checkpoint; without any, as if it had not run. */
async function keepStage(
  work: RunWork,
  stage: StageRow,
  which: 'last' | 'best',
): Promise<StageEnd> {
  const { files, context, log } = work
  const rows = checkpointsOf(context.services.vault.db(), stage.id)
  const newest = rows.find((row) => row.has_adapter === 1) ?? null
  const chosen = which === 'best' ? (bestCheckpoint(rows) ?? newest) : newest
  if (chosen === null || !(await copyResult(work, stage, chosen))) {
    context.stage((db) => updateStage(db, stage.id, { state: 'skipped' }))
    return { isKept: true }
  }
  context.stage((db) => updateStage(db, stage.id, { state: 'kept', step: chosen.step }))
  log(stage.stage, 'kept', { step: chosen.step, loss: chosen.validation_loss ?? 0 })
  await files.remove(fileNames.best(stage.stage))
  return { isKept: true }
}

async function copyResult(work: RunWork, stage: StageRow, row: CheckpointRow): Promise<boolean> {
  const name = fileNames.adapter(stage.stage, row.step)
  if (!work.files.has(name)) return false
  await work.files.sealBytes(fileNames.result(stage.stage), await work.files.read(name))
  return true
}

/** The sample questions are answered at the checkpoints of the plan and at the end, not at pauses. */
function isForSamples(work: RunWork, stage: StageRow, step: number): boolean {
  const { plan, context } = work
  const db = context.services.vault.db()
  if (questionsOf(db, work.run.id).length === 0 || step === 0) return false
  return step % plan.checkpointEvery === 0 || step === stageRow(db, stage.id)?.steps
}

async function answerAtCheckpoint(
  work: RunWork,
  stage: StageRow,
  at: { readonly attempt: Attempt; readonly step: number; readonly adapter: string },
): Promise<void> {
  const { gate, context, tell } = work
  if (!isForSamples(work, stage, at.step)) return
  if (!(await fitsBeside(work))) {
    // Its memory is needed: it saves and ends, and the answers are given before it comes back.
    at.attempt.stop('memory')
    return
  }
  await at.attempt.pause('answers')
  try {
    const { signal } = at.attempt
    const answering = { stage: stage.stage, step: at.step, adapterFile: at.adapter }
    await answerUndisturbed(work, answering, AbortSignal.any([context.signal, signal]))
  } catch (cause) {
    // Its end was asked for meanwhile: the answers are owed and given before the next process.
    if (!at.attempt.signal.aborted) throw cause
  } finally {
    at.attempt.resume('answers')
    if (!gate.isLent() && !context.signal.aborted) tell({ phase: 'training' })
  }
}

/** Answers of checkpoints that were put off for want of memory, or cut off by an end. */
async function answerOwed(work: RunWork, stage: StageRow): Promise<void> {
  const { files, context } = work
  const db = context.services.vault.db()
  const questions = questionsOf(db, work.run.id).length
  // A pause leaves a checkpoint of its own, so that the one that is owed need not be the newest.
  const owed = checkpointsOf(db, stage.id).filter(
    ({ step, has_adapter }) =>
      has_adapter === 1 &&
      isForSamples(work, stage, step) &&
      samplesAt(db, work.run.id, stage.stage, step).length < questions &&
      files.has(fileNames.adapter(stage.stage, step)),
  )
  for (const { step } of owed.reverse()) await answerFrom(work, stage, step)
}

async function answerFrom(work: RunWork, stage: StageRow, step: number): Promise<void> {
  const folder = privateFolder(work.context.services.vault.folder, 'answers')
  try {
    const path = join(folder, 'adapter.gguf')
    await work.files.unseal(fileNames.adapter(stage.stage, step), path)
    await answerUndisturbed(work, { stage: stage.stage, step, adapterFile: path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Answers the samples; where a person needs the model meanwhile, they go first. */
export function answerUndisturbed(
  work: RunWork,
  answering: Parameters<typeof answerSamples>[1],
  until = work.context.signal,
): Promise<void> {
  return work.gate.use(until, (signal) => {
    work.tell({ phase: answering.stage === 'base' ? 'base-answers' : 'answering-samples' })
    return answerSamples(work, answering, signal)
  })
}
