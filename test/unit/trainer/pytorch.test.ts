import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrainerLocation } from '../../../core/trainer/trainer-process'
import type { TinyGgufOptions } from '../../fixtures/tiny-gguf'
import { check, realTrainer, trainerFolder } from '../../fixtures/trainer'

/** What pytorch-oracle/make.py wrote: tensors as base64 of 32-bit floats. */
interface OracleRun {
  readonly losses: readonly number[]
  readonly values: Readonly<Record<string, string>>
  readonly gradients: Readonly<Record<string, string>>
  readonly stepped: Readonly<Record<string, string>>
}
interface Oracle {
  readonly torch: string
  readonly tokens: readonly number[]
  readonly supervised: readonly number[]
  readonly lora: Readonly<Record<string, number>>
  readonly step: Readonly<Record<string, number>>
  readonly models: Readonly<Record<string, OracleRun>>
}
interface TrainerRun {
  readonly losses: readonly number[]
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly gradients: Readonly<Record<string, readonly number[]>>
  readonly stepped: Readonly<Record<string, readonly number[]>>
}

const shape = {
  embedding: 32,
  heads: 4,
  kvHeads: 2,
  layers: 2,
  feedForward: 48,
  gain: 0.8,
} as const
const models: Readonly<Record<string, TinyGgufOptions>> = {
  llama: { ...shape, seed: 11 },
  qwen2: { ...shape, architecture: 'qwen2', tied: true, seed: 12 },
  qwen3: { ...shape, architecture: 'qwen3', headSize: 16, seed: 13 },
}

const folder = trainerFolder()
let trainer: TrainerLocation
beforeAll(async () => {
  trainer = await realTrainer()
}, 600_000)
afterAll(() => folder.remove())

const oracle = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/pytorch-oracle/numbers.json'), 'utf8'),
) as Oracle

describe(`the trainer against PyTorch ${oracle.torch} in double precision`, () => {
  for (const [name, options] of Object.entries(models)) {
    test(`${name}: loss, every gradient and five AdamW steps agree to 1e-5`, async () => {
      const model = folder.model(options)
      const keep = process.env.ASCLEPIUS_KEEP_ORACLE_MODELS
      if (keep) {
        mkdirSync(keep, { recursive: true })
        copyFileSync(model, join(keep, `${name}.gguf`))
      }
      const { tokens, supervised, lora, step } = oracle
      const command = { what: 'gradients', model, tokens, supervised, lora, ...step }
      const ours = await check<TrainerRun>(trainer, command)
      const theirs = oracle.models[name]!
      expect(distances(ours.values, theirs.values)).toEqual({})
      expect(distances(ours.gradients, theirs.gradients)).toEqual({})
      expect(distances(ours.stepped, theirs.stepped)).toEqual({})
      ours.losses.forEach((loss, index) => {
        expect(Math.abs(loss - theirs.losses[index]!)).toBeLessThan(1e-5)
      })
      expect(ours.losses).toHaveLength(5)
    })
  }
})

/** Tensors whose distance from the expected one is 1e-5 of its size or more. */
function distances(
  ours: Readonly<Record<string, readonly number[]>>,
  theirs: Readonly<Record<string, string>>,
): Record<string, number> {
  const far: Record<string, number> = {}
  for (const [name, packed] of Object.entries(theirs)) {
    const bytes = Buffer.from(packed, 'base64')
    const expected = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
    const size = Math.hypot(...expected)
    const off = Math.hypot(...expected.map((value, index) => value - (ours[name]?.[index] ?? NaN)))
    if (!(off / size < 1e-5)) far[name] = off / size
  }
  return far
}
