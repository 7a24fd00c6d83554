import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PreflightResult } from '../../../contract/training'
import type { TrainingPlan } from '../../../contract/training-plan'
import type { TrainerPlaces } from '../../../core/trainer/location'
import {
  type Measured,
  preflightReasons,
  stageSeconds,
  verdictOf,
} from '../../../core/training/preflight-rules'
import {
  filesBelow,
  openTraining,
  realTrainerPlaces,
  smallPlan,
  type TrainingCore,
} from '../../fixtures/training'

const gigabyte = 1e9
const aPlan: TrainingPlan = {
  ...smallPlan,
  projectId: 'p',
  modelId: 'm',
  startAdapterId: null,
}

const stage: Measured['stages'][number] = {
  stage: 'tuning',
  sources: 100,
  samples: 100,
  tokens: 50_000,
  supervisedTokens: 9000,
  longestTokens: 900,
  validationSamples: 10,
  steps: 25,
  stepsPerEpoch: 25,
  measuredSteps: 2,
  secondsPerStep: 4,
  tokensPerSecond: 500,
  seconds: 100,
  beyondContext: { samples: 0, tokensCut: 0, contextForAll: 899, example: null },
  leftOut: 0,
}

const fine: Measured = {
  stages: [stage],
  seconds: 100,
  memory: {
    measuredBytes: 2 * gigabyte,
    estimatedBytes: 1.5 * gigabyte,
    freeBytes: 8 * gigabyte,
    totalBytes: 16 * gigabyte,
    parts: { weights: 0, adapter: 0, checkpoints: 0, work: 0, other: 0 },
    device: 'cpu',
    threads: 1,
  },
  disk: { neededBytes: gigabyte, freeBytes: 50 * gigabyte },
  privateRoom: { neededBytes: gigabyte, freeBytes: 4 * gigabyte },
  leakage: { state: 'passed', reason: '' },
  facts: {
    notesTrain: 0,
    notesValidation: 0,
    pairsTrain: 100,
    pairsValidation: 10,
    confidentialNotes: 0,
    confidentialPairs: 0,
    charactersNotes: 0,
    charactersPairMean: 900,
    charactersPairMax: 2000,
    trainedContext: 2048,
    layers: 2,
    parameters: 1_000_000,
  },
  confidential: false,
  trainableParameters: 1000,
}

/** The verdict, with every reason that is not in order. */
function judged(change: Partial<Measured>, plan = aPlan) {
  const reasons = preflightReasons(plan, { ...fine, ...change }, null)
  const open = reasons.filter((one) => one.severity !== 'fine')
  return [verdictOf(reasons), ...open.map((one) => one.code)]
}

describe('the verdict and its reasons', () => {
  const memory = (freeBytes: number): Partial<Measured> => ({
    memory: { ...fine.memory, freeBytes },
  })
  const cases: readonly [string, Partial<Measured>, readonly string[]][] = [
    ['everything fits', {}, ['go']],
    ['memory is just enough', memory(2.1 * gigabyte), ['go-with-care', 'memory-tight']],
    ['memory is short', memory(1.9 * gigabyte), ['no-go', 'memory-short']],
    [
      'the header foretells more memory than the first steps took',
      { memory: { ...fine.memory, estimatedBytes: 9 * gigabyte } },
      ['no-go', 'memory-short'],
    ],
    [
      'the disk would be full but for what must stay free',
      { disk: { neededBytes: gigabyte, freeBytes: 2 * gigabyte } },
      ['no-go', 'disk-short'],
    ],
    ['there is no memory-backed room', { privateRoom: null }, ['no-go', 'no-private-room']],
    [
      'the memory-backed room is too small',
      { privateRoom: { neededBytes: 5 * gigabyte, freeBytes: 4 * gigabyte } },
      ['no-go', 'private-room-short'],
    ],
    [
      'the split leaks',
      { leakage: { state: 'blocked', reason: 'A copy.' } },
      ['no-go', 'leakage-blocked'],
    ],
    [
      'nothing is split',
      { leakage: { state: 'not-split', reason: '' } },
      ['no-go', 'leakage-not-split'],
    ],
    [
      'somebody took responsibility for the leak',
      { leakage: { state: 'overridden', reason: '' } },
      ['go-with-care', 'leakage-overridden'],
    ],
    [
      'notes are cut and rows are left out',
      {
        stages: [
          {
            ...stage,
            leftOut: 3,
            beyondContext: { ...stage.beyondContext, samples: 2, tokensCut: 40 },
          },
        ],
      },
      ['go-with-care', 'beyond-context', 'left-out'],
    ],
    [
      'no row at all fits',
      { stages: [{ ...stage, samples: 0, steps: 0, leftOut: 100 }] },
      ['no-go', 'nothing-to-learn', 'left-out'],
    ],
    [
      'there is nothing to look at on the validation side',
      { stages: [{ ...stage, validationSamples: 0 }] },
      ['go-with-care', 'no-validation'],
    ],
    ['some of it is confidential', { confidential: true }, ['go-with-care', 'confidential']],
  ]
  for (const [name, change, expected] of cases)
    test(`${name}: ${expected.join(', ')}`, () => expect(judged(change)).toEqual(expected))

  test('the time of a stage counts its steps and a third of a pass for each look', () => {
    const figures = {
      ...stage,
      tokens: 1000,
      samples: 10,
      validationSamples: 6,
      tokensPerSecond: 50,
    }
    // 25 steps of 4 s; looks after 10 and 20 steps and at the end, each 6 samples of 100 tokens.
    expect(stageSeconds({ ...aPlan, validateEvery: 10 }, figures)).toBeCloseTo(
      100 + 3 * (600 / 150),
    )
  })
})

describe('a pre-flight by the real trainer', () => {
  let trainer: TrainerPlaces
  let training: TrainingCore
  beforeAll(async () => {
    trainer = await realTrainerPlaces()
  }, 600_000)
  afterEach(() => training.core.close())

  async function measured(change: Partial<TrainingPlan> = {}): Promise<PreflightResult> {
    const { core, projectId } = training
    const { jobId, preflightId } = await core.ask('training.preflight', {
      plan: training.plan(change),
    })
    const job = await training.ended(jobId)
    const found = await core.ask('training.preflightOf', { projectId, id: preflightId })
    if (!found?.result) throw new Error(job.message ?? job.status)
    return found.result
  }

  const codes = (result: PreflightResult, severity: string): string[] =>
    result.reasons.filter((one) => one.severity === severity).map((one) => one.code)

  test('both stages are measured on this machine, and nothing of it stays', async () => {
    training = await openTraining({ trainer })
    const before = filesBelow(training.core.folder).length
    const result = await measured()
    expect({
      verdict: result.verdict,
      stops: codes(result, 'stop'),
      fine: codes(result, 'fine'),
      stages: result.stages.map((one) => ({
        stage: one.stage,
        measured: one.measuredSteps > 0 && one.secondsPerStep > 0 && one.tokensPerSecond > 0,
        takesLongerThanASteps: one.seconds >= one.secondsPerStep * one.steps,
        sources: one.sources,
        counted: one.samples > 0 && one.tokens > one.supervisedTokens - 1,
      })),
      memory: result.memory.measuredBytes > 0 && result.memory.device,
      // Two layers, rank 4, q (64 to 64) and v (64 to 32): 2 * 4 * (128 + 96).
      trainable: result.trainableParameters,
      files: filesBelow(training.core.folder).length - before,
    }).toMatchObject({
      verdict: 'go',
      stops: [],
      stages: [
        { stage: 'pretraining', measured: true, takesLongerThanASteps: true, counted: true },
        { stage: 'tuning', measured: true, takesLongerThanASteps: true, counted: true },
      ],
      files: 0,
    })
    expect(codes(result, 'fine')).toEqual([
      'memory-fits',
      'time',
      'disk-fits',
      'private-room-fits',
      'leakage-passed',
      'all-within-context',
      'self-test',
    ])
  }, 120_000)

  test('its steps, samples and learned tokens are as many as those of the run', async () => {
    training = await openTraining({ trainer })
    const result = await measured()
    const { runId, jobId } = await training.start({ sampleQuestions: 0 })
    await training.ended(jobId)
    const run = await training.run(runId)
    const figures = (of: {
      samples: number | null
      steps: number | null
      supervisedTokens: number | null
    }) => ({
      samples: of.samples,
      steps: of.steps,
      supervisedTokens: of.supervisedTokens,
    })
    expect(result.stages.map(figures)).toEqual(run.stages.map(figures))
  }, 120_000)

  test('a short context: how many notes are cut, what would be cut, and which context would take all', async () => {
    training = await openTraining({ trainer })
    const whole = await measured({ pretraining: { ...smallPlan.pretraining, enabled: false } })
    const longest = whole.stages[0]?.longestTokens ?? 0
    const short = await measured({
      context: 80,
      pretraining: { ...smallPlan.pretraining, enabled: false },
    })
    const [tuning] = short.stages
    const beyond = tuning?.beyondContext
    expect({
      verdict: short.verdict,
      care: codes(short, 'care'),
      all: beyond?.samples === tuning?.sources,
      longest: tuning?.longestTokens,
      contextForAll: beyond?.contextForAll,
      cutFromTheEnd: beyond?.example && [
        beyond.example.keptEnd.startsWith('Admission:'),
        beyond.example.cutStart.trimEnd().endsWith('well.'),
        beyond.example.cutTokens > 0,
        beyond.example.question.startsWith('Which '),
      ],
    }).toEqual({
      verdict: 'go-with-care',
      care: ['beyond-context'],
      all: true,
      longest: 81,
      // A sample of n tokens has n - 1 to predict.
      contextForAll: longest - 1,
      cutFromTheEnd: [true, true, true, true],
    })
  }, 120_000)

  test('a context in which no question fits: no go, since there is nothing to learn from', async () => {
    training = await openTraining({ trainer })
    const result = await measured({
      context: 64,
      pretraining: { ...smallPlan.pretraining, enabled: false },
    })
    const started = await training.core.call('training.start', {
      plan: training.plan({
        context: 64,
        pretraining: { ...smallPlan.pretraining, enabled: false },
      }),
    })
    expect({
      verdict: result.verdict,
      stops: codes(result, 'stop'),
      leftOut: result.stages[0]?.leftOut === result.stages[0]?.sources,
      started: started.ok ? 'started' : started.code,
    }).toEqual({
      verdict: 'no-go',
      stops: ['nothing-to-learn'],
      leftOut: true,
      started: 'preflight-no-go',
    })
  }, 120_000)

  test('a split that leaks: measured all the same, no go, and the training does not start', async () => {
    training = await openTraining({ trainer, pairs: 12 })
    const { core, projectId } = training
    core.workspace.services.vault.stage((write) =>
      write.run(
        "UPDATE instruction_row SET side = 'test' WHERE id = (SELECT min(id) FROM instruction_row WHERE side = 'train')",
      ),
    )
    // Two rows of one note, now on two sides.
    core.workspace.services.vault.stage((write) =>
      write.run(
        "UPDATE instruction_row SET own_note_id = (SELECT own_note_id FROM instruction_row WHERE side = 'test' ORDER BY id LIMIT 1) WHERE id = (SELECT min(id) FROM instruction_row WHERE side = 'train')",
      ),
    )
    await core.ask('instructions.checkLeakage', { projectId })
    const result = await measured()
    const started = await core.call('training.start', { plan: training.plan() })
    expect({
      verdict: result.verdict,
      stops: codes(result, 'stop'),
      measured: (result.stages[1]?.measuredSteps ?? 0) > 0,
      started: started.ok ? 'started' : started.code,
    }).toEqual({ verdict: 'no-go', stops: ['leakage-blocked'], measured: true, started: 'leakage' })
  }, 120_000)

  test('nothing to train on is refused before anything is measured, in words of what to do', async () => {
    training = await openTraining({ trainer, pairs: 12 })
    const { core, modelId } = training
    const empty = (await core.ask('projects.create', { name: 'Empty' })).id
    const refusals = []
    for (const change of [
      {},
      { pretraining: { ...smallPlan.pretraining, enabled: false } },
      {
        pretraining: { ...smallPlan.pretraining, enabled: false },
        tuning: { ...smallPlan.tuning, enabled: false },
      },
    ]) {
      const plan = { ...training.plan(change), projectId: empty, modelId }
      const made = await core.call('training.preflight', { plan })
      refusals.push(made.ok ? 'accepted' : [made.code, made.message])
    }
    expect(refusals).toEqual([
      [
        'plan-stopped',
        'There is no note on the training side for the first stage. Keep some notes and split again, or switch the stage off.',
      ],
      [
        'plan-stopped',
        'There is no pair on the training side for the second stage. Make instructions and split them first, or switch the stage off.',
      ],
      [
        'plan-stopped',
        'Both stages are switched off, so there is nothing to train. Switch one on.',
      ],
    ])
  }, 120_000)

  test('rows edited after it make it outdated, and cancelling leaves no verdict', async () => {
    training = await openTraining({ trainer, pairs: 12 })
    const { core, projectId } = training
    await measured()
    const latest = async () => core.ask('training.preflightOf', { projectId })
    const fresh = (await latest())?.isOutdated
    await core.ask('instructions.split', {
      projectId,
      seed: 9,
      shares: { train: 0.5, validation: 0.25, test: 0.25 },
    })
    const outdated = (await latest())?.isOutdated
    const { jobId } = await core.ask('training.preflight', { plan: training.plan() })
    await core.ask('jobs.cancel', { id: jobId })
    const job = await training.ended(jobId)
    expect({ fresh, outdated, cancelled: job.status, result: (await latest())?.result }).toEqual({
      fresh: false,
      outdated: true,
      cancelled: 'cancelled',
      result: null,
    })
  }, 120_000)
})
