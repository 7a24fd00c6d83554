import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scoreSamples, type TrainingRequest, trainAdapter } from '../../../core/trainer/client'
import type { TrainingSample } from '../../../core/trainer/dataset-file'
import type { TrainerEvent, TrainingSettings } from '../../../core/trainer/protocol'
import type { TrainerLocation } from '../../../core/trainer/trainer-process'
import { check, randomSamples, realTrainer, trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let trainer: TrainerLocation
let model = ''
beforeAll(async () => {
  trainer = await realTrainer()
  model = folder.model({ embedding: 32, kvHeads: 2 })
}, 600_000)
afterAll(() => folder.remove())

const plain: TrainingSettings = {
  lora: { rank: 4, alpha: 4, seed: 3 },
  schedule: { kind: 'constant' },
  optimiser: { learningRate: 0.01 },
  shuffle: false,
  selfTest: false,
  threads: 1,
}
let runs = 0

/** Trains and gives what it said and the adapter's bytes. */
async function train(
  samples: readonly TrainingSample[],
  settings: TrainingSettings,
  more: Partial<TrainingRequest> = {},
) {
  runs += 1
  const events: TrainerEvent[] = []
  const request = { model, output: folder.sub(`run-${runs}`), train: samples, ...more }
  const run = trainAdapter(
    trainer,
    { ...request, settings: { ...plain, ...settings } },
    {
      onEvent: (event) => events.push(event),
    },
  )
  const done = await run.finished
  const steps = events.filter((event) => event.type === 'step')
  const evaluations = events.filter((event) => event.type === 'eval')
  return { done, events, steps, evaluations, weights: weightsOf(done.adapter!) }
}

/** The adapter's numbers: its file without metadata, which names the data. */
function weightsOf(path: string): string {
  const bytes = readFileSync(path)
  const size = 4 * 2 * 4 * (32 + 32 + (32 + 16) * 2 + 32 + 32 + (32 + 64) * 3)
  return bytes.subarray(bytes.length - size).toString('base64')
}

interface Gradients {
  readonly losses: readonly number[]
  readonly gradients: Readonly<Record<string, readonly number[]>>
}

/** Loss and gradient of one sample under a random adapter, all tensors in one row. */
async function gradients(tokens: readonly number[], marked: readonly boolean[]) {
  const supervised = marked.map(Number)
  const command = { what: 'gradients', model, tokens, supervised, lora: { rank: 4 }, steps: 1 }
  const { losses, gradients: all } = await check<Gradients>(trainer, command)
  return { loss: losses[0]!, gradient: Object.values(all).flat() }
}

/** After one step from nothing the first moments are (1 - beta1) times the gradient. */
function checkpointMoments(path: string): number[] {
  const bytes = readFileSync(path)
  const header = bytes.readUInt32LE(8)
  const { values } = JSON.parse(bytes.subarray(12, 12 + header).toString()) as { values: number }
  const at = 12 + header + values * 4
  return Array.from({ length: values }, (_unused, i) => bytes.readFloatLE(at + i * 4))
}

/** |a - b| / |b| */
function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - b[i]!)) / Math.hypot(...b)
}

describe('masking', () => {
  test('other ids under the mask of the last tokens change nothing', async () => {
    const [sample] = randomSamples({ count: 1, length: 20 })
    const hidden = { ...sample!, supervised: sample!.supervised.map((is, i) => is && i < 12) }
    const other = {
      ...hidden,
      tokens: hidden.tokens.map((id, i) => (i < 12 ? id : (id + 7) % 400)),
    }
    const first = await train([hidden], { steps: 3 })
    const second = await train([other], { steps: 3 })
    expect(second.weights).toBe(first.weights)
    expect(second.steps.map((step) => step.loss)).toEqual(first.steps.map((step) => step.loss))
  })

  test('a sample that is masked whole counts nothing', async () => {
    const samples = randomSamples({ count: 3, length: 16 })
    const silent = { ...samples[0]!, supervised: samples[0]!.supervised.map(() => false) }
    const without = await train(samples, { epochs: 1, batch: 3 })
    const withIt = await train([samples[0]!, silent, samples[1]!, samples[2]!], {
      epochs: 1,
      batch: 3,
    })
    expect(withIt.weights).toBe(without.weights)
  })

  test('each supervised token counts by itself, wherever the mask leaves it', async () => {
    const [sample] = randomSamples({ count: 1, length: 12 })
    const marked = sample!.supervised.map((is, i) => is && i > 0)
    const places = marked.flatMap((is, i) => (is ? [i] : []))
    const whole = await gradients(sample!.tokens, marked)
    const parts = await Promise.all(
      places.map((place) =>
        gradients(
          sample!.tokens,
          marked.map((_is, i) => i === place),
        ),
      ),
    )
    const average = (pick: (part: typeof whole) => number) =>
      parts.reduce((sum, part) => sum + pick(part), 0) / places.length
    expect(places.length).toBeGreaterThan(3)
    expect(Math.abs(whole.loss - average((part) => part.loss))).toBeLessThan(1e-6)
    const expected = whole.gradient.map((_value, i) => average((part) => part.gradient[i]!))
    expect(distance(whole.gradient, expected)).toBeLessThan(1e-5)
  })

  test('the first token has no label: its mark means nothing', async () => {
    const [sample] = randomSamples({ count: 1, length: 16 })
    const marked = (first: boolean) => [
      { ...sample!, supervised: sample!.supervised.map((is, i) => (i === 0 ? first : is)) },
    ]
    const first = await train(marked(true), { steps: 2 })
    expect((await train(marked(false), { steps: 2 })).weights).toBe(first.weights)
  })

  test('n accumulated samples have the gradient of one weighted batch', async () => {
    const samples = [40, 9, 23].map((length, i) => randomSamples({ count: 1, length, seed: i })[0]!)
    const counts = samples.map((s) => s.supervised.filter((is, i) => is && i > 0).length)
    const settings = { steps: 1, checkpointEvery: 1, optimiser: { clip: 0, learningRate: 0.01 } }
    const firstMoments = async (some: readonly TrainingSample[]) => {
      const run = await train(some, { ...settings, batch: some.length })
      return checkpointMoments(`${dirname(run.done.adapter!)}/checkpoint-00000001.ckpt`)
    }
    const together = await firstMoments(samples)
    const alone = await Promise.all(samples.map((sample) => firstMoments([sample])))
    const total = counts.reduce((a, b) => a + b, 0)
    const expected = together.map(
      (_value, i) => alone.reduce((sum, one, s) => sum + one[i]! * counts[s]!, 0) / total,
    )
    expect(Math.max(...together.map(Math.abs))).toBeGreaterThan(1e-4)
    expect(distance(together, expected)).toBeLessThan(1e-5)
  })

  test('accumulated samples weigh by their supervised tokens, as one batch of them would', async () => {
    const [long, short] = [
      ...randomSamples({ count: 1, length: 40 }),
      ...randomSamples({ count: 1, length: 9, seed: 4 }),
    ]
    const both = await train([long!, short!], { steps: 1, batch: 2 })
    const counts = [long!, short!].map((s) => s.supervised.filter((is, i) => is && i > 0).length)
    const single = await Promise.all([long!, short!].map((s) => train([s], { steps: 1 })))
    const expected =
      single.reduce((sum, run, i) => sum + run.steps[0]!.loss * counts[i]!, 0) /
      (counts[0]! + counts[1]!)
    expect(both.steps[0]!.loss).toBeCloseTo(expected, 6)
    expect(both.steps[0]!.supervisedTokens).toBe(counts[0]! + counts[1]!)
  })

  test('two copies of a sample make the step that one makes', async () => {
    const [sample] = randomSamples({ count: 1, length: 24 })
    const once = await train([sample!], { steps: 1 })
    const twice = await train([sample!, sample!], { steps: 1, batch: 2 })
    expect(twice.steps[0]!.gradientNorm).toBeCloseTo(once.steps[0]!.gradientNorm, 5)
    expect(twice.steps[0]!.loss).toBeCloseTo(once.steps[0]!.loss, 6)
  })
})

describe('settings', () => {
  const samples = randomSamples({ count: 4, length: 12 })
  const rates = async (settings: TrainingSettings) =>
    (await train(samples, settings)).steps.map((step) => Number(step.learningRate.toFixed(6)))

  test('warm-up rises by equal steps, then constant, line or half a cosine', async () => {
    const optimiser = { learningRate: 0.008 }
    const base = { optimiser, steps: 6 }
    expect(await rates({ ...base, schedule: { kind: 'constant', warmupSteps: 2 } })).toEqual([
      0.004, 0.008, 0.008, 0.008, 0.008, 0.008,
    ])
    expect(await rates({ ...base, schedule: { kind: 'linear', warmupSteps: 2 } })).toEqual([
      0.004, 0.008, 0.008, 0.006, 0.004, 0.002,
    ])
    expect(
      await rates({ ...base, schedule: { kind: 'cosine', warmupSteps: 2, finalFraction: 0.5 } }),
    ).toEqual([0.004, 0.008, 0.008, 0.007414, 0.006, 0.004586])
  })

  test('epochs, batches and shuffling: the same seed the same order, another seed another', async () => {
    const settings = { epochs: 2, batch: 3, shuffle: true } as const
    const first = await train(samples, { ...settings, shuffleSeed: 5 })
    expect(first.steps.map((step) => step.epoch)).toEqual([0, 1, 1, 2])
    expect((await train(samples, { ...settings, shuffleSeed: 5 })).weights).toBe(first.weights)
    expect((await train(samples, { ...settings, shuffleSeed: 6 })).weights).not.toBe(first.weights)
  })

  test('training ends early where validation gains nothing, and the best adapter is kept', async () => {
    const validation = randomSamples({ count: 1, length: 30, seed: 77 })
    const settings = { steps: 60, validateEvery: 2, patience: 2, optimiser: { learningRate: 0.05 } }
    const { done, evaluations } = await train(samples, settings, { validation })
    expect(done.reason).toBe('stopped-early')
    const best = Math.min(...evaluations.map((event) => event.loss))
    expect(done.bestLoss).toBe(best)
    expect(evaluations.slice(-2).map((event) => event.best)).toEqual([false, false])
    const score = await scoreSamples(trainer, {
      model,
      adapter: done.adapter!,
      samples: validation,
      threads: 1,
    })
    expect(score.loss).toBeCloseTo(best, 5)
  })

  test('instruction tuning goes on from what pretraining learned', async () => {
    const first = await train(samples, { steps: 20 })
    const score = await scoreSamples(trainer, {
      model,
      adapter: first.done.adapter!,
      samples,
      threads: 1,
    })
    const second = await train(
      samples,
      { steps: 1, batch: 4 },
      { startAdapter: first.done.adapter! },
    )
    expect(second.steps[0]!.loss).toBeCloseTo(score.loss, 4)
    expect(score.loss).toBeLessThan(first.steps[0]!.loss / 1.5)
  })

  test('the adapter file says what it was made from', async () => {
    const { done } = await train(samples, { steps: 1, metadata: { title: 'A trial' } })
    const text = readFileSync(done.adapter!).toString('latin1')
    const { createHash } = await import('node:crypto')
    const base = createHash('sha256').update(readFileSync(model)).digest('hex')
    for (const part of [
      'adapter.lora.alpha',
      'asclepius.base.sha256',
      base,
      'asclepius.data.sha256',
      'asclepius.settings',
      '"rank":4',
      'asclepius.trainer.version',
      'asclepius.note.title',
      'A trial',
    ]) {
      expect(text).toContain(part)
    }
  })
})
