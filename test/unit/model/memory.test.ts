import { describe, expect, it } from 'vitest'
import { inEnglish, say } from '../../../contract/sentences'
import { estimateMemory, fitPlan } from '../../../model/memory'
import { deviceStatement } from '../../../model/runtime'
import { fakeInspection } from '../../fixtures/fake-model-host'

const GB = 1024 ** 3

/** The shape of a LLaMA of 7 billion parameters in about four bits a weight. */
const seven = {
  ...fakeInspection,
  parameters: 6_738_415_616,
  trainedContext: 4096,
  layers: 32,
  heads: 32,
  kvHeads: 32,
  embedding: 4096,
  feedForward: 11_008,
  keyLength: 128,
  valueLength: 128,
  vocabulary: 32_000,
  layerBytes: new Array<number>(32).fill(118_000_000),
  inputBytes: 73_728_000,
  outputBytes: 107_520_000,
}

const machine = (ram: number, gpu = 0) => ({
  gpu: gpu > 0 ? ('cuda' as const) : ('none' as const),
  gpuMemory: { totalBytes: gpu, freeBytes: gpu },
  ram: { totalBytes: ram, freeBytes: ram },
  cores: 8,
})

describe('memory', () => {
  it('of the cache follows from layers, heads, lengths, cells and sequences', () => {
    const shape = { gpuLayers: 0, contextSize: 2000, sequences: 2 }
    const { cache, weights } = estimateMemory(seven, shape, { ramBytes: 64 * GB, gpuBytes: 0 })
    expect({ cache, weights }).toEqual({
      /** 2 bytes, 32 layers, 32 heads of 128 + 128, 2,048 cells, 2 sequences. */
      cache: { ramBytes: 2 * 32 * 32 * 256 * 2048 * 2, gpuBytes: 0 },
      weights: { ramBytes: 32 * 118_000_000 + 73_728_000 + 107_520_000, gpuBytes: 0 },
    })
  })

  it('plans for the trained length on a large machine and for less on a small one', () => {
    const large = fitPlan(seven, {}, machine(64 * GB))
    const small = fitPlan(seven, {}, machine(6 * GB))
    expect({
      large: large.contextSize,
      fits: small.estimate.fits,
      said: small.reasons.length,
    }).toEqual({ large: 4096, fits: true, said: 1 })
    expect(small.contextSize).toBeLessThan(4096)
  })

  it('puts as many layers on a GPU as fit, before it makes the context short', () => {
    const whole = fitPlan(seven, {}, machine(64 * GB, 24 * GB))
    const part = fitPlan(seven, {}, machine(64 * GB, 4 * GB))
    expect({ whole: whole.gpuLayers, part: part.gpuLayers > 0 && part.gpuLayers < 33 }).toEqual({
      whole: 33,
      part: true,
    })
    expect(part.contextSize).toBeGreaterThanOrEqual(2048)
  })

  it.each([1e6, 1e8, 2e9, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '8192', null])(
    'never plans past what the model was trained for: wish %s',
    (contextSize) => {
      const plan = fitPlan(seven, { contextSize, sequences: contextSize }, machine(64 * GB))
      expect(plan.contextSize).toBeGreaterThanOrEqual(256)
      expect(plan.contextSize).toBeLessThanOrEqual(4096)
      expect(plan.sequences).toBeGreaterThanOrEqual(1)
      expect(plan.sequences).toBeLessThanOrEqual(64)
    },
  )

  it('says in plain words what was found', () => {
    const none = [
      { backend: 'cuda', works: false, reason: say('gpu-no-driver', { backend: 'CUDA' }) },
      {
        backend: 'vulkan',
        works: false,
        reason: say('gpu-software-only', { backend: 'Vulkan', names: 'llvmpipe' }),
      },
    ]
    const found = [deviceStatement('none', [], none), deviceStatement('cuda', ['RTX 4090'], [])]
    expect(found.map(inEnglish)).toEqual([
      'No GPU that can be used was found. CUDA: no driver or no device. Vulkan: only a software device (llvmpipe). Models run on the processor.',
      'Found RTX 4090, used through CUDA.',
    ])
  })
})
