import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfTest, type TrainingRequest, trainAdapter } from '../../../core/trainer/client'
import type { TrainerEvent, TrainingSettings } from '../../../core/trainer/protocol'
import type { TrainerLocation } from '../../../core/trainer/trainer-process'
import { check, mean, randomSamples, realTrainer, trainerFolder } from '../../fixtures/trainer'

/** Training with products in bfloat16: for processors that have them, and off where nobody asks for it. */
const flags = readFileSync('/proc/cpuinfo', 'utf8').match(/^flags.*$/m)?.[0] ?? ''
const skipped = /\bavx512_bf16\b/.test(flags) ? '' : ' (skipped: this processor has no AVX512-BF16)'

const folder = trainerFolder()
let trainer: TrainerLocation
beforeAll(async () => {
  trainer = await realTrainer()
}, 600_000)
afterAll(() => folder.remove())

const small = { embedding: 64, heads: 4, kvHeads: 2, layers: 2 } as const
const wide = { embedding: 256, heads: 4, kvHeads: 2, layers: 2, feedForward: 256 } as const
const precision = 'bfloat16'
const samples = randomSamples({ count: 6, length: 40 })
const settings: TrainingSettings = {
  steps: 10,
  batch: 2,
  checkpointEvery: 1,
  lora: { rank: 4 },
  optimiser: { learningRate: 0.01 },
  selfTest: false,
  threads: 1,
  precision,
}
let model = ''

function request(name: string, more: TrainingSettings = {}): TrainingRequest {
  model ||= folder.model({ ...wide, type: 'Q4_K_M' })
  const wanted = { ...settings, ...more }
  return { model, output: folder.sub(name), train: samples, settings: wanted }
}

/** The adapter's hash and the losses on the way. */
async function train(wanted: TrainingRequest) {
  const losses: number[] = []
  const onEvent = (event: TrainerEvent) => event.type === 'step' && losses.push(event.loss)
  const { adapter } = await trainAdapter(trainer, wanted, { onEvent }).finished
  return { losses, hash: createHash('sha256').update(readFileSync(adapter!)).digest('hex') }
}

describe.skipIf(skipped)(`products in bfloat16${skipped}`, () => {
  test('each is that of the rounded factors to 1e-5, whatever its shape and the type of its weights', async () => {
    const { worst, products } = await check<{ worst: number; products: number }>(trainer, {
      what: 'roundedProducts',
    })
    expect(products).toBeGreaterThan(700)
    expect(worst).toBeLessThan(1e-5)
  })

  for (const [architecture, type] of [
    ['llama', 'F32'],
    ['qwen2', 'Q8_0'],
    ['qwen3', 'Q4_K_M'],
  ] as const) {
    test(`${architecture} with ${type} weights: every gradient is within 1 % of single precision's`, async () => {
      const shape = { ...wide, architecture, type }
      const command = { what: 'autodiff', model: folder.model(shape), length: 130, precision }
      const { worst, tensor } = await check<{ worst: number; tensor: string }>(trainer, command)
      expect(worst, tensor).toBeLessThan(1e-2)
      // And it is rounded: what computes in single precision agrees to 1e-5.
      expect(worst).toBeGreaterThan(1e-4)
    })
  }

  test('it learns what single precision learns', async () => {
    const rounded = await train(request('rounded', { steps: 40 }))
    const single = await train(request('single', { steps: 40, precision: 'single' }))
    expect(rounded.hash).not.toBe(single.hash)
    expect(single.losses.at(-1)).toBeLessThan(single.losses[0]! / 2)
    // Early on step by step; later the two ways part, as from another seed, and meet at the same end.
    for (const step of [0, 1, 2, 3, 4])
      expect(Math.abs(rounded.losses[step]! / single.losses[step]! - 1)).toBeLessThan(0.01)
    expect(Math.abs(mean(rounded.losses) / mean(single.losses) - 1)).toBeLessThan(0.02)
  })

  test('killed and gone on with, with other threads: the same adapter to the bit', async () => {
    const { hash } = await train(request('whole'))
    const wanted = request('killed')
    const run = trainAdapter(trainer, wanted, {
      onEvent: (event) =>
        event.type === 'checkpoint' && event.step === 5 && process.kill(run.pid, 'SIGKILL'),
    })
    await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
    const single = { ...wanted, settings: { ...settings, precision: 'single' } } as const
    await expect(trainAdapter(trainer, single).finished).rejects.toMatchObject({
      code: 'trainer-settings-changed',
    })
    const rest = await train({ ...wanted, settings: { ...settings, threads: 3 } })
    expect(rest.losses.length).toBeLessThanOrEqual(5)
    expect(rest.hash).toBe(hash)
  })

  test('the self-test before a training looks at it too', async () => {
    const path = folder.model({ ...small, type: 'Q8_0' })
    const result = await selfTest(trainer, { model: path, threads: 1, precision })
    expect(result.passed).toBe(true)
    expect(result.precisionDifference).toBeLessThan(0.02)
    expect(result.precisionSpread).toBeGreaterThan(1e-5)
    expect((await selfTest(trainer, { model: path, threads: 1 })).precisionSpread).toBeUndefined()
  })
})

test('a processor that has no such products refuses them and trains nothing', async () => {
  const plain = { ...trainer, environment: { ASCLEPIUS_PORTABLE_KERNELS: '1' } }
  await expect(trainAdapter(plain, request('refused')).finished).rejects.toMatchObject({
    code: 'trainer-no-bfloat16',
  })
})
