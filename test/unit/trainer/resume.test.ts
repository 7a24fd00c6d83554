import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TrainingRequest, trainAdapter } from '../../../core/trainer/client'
import { encodeDataset } from '../../../core/trainer/dataset-file'
import type { TrainerEvent } from '../../../core/trainer/protocol'
import { parseEvent } from '../../../core/trainer/trainer-process'
import {
  checkpointsIn,
  hashOf,
  type TenSteps,
  tenStepSamples,
  tenSteps,
  trainingOfTenSteps,
} from '../../fixtures/ten-steps'
import { trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let training: TenSteps
beforeAll(async () => {
  training = await trainingOfTenSteps(folder)
}, 600_000)
afterAll(() => folder.remove())

function stepsIn(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'step' ? [event.step] : []))
}

describe('going on after an end', () => {
  test('five steps, kill -9, go on: the adapter of ten steps to the bit', async () => {
    const wanted = training.request('killed')
    await training.killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    const events: TrainerEvent[] = []
    expect(await training.adapterOf(wanted, { onEvent: (event) => events.push(event) })).toBe(
      training.whole,
    )
    expect(stepsIn(events)[0]).toBeGreaterThanOrEqual(6)
    expect(checkpointsIn(wanted.output)).toEqual([
      'checkpoint-00000009.ckpt',
      'checkpoint-00000010.ckpt',
    ])
  })

  test('one thread, two or three: the same adapter to the bit', async () => {
    expect(await training.adapterOf(training.request('two', { threads: 2 }))).toBe(training.whole)
    expect(await training.adapterOf(training.request('three', { threads: 3 }))).toBe(training.whole)
  })

  test('stop keeps a checkpoint of the last whole step, and the same request goes on from it', async () => {
    const stopAtThree = async (round: number) => {
      const wanted = training.request(`stopped-${round}`, { checkpointEvery: 0 })
      const controller = new AbortController()
      const done = await trainAdapter(training.trainer, wanted, {
        signal: controller.signal,
        onEvent: (event) => event.type === 'step' && event.step === 3 && controller.abort(),
      }).finished
      return { wanted, done }
    }
    // Ten small steps may be over before the word arrives on a busy machine: then once more.
    let round = 1
    let { wanted, done } = await stopAtThree(round)
    while (done.reason !== 'stopped' && round < 20) {
      round += 1
      ;({ wanted, done } = await stopAtThree(round))
    }
    expect(done).toMatchObject({ reason: 'stopped', adapter: null })
    expect(done.step).toBeGreaterThanOrEqual(3)
    expect(await training.adapterOf(wanted)).toBe(training.whole)
  })

  test('pause holds still, resume goes on, and both change nothing', async () => {
    const wanted = training.request('paused')
    const order: string[] = []
    const run = trainAdapter(training.trainer, wanted, {
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
    expect(hashOf(join(wanted.output, 'adapter.gguf'))).toBe(training.whole)
  })

  test('the end of its input makes it save and leave', async () => {
    const output = folder.sub('orphan')
    const data = folder.sub('data.bin')
    writeFileSync(data, encodeDataset(tenStepSamples))
    const child = spawn(training.trainer.program, [], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, LD_LIBRARY_PATH: training.trainer.libraries },
    })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('"type":"step"')) child.stdin.end()
    })
    child.stdin.write(
      `${JSON.stringify({ ...tenSteps, steps: 100000, checkpointEvery: 0, type: 'start', model: training.model, output, train: data })}\n`,
    )
    const code = await new Promise((resolve) => child.on('close', resolve))
    const events = text
      .trim()
      .split('\n')
      .map((line) => parseEvent(line)!)
    const last = stepsIn(events).at(-1)!
    expect(code).toBe(0)
    expect(checkpointsIn(output)).toEqual([`checkpoint-${String(last).padStart(8, '0')}.ckpt`])
  })

  test('a parent that is killed leaves no trainer behind, and nothing is lost', async () => {
    const output = folder.sub('parent-killed')
    const data = folder.sub('data.bin')
    writeFileSync(data, encodeDataset(tenStepSamples))
    const command = JSON.stringify({
      ...tenSteps,
      steps: 100000,
      type: 'start',
      model: training.model,
      output,
      train: data,
    })
    // The parent holds the other end of the trainer's input, prints its pid and waits.
    const script = `const c=require('node:child_process').spawn(process.argv[1],[],{stdio:['pipe','pipe','ignore']});c.stdin.write(process.argv[2]+'\\n');let s='';c.stdout.on('data',d=>{s+=d;if(s.includes('"type":"step"')){s='';console.log(c.pid)}})`
    const parent = spawn(process.execPath, ['-e', script, training.trainer.program, command], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LD_LIBRARY_PATH: training.trainer.libraries },
    })
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number.parseInt(String(text), 10))),
    )
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 50 }).toBe(false)
    expect(checkpointsIn(output).length).toBeGreaterThan(0)
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

describe('checkpoints that do not fit', () => {
  /** A folder with checkpoints of steps 4 and 5. */
  async function interrupted(name: string): Promise<TrainingRequest> {
    const wanted = training.request(name)
    await training.killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    return wanted
  }

  test('a damaged one is passed over for the one before', async () => {
    const wanted = await interrupted('damaged')
    const newest = join(wanted.output, checkpointsIn(wanted.output).at(-1)!)
    const bytes = readFileSync(newest)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(newest, bytes)
    const events: TrainerEvent[] = []
    expect(await training.adapterOf(wanted, { onEvent: (event) => events.push(event) })).toBe(
      training.whole,
    )
    expect(events.filter((event) => event.type === 'warning')).toMatchObject([
      { code: 'checkpoint-damaged' },
    ])
  })

  test('one that was cut short is passed over too, and none whole is refused', async () => {
    const wanted = await interrupted('cut')
    for (const name of checkpointsIn(wanted.output)) {
      const path = join(wanted.output, name)
      writeFileSync(path, readFileSync(path).subarray(0, 1000))
    }
    await expect(trainAdapter(training.trainer, wanted).finished).rejects.toMatchObject({
      code: 'trainer-checkpoint-damaged',
    })
  })

  test('another base, other data and other settings are refused, and the checkpoint stays', async () => {
    const wanted = await interrupted('swapped')
    const kept = checkpointsIn(wanted.output)
    const other = folder.model({ embedding: 64, kvHeads: 2, seed: 2 })
    const swapped = folder.sub('swapped.gguf')
    mkdirSync(folder.path, { recursive: true })
    copyFileSync(other, swapped)
    const code = (changed: Partial<TrainingRequest>) =>
      trainAdapter(training.trainer, { ...wanted, ...changed }).finished.then(
        () => 'accepted',
        (refusal: { code: string }) => refusal.code,
      )
    expect(await code({ model: swapped })).toBe('trainer-base-changed')
    expect(await code({ train: tenStepSamples.slice(1) })).toBe('trainer-data-changed')
    expect(await code({ settings: { ...wanted.settings, optimiser: { learningRate: 0.5 } } })).toBe(
      'trainer-settings-changed',
    )
    expect(checkpointsIn(wanted.output)).toEqual(kept)
    expect(await training.adapterOf(wanted)).toBe(training.whole)
  })
})
