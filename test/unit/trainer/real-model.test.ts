import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scoreSamples, selfTest, trainAdapter } from '../../../core/trainer/client'
import { packBlocks } from '../../../core/trainer/dataset-file'
import { llamaCpp, mean, realTrainer, trainerFolder } from '../../fixtures/trainer'

const cache = process.env.ASCLEPIUS_CACHE ?? join(homedir(), '.cache', 'asclepius-workstation')
const model =
  process.env.ASCLEPIUS_SAMPLE_MODEL ?? join(cache, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf')
const skipped = existsSync(model) ? '' : ' (skipped: the sample model is not on this machine)'

const folder = trainerFolder()
afterAll(() => folder.remove())

/** Strings of the sample project that are long enough to be notes. */
function notes(): string[] {
  const file = join(import.meta.dirname, '../../../resources/sample-project/case-reports.json')
  const found: string[] = []
  const collect = (value: unknown) => {
    if (typeof value === 'string' && value.length > 200) found.push(value)
    else if (value && typeof value === 'object') Object.values(value).forEach(collect)
  }
  collect(JSON.parse(readFileSync(file, 'utf8')))
  return found
}

test.skipIf(skipped)(
  `SmolLM2-135M learns from notes of the sample project: held-out perplexity falls${skipped}`,
  async () => {
    const trainer = await realTrainer()
    const { getLlama } = await import('node-llama-cpp')
    const llama = await getLlama({ gpu: false, build: 'never' })
    const reader = await llama.loadModel({ modelPath: model, vocabOnly: true })
    const { bos, eos } = reader.tokens
    const documents = notes().map((text) => reader.tokenize(text))
    await llama.dispose()
    const pack = (part: readonly (readonly number[])[]) =>
      packBlocks(part, { context: 96, bos, eos })
    const [first] = documents
    const training = pack(documents.slice(1)).slice(0, 24)
    const heldOut = pack([first!]).slice(0, 3)
    const threads = 2
    const check = await selfTest(trainer, { model, threads })
    // Thirty layers of 4-bit weights: loose limits are not needed where both multiply alike.
    expect(check).toMatchObject({ passed: true, tolerance: 2e-3, kernelTolerance: 1e-4 })
    const before = await scoreSamples(trainer, { model, samples: heldOut, threads })
    const { adapter } = await trainAdapter(trainer, {
      model,
      output: folder.sub('real'),
      train: training,
      settings: {
        steps: 8,
        batch: 2,
        threads,
        selfTest: false,
        lora: { rank: 8 },
        optimiser: { learningRate: 5e-4 },
      },
    }).finished
    const after = await scoreSamples(trainer, {
      model,
      adapter: adapter!,
      samples: heldOut,
      threads,
    })
    expect(after.perplexity).toBeLessThan(before.perplexity * 0.98)
    // llama.cpp with the adapter agrees that these tokens became likelier.
    const ids = heldOut[0]!.tokens
    const tuned = await llamaCpp(trainer, model, ids, { path: adapter!, scale: 1 })
    expect(mean(tuned)).toBeGreaterThan(mean(await llamaCpp(trainer, model, ids)))
  },
  300_000,
)
