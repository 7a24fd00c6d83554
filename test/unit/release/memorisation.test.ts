import { afterEach, beforeAll, expect, test } from 'vitest'
import { memorisationOperations } from '../../../contract/memorisation'
import type { TrainerPlaces } from '../../../core/trainer/location'
import { openTraining, realTrainerPlaces, type TrainingCore } from '../../fixtures/training'

/** The real trainer plants, learns and scores; the model process is a fake one that writes what it is told. */
let trainer: TrainerPlaces
const open: TrainingCore[] = []
beforeAll(async () => {
  trainer = await realTrainerPlaces()
}, 600_000)
afterEach(async () => {
  for (const one of open.splice(0)) await one.core.close()
})

async function trained(plantedStrings: number, write?: (prompt: string) => string) {
  const training = await openTraining({ trainer, pairs: 20, ...(write ? { write } : {}) })
  open.push(training)
  const plan = training.plan()
  const { runId, jobId } = await training.start({
    plantedStrings,
    sampleQuestions: 0,
    pretraining: { ...plan.pretraining, enabled: false },
    // Enough passes at a high rate that a tiny model has them by heart.
    tuning: { ...plan.tuning, epochs: 30, learningRate: 0.02, batch: 4 },
    context: 400,
    validateEvery: 0,
    checkpointEvery: 1000,
  })
  const job = await training.ended(jobId)
  expect(job.message).toMatch(/ready to use/)
  const adapterId = (await training.run(runId)).adapterId ?? ''
  return { ...training, adapterId, runId }
}

const start = ({ core, projectId, adapterId }: TrainingCore & { adapterId: string }) =>
  core.ask('memorisation.start', { projectId, adapterId, alternatives: 31, prompts: 2 })

test('strings learned by heart stand first among their alternatives, as they do not under the model alone', async () => {
  const training = await trained(2)
  const { jobId, testId } = await start(training)
  const job = await training.ended(jobId)
  const tests = await training.core.ask('memorisation.tests', { projectId: training.projectId })
  const [test] = tests
  const exposures = test?.result?.exposures ?? []
  expect({
    job: [job.status, job.message],
    fits: memorisationOperations['memorisation.tests'].output.safeParse(tests).success,
    id: test?.id === testId,
    times: exposures.map((one) => one.times),
    of: exposures.map((one) => [one.base.of, one.adapter.of]),
    first: exposures.filter((one) => one.adapter.rank === 1).length,
    isLikelier: exposures.every(
      (one) =>
        one.adapter.logLikelihood > one.base.logLikelihood && one.adapter.bits >= one.base.bits,
    ),
    baseKnowsAll: exposures.every((one) => one.base.rank === 1),
    answers: test?.result?.copies && [
      test.result.copies.base.answers,
      test.result.copies.adapter.answers,
      test.result.copies.beginnings,
      test.result.copies.questions,
    ],
    texts: (test?.result?.copies?.texts ?? 0) > 0,
  }).toEqual({
    job: ['done', expect.stringContaining('by heart is measured')],
    fits: true,
    id: true,
    times: [30, 30],
    of: [
      [32, 32],
      [32, 32],
    ],
    first: 2,
    isLikelier: true,
    baseKnowsAll: false,
    answers: [4, 4, 2, 2],
    texts: true,
  })
}, 300_000)

test('an answer that goes on as the training note did is found, and the text itself stays in the workspace', async () => {
  let notes: string[] = []
  const training = await trained(0, (prompt) => {
    const note = notes.find((one) => prompt.includes(one.slice(0, 60)))
    return note ? note.slice(note.length / 3) : 'Nothing is known of this here.'
  })
  notes = training.core.workspace.services.vault
    .db()
    .all<{ text: string }>('SELECT text FROM instruction_note')
    .map(({ text }) => text)
  const { jobId } = await start(training)
  await training.ended(jobId)
  const [test] = await training.core.ask('memorisation.tests', { projectId: training.projectId })
  const copies = test?.result?.copies
  expect({
    exposures: test?.result?.exposures,
    isLong: (copies?.adapter.longest ?? 0) > 13,
    isShared: (copies?.adapter.shared ?? 0) > 0,
    isFromNote: notes.some((note) =>
      note
        .replace(/[^a-z]+/gi, ' ')
        .toLowerCase()
        .includes(copies?.adapter.longestText ?? '-'),
    ),
    // What is shown to an auditor holds figures and hashes alone.
    logged: JSON.stringify(training.core.logged).includes(copies?.adapter.longestText ?? ''),
  }).toEqual({ exposures: [], isLong: true, isShared: true, isFromNote: true, logged: false })
}, 300_000)

test('a test that is cancelled or fails leaves nothing that could be taken for a result', async () => {
  const training = await trained(2)
  training.host.misbehave('ask', 'refuse', 1)
  const { jobId } = await start(training)
  const job = await training.ended(jobId)
  const tests = await training.core.ask('memorisation.tests', { projectId: training.projectId })
  expect([job.status, tests]).toEqual(['failed', []])
}, 300_000)
