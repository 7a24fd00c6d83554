import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addPastRun } from '../../fixtures/training-history'

/** Curves of a long history: few points, and nothing of what stands out is lost in them. */
let core: TestCore
let projectId: string

beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'Curves' })).id
  const modelId = await core.importModel()
  addPastRun({ core, projectId, modelId }, { id: 'long', name: 'Long', steps: 10_000 })
})
afterEach(() => core.close())

const curveOf = async (range: { readonly fromStep?: number; readonly toStep?: number } = {}) => {
  const [run] = await core.ask('training.curves', { runIds: ['long'], points: 100, ...range })
  const [stage] = run?.stages ?? []
  if (!stage) throw new Error('The run has no stage.')
  return stage
}

test('10,000 steps come as a hundred buckets, and a spike of one step is seen in its own', async () => {
  core.workspace.services.vault.stage((db) => {
    db.run('UPDATE training_step SET loss = 9 WHERE step = 4321')
  })
  const { curve, stepsPerBucket, stored } = await curveOf()
  const spiked = curve.lossMax.flatMap((loss, at) => (loss === 9 ? [curve.step[at]] : []))
  expect({
    stored,
    stepsPerBucket,
    lengths: [...new Set(Object.values(curve).map((list) => list.length))],
    ends: [curve.step[0], curve.step.at(-1)],
    spiked,
    tokens: [curve.tokens[0], curve.tokens.at(-1)],
    isBetween: curve.loss.every(
      (loss, at) => loss >= (curve.lossMin[at] ?? 0) && loss <= (curve.lossMax[at] ?? 0),
    ),
  }).toEqual({
    stored: 10_000,
    stepsPerBucket: 100,
    lengths: [100],
    ends: [100, 10_000],
    spiked: [4400],
    tokens: [409_600, 40_960_000],
    isBetween: true,
  })
})

test('a part is given finer, down to each single step', async () => {
  const part = await curveOf({ fromStep: 4001, toStep: 5000 })
  const single = await curveOf({ fromStep: 4311, toStep: 4330 })
  expect({
    part: [part.stepsPerBucket, part.curve.step.length, part.curve.step[0]],
    single: [single.stepsPerBucket, single.curve.step],
  }).toEqual({
    part: [10, 100, 4010],
    single: [1, Array.from({ length: 20 }, (_, at) => 4311 + at)],
  })
})
