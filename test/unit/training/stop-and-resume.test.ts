import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { TrainingRun } from '../../../contract/training'
import type { TrainingPlan } from '../../../contract/training-plan'
import { privateRoom } from '../../../core/kernel/private-room'
import type { TrainerPlaces } from '../../../core/trainer/location'
import { buildProgram, outcomeOf, type Program } from '../../fixtures/build-program'
import { copyWorkspace, openTestCore, resources } from '../../fixtures/core'
import {
  around,
  filesBelow,
  openTraining,
  realTrainerPlaces,
  smallPlan,
  type TrainingCore,
} from '../../fixtures/training'

/**
 * Whatever ends a training, it goes on to the same losses. The trainer is the real one; a run is
 * long enough that every end falls into its middle, and each test shows that it did.
 */
let trainer: TrainerPlaces
let child: Program
let training: TrainingCore
beforeAll(async () => {
  trainer = await realTrainerPlaces()
  child = await buildProgram('test/fixtures/training-child.ts')
}, 600_000)
afterAll(() => child.remove())
afterEach(() => training.core.close())

/** 3 steps a pass: one long stage, with a look at the validation side and a checkpoint now and then. */
const long: Partial<TrainingPlan> = {
  sampleQuestions: 0,
  validateEvery: 10,
  checkpointEvery: 10,
  pretraining: { ...smallPlan.pretraining, enabled: false },
  tuning: { ...smallPlan.tuning, epochs: 50, batch: 4 },
}
const plan = (change: Partial<TrainingPlan> = {}): Partial<TrainingPlan> => ({ ...long, ...change })

const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2))
}
const stepOf = (run: TrainingRun): number => run.stages.reduce((sum, one) => sum + one.step, 0)
const stepsOf = (run: TrainingRun): number =>
  run.stages.reduce((sum, one) => sum + (one.steps ?? 0), 0)
const isMidway = (run: TrainingRun): boolean => stepOf(run) > 0 && stepOf(run) < stepsOf(run)

/** Everything that a run measured of what it learned, step by step. */
async function learned(at: Pick<TrainingCore, 'core'>, runId: string) {
  const [curves] = await at.core.ask('training.curves', { runIds: [runId], points: 2000 })
  return curves?.stages.map((one) => ({
    step: one.curve.step,
    loss: one.curve.loss,
    gradientNorm: one.curve.gradientNorm,
    validation: one.validation,
  }))
}

async function logOf(at: Pick<TrainingCore, 'core'>, runId: string) {
  const entries = await at.core.ask('training.log', { id: runId, limit: 500 })
  return entries.reverse()
}

async function running(change: Partial<TrainingPlan> = {}, past = 20) {
  const started = await training.start(plan(change))
  await until(async () => stepOf(await training.run(started.runId)) >= past)
  return started
}

/** A checkpoint counts once it is sealed, which on a busy machine is some steps later. */
const canBeKept = (runId: string) => until(async () => (await training.run(runId)).canKeep)

test('paused in the middle and resumed, every loss is the same to the last bit', async () => {
  training = await openTraining({ trainer })
  const whole = await training.start(plan())
  await training.ended(whole.jobId)
  const { runId, jobId } = await running()
  await training.core.ask('jobs.pause', { id: jobId })
  const paused = await training.ended(jobId)
  const stood = await training.run(runId)
  await training.core.ask('jobs.resume', { id: jobId })
  const done = await training.ended(jobId)
  const resumed = (await logOf(training, runId)).find((entry) => entry.code === 'resumed')
  expect({
    paused: paused.status,
    midway: isMidway(stood),
    from: resumed?.figures.step === stepOf(stood),
    done: done.status,
  }).toEqual({ paused: 'paused', midway: true, from: true, done: 'done' })
  expect(await learned(training, runId)).toEqual(await learned(training, whole.runId))
}, 120_000)

test('a trainer killed with -9 is started again by itself and learns the same', async () => {
  const pids = { path: '' }
  training = await openTraining({ trainer })
  pids.path = training.core.file('pids', '')
  const wrapped = training.core.file(
    'trainer.sh',
    `#!/bin/sh\necho $$ >> '${pids.path}'\nexec '${trainer.program}' "$@"\n`,
  )
  chmodSync(wrapped, 0o755)
  const whole = await training.start(plan())
  await training.ended(whole.jobId)
  const core = await training.core.reopen({ trainer: { ...trainer, program: wrapped } })
  training = { ...training, ...around(core, training.projectId, training.modelId) }
  await core.signIn()
  const { runId, jobId } = await running()
  const [pid = 0] = readFileSync(pids.path, 'utf8').trim().split('\n').slice(-1).map(Number)
  process.kill(pid, 'SIGKILL')
  const killed = await training.run(runId)
  const done = await training.ended(jobId)
  const told = (await logOf(training, runId)).flatMap((entry) =>
    entry.code === 'resumed' || entry.code === 'warning'
      ? [[entry.code, entry.text, (entry.figures.step ?? 0) > 0]]
      : [],
  )
  expect({ midway: isMidway(killed), done: done.status, told }).toEqual({
    midway: true,
    done: 'done',
    told: [
      ['warning', 'trainer-ended', false],
      ['resumed', '', true],
    ],
  })
  expect(await learned(training, runId)).toEqual(await learned(training, whole.runId))
}, 120_000)

test('the whole app killed with -9: the run is there as interrupted, goes on, and learns the same', async () => {
  training = await openTraining({ trainer })
  const whole = await training.start(plan())
  await training.ended(whole.jobId)
  const { runId, jobId } = await running()
  await training.core.ask('jobs.pause', { id: jobId })
  await training.ended(jobId)
  const before = stepOf(await training.run(runId))
  const key = training.core.workspace.services.vault.copyDataKey().toString('hex')
  await training.core.workspace.close()
  const { program, packages } = trainer
  const process = child.start([training.core.folder, key, jobId, runId, '30', program, packages], {
    TEST_RESOURCES: resources,
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    process.on('close', (_code, signal) => resolve(signal))
  })
  const outcome = await outcomeOf(process)
  const core = await training.core.reopen()
  training = { ...training, ...around(core, training.projectId, training.modelId) }
  await core.signIn()
  const found = await training.run(runId)
  await core.ask('jobs.resume', { id: jobId })
  const done = await training.ended(jobId)
  expect({
    signal: await ended,
    complaint: outcome.stderr,
    wentOn: Number(outcome.stdout) >= before + 30,
    found: found.status,
    midway: isMidway(found),
    done: done.status,
  }).toEqual({
    signal: 'SIGKILL',
    complaint: '',
    wentOn: true,
    found: 'interrupted',
    midway: true,
    done: 'done',
  })
  expect(await learned(training, runId)).toEqual(await learned(training, whole.runId))
}, 120_000)

test('the disk as it was at any instant, as after a power cut, goes on and learns the same', async () => {
  training = await openTraining({ trainer })
  const { runId, jobId } = await running({}, 40)
  const home = copyWorkspace(training.core.folder)
  await training.ended(jobId)
  const core = await openTestCore({ folder: home, modelHost: training.host, trainer })
  const left = around(core, training.projectId, training.modelId)
  try {
    await core.signIn()
    const found = await left.run(runId)
    await core.ask('jobs.resume', { id: jobId })
    const done = await left.ended(jobId)
    expect({ found: found.status, midway: isMidway(found), done: done.status }).toEqual({
      found: 'interrupted',
      midway: true,
      done: 'done',
    })
    expect(await learned(left, runId)).toEqual(await learned(training, runId))
  } finally {
    await core.close()
  }
}, 120_000)

test('a newest checkpoint that is damaged is passed over: it goes on from the one before', async () => {
  training = await openTraining({ trainer })
  const whole = await training.start(plan())
  await training.ended(whole.jobId)
  const { runId, jobId } = await running({}, 40)
  await training.core.ask('jobs.pause', { id: jobId })
  await training.ended(jobId)
  const stood = stepOf(await training.run(runId))
  const path = join(training.core.folder, 'training', runId, `tuning-${stood}-checkpoint.sealed`)
  const bytes = readFileSync(path)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  writeFileSync(path, bytes)
  await training.core.ask('jobs.resume', { id: jobId })
  const done = await training.ended(jobId)
  const told = (await logOf(training, runId)).flatMap(({ code, text, figures }) =>
    code === 'warning' || code === 'resumed' ? [{ code, text, step: figures.step ?? 0 }] : [],
  )
  expect({
    done: done.status,
    passedOver: told[0],
    earlier: told[1]?.code === 'resumed' && told[1].step > 0 && told[1].step < stood,
  }).toEqual({
    done: 'done',
    passedOver: { code: 'warning', text: 'checkpoint-damaged', step: stood },
    earlier: true,
  })
  expect(await learned(training, runId)).toEqual(await learned(training, whole.runId))
}, 120_000)

test('stopped and kept while it runs, the last checkpoint becomes the adapter', async () => {
  training = await openTraining({ trainer })
  const { runId, jobId } = await running()
  await canBeKept(runId)
  const asked = await training.core.ask('training.stopAndKeep', { id: runId, which: 'last' })
  const done = await training.ended(jobId)
  const run = await training.run(runId)
  const adapter = await training.core.ask('adapters.get', { id: run.adapterId ?? '' })
  const tuning = run.stages.find((one) => one.stage === 'tuning')
  expect({
    sameJob: asked.jobId === jobId,
    done: done.status,
    state: tuning?.state,
    midway: isMidway(run),
    step: adapter.step === tuning?.step,
    of: [adapter.stage, adapter.runId, adapter.data.map((one) => one.stage)],
    left: existsSync(join(training.core.folder, 'training', runId)),
  }).toEqual({
    sameJob: true,
    done: 'done',
    state: 'kept',
    midway: true,
    step: true,
    of: ['tuning', runId, ['tuning']],
    left: false,
  })
}, 120_000)

test('stopped and kept with the best while it stands paused: the checkpoint of the lowest loss', async () => {
  training = await openTraining({ trainer })
  // A rate at which it soon gets worse: the best is not the last.
  const tuning = { ...smallPlan.tuning, epochs: 50, batch: 4, learningRate: 0.05 }
  const { runId, jobId } = await running({ tuning }, 100)
  await training.core.ask('jobs.pause', { id: jobId })
  await training.ended(jobId)
  const [curves] = await training.core.ask('training.curves', { runIds: [runId] })
  const looks = curves?.stages[0]?.validation ?? []
  const best = looks.reduce((low, one) => (one.loss < low.loss ? one : low))
  const kept = await training.core.ask('training.stopAndKeep', { id: runId, which: 'best' })
  const done = await training.ended(kept.jobId)
  const { adapterId } = await training.run(runId)
  const adapter = await training.core.ask('adapters.get', { id: adapterId ?? '' })
  expect({
    done: done.status,
    adapter: [adapter.step, adapter.validationLoss],
    bestIsNotLast: best.step < (looks.at(-1)?.step ?? 0),
  }).toEqual({ done: 'done', adapter: [best.step, best.loss], bestIsNotLast: true })
}, 120_000)

test('kept during the first stage, the second is left out and its adapter is the first one’s', async () => {
  training = await openTraining({ trainer })
  const { runId, jobId } = await running({
    pretraining: { ...smallPlan.pretraining, enabled: true, epochs: 50 },
  })
  await canBeKept(runId)
  await training.core.ask('training.stopAndKeep', { id: runId })
  await training.ended(jobId)
  const run = await training.run(runId)
  const adapter = await training.core.ask('adapters.get', { id: run.adapterId ?? '' })
  const again = await training.core.call('training.stopAndKeep', { id: runId })
  expect({
    stages: run.stages.map((one) => one.state),
    adapter: adapter.stage,
    again: again.ok ? 'kept twice' : again.code,
  }).toEqual({ stages: ['kept', 'skipped'], adapter: 'pretraining', again: 'run-over' })
}, 120_000)

test('cancelled, its curves stay, its files go, and nothing can be kept or resumed', async () => {
  training = await openTraining({ trainer })
  const { runId, jobId } = await running()
  await training.core.ask('jobs.cancel', { id: jobId })
  const job = await training.ended(jobId)
  const run = await training.run(runId)
  const [curves] = await training.core.ask('training.curves', { runIds: [runId] })
  const code = async (name: string, input: object): Promise<string> => {
    const made = await training.core.call(name, input)
    return made.ok ? 'accepted' : made.code
  }
  expect({
    status: job.status,
    stored: (curves?.stages[0]?.stored ?? 0) > 0,
    adapterId: run.adapterId,
    files: filesBelow(join(training.core.folder, 'training')),
    inMemory: privateFolders(training.core.folder),
    keep: await code('training.stopAndKeep', { id: runId }),
    resume: await code('jobs.resume', { id: jobId }),
  }).toEqual({
    status: 'cancelled',
    stored: true,
    adapterId: null,
    files: [],
    inMemory: [],
    keep: 'nothing-to-keep',
    resume: 'cannot-resume',
  })
}, 120_000)

/** What this workspace has in memory-backed room. */
function privateFolders(folder: string): string[] {
  return readdirSync(privateRoom(folder))
}
