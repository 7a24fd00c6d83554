import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scoreSamples, selfTest, trainAdapter } from '../../../core/trainer/client'
import type { TrainerLocation } from '../../../core/trainer/trainer-process'
import type { TinyGgufOptions } from '../../fixtures/tiny-gguf'
import {
  check,
  llamaCpp,
  mean,
  randomSamples,
  realTrainer,
  trainerFolder,
} from '../../fixtures/trainer'

const folder = trainerFolder()
let trainer: TrainerLocation
beforeAll(async () => {
  trainer = await realTrainer()
}, 600_000)
afterAll(() => folder.remove())

const small = { embedding: 64, heads: 4, kvHeads: 2, layers: 2 } as const
const wide = { embedding: 256, heads: 4, kvHeads: 2, layers: 2, feedForward: 256 } as const
const [sample] = randomSamples({ count: 1, length: 65 })
const tokens = sample!.tokens
const all = { tokens, supervised: tokens.map(() => true) }

/** Loss of the trainer and of llama.cpp over the same tokens. */
async function losses(model: string, adapter?: { path: string; scale: number }) {
  const ours = await scoreSamples(trainer, {
    model,
    samples: [all],
    perToken: true,
    threads: 1,
    ...(adapter && adapter.scale !== 0 ? { adapter: adapter.path } : {}),
  })
  const theirs = await llamaCpp(trainer, model, tokens, adapter)
  const perToken = ours.samples[0]!.tokenLogLikelihoods!
  return { ours, theirs: -mean(theirs), perToken, theirTokens: theirs }
}

describe('the forward pass against llama.cpp on the same file and tokens', () => {
  const exact: Readonly<Record<string, TinyGgufOptions>> = {
    'llama, grouped queries': small,
    'llama, tied head': { ...small, tied: true },
    'llama, linear RoPE scaling': { ...small, ropeScaling: { type: 'linear', factor: 4 } },
    'llama, YaRN': { ...small, ropeScaling: { type: 'yarn', factor: 4, originalContext: 512 } },
    'llama, RoPE factors': { ...small, ropeFactors: [1, 1, 1.5, 2, 3, 4, 6, 8] },
    'llama, scaling named but off': { ...small, ropeScaling: { type: 'none', factor: 4 } },
    qwen2: { ...small, architecture: 'qwen2' },
    'qwen2, tied head': { ...small, architecture: 'qwen2', tied: true },
    'qwen3, heads of another size': { ...small, architecture: 'qwen3', headSize: 32 },
  }
  for (const [name, options] of Object.entries(exact)) {
    test(`${name}, F32: within 1e-4`, async () => {
      const { ours, theirs } = await losses(folder.model(options))
      expect(Math.abs(ours.loss - theirs)).toBeLessThan(1e-4)
    })
  }

  const types = ['F16', 'BF16', 'Q8_0', 'Q4_0', 'Q4_1', 'Q4_K_M', 'Q5_K_M', 'Q6_K'] as const
  for (const [index, type] of types.entries()) {
    const architecture = (['llama', 'qwen2', 'qwen3'] as const)[index % 3]!
    const shape = { ...wide, type, architecture }

    test(`${architecture}, ${type}: within 2e-3 where both multiply by the weights as they are stored`, async () => {
      const result = await selfTest(trainer, { model: folder.model(shape), threads: 1 })
      expect(result).toMatchObject({ passed: true, tolerance: 2e-3, kernelTolerance: 1e-4 })
      expect(result.difference).toBeLessThan(2e-3)
      expect(result.spread).toBeLessThan(2e-3)
      expect(result.kernelDifference).toBeLessThan(1e-4)
    })

    test(`${architecture}, ${type}: within 1e-4 of llama.cpp on the same weights written out as F32`, async () => {
      const model = folder.model(shape)
      const output = folder.sub(`${type}-written-out.gguf`)
      const { tensors } = await check<{ tensors: number }>(trainer, {
        what: 'dequantise',
        model,
        output,
      })
      expect(tensors).toBe(16)
      const ours = await scoreSamples(trainer, { model, samples: [all], threads: 1 })
      const theirs = -mean(await llamaCpp(trainer, output, tokens))
      expect(Math.abs(ours.loss - theirs)).toBeLessThan(1e-4)
    })
  }

  test('the self-test that goes before each training says the same', async () => {
    const result = await selfTest(trainer, { model: folder.model(small), threads: 1 })
    expect(result).toMatchObject({ passed: true, tolerance: 1e-4 })
    expect(result.difference).toBeLessThan(1e-4)
  })
})

describe('an adapter in node-llama-cpp', () => {
  test('it loads as it is, changes what the model writes, and at scale 0 changes nothing', async () => {
    const { getLlama, LlamaCompletion } = await import('node-llama-cpp')
    const path = folder.model(small)
    const { adapter } = await trainAdapter(trainer, {
      model: path,
      output: folder.sub('for-node'),
      train: [all],
      settings: { steps: 20, threads: 1, selfTest: false, optimiser: { learningRate: 0.02 } },
    }).finished
    const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 })
    const model = await llama.loadModel({ modelPath: path })
    const write = async (scale: number | null) => {
      const lora = scale === null ? {} : { lora: { adapters: [{ filePath: adapter!, scale }] } }
      const context = await model.createContext({ contextSize: 64, threads: 1, ...lora })
      const completion = new LlamaCompletion({ contextSequence: context.getSequence() })
      const ids = [...tokens.slice(0, 8)] as Parameters<typeof completion.generateCompletion>[0]
      const { response } = await completion.generateCompletionWithMeta(ids, {
        maxTokens: 12,
        temperature: 0,
      })
      await context.dispose()
      return response
    }
    const base = await write(null)
    expect(await write(0)).toBe(base)
    expect(await write(1)).not.toBe(base)
    await llama.dispose()
  })
})

describe('an adapter in llama.cpp', () => {
  test('it is loaded as it is, gives the loss that the trainer gives, and at scale 0 the base alone', async () => {
    const model = folder.model({ ...small, architecture: 'qwen2' })
    const done = await trainAdapter(trainer, {
      model,
      output: folder.sub('adapter'),
      train: [all],
      settings: {
        steps: 30,
        threads: 1,
        lora: { rank: 4, alpha: 8 },
        optimiser: { learningRate: 0.02 },
        schedule: { kind: 'constant' },
      },
    }).finished
    expect(done).toMatchObject({
      reason: 'finished',
      step: 30,
      adapter: join(folder.sub('adapter'), 'adapter.gguf'),
    })
    const base = await losses(model)
    const path = done.adapter!
    const tuned = await losses(model, { path, scale: 1 })
    expect(tuned.ours.loss).toBeLessThan(base.ours.loss / 4)
    expect(Math.abs(tuned.ours.loss - tuned.theirs)).toBeLessThan(1e-4)
    const off = await losses(model, { path, scale: 0 })
    expect(off.theirTokens).toEqual(base.theirTokens)
  })
})
