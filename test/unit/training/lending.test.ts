import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { InputOf } from '../../../contract/operations'
import type { TrainingRun } from '../../../contract/training'
import type { TrainingPlan } from '../../../contract/training-plan'
import type { TrainerPlaces } from '../../../core/trainer/location'
import { createTrainingDesk, type Lender } from '../../../core/training/desk'
import { createLoanGate } from '../../../core/training/gate'
import {
  around,
  openTraining,
  realTrainerPlaces,
  smallPlan,
  type TrainingCore,
  type TrainingOptions,
} from '../../fixtures/training'

/** A question goes first: the training stands still for it and goes on by itself. */
describe('over the real trainer', () => {
  let trainer: TrainerPlaces
  let training: TrainingCore
  beforeAll(async () => {
    trainer = await realTrainerPlaces()
  }, 600_000)
  afterEach(() => training.core.close())

  const long: Partial<TrainingPlan> = {
    sampleQuestions: 0,
    validateEvery: 10,
    checkpointEvery: 10,
    pretraining: { ...smallPlan.pretraining, enabled: false },
    tuning: { ...smallPlan.tuning, epochs: 50 },
  }
  const question = (change: Partial<InputOf<'query.ask'>> = {}): InputOf<'query.ask'> => ({
    projectId: training.projectId,
    modelId: training.modelId,
    note: { kind: 'text', text: 'Admitted with fever, treated with ceftriaxone, sent home well.' },
    task: 'question-answering',
    instruction: 'Which drug was given?',
    maxTokens: 16,
    ...change,
  })
  const stepOf = (run: TrainingRun): number => run.stages.reduce((sum, one) => sum + one.step, 0)
  const patient = { timeout: 60_000, interval: 2 }

  async function running(change: Partial<TrainingPlan> = {}, more: Partial<TrainingOptions> = {}) {
    training = await openTraining({ trainer, pieceMilliseconds: 15, ...more })
    const started = await training.start({ ...long, ...change })
    await expect
      .poll(async () => stepOf(await training.run(started.runId)), patient)
      .toBeGreaterThan(9)
    return started
  }

  const losses = async (runId: string) => {
    const [curves] = await training.core.ask('training.curves', { runIds: [runId], points: 2000 })
    return curves?.stages.map((one) => one.curve.loss)
  }
  const loanLog = async (runId: string) => {
    const entries = await training.core.ask('training.log', { id: runId, limit: 500 })
    return entries
      .reverse()
      .flatMap(({ code, text }) => (code === 'lent' || code === 'taken-back' ? [[code, text]] : []))
  }

  test('it stands still while the answer is written, tells to whom it is lent, and goes on to the same losses', async () => {
    const { runId, jobId } = await running()
    const seen: { live: unknown; step: number }[] = []
    const look = async (): Promise<void> => {
      const run = await training.run(runId)
      seen.push({ live: [run.live?.phase, run.live?.lentTo, run.status], step: stepOf(run) })
    }
    const looking: Promise<void>[] = []
    const answer = await training.core.ask('query.ask', question(), {
      onEvent: (event) => {
        if ((event as { type: string }).type === 'text') looking.push(look())
      },
    })
    await Promise.all(looking)
    const job = await training.ended(jobId)
    const whole = await training.start(long)
    await training.ended(whole.jobId)
    expect({
      answered: answer.text !== '',
      whileAnswering: [...new Set(seen.map((one) => JSON.stringify(one.live)))],
      stood: new Set(seen.map((one) => one.step)).size,
      midway: (seen[0]?.step ?? 0) < 150,
      status: job.status,
      log: await loanLog(runId),
    }).toEqual({
      answered: true,
      whileAnswering: [JSON.stringify(['lent', 'Ada Example', 'running'])],
      stood: 1,
      midway: true,
      status: 'done',
      log: [
        ['lent', 'Ada Example'],
        ['taken-back', ''],
      ],
    })
    expect(await losses(runId)).toEqual(await losses(whole.runId))
  }, 120_000)

  test('a question that fails gives the machine back all the same', async () => {
    const { runId, jobId } = await running()
    training.host.misbehave('ask', 'refuse', 1)
    const refused = await training.core.call('query.ask', question())
    const job = await training.ended(jobId)
    expect({
      refused: refused.ok ? 'answered' : refused.code,
      status: job.status,
      log: (await loanLog(runId)).map(([code]) => code),
    }).toEqual({ refused: 'fake-refusal', status: 'done', log: ['lent', 'taken-back'] })
  }, 120_000)

  test('a model process that dies under the question, or a question that is taken back: it goes on', async () => {
    const { runId, jobId } = await running()
    training.host.misbehave('ask', 'crash', 50)
    const died = await training.core.call('query.ask', question())
    training.host.misbehave('ask', 'crash', 0)
    const controller = new AbortController()
    const events = { onEvent: () => controller.abort(new Error('cancelled')) }
    await training.core
      .call('query.ask', question({ instruction: 'And for how long?' }), {
        signal: controller.signal,
        ...events,
      })
      .catch(() => undefined)
    const job = await training.ended(jobId)
    const log = await loanLog(runId)
    expect({
      died: died.ok,
      status: job.status,
      asOftenBack: log.filter(([code]) => code === 'lent').length === log.length / 2,
    }).toEqual({ died: false, status: 'done', asOftenBack: true })
  }, 120_000)

  test('two questions one upon the other: lent once, and back after the last', async () => {
    const { runId, jobId } = await running()
    const answers = await Promise.all([
      training.core.ask('query.ask', question()),
      training.core.ask('query.ask', question({ seed: 2 })),
    ])
    const job = await training.ended(jobId)
    expect({
      answers: answers.map((one) => one.text !== ''),
      status: job.status,
      log: (await loanLog(runId)).map(([code]) => code),
    }).toEqual({ answers: [true, true], status: 'done', log: ['lent', 'taken-back'] })
  }, 120_000)

  test('a question that needs the memory: the trainer saves, ends, and comes back to the same losses', async () => {
    const { runId, jobId } = await running()
    training.host.outgrow(true)
    const answer = await training.core.ask('query.ask', question())
    training.host.outgrow(false)
    const job = await training.ended(jobId)
    const entries = await training.core.ask('training.log', { id: runId, limit: 500 })
    const resumed = entries.find((entry) => entry.code === 'resumed')
    const whole = await training.start(long)
    await training.ended(whole.jobId)
    expect({
      answered: answer.text !== '',
      status: job.status,
      resumed: (resumed?.figures.step ?? 0) > 0,
    }).toEqual({ answered: true, status: 'done', resumed: true })
    expect(await losses(runId)).toEqual(await losses(whole.runId))
  }, 120_000)

  test('a question in the midst of the sample answers goes first, also where it needs their memory; they are given afterwards', async () => {
    training = await openTraining({ trainer, pieceMilliseconds: 15 })
    const plan = { ...long, sampleQuestions: 2, checkpointEvery: 50, sampleTokens: 16 }
    const { runId, jobId } = await training.start(plan)
    const answering = async () => (await training.run(runId)).live?.phase
    await expect.poll(answering, patient).toBe('answering-samples')
    training.host.outgrow(true)
    const answer = await training.core.ask('query.ask', question())
    training.host.outgrow(false)
    const job = await training.ended(jobId)
    const samples = await training.core.ask('training.samples', { id: runId })
    expect({
      answered: answer.text !== '',
      status: job.status,
      base: samples.base.length,
      checkpoints: samples.checkpoints.map((one) => [one.step, one.answers.length]),
    }).toEqual({
      answered: true,
      status: 'done',
      base: 2,
      checkpoints: [
        [150, 2],
        [100, 2],
        [50, 2],
      ],
    })
  }, 120_000)

  test('a question while the data are read goes first too', async () => {
    training = await openTraining({ trainer, pairs: 200 })
    const { runId, jobId } = await training.start({ ...long, tuning: smallPlan.tuning })
    await expect
      .poll(async () => (await training.run(runId)).live?.phase, patient)
      .toBe('preparing-data')
    const answer = await training.core.ask('query.ask', question())
    const job = await training.ended(jobId)
    const run = await training.run(runId)
    expect({
      answered: answer.text !== '',
      status: job.status,
      samples: run.stages.find((one) => one.stage === 'tuning')?.samples,
    }).toEqual({ answered: true, status: 'done', samples: 120 })
  }, 120_000)

  test('an app that ends while it is lent: interrupted as any other, and gone on with it trains at once', async () => {
    const { runId, jobId } = await running({}, { pieceMilliseconds: 400 })
    const asking = training.core.call('query.ask', question()).catch(() => undefined)
    await expect.poll(async () => (await training.run(runId)).live?.phase, patient).toBe('lent')
    const core = await training.core.reopen()
    await asking
    training = { ...training, ...around(core, training.projectId, training.modelId) }
    await core.signIn()
    const found = await training.run(runId)
    await core.ask('jobs.resume', { id: jobId })
    await expect.poll(async () => (await training.run(runId)).live?.phase, patient).toBe('training')
    const job = await training.ended(jobId)
    expect({
      found: [found.status, found.live],
      midway: stepOf(found) < 150,
      status: job.status,
    }).toEqual({ found: ['interrupted', null], midway: true, status: 'done' })
  }, 120_000)

  test('paused by a person while it is lent, it stays paused when the question is over', async () => {
    const { runId, jobId } = await running({}, { pieceMilliseconds: 60 })
    const asking = training.core.call('query.ask', question())
    await expect.poll(async () => (await training.run(runId)).live?.phase, patient).toBe('lent')
    await training.core.ask('jobs.pause', { id: jobId })
    const job = await training.ended(jobId)
    const answer = await asking
    await new Promise((resolve) => setTimeout(resolve, 200))
    const after = await training.run(runId)
    expect({ job: job.status, answered: answer.ok, after: after.status }).toEqual({
      job: 'paused',
      answered: true,
      after: 'paused',
    })
  }, 120_000)
})

describe('the desk', () => {
  const lender = () => {
    const calls: string[] = []
    const say = (what: string) => async (): Promise<void> => void calls.push(what)
    const one: Lender = {
      lend: say('lend'),
      freeMemory: say('free'),
      takeBack: () => void calls.push('back'),
      keep: () => void calls.push('keep'),
    }
    return { one, calls }
  }

  test('back only after a quiet moment, which another question begins anew', async () => {
    vi.useFakeTimers()
    try {
      const desk = createTrainingDesk(1000)
      const { one, calls } = lender()
      desk.arrive('r', one)
      const first = await desk.borrow('A')
      first?.end()
      first?.end()
      vi.advanceTimersByTime(900)
      const second = await desk.borrow('B')
      vi.advanceTimersByTime(5000)
      const whileOut = [...calls]
      second?.end()
      vi.advanceTimersByTime(999)
      const before = [...calls]
      vi.advanceTimersByTime(1)
      expect({ whileOut, before, after: calls }).toEqual({
        whileOut: ['lend', 'lend'],
        before: ['lend', 'lend'],
        after: ['lend', 'lend', 'back'],
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test('nobody there: nothing to borrow; one that left is not called any more', async () => {
    vi.useFakeTimers()
    try {
      const desk = createTrainingDesk(10)
      const { one, calls } = lender()
      const empty = await desk.borrow('A')
      const leave = desk.arrive('r', one)
      const loan = await desk.borrow('A')
      leave()
      loan?.end()
      vi.advanceTimersByTime(1000)
      expect({ empty, calls, now: await desk.borrow('A') }).toEqual({
        empty: null,
        calls: ['lend'],
        now: null,
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test('a training that cannot be stopped gives itself back', async () => {
    vi.useFakeTimers()
    try {
      const desk = createTrainingDesk(10)
      const { one, calls } = lender()
      desk.arrive('r', { ...one, lend: () => Promise.reject(new Error('gone')) })
      await expect(desk.borrow('A')).rejects.toThrow('gone')
      vi.advanceTimersByTime(10)
      expect(calls).toEqual(['back'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the gate', () => {
  test('what was in use when it was lent is stopped and begun again once it is back', async () => {
    const gate = createLoanGate()
    const turns: string[] = []
    const { signal } = new AbortController()
    const used = gate.use(signal, async (turn) => {
      turns.push('begun')
      if (turns.length > 1) return 'done'
      await new Promise((_resolve, reject) =>
        turn.addEventListener('abort', () => reject(turn.reason)),
      )
      return 'never'
    })
    await Promise.resolve()
    await gate.lend('A')
    const whileLent = [...turns]
    gate.takeBack()
    expect({ whileLent, value: await used, turns }).toEqual({
      whileLent: ['begun'],
      value: 'done',
      turns: ['begun', 'begun'],
    })
  })

  test('a failure of its own is told, and an end is heeded while it waits', async () => {
    const gate = createLoanGate()
    const controller = new AbortController()
    const failed = gate.use(controller.signal, () => Promise.reject(new Error('own')))
    await expect(failed).rejects.toThrow('own')
    await gate.lend('A')
    const waiting = gate.use(controller.signal, async () => 'never')
    controller.abort(new Error('over'))
    await expect(waiting).rejects.toThrow('over')
  })
})
