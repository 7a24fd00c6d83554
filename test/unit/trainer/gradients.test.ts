import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrainerLocation } from '../../../core/trainer/trainer-process'
import type { TinyGgufOptions } from '../../fixtures/tiny-gguf'
import { check, realTrainer, trainerFolder } from '../../fixtures/trainer'

interface Worst {
  readonly worst: number
  readonly tensor: string
}

const folder = trainerFolder()
let trainer: TrainerLocation
beforeAll(async () => {
  trainer = await realTrainer()
}, 600_000)
afterAll(() => folder.remove())

/** K types need rows of 256; the others are small so that differences stay exact. */
const wide = { embedding: 256, heads: 4, kvHeads: 2, layers: 2, feedForward: 256 } as const
const small = { embedding: 64, heads: 4, kvHeads: 2, layers: 2 } as const
const lora = { rank: 4, alpha: 2 }
const architectures = ['llama', 'qwen2', 'qwen3'] as const

describe('the gradient against finite differences of the loss', () => {
  for (const architecture of architectures) {
    for (const type of ['F32', 'Q8_0', 'Q4_K', 'Q6_K'] as const) {
      test(`${architecture} with ${type} weights agrees to 1e-3 in every tensor`, async () => {
        const shape = type.endsWith('K') ? wide : small
        const model = folder.model({ ...shape, architecture, type, gain: 0.7 })
        const result = await check<Worst>(trainer, { what: 'finiteDifferences', model, lora })
        expect(result.worst, result.tensor).toBeLessThan(1e-3)
      })
    }
  }

  test('a subset of the projections agrees too', async () => {
    const model = folder.model(small)
    const some = { ...lora, targets: ['q', 'v', 'down'] }
    const result = await check<Worst & { tensors: number }>(trainer, {
      what: 'finiteDifferences',
      model,
      lora: some,
    })
    expect(result.tensors).toBe(12)
    expect(result.worst, result.tensor).toBeLessThan(1e-3)
  })
})

describe('the hand-written backward pass against automatic differentiation by ggml', () => {
  const shapes: Readonly<Record<string, TinyGgufOptions>> = {
    'llama, one KV head a query head': { ...small, kvHeads: 4 },
    'llama, grouped queries': small,
    'llama, one KV head for all': { ...small, kvHeads: 1 },
    'llama, F16': { ...small, type: 'F16' },
    'llama, BF16': { ...small, type: 'BF16' },
    'llama, Q4_0': { ...small, type: 'Q4_0' },
    'llama, Q8_0': { ...small, type: 'Q8_0' },
    'llama, Q4_K_M': { ...wide, type: 'Q4_K_M' },
    'llama, Q5_K_M': { ...wide, type: 'Q5_K_M' },
    'llama, Q6_K': { ...wide, type: 'Q6_K' },
    'llama, linear RoPE scaling': { ...small, ropeScaling: { type: 'linear', factor: 4 } },
    'llama, YaRN': { ...small, ropeScaling: { type: 'yarn', factor: 4, originalContext: 512 } },
    'llama, RoPE factors': { ...small, ropeFactors: [1, 1, 1.5, 2, 3, 4, 6, 8] },
    qwen2: { ...small, architecture: 'qwen2' },
    'qwen3, heads of another size': { ...small, architecture: 'qwen3', headSize: 32 },
  }
  for (const [name, shape] of Object.entries(shapes)) {
    test(`${name}: fused kernels and plain graph agree to 1e-5`, async () => {
      const model = folder.model(shape)
      const command = { what: 'autodiff', model, lora, length: 130 }
      const fused = await check<Worst>(trainer, command)
      expect(fused.worst, fused.tensor).toBeLessThan(1e-5)
      const plain = await check<Worst>(trainer, { ...command, fused: false })
      expect(plain.worst, plain.tensor).toBeLessThan(1e-5)
    })
  }

  test('the kernels for processors without AVX2 agree to 1e-5', async () => {
    const portable = { ...trainer, environment: { ASCLEPIUS_PORTABLE_KERNELS: '1' } }
    const model = folder.model({ ...wide, type: 'Q4_K_M' })
    const result = await check<Worst>(portable, { what: 'autodiff', model, lora, length: 130 })
    expect(result.worst, result.tensor).toBeLessThan(1e-5)
  })
})
