import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { TrainerPlaces } from '../../../core/trainer/location'
import {
  filesBelow,
  openTraining,
  realTrainerPlaces,
  type TrainingCore,
  type TrainingOptions,
} from '../../fixtures/training'

/** The real trainer on a tiny model; the model process is a fake one that tokenises and answers. */
let trainer: TrainerPlaces
const open: TrainingCore[] = []
beforeAll(async () => {
  trainer = await realTrainerPlaces()
}, 600_000)
afterEach(async () => {
  for (const one of open.splice(0)) await one.core.close()
})

async function opened(more: Partial<TrainingOptions> = {}): Promise<TrainingCore> {
  const training = await openTraining({ trainer, ...more })
  open.push(training)
  return training
}

test('two stages become one adapter in the registry, with every figure kept', async () => {
  const training = await opened()
  const { runId, jobId } = await training.start()
  const job = await training.ended(jobId)
  const run = await training.run(runId)
  const [curves] = await training.core.ask('training.curves', { runIds: [runId] })
  const samples = await training.core.ask('training.samples', { id: runId })
  const [adapter] = await training.core.ask('adapters.list', { projectId: training.projectId })
  expect({
    status: job.status,
    stages: run.stages.map(({ stage, state }) => [stage, state]),
    everyStepIsThere: curves?.stages.map((one, n) => one.stored === run.stages[n]?.steps),
    oneLookIsTheBest: curves?.stages.map(({ validation }) => {
      const best = validation.filter((look) => look.best)
      return best.length === 1 && validation.every((look) => look.loss >= (best[0]?.loss ?? 0))
    }),
    questions: samples.questions.length,
    base: samples.base.length,
    answered: samples.checkpoints.every((one) => one.answers.length === samples.questions.length),
    stagesWithAnswers: [...new Set(samples.checkpoints.map((one) => one.stage))],
    adapter: adapter && {
      runId: adapter.runId,
      family: adapter.family,
      stage: adapter.stage,
      targets: adapter.targets,
      confidential: adapter.confidential,
    },
  }).toEqual({
    status: 'done',
    stages: [
      ['pretraining', 'done'],
      ['tuning', 'done'],
    ],
    everyStepIsThere: [true, true],
    oneLookIsTheBest: [true, true],
    questions: 2,
    base: 2,
    answered: true,
    stagesWithAnswers: ['tuning', 'pretraining'],
    adapter: {
      runId,
      family: 'asclepius',
      stage: 'tuning',
      targets: ['q', 'v'],
      confidential: false,
    },
  })
}, 120_000)

test('confidential rows leave nothing in the clear on the disk, and their adapter stays inside', async () => {
  const canary = 'zebrafinchcanary'
  const training = await opened({ confidential: true })
  const { runId, jobId } = await training.start({ sampleQuestions: 1 })
  await training.ended(jobId)
  const { adapterId } = await training.run(runId)
  const folder = training.core.token(training.core.folder)
  const refused = await training.core.call('adapters.export', { id: adapterId, folder })
  const clear = filesBelow(training.core.folder).filter((path) => {
    const bytes = readFileSync(path)
    return (
      bytes.includes(canary) ||
      bytes.includes('lora_a') ||
      bytes.includes('ASCLCKP1') ||
      bytes.includes('ASCLDAT1')
    )
  })
  expect({
    clear,
    refused: refused.ok ? 'exported' : refused.code,
    isMarked: (await training.run(runId)).confidential,
  }).toEqual({ clear: [], refused: 'confidential-lineage', isMarked: true })
}, 120_000)
