import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunOptions, type TrainingRequest, trainAdapter } from '../../../core/trainer/client'
import { encodeDataset } from '../../../core/trainer/dataset-file'
import type { TrainerEvent, TrainingSettings } from '../../../core/trainer/protocol'
import { parseEvent, type TrainerLocation } from '../../../core/trainer/trainer-process'
import { createRandomness } from '../../fixtures/gguf-blocks'
import { randomSamples, realTrainer, trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let trainer: TrainerLocation
let model = ''
let whole = ''
const samples = randomSamples({ count: 7, length: 40 })
const validation = randomSamples({ count: 2, length: 20, seed: 9 })
const settings: TrainingSettings = {
  steps: 10,
  batch: 2,
  shuffle: true,
  checkpointEvery: 1,
  validateEvery: 4,
  lora: { rank: 4 },
  optimiser: { learningRate: 0.01, weightDecay: 0.01 },
  selfTest: false,
  threads: 1,
}
beforeAll(async () => {
  trainer = await realTrainer()
  model = folder.model({ embedding: 64, kvHeads: 2 })
  whole = await adapterOf(request('whole'))
}, 600_000)
afterAll(() => folder.remove())

function request(name: string, more: TrainingSettings = {}): TrainingRequest {
  return {
    model,
    output: folder.sub(name),
    train: samples,
    validation,
    settings: { ...settings, ...more },
  }
}

async function adapterOf(wanted: TrainingRequest, options: RunOptions = {}): Promise<string> {
  const done = await trainAdapter(trainer, wanted, options).finished
  expect(done.reason).toBe('finished')
  return hashOf(done.adapter!)
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function stepsIn(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'step' ? [event.step] : []))
}

/** Runs until `isTime`, then kill -9. Gives the events read until then. */
async function killWhen(wanted: TrainingRequest, isTime: (event: TrainerEvent) => boolean) {
  const events: TrainerEvent[] = []
  const run = trainAdapter(trainer, wanted, {
    onEvent: (event) => {
      events.push(event)
      if (isTime(event)) process.kill(run.pid, 'SIGKILL')
    },
  })
  await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
  return events
}

function checkpoints(output: string): string[] {
  return readdirSync(output)
    .filter((name) => name.endsWith('.ckpt'))
    .sort()
}

describe('going on after an end', () => {
  test('five steps, kill -9, go on: the adapter of ten steps to the bit', async () => {
    const wanted = request('killed')
    await killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    const events: TrainerEvent[] = []
    expect(await adapterOf(wanted, { onEvent: (event) => events.push(event) })).toBe(whole)
    expect(stepsIn(events)[0]).toBeGreaterThanOrEqual(6)
    expect(checkpoints(wanted.output)).toEqual([
      'checkpoint-00000009.ckpt',
      'checkpoint-00000010.ckpt',
    ])
  })

  test('one thread, two or three: the same adapter to the bit', async () => {
    expect(await adapterOf(request('two', { threads: 2 }))).toBe(whole)
    expect(await adapterOf(request('three', { threads: 3 }))).toBe(whole)
  })

  test('stop keeps a checkpoint of the last whole step, and the same request goes on from it', async () => {
    const wanted = request('stopped', { checkpointEvery: 0 })
    const controller = new AbortController()
    const done = await trainAdapter(trainer, wanted, {
      signal: controller.signal,
      onEvent: (event) => event.type === 'step' && event.step === 3 && controller.abort(),
    }).finished
    expect(done).toMatchObject({ reason: 'stopped', adapter: null })
    expect(done.step).toBeGreaterThanOrEqual(3)
    expect(await adapterOf(wanted)).toBe(whole)
  })

  test('pause holds still, resume goes on, and both change nothing', async () => {
    const wanted = request('paused')
    const order: string[] = []
    const run = trainAdapter(trainer, wanted, {
      onEvent: (event) => {
        if (event.type === 'step' && event.step === 2) run.pause()
        if (event.type === 'paused') setTimeout(() => run.resume(), 300)
        if (event.type === 'step' || event.type === 'paused' || event.type === 'resumed')
          order.push(event.type)
      },
    })
    await run.finished
    const at = order.indexOf('paused')
    expect(order[at + 1]).toBe('resumed')
    expect(order.filter((type) => type === 'step')).toHaveLength(10)
    expect(hashOf(join(wanted.output, 'adapter.gguf'))).toBe(whole)
  })

  test('the end of its input makes it save and leave', async () => {
    const output = folder.sub('orphan')
    const data = folder.sub('data.bin')
    writeFileSync(data, encodeDataset(samples))
    const child = spawn(trainer.program, [], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, LD_LIBRARY_PATH: trainer.libraries },
    })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('"type":"step"')) child.stdin.end()
    })
    child.stdin.write(
      `${JSON.stringify({ ...settings, steps: 100000, checkpointEvery: 0, type: 'start', model, output, train: data })}\n`,
    )
    const code = await new Promise((resolve) => child.on('close', resolve))
    const events = text
      .trim()
      .split('\n')
      .map((line) => parseEvent(line)!)
    const last = stepsIn(events).at(-1)!
    expect(code).toBe(0)
    expect(checkpoints(output)).toEqual([`checkpoint-${String(last).padStart(8, '0')}.ckpt`])
  })

  test('a parent that is killed leaves no trainer behind, and nothing is lost', async () => {
    const output = folder.sub('parent-killed')
    const data = folder.sub('data.bin')
    writeFileSync(data, encodeDataset(samples))
    const command = JSON.stringify({
      ...settings,
      steps: 100000,
      type: 'start',
      model,
      output,
      train: data,
    })
    // The parent holds the other end of the trainer's input, prints its pid and waits.
    const script = `const c=require('node:child_process').spawn(process.argv[1],[],{stdio:['pipe','pipe','ignore']});c.stdin.write(process.argv[2]+'\\n');let s='';c.stdout.on('data',d=>{s+=d;if(s.includes('"type":"step"')){s='';console.log(c.pid)}})`
    const parent = spawn(process.execPath, ['-e', script, trainer.program, command], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LD_LIBRARY_PATH: trainer.libraries },
    })
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number.parseInt(String(text), 10))),
    )
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 50 }).toBe(false)
    expect(checkpoints(output).length).toBeGreaterThan(0)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

describe('killed at twenty random moments', () => {
  test('nothing is lost beyond the last checkpoint that was acknowledged', async () => {
    // An adapter so large that writing checkpoints takes about as long as the steps between them.
    const large = (name: string) => request(name, { lora: { rank: 200 } })
    const began = Date.now()
    const expected = await adapterOf(large('random-whole'))
    const length = Date.now() - began
    const wanted = large('random')
    const random = createRandomness(2026)
    let kept = 0
    let kills = 0
    let killsWhileWriting = 0
    while (kills < 20) {
      const events: TrainerEvent[] = []
      const run = trainAdapter(trainer, wanted, { onEvent: (event) => events.push(event) })
      // Anywhere between its first breath and its last.
      const timer = setTimeout(() => process.kill(run.pid, 'SIGKILL'), random.word() % length)
      const ended = await run.finished.then(
        () => 'done',
        (refusal: { code: string }) => refusal.code,
      )
      clearTimeout(timer)
      const plan = events.find((event) => event.type === 'plan')
      if (plan) expect(plan.resumedFrom).toBeGreaterThanOrEqual(kept)
      kept = Math.max(kept, ...acknowledged(events))
      if (ended === 'done') {
        expect(hashOf(join(wanted.output, 'adapter.gguf'))).toBe(expected)
        rmSync(wanted.output, { recursive: true })
        kept = 0
      } else {
        expect(ended).toBe('trainer-ended')
        kills += 1
        const left = existsSync(wanted.output) ? readdirSync(wanted.output) : []
        if (left.some((name) => name.endsWith('.partial'))) killsWhileWriting += 1
      }
    }
    expect(killsWhileWriting).toBeGreaterThan(0)
    expect(await adapterOf(wanted)).toBe(expected)
  }, 120_000)
})

describe('killed at a place inside the writing of a checkpoint', () => {
  /** Where the file of step 5 is left, and the step that the next run goes on from. */
  const places: readonly (readonly [string, string, number])[] = [
    ['before its first byte', '0', 4],
    ['within its header', '30', 4],
    ['within its values', '5000', 4],
    ['one byte before its end', 'all but one', 4],
    ['before it was synced', 'written', 4],
    ['before it was renamed', 'synced', 4],
    ['before its folder was synced', 'renamed', 5],
    ['before it was acknowledged', 'kept', 5],
  ]
  const sizeOf = async (name: string) => {
    const wanted = request('inside-size')
    await killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    return statSync(join(wanted.output, name)).size
  }
  for (const [index, [words, place, step]] of places.entries()) {
    const threads = 1 + (index % 3)
    test(`${words}: goes on from step ${step} with ${threads} threads to the same adapter`, async () => {
      const wanted = request(`inside-${index}`)
      const name = 'checkpoint-00000005.ckpt'
      const ends = place === 'all but one' ? String((await sizeOf(name)) - 1) : place
      const environment = { ASCLEPIUS_TRAINER_DIE: `/${name} ${ends}` }
      const before: TrainerEvent[] = []
      const run = trainAdapter({ ...trainer, environment }, wanted, {
        onEvent: (event) => before.push(event),
      })
      await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
      expect(acknowledged(before)).toEqual([1, 2, 3, 4])
      expect(readdirSync(wanted.output)).toContain(step === 5 ? name : `${name}.partial`)
      const after: TrainerEvent[] = []
      const options = { onEvent: (event: TrainerEvent) => after.push(event) }
      const hash = await adapterOf({ ...wanted, settings: { ...settings, threads } }, options)
      expect(hash).toBe(whole)
      expect(after.find((event) => event.type === 'plan')).toMatchObject({ resumedFrom: step })
      expect(after.filter((event) => event.type === 'warning')).toEqual([])
      expect(readdirSync(wanted.output).filter((file) => file.endsWith('.partial'))).toEqual([])
    })
  }

  test('or of the adapter at the end: it is written again, the same', async () => {
    const wanted = request('inside-adapter')
    const environment = { ASCLEPIUS_TRAINER_DIE: '/adapter.gguf 5000' }
    const run = trainAdapter({ ...trainer, environment }, wanted)
    await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
    expect(readdirSync(wanted.output)).not.toContain('adapter.gguf')
    expect(await adapterOf(wanted)).toBe(whole)
  })
})

function acknowledged(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'checkpoint' ? [event.step] : []))
}

describe('checkpoints that do not fit', () => {
  /** A folder with checkpoints of steps 4 and 5. */
  async function interrupted(name: string): Promise<TrainingRequest> {
    const wanted = request(name)
    await killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    return wanted
  }

  test('a damaged one is passed over for the one before', async () => {
    const wanted = await interrupted('damaged')
    const newest = join(wanted.output, checkpoints(wanted.output).at(-1)!)
    const bytes = readFileSync(newest)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(newest, bytes)
    const events: TrainerEvent[] = []
    expect(await adapterOf(wanted, { onEvent: (event) => events.push(event) })).toBe(whole)
    expect(events.filter((event) => event.type === 'warning')).toMatchObject([
      { code: 'checkpoint-damaged' },
    ])
  })

  test('one that was cut short is passed over too, and none whole is refused', async () => {
    const wanted = await interrupted('cut')
    for (const name of checkpoints(wanted.output)) {
      const path = join(wanted.output, name)
      writeFileSync(path, readFileSync(path).subarray(0, 1000))
    }
    await expect(trainAdapter(trainer, wanted).finished).rejects.toMatchObject({
      code: 'trainer-checkpoint-damaged',
    })
  })

  test('another base, other data and other settings are refused, and the checkpoint stays', async () => {
    const wanted = await interrupted('swapped')
    const kept = checkpoints(wanted.output)
    const other = folder.model({ embedding: 64, kvHeads: 2, seed: 2 })
    const swapped = folder.sub('swapped.gguf')
    mkdirSync(folder.path, { recursive: true })
    copyFileSync(other, swapped)
    const code = (changed: Partial<TrainingRequest>) =>
      trainAdapter(trainer, { ...wanted, ...changed }).finished.then(
        () => 'accepted',
        (refusal: { code: string }) => refusal.code,
      )
    expect(await code({ model: swapped })).toBe('trainer-base-changed')
    expect(await code({ train: samples.slice(1) })).toBe('trainer-data-changed')
    expect(await code({ settings: { ...wanted.settings, optimiser: { learningRate: 0.5 } } })).toBe(
      'trainer-settings-changed',
    )
    expect(checkpoints(wanted.output)).toEqual(kept)
    expect(await adapterOf(wanted)).toBe(whole)
  })
})
