import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { type PromptFamily, renderPrompt } from '../../../contract/prompt-families'
import { median, type Product } from './whole-app'

const rounds = 5
const written = 96
const instruction = 'Write the whole course of this patient again, day by day, in full sentences.'

/** Another note each round, so that nothing of it was read before. */
const noteOf = (round: number): string =>
  `Case ${round}. A ${40 + round}-year-old was admitted with pneumonia, was given ceftriaxone for five days, and went home.`

interface Bare {
  /** Tokens a second from the prompt to the last token. */
  readonly write: (round: number, tokens: number) => Promise<number>
  readonly close: () => Promise<void>
}

interface Settings {
  readonly contextSize: number
  readonly threads?: number
  readonly flashAttention: boolean | 'auto'
}

/** The library alone in this Node, with its own defaults or with the settings the product uses. */
async function openBare(
  modelPath: string,
  family: PromptFamily,
  { contextSize, threads, flashAttention }: Settings,
): Promise<Bare> {
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error })
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 })
  const context = await model.createContext({
    contextSize,
    sequences: 1,
    ...(threads === undefined ? {} : { threads: { ideal: threads, min: threads } }),
    flashAttention,
  })
  const sequence = context.getSequence()
  return {
    write: async (round, tokens) => {
      await sequence.clearHistory()
      const started = performance.now()
      const { segments } = renderPrompt(family, { note: noteOf(round), instruction })
      const prompt = segments.flatMap(({ text, special }) => model.tokenize(text, special))
      const texts: string[] = []
      for await (const token of sequence.evaluate(prompt, { temperature: 0 })) {
        texts.push(model.detokenize([token]))
        if (texts.length >= tokens) break
      }
      return (texts.length * 1000) / (performance.now() - started)
    },
    close: () => llama.dispose(),
  }
}

/**
 * Questions through the whole core, each stored with its audit record, against the library alone
 * writing as many tokens of the same prompt. Rounds take turns, so that a busy moment of the machine
 * falls on all alike.
 */
export async function againstBare(product: Product, modelPath: string) {
  await product.ask(noteOf(90), instruction, 16)
  const state = product.workspace.services.inference.state()
  const loaded = state.kind === 'ready' ? state.model : undefined
  if (!loaded) throw new Error('The model is not loaded.')
  const { contextSize, threads } = loaded
  const settings = { contextSize, threads, flashAttention: false }
  const same = await openBare(modelPath, product.family, settings)
  const speeds = { app: [] as number[], same: [] as number[] }
  await same.write(90, 16)
  for (let round = 0; round < rounds; round += 1) {
    const { answer, seconds } = await product.ask(noteOf(round), instruction, written)
    speeds.app.push(answer.answerTokens / seconds)
    speeds.same.push(await same.write(round, answer.answerTokens))
  }
  await same.close()
  return {
    threads,
    app: median(speeds.app),
    same: median(speeds.same),
    defaults: await defaultSpeed(modelPath, product.family, contextSize),
    ratio: median(speeds.app.map((speed, round) => speed / (speeds.same[round] ?? Number.NaN))),
  }
}

/** With as many threads and what else the library chooses by itself. */
async function defaultSpeed(
  modelPath: string,
  family: PromptFamily,
  contextSize: number,
): Promise<number> {
  const bare = await openBare(modelPath, family, { contextSize, flashAttention: 'auto' })
  await bare.write(90, 16)
  const first = await bare.write(0, written)
  const second = await bare.write(1, written)
  await bare.close()
  return (first + second) / 2
}
