import { availableParallelism } from 'node:os'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { type PromptFamily, renderPrompt } from '../../../contract/prompt-families'
import type { InferenceClient } from '../../../core/inference/client'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { createInferenceClient } from '../../../core/inference/supervised-client'

/** Usage: generation-child MODEL_HOST GGUF. Prints one line of JSON with all figures. */
const [hostPath, modelPath] = process.argv.slice(2) as [string, string]

const THREADS = Number(process.env.ASCLEPIUS_BENCH_THREADS ?? availableParallelism())
const WRITTEN = 48
const ROUNDS = 3
const WIDTHS = [1, 2, 4, 8]
const family: PromptFamily = 'chatml'
const user = 'Write a discharge summary for a patient with pneumonia who was treated for five days.'
const NOTE = Array.from(
  { length: 24 },
  (_unused, day) =>
    `Day ${day + 1}: temperature ${36 + (day % 4)} C, creatinine ${(1 + day / 20).toFixed(2)} mg/dL, ceftriaxone given, patient stable.`,
).join('\n')

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

type Bare = {
  readonly write: (seed: number) => Promise<number>
  readonly close: () => Promise<void>
}

/** The library alone, with its own defaults or with the settings the product uses. */
async function openBare(flashAttention: boolean | 'auto'): Promise<Bare> {
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error })
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 })
  const context = await model.createContext({
    contextSize: 2048,
    sequences: 1,
    threads: { ideal: THREADS, min: THREADS },
    flashAttention,
  })
  const sequence = context.getSequence()
  return {
    /** Tokens a second from the prompt to the last token. */
    write: async (seed) => {
      await sequence.clearHistory()
      const started = performance.now()
      const { segments } = renderPrompt(family, { user })
      const tokens = segments.flatMap(({ text, special }) => model.tokenize(text, special))
      let count = 0
      const settings = { temperature: 1, topK: 0, topP: 1, minP: 0, seed, yieldEogToken: true }
      const texts: string[] = []
      for await (const token of sequence.evaluate(tokens, settings)) {
        texts.push(model.detokenize([token]))
        count += 1
        if (count >= WRITTEN) break
      }
      return count / ((performance.now() - started) / 1000)
    },
    close: () => llama.dispose(),
  }
}

async function writeThroughHost(client: InferenceClient, seed: number): Promise<number> {
  const started = performance.now()
  const { generatedTokens } = await client.generate(
    {
      prompt: renderPrompt(family, { user }),
      sampling: { temperature: 1 },
      seed,
      maxTokens: WRITTEN,
    },
    { onText: () => undefined },
  )
  return generatedTokens / ((performance.now() - started) / 1000)
}

const load = (client: InferenceClient, sequences: number, contextSize: number) =>
  client.load({
    path: modelPath,
    sha256: '0'.repeat(64),
    gpuLayers: 0,
    contextSize,
    sequences,
    threads: THREADS,
    allowGpu: false,
  })

/** Rounds take turns, so that a busy moment of the machine falls on all alike. */
async function againstBare(client: InferenceClient) {
  await load(client, 1, 2048)
  const same = await openBare(false)
  const defaults = await openBare('auto')
  const speeds = { host: [] as number[], same: [] as number[], defaults: [] as number[] }
  await writeThroughHost(client, 1)
  await same.write(1)
  await defaults.write(1)
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds.same.push(await same.write(round))
    speeds.host.push(await writeThroughHost(client, round))
    speeds.defaults.push(await defaults.write(round))
  }
  await same.close()
  await defaults.close()
  return { host: median(speeds.host), same: median(speeds.same), defaults: median(speeds.defaults) }
}

/** Eight texts, so many at once: tokens a second over all of them. */
async function widths(client: InferenceClient) {
  const { batchWidth } = await load(client, Math.max(...WIDTHS), 512)
  const speeds: { width: number; tokensPerSecond: number }[] = []
  for (const width of WIDTHS) {
    let tokens = 0
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < 8) {
        const seed = next
        next += 1
        const result = await client.generate({
          prompt: renderPrompt(family, { user }),
          sampling: { temperature: 1 },
          seed,
          maxTokens: 32,
        })
        tokens += result.generatedTokens
      }
    }
    const seconds = await secondsOf(() => Promise.all(Array.from({ length: width }, worker)))
    speeds.push({ width, tokensPerSecond: tokens / seconds })
  }
  return { batchWidth, speeds }
}

async function secondQuestion(client: InferenceClient) {
  await load(client, 1, 4096)
  const firsts: number[] = []
  const seconds: number[] = []
  let noteTokens = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const ask = (instruction: string) =>
      client.ask({
        family,
        note: `Note ${round}.\n${NOTE}`,
        instruction,
        seed: 1,
        maxTokens: 4,
      })
    const first = await ask('Which antibiotic was given?')
    const second = await ask('How did the creatinine change?')
    noteTokens = first.trim.noteTokens
    firsts.push(first.firstTokenSeconds)
    seconds.push(second.firstTokenSeconds)
  }
  return { noteTokens, first: median(firsts), second: median(seconds) }
}

const client = createInferenceClient({ launch: () => launchNodeModelHost(hostPath) })
const figures = {
  bare: await againstBare(client),
  widths: await widths(client),
  question: await secondQuestion(client),
}
await client.close()
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exit(0)
