import { chmodSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { estimateMemory, scoreSamples, trainAdapter } from '../../../core/trainer/client'
import { parseEvent, type TrainerLocation } from '../../../core/trainer/trainer-process'
import { randomSamples, realTrainer, trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let trainer: TrainerLocation
beforeAll(async () => {
  trainer = await realTrainer()
}, 600_000)
afterAll(() => folder.remove())

let fakes = 0

/** A trainer that is a script: it can lie, hang and crash. */
function fake(script: string): TrainerLocation {
  fakes += 1
  const program = folder.sub(`fake-${fakes}.mjs`)
  writeFileSync(program, `#!${process.execPath}\n${script}\n`)
  chmodSync(program, 0o755)
  return { program, libraries: folder.path }
}

const train = (location: TrainerLocation, options = {}) =>
  trainAdapter(
    location,
    {
      model: 'm',
      output: folder.sub('out'),
      train: randomSamples({ count: 1, length: 4 }),
      settings: {},
    },
    options,
  )
const say = (value: object) => `console.log(${JSON.stringify(JSON.stringify(value))});`

describe('the client of the trainer', () => {
  test('a line that is none of the protocol ends the run', async () => {
    for (const line of [
      'hello',
      '{}',
      '{"type":"step","step":-1}',
      '{"type":"done","reason":"bored"}',
    ]) {
      const lying = fake(`console.log(${JSON.stringify(line)}); setTimeout(() => {}, 60000)`)
      await expect(train(lying).finished).rejects.toMatchObject({ code: 'trainer-unreadable' })
    }
  })

  test('an end without an answer, a crash and a missing program are said in words', async () => {
    await expect(train(fake('process.exit(0)')).finished).rejects.toMatchObject({
      code: 'trainer-ended',
    })
    await expect(train(fake('process.abort()')).finished).rejects.toMatchObject({
      code: 'trainer-ended',
    })
    const none = { program: folder.sub('none'), libraries: folder.path }
    await expect(train(none).finished).rejects.toMatchObject({ code: 'trainer-missing' })
  })

  test('stop, then SIGTERM, then SIGKILL: one that hears nothing is killed', async () => {
    const deaf = fake(
      `process.on('SIGTERM', () => {}); ${say({ type: 'checkpoint', step: 1 })} setInterval(() => {}, 1000)`,
    )
    const controller = new AbortController()
    const run = train(deaf, {
      signal: controller.signal,
      times: { stop: 200, terminate: 200 },
      onEvent: () => controller.abort(),
    })
    await expect(run.finished).rejects.toMatchObject({ code: 'stopped' })
    expect(() => process.kill(run.pid, 0)).toThrow()
  })

  test('one that heeds stop is given the time to save', async () => {
    const done = { type: 'done', reason: 'stopped', step: 7, adapter: null }
    const polite = fake(
      `${say({ type: 'checkpoint', step: 1 })} process.stdin.on('data', (text) => { if (String(text).includes('"stop"')) setTimeout(() => { ${say(done)} process.exit(0) }, 300) })`,
    )
    const controller = new AbortController()
    const run = train(polite, { signal: controller.signal, onEvent: () => controller.abort() })
    expect(await run.finished).toEqual(done)
  })

  test('a signal that was given before it began starts no work', async () => {
    const model = folder.model()
    const signal = AbortSignal.abort()
    const scoring = scoreSamples(
      trainer,
      { model, samples: randomSamples({ count: 1, length: 9 }) },
      { signal },
    )
    await expect(scoring).rejects.toMatchObject({ code: 'stopped' })
  })

  test('messages for people hold no path and no code of the trainer', async () => {
    const refusing = fake(say({ type: 'error', code: 'disk-full', message: '/secret/place' }))
    await expect(train(refusing).finished).rejects.toMatchObject({
      code: 'trainer-disk-full',
      message: 'The disk is full. The last checkpoint is kept. Make room, then start again.',
    })
  })

  test('text that is no JSON and objects of other kinds are no events', () => {
    expect(['', 'null', '[]', '{"type":"unknown"}', '{"type":'].map(parseEvent)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('estimate and score', () => {
  test('memory is said from the header alone, by what holds it', async () => {
    const model = folder.model({ embedding: 256, kvHeads: 2, type: 'Q4_K_M' })
    const short = await estimateMemory(trainer, { model, context: 128, threads: 1 })
    const long = await estimateMemory(trainer, { model, context: 512, threads: 1 })
    expect(short).toMatchObject({
      architecture: 'llama',
      layers: 2,
      device: 'cpu',
      trainedContext: 2048,
    })
    const { total, ...parts } = long.memory
    expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(total)
    expect(long.memory.checkpoints / short.memory.checkpoints).toBe(4)
    expect(long.memory.weights).toBe(short.memory.weights)
  })

  test('weights on the processor stay in the file: more layers take no more of them', async () => {
    const shape = { embedding: 256, kvHeads: 2, type: 'F32' } as const
    const weightsOf = async (layers: number) => {
      const model = folder.model({ ...shape, layers })
      const { memory } = await estimateMemory(trainer, { model, context: 64, threads: 1 })
      return memory.weights
    }
    expect(await weightsOf(12)).toBe(await weightsOf(2))
  })

  test('what was estimated is what is used, within a tenth', async () => {
    const model = folder.model({
      embedding: 512,
      kvHeads: 4,
      layers: 6,
      type: 'Q8_0',
      vocabulary: 8000,
    })
    const settings = { steps: 2, threads: 1, selfTest: false }
    let planned = 0
    const run = trainAdapter(
      trainer,
      {
        model,
        output: folder.sub('memory'),
        train: randomSamples({ count: 2, length: 1025 }),
        settings,
      },
      {
        onEvent: (event) => {
          if (event.type === 'plan') planned = event.memory.total
        },
      },
    )
    const done = await run.finished
    expect(Math.abs(done.peakMemory! / planned - 1)).toBeLessThan(0.1)
  })

  test('perplexity is e to the mean of -log p over the supervised tokens', async () => {
    const model = folder.model()
    const samples = randomSamples({ count: 3, length: 30 })
    const scoring = await scoreSamples(trainer, { model, samples, perToken: true, threads: 1 })
    const sums = scoring.samples.map((sample) =>
      sample.tokenLogLikelihoods!.reduce((a, b) => a + b, 0),
    )
    sums.forEach((sum, index) => {
      expect(sum).toBeCloseTo(scoring.samples[index]!.logLikelihood, 3)
    })
    const counted = samples.map((sample) => sample.supervised.filter((is, i) => is && i > 0).length)
    expect(scoring.samples.map((sample) => sample.tokens)).toEqual(counted)
    const mean = -sums.reduce((a, b) => a + b, 0) / scoring.tokens
    expect(scoring.perplexity / Math.exp(mean)).toBeCloseTo(1, 4)
    const silent = samples[0]!.supervised.findIndex((is, i) => !is && i > 0)
    expect(scoring.samples[0]!.tokenLogLikelihoods![silent - 1]).toBe(0)
  })
})
