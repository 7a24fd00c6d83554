import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { estimateMemory, scoreSamples, trainAdapter } from '../../../core/trainer/client'
import { packBlocks, type TrainingSample } from '../../../core/trainer/dataset-file'
import type {
  TrainerEventOf,
  TrainingPrecision,
  TrainingSettings,
} from '../../../core/trainer/protocol'
import { createRandomness } from '../../fixtures/gguf-blocks'
import { type TinyGgufOptions, writeTinyGguf } from '../../fixtures/tiny-gguf'

/**
 * One measurement a process: asked for as JSON on the command line, answered as JSON on stdout. The
 * texts of a real model come on stdin: they may be long.
 */
interface Ask {
  readonly what: 'train' | 'estimate' | 'real'
  readonly program: string
  readonly libraries: string
  readonly folder: string
  readonly shape?: TinyGgufOptions
  readonly tokens?: number
  readonly threads: number
  readonly precision?: TrainingPrecision
  readonly steps?: number
  readonly model?: string
}

const ask = JSON.parse(process.argv[2] ?? '{}') as Ask
const location = { program: ask.program, libraries: ask.libraries }

if (ask.what === 'train') console.log(JSON.stringify(await train()))
if (ask.what === 'real') console.log(JSON.stringify(await real()))

/** Seconds of processor time that a process has taken, all threads together. */
function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Real steps on random weights and tokens: speed of the best step, memory planned and used. */
async function train() {
  const tokens = ask.tokens ?? 512
  const model = join(ask.folder, 'model.gguf')
  const bytes = writeTinyGguf(model, ask.shape)
  const random = createRandomness(3)
  const sample = (): TrainingSample => ({
    tokens: Array.from(
      { length: tokens + 1 },
      () => (random.word() % 30_000) % (ask.shape?.vocabulary ?? 400),
    ),
    supervised: Array.from({ length: tokens + 1 }, () => true),
  })
  const steps: TrainerEventOf<'step'>[] = []
  const settings: TrainingSettings = {
    steps: ask.steps ?? 2,
    threads: ask.threads,
    selfTest: false,
    lora: { rank: 16 },
    ...(ask.precision ? { precision: ask.precision } : {}),
  }
  const output = join(ask.folder, 'output')
  const estimate = await estimateMemory(location, {
    model,
    context: tokens,
    threads: ask.threads,
    lora: { rank: 16 },
  })
  const work: number[] = []
  let before = 0
  const run = trainAdapter(
    location,
    { model, output, train: [sample(), sample()], settings },
    {
      onEvent: (event) => {
        if (event.type !== 'plan' && event.type !== 'step') return
        const now = processorSeconds(run.pid)
        if (event.type === 'step') work.push(now - before)
        if (event.type === 'step') steps.push(event)
        before = now
      },
    },
  )
  const done = await run.finished
  rmSync(model)
  rmSync(output, { recursive: true })
  return {
    bytes,
    estimated: estimate.memory.total,
    peakMemory: done.peakMemory,
    tokensPerSecond: Math.max(...steps.map((step) => step.tokensPerSecond)),
    tokensPerProcessorSecond: tokens / Math.min(...work),
    ...leastWork(steps, work),
    memories: steps.map((step) => step.memory),
  }
}

/** The step that took the least processor time, and which part of it was attention. */
function leastWork(steps: readonly TrainerEventOf<'step'>[], work: readonly number[]) {
  const at = work.indexOf(Math.min(...work))
  const { attentionSeconds, seconds } = steps[at]!
  return { processorSeconds: work[at]!, attentionPart: attentionSeconds / seconds }
}

/** Pretraining on four fifths of the texts; perplexity of every fifth one before and after. */
async function real() {
  const { getLlama } = await import('node-llama-cpp')
  const llama = await getLlama({ gpu: false, build: 'never' })
  const reader = await llama.loadModel({ modelPath: ask.model!, vocabOnly: true })
  const { bos, eos } = reader.tokens
  const input: Buffer[] = []
  for await (const piece of process.stdin) input.push(piece as Buffer)
  const texts = JSON.parse(Buffer.concat(input).toString()) as string[]
  const documents = texts.map((text) => reader.tokenize(text))
  await llama.dispose()
  const pack = (part: readonly (readonly number[])[]) =>
    packBlocks(part, { context: 256, bos, eos })
  const heldOut = pack(documents.filter((_text, index) => index % 5 === 4)).slice(0, 12)
  const training = pack(documents.filter((_text, index) => index % 5 !== 4))
  const score = (adapter?: string) =>
    scoreSamples(location, {
      model: ask.model!,
      samples: heldOut,
      threads: ask.threads,
      ...(adapter ? { adapter } : {}),
    })
  const before = await score()
  const output = join(ask.folder, 'real')
  const steps: TrainerEventOf<'step'>[] = []
  const settings: TrainingSettings = {
    steps: ask.steps ?? 30,
    batch: 2,
    threads: ask.threads,
    lora: { rank: 16, alpha: 32 },
    optimiser: { learningRate: 5e-4 },
    schedule: { kind: 'cosine', warmupSteps: 3 },
  }
  const done = await trainAdapter(
    location,
    { model: ask.model!, output, train: training, settings },
    { onEvent: (event) => event.type === 'step' && steps.push(event) },
  ).finished
  const after = await score(done.adapter!)
  rmSync(output, { recursive: true })
  return {
    documents: documents.length,
    trainingBlocks: training.length,
    heldOutTokens: before.tokens,
    before: before.perplexity,
    after: after.perplexity,
    scoringTokensPerSecond: before.tokensPerSecond,
    trainingTokensPerSecond: Math.max(...steps.map((step) => step.tokensPerSecond)),
  }
}
