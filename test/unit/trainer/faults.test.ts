import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { estimateMemory, type TrainingRequest, trainAdapter } from '../../../core/trainer/client'
import { encodeDataset } from '../../../core/trainer/dataset-file'
import type { TrainerEvent, TrainingSettings } from '../../../core/trainer/protocol'
import { parseEvent, type TrainerLocation } from '../../../core/trainer/trainer-process'
import { blockFormats } from '../../fixtures/gguf-blocks'
import type { TinyGgufOptions } from '../../fixtures/tiny-gguf'
import { randomSamples, realTrainer, trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let trainer: TrainerLocation
let model = ''
const samples = randomSamples({ count: 4, length: 24 })
const settings: TrainingSettings = {
  steps: 6,
  checkpointEvery: 1,
  lora: { rank: 4 },
  selfTest: false,
  threads: 1,
}
let runs = 0

/** A mount of its own needs root, or a system that lets anybody make a name space. */
const ownMounts = process.getuid?.() === 0 ? ['-m'] : ['-Urm']
const noSmallDisk =
  spawnSync('unshare', [...ownMounts, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
    ? ''
    : ' (skipped: this system lets nobody mount one; the file-size limit below stands for it)'

/** A disk of a few kilobytes that only the tests see, by way of the process that holds it. */
async function smallDisk(path: string, size: string) {
  mkdirSync(path)
  const script = `mount -t tmpfs -o size=${size} none "$0" && echo mounted && while read -r wide; do mount -o remount,size="$wide" "$0" && echo widened; done`
  const holder = spawn('unshare', [...ownMounts, 'bash', '-c', script, path], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const answer = () => new Promise((resolve) => holder.stdout.once('data', resolve))
  await answer()
  return {
    path: `/proc/${holder.pid}/root${path}`,
    widen: (to: string) => {
      holder.stdin.write(`${to}\n`)
      return answer()
    },
    remove: () => holder.stdin.end(),
  }
}

beforeAll(async () => {
  trainer = await realTrainer()
  model = folder.model({ embedding: 64, kvHeads: 2 })
}, 600_000)
afterAll(() => folder.remove())

/** The code and the words with which a training was refused. */
async function refusal(more: Partial<TrainingRequest> & { settings?: TrainingSettings }) {
  runs += 1
  const output = folder.sub(`faults-${runs}`)
  const request = {
    model,
    output,
    train: samples,
    ...more,
    settings: { ...settings, ...more.settings },
  }
  return trainAdapter(trainer, request).finished.then(
    (done) => ({ code: `accepted: ${done.reason}`, message: '' }),
    (cause: { code: string; message: string }) => ({ code: cause.code, message: cause.message }),
  )
}

describe('models that cannot be trained are refused by name before a byte is trained', () => {
  const cases: Readonly<Record<string, [TinyGgufOptions, string]>> = {
    'another architecture': [{ architecture: 'gemma' }, 'architecture gemma'],
    'RoPE scaling of another kind': [
      { ropeScaling: { type: 'longrope', factor: 2 } },
      'RoPE scaling longrope',
    ],
  }
  for (const [name, [options, words]] of Object.entries(cases)) {
    test(name, async () => {
      const refused = await refusal({ model: folder.model(options) })
      expect(refused.code).toBe('trainer-unsupported')
      expect(refused.message).toContain(words)
    })
  }

  test('weights of another type', async () => {
    const path = folder.model({ embedding: 64, type: 'Q4_0' })
    // IQ4_NL has blocks of the same size: only the type in the header is changed.
    const bytes = readFileSync(path)
    const name = 'blk.1.ffn_down.weight'
    const at = bytes.indexOf(name) + name.length + 4 + 2 * 8
    expect(bytes.readUInt32LE(at)).toBe(blockFormats.Q4_0.id)
    bytes.writeUInt32LE(20, at)
    writeFileSync(path, bytes)
    const refused = await refusal({ model: path })
    expect(refused).toMatchObject({ code: 'trainer-unsupported' })
    expect(refused.message).toContain(`weights of type iq4_nl (${name})`)
    expect(readdirSync(folder.sub(`faults-${runs}`))).toEqual(['.trainer.lock'])
  })

  test('a tensor that the architecture does not have', async () => {
    const path = folder.model({ embedding: 64, architecture: 'qwen3' })
    // The same file called llama: its norms of q and k are unknown there.
    const bytes = readFileSync(path).toString('latin1').replaceAll('qwen3', 'llama')
    writeFileSync(path, Buffer.from(bytes, 'latin1'))
    const refused = await refusal({ model: path })
    expect(refused).toMatchObject({ code: 'trainer-unsupported' })
    expect(refused.message).toContain('blk.0.attn_q_norm.weight')
  })

  test('a file that is no model, and one that is not there', async () => {
    const path = folder.sub('text.gguf')
    writeFileSync(path, 'This is a letter and no model. '.repeat(10))
    expect((await refusal({ model: path })).code).toBe('trainer-unsupported')
    expect((await refusal({ model: folder.sub('none.gguf') })).code).toBe('trainer-model-missing')
  })

  test('a model that was cut short, in its weights or in its header', async () => {
    const path = folder.model({ embedding: 64 })
    truncateSync(path, 300_000)
    expect((await refusal({ model: path })).code).toBe('trainer-truncated')
    truncateSync(path, 900)
    expect((await refusal({ model: path })).code).toBe('trainer-truncated')
  })
})

describe('data that cannot be trained on', () => {
  const one = (tokens: number[]) => [{ tokens, supervised: tokens.map(() => true) }]

  test('each is refused with its own words', async () => {
    expect((await refusal({ train: one([1, 2, 400]) })).code).toBe('trainer-token-out-of-range')
    expect((await refusal({ train: one([1, 2, -1]) })).code).toBe('trainer-token-out-of-range')
    expect((await refusal({ train: [...samples, ...one([])] })).code).toBe('trainer-empty-sample')
    expect((await refusal({ train: [] })).code).toBe('trainer-bad-data')
    expect((await refusal({ settings: { context: 10 } })).code).toBe('trainer-too-long')
    const silent = samples.map((sample) => ({
      ...sample,
      supervised: sample.supervised.map(() => false),
    }))
    expect((await refusal({ train: silent })).code).toBe('trainer-bad-data')
  })

  test('settings that make no sense are refused', async () => {
    expect((await refusal({ settings: { lora: { rank: 0 } } })).code).toBe('trainer-bad-settings')
    expect((await refusal({ settings: { lora: { targets: [] } } })).code).toBe(
      'trainer-bad-settings',
    )
    expect((await refusal({ settings: { optimiser: { learningRate: -1 } } })).code).toBe(
      'trainer-bad-settings',
    )
    expect((await refusal({ startAdapter: model })).code).toBe('trainer-bad-adapter')
  })
})

describe('faults while it runs', () => {
  test('a loss that is no number ends training and keeps the last good checkpoint', async () => {
    const output = folder.sub('nan')
    const wild = { ...settings, optimiser: { learningRate: 1e20, clip: 0 } }
    const run = trainAdapter(trainer, { model, output, train: samples, settings: wild })
    await expect(run.finished).rejects.toMatchObject({ code: 'trainer-loss-not-finite' })
    expect(readdirSync(output).filter((name) => name.endsWith('.ckpt'))).not.toEqual([])
    expect(existsSync(`${output}/adapter.gguf`)).toBe(false)
  })

  test('values that are no numbers reach no checkpoint', async () => {
    const wild = { ...settings, optimiser: { learningRate: 1e38, clip: 0 } }
    expect((await refusal({ settings: wild })).code).toBe('trainer-loss-not-finite')
    // A step whose values give no number for the texts that are held out is not kept either.
    const watched = {
      ...settings,
      validateEvery: 1,
      optimiser: { learningRate: 1e20, clip: 0 },
    }
    const refused = await refusal({ validation: samples, settings: watched })
    expect(refused.code).toBe('trainer-loss-not-finite')
    for (const run of [runs - 1, runs]) {
      const left = readdirSync(folder.sub(`faults-${run}`))
      expect(left.filter((name) => name.endsWith('.ckpt'))).toEqual([])
    }
  })

  test('weights that are no numbers are found by the self-test', async () => {
    const path = folder.model({ embedding: 64 })
    const bytes = readFileSync(path)
    bytes.fill(0xff, bytes.length - 40_000)
    writeFileSync(path, bytes)
    const refused = await refusal({ model: path, settings: { selfTest: true } })
    expect(refused.code).toBe('trainer-self-test')
  })

  test.skipIf(noSmallDisk)(
    `a disk that is really full (a small tmpfs) ends it with the last whole checkpoint, and it goes on once there is room${noSmallDisk}`,
    async () => {
      const free = { model, output: folder.sub('not-full'), train: samples, settings }
      const whole = await trainAdapter(trainer, free).finished
      const { size } = statSync(join(free.output, 'checkpoint-00000006.ckpt'))
      const disk = await smallDisk(folder.sub('small-disk'), `${Math.ceil((2.5 * size) / 1024)}k`)
      const output = join(disk.path, 'full')
      const steps: number[] = []
      const onEvent = (event: TrainerEvent) => event.type === 'checkpoint' && steps.push(event.step)
      const request = { ...free, output }
      const full = trainAdapter(trainer, request, { onEvent }).finished
      await expect(full).rejects.toMatchObject({ code: 'trainer-disk-full' })
      // Two checkpoints fit, the third does not: both stay, and no part of the third.
      expect(steps).toEqual([1, 2])
      const kept = () => readdirSync(output).filter((name) => !name.startsWith('.'))
      expect(kept().sort()).toEqual(['checkpoint-00000001.ckpt', 'checkpoint-00000002.ckpt'])
      await disk.widen('4m')
      const events: TrainerEvent[] = []
      const done = await trainAdapter(trainer, request, { onEvent: (e) => events.push(e) }).finished
      expect(done).toMatchObject({ reason: 'finished', step: 6 })
      expect(events.find((event) => event.type === 'plan')).toMatchObject({ resumedFrom: 2 })
      expect(readFileSync(done.adapter!).equals(readFileSync(whole.adapter!))).toBe(true)
      disk.remove()
    },
  )

  test('a file-size limit ends it as a full disk does, and it goes on once there is room', async () => {
    const output = folder.sub('full')
    const data = folder.sub('full.bin')
    writeFileSync(data, encodeDataset(samples))
    const start = { ...settings, type: 'start', model, output, train: data }
    // No file may grow past the limit: what a write then meets is what a full disk gives.
    const limited = async (blocks: string) => {
      const child = spawn('bash', ['-c', `ulimit -f ${blocks}; exec "$0"`, trainer.program], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, LD_LIBRARY_PATH: trainer.libraries },
      })
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
        if (/"type":"(error|done)"/.test(text)) child.stdin.end()
      })
      child.stdin.write(`${JSON.stringify(start)}\n`)
      await new Promise((resolve) => child.on('close', resolve))
      return text
        .trim()
        .split('\n')
        .map((line) => parseEvent(line)!)
    }
    expect((await limited('20')).at(-1)).toMatchObject({ type: 'error', code: 'disk-full' })
    expect(readdirSync(output).filter((name) => !name.startsWith('.'))).toEqual([])
    const after = await limited('unlimited')
    expect(after.at(-1)).toMatchObject({ type: 'done', reason: 'finished', step: 6 })
  })

  const meddling: Readonly<Record<string, (path: string) => void>> = {
    'written to': (path) => writeFileSync(path, readFileSync(path)),
    'cut short': (path) => truncateSync(path, 5000),
  }
  for (const [name, meddle] of Object.entries(meddling)) {
    test(`a model that is ${name} under a training ends it, and the last checkpoint stays`, async () => {
      const path = folder.model({ embedding: 64 })
      const output = folder.sub(`meddled-${name}`)
      const long = {
        model: path,
        output,
        train: samples,
        settings: { ...settings, steps: 100_000 },
      }
      const run = trainAdapter(trainer, long, {
        onEvent: (event) => event.type === 'checkpoint' && event.step === 2 && meddle(path),
      })
      await expect(run.finished).rejects.toMatchObject({ code: 'trainer-model-changed' })
      expect(readdirSync(output).filter((file) => file.endsWith('.ckpt'))).not.toEqual([])
    })
  }

  test('two trainings never write to one folder', async () => {
    const output = folder.sub('shared')
    const long = { model, output, train: samples, settings: { ...settings, steps: 100_000 } }
    const controller = new AbortController()
    const second = new Promise<string>((resolve) => {
      const first = trainAdapter(trainer, long, {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type !== 'step' || event.step !== 1) return
          trainAdapter(trainer, long).finished.catch((cause: { code: string }) =>
            resolve(cause.code),
          )
        },
      })
      first.finished.catch(() => undefined)
    })
    expect(await second).toBe('trainer-locked')
    controller.abort()
  })

  test('another ggml than it was built for is refused', async () => {
    const { execFileSync } = await import('node:child_process')
    const stub = folder.sub('libggml-base.so')
    // A library of the same name whose version differs, everything else being the real one.
    const source = folder.sub('stub.c')
    writeFileSync(source, 'const char * ggml_version(void) { return "9.9.9"; }')
    execFileSync('gcc', ['-shared', '-fPIC', '-o', stub, source])
    const environment = { LD_PRELOAD: stub }
    const answer = estimateMemory({ ...trainer, environment }, { model, context: 64 })
    await expect(answer).rejects.toMatchObject({ code: 'trainer-wrong-library' })
  })
})
