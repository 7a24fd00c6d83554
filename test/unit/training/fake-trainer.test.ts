import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TrainingRun } from '../../../contract/training'
import type { TrainingPlan } from '../../../contract/training-plan'
import { type Scripted, scripted } from '../../fixtures/scripted-trainer'
import { filesBelow, openTraining, smallPlan, type TrainingCore } from '../../fixtures/training'

/** Trainers that crash, hang and lie: scripts that speak the protocol, or something like it. */
let folder = ''
let training: TrainingCore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-scripted-'))
})
afterEach(async () => {
  await training.core.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Six steps of one stage, without looks and without sample answers. */
const six: Partial<TrainingPlan> = {
  sampleQuestions: 0,
  validateEvery: 0,
  pretraining: { ...smallPlan.pretraining, enabled: false },
}

async function opened(body: string): Promise<Scripted> {
  const trainer = scripted(folder, body)
  training = await openTraining({
    trainer: trainer.places,
    core: {
      training: { quietMilliseconds: 40, times: { stop: 150, terminate: 150, silence: 800 } },
    },
  })
  return trainer
}

const storedCheckpoints = (run: TrainingRun): string[] =>
  filesBelow(join(training.core.folder, 'training', run.id))
    .map((path) => path.split('/').at(-1) ?? '')
    .filter((name) => name.includes('checkpoint'))
    .sort()

async function told(runId: string): Promise<(readonly [string, string])[]> {
  const entries = await training.core.ask('training.log', { id: runId, limit: 500 })
  return entries
    .reverse()
    .flatMap(({ code, text }) =>
      code === 'warning' || code === 'failed' ? [[code, text] as const] : [],
    )
}

async function ended(trainer: Scripted) {
  const { runId, jobId } = await training.start(six)
  const job = await training.ended(jobId)
  const run = await training.run(runId)
  return { job, run, jobId, runId, lives: trainer.lives() }
}

const diedMessage =
  'The trainer ended before it was done. The last checkpoint is kept. Start again to go on from it.'

describe('crashes', () => {
  test('twice at one place it is started again, and then ends as if nothing had been', async () => {
    const trainer = await opened(`
      plan(from)
      step(1)
      if (life < 3) return process.kill(process.pid, 'SIGKILL')
      for (let n = 2; n <= steps; n += 1) step(n)
      done()`)
    const { job, run, lives, runId } = await ended(trainer)
    const [curves] = await training.core.ask('training.curves', { runIds: [runId] })
    expect({
      status: job.status,
      lives,
      adapter: run.adapterId !== null,
      told: await told(runId),
      losses: curves?.stages[0]?.curve.step,
    }).toEqual({
      status: 'done',
      lives: 3,
      adapter: true,
      told: [
        ['warning', 'trainer-ended'],
        ['warning', 'trainer-ended'],
      ],
      losses: [1, 2, 3, 4, 5, 6],
    })
  })

  test('always at one place: tried three times, then told plainly; the last checkpoint is kept and can be used', async () => {
    const trainer = await opened(`
      plan(from)
      if (from === 0) { step(1); step(2); checkpoint(2); await wait(150) }
      process.exit(7)`)
    const { job, run, lives, runId } = await ended(trainer)
    const kept = storedCheckpoints(run)
    const again = await training.core.ask('training.stopAndKeep', { id: runId })
    const keptJob = await training.ended(again.jobId)
    const { adapterId } = await training.run(runId)
    const adapter = await training.core.ask('adapters.get', { id: adapterId ?? '' })
    expect({
      job: [job.status, job.message],
      lives,
      kept,
      canKeep: run.canKeep,
      told: (await told(runId)).slice(0, 3),
      keptJob: keptJob.status,
      adapter: [adapter.step, adapter.data.map((one) => one.steps)],
    }).toEqual({
      job: ['failed', diedMessage],
      lives: 3,
      kept: ['tuning-2-checkpoint.sealed'],
      canKeep: true,
      told: [
        ['warning', 'trainer-ended'],
        ['warning', 'trainer-ended'],
        ['failed', diedMessage],
      ],
      keptJob: 'done',
      adapter: [2, [2]],
    })
  })

  test('after every new checkpoint it may die as often as it likes: it gets on', async () => {
    const trainer = await opened(`
      plan(from)
      step(from + 1)
      if (from + 1 === steps) return done()
      checkpoint(from + 1)
      await wait(100)
      process.kill(process.pid, 'SIGKILL')`)
    const { job, lives } = await ended(trainer)
    expect({ status: job.status, lives }).toEqual({ status: 'done', lives: 6 })
  })

  test('a failed training can be gone on with once the trainer is well again', async () => {
    const trainer = await opened(`
      plan(from)
      if (life <= 3) process.exit(7)
      for (let n = from + 1; n <= steps; n += 1) step(n)
      done()`)
    const { job, jobId } = await ended(trainer)
    await training.core.ask('jobs.resume', { id: jobId })
    const again = await training.ended(jobId)
    expect([job.status, again.status]).toEqual(['failed', 'done'])
  })
})

const deaf = `
  process.on('SIGTERM', () => {})
  setInterval(() => {}, 1000)`

describe('hangs', () => {
  test('one that says nothing any more is ended and started again', async () => {
    const trainer = await opened(`
      plan(from)
      if (life === 1) { step(1); checkpoint(1); ${deaf}; return }
      for (let n = from + 1; n <= steps; n += 1) step(n)
      done()`)
    const { job, lives, runId } = await ended(trainer)
    expect({ status: job.status, lives, told: await told(runId) }).toEqual({
      status: 'done',
      lives: 2,
      told: [['warning', 'trainer-ended']],
    })
  })

  test('one that always hangs is given up after the time, in words', async () => {
    const trainer = await opened(`plan(from); step(1); ${deaf}`)
    const { job, lives } = await ended(trainer)
    expect({ job: [job.status, job.message], lives }).toEqual({
      job: [
        'failed',
        'The trainer did not answer any more and was ended. The last checkpoint is kept. Start again to go on from it.',
      ],
      lives: 3,
    })
  })

  test('one that is slow but answers is left alone', async () => {
    const trainer = await opened(`
      heed = ({ type }) => {
        if (type === 'status')
          tell({ type: 'status', step: 1, steps, epoch: 0, paused: false, memory: 1, peakMemory: 1 })
      }
      plan(from)
      step(1)
      await wait(2500)
      for (let n = 2; n <= steps; n += 1) step(n)
      done()`)
    const { job, lives } = await ended(trainer)
    expect({ status: job.status, lives }).toEqual({ status: 'done', lives: 1 })
  })

  test('a person who pauses a hanging trainer does not wait for it for ever', async () => {
    const trainer = await opened(`plan(from); step(1); checkpoint(1); ${deaf}`)
    const { runId, jobId } = await training.start(six)
    await expect
      .poll(async () => (await training.run(runId)).canKeep, { timeout: 20_000, interval: 10 })
      .toBe(true)
    await training.core.ask('jobs.pause', { id: jobId })
    const job = await training.ended(jobId)
    const run = await training.run(runId)
    expect({ status: job.status, lives: trainer.lives(), kept: storedCheckpoints(run) }).toEqual({
      status: 'paused',
      lives: 1,
      kept: ['tuning-1-checkpoint.sealed'],
    })
  })

  test('a question does not wait for it for ever either, and the training goes on afterwards', async () => {
    const trainer = await opened(`
      plan(from)
      if (life === 1) { step(1); checkpoint(1); ${deaf}
        // It answers when it is asked how it is, and does nothing else.
        heed = ({ type }) => type === 'status' &&
          tell({ type: 'status', step: 1, steps, epoch: 0, paused: false, memory: 1, peakMemory: 1 })
        return }
      for (let n = from + 1; n <= steps; n += 1) step(n)
      done()`)
    const { runId, jobId } = await training.start(six)
    await expect
      .poll(async () => (await training.run(runId)).canKeep, { timeout: 20_000, interval: 10 })
      .toBe(true)
    const answer = await training.core.ask('query.ask', {
      projectId: training.projectId,
      modelId: training.modelId,
      note: { kind: 'text', text: 'Admitted with fever, treated with ceftriaxone.' },
      task: null,
      instruction: 'Which drug was given?',
    })
    const job = await training.ended(jobId)
    expect({ answered: answer.text !== '', status: job.status, lives: trainer.lives() }).toEqual({
      answered: true,
      status: 'done',
      lives: 2,
    })
  })
})

describe('lies', () => {
  const unknown =
    'The trainer answered with something unknown and was ended. What was saved is kept. Run the set-up again, then go on.'
  const ranAway =
    'Training ran away: the loss is no number any more. The last checkpoint is kept. Use a lower learning rate.'
  const cases: readonly [string, string, string][] = [
    ['a line that is no JSON', "process.stdout.write('Segmentation fault\\n')", unknown],
    ['a line of another protocol', "tell({ type: 'step', number: 3 })", unknown],
    ['a loss that is no number', 'step(3, { loss: Number.NaN })', unknown],
    [
      'a loss beyond all numbers',
      `process.stdout.write(JSON.stringify({ type: 'step', step: 3, steps, epoch: 0, loss: 'X', gradientNorm: 1, learningRate: 1, tokens: 1, supervisedTokens: 1, seconds: 1, tokensPerSecond: 1, memory: 1, peakMemory: 1 }).replace('"X"', '1e999') + '\\n')`,
      unknown,
    ],
    [
      'its own word that the loss is no number any more',
      "tell({ type: 'error', code: 'loss-not-finite', message: 'nan' })",
      ranAway,
    ],
  ]
  for (const [name, line, message] of cases)
    test(`${name}: ended at once, what was stored is kept, nothing of it is believed`, async () => {
      const trainer = await opened(`
        plan(from); step(1); step(2); checkpoint(2); await wait(100)
        ${line}
        await wait(20000)`)
      const { job, run, lives, runId } = await ended(trainer)
      const [curves] = await training.core.ask('training.curves', { runIds: [runId] })
      expect({
        job: [job.status, job.message],
        lives,
        stored: curves?.stages[0]?.curve.step,
        kept: storedCheckpoints(run),
        adapter: run.adapterId,
      }).toEqual({
        job: ['failed', message],
        lives: 1,
        stored: [1, 2],
        kept: ['tuning-2-checkpoint.sealed'],
        adapter: null,
      })
    })

  test('done without an adapter: no adapter is registered', async () => {
    const trainer = await opened(`
      plan(from); for (let n = 1; n <= steps; n += 1) step(n)
      tell({ type: 'done', reason: 'finished', step: steps, adapter: output + '/adapter.gguf', adapterSha256: hash })`)
    const { job, run } = await ended(trainer)
    const adapters = await training.core.ask('adapters.list', { projectId: training.projectId })
    expect({ status: job.status, adapter: run.adapterId, adapters }).toEqual({
      status: 'failed',
      adapter: null,
      adapters: [],
    })
  })
})
