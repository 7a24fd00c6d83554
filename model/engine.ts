import type { LlamaContext, LlamaGrammar, LlamaModel } from 'node-llama-cpp'
import type { z } from 'zod'
import type {
  Answer,
  Generation,
  LoadedModel,
  loadParamsSchema,
  Measurement,
  MODEL_METHODS,
  ModelInspection,
  ModelResult,
} from '../contract/model-protocol'
import { renderPrompt } from '../contract/prompt-families'
import { PROBE_TEXT, probeBatchWidth } from './batch-probe'
import { createStrategy } from './batching'
import { generate, type Listener, type Run, type Task } from './generation'
import { inspectAdapter } from './gguf/adapter'
import { inspectModel } from './gguf/inspect'
import { batchTokens } from './memory'
import { ModelRefusal } from './refusal'
import type { Runtime } from './runtime'
import { createSlots } from './slots'
import { commonLength, createTokenizer, type Tokenizer } from './tokens'
import { trimNote } from './trim-note'

type Params<M extends keyof typeof MODEL_METHODS> = z.output<(typeof MODEL_METHODS)[M]['params']>
type LoadParams = z.output<typeof loadParamsSchema>

/** A model in memory with its context, ready to write. */
export type Engine = {
  readonly loaded: LoadedModel
  readonly generate: (
    params: Params<'generate'>,
    signal: AbortSignal,
    listener: Listener,
  ) => Promise<Generation>
  readonly ask: (params: Params<'ask'>, signal: AbortSignal, listener: Listener) => Promise<Answer>
  readonly measure: (signal: AbortSignal, listener: Listener) => Promise<Measurement>
  readonly countTokens: (texts: readonly string[]) => number[]
  readonly tokenize: (params: Params<'tokenize'>) => ModelResult<'tokenize'>
  readonly close: () => Promise<void>
}

export type LoadListener = {
  readonly signal: AbortSignal
  /** From 0 to 1. */
  readonly onProgress: (value: number) => void
}

/** Loads a model and its adapters. Throws ModelRefusal; leaves nothing in memory when it does. */
export async function openEngine(
  runtime: Runtime,
  params: LoadParams,
  listener: LoadListener,
): Promise<Engine> {
  const started = performance.now()
  const inspection = inspectModel(params.path)
  for (const adapter of params.adapters) inspectAdapter(adapter.path, inspection)
  const model = await loadModel(runtime, params, listener)
  try {
    const context = await openContext(model, params, inspection)
    const loaded = {
      sha256: params.sha256,
      gpuLayers: model.gpuLayers,
      contextSize: context.context.contextSize,
      sequences: params.sequences,
      threads: context.context.idealThreads,
      gpu: model.gpuLayers > 0 ? runtime.gpu : ('none' as const),
      inspection,
    }
    const sequences = Array.from({ length: params.sequences }, () => context.context.getSequence())
    const tokenizer = createTokenizer(model)
    const batchWidth = await chooseWidth(loaded.gpu, params, context.setWidth, () =>
      probeBatchWidth(
        sequences,
        tokenizer.prompt([{ text: PROBE_TEXT, special: false }]),
        context.setWidth,
        () => listener.onProgress(0.99),
      ),
    )
    listener.signal.throwIfAborted()
    const run: Run = {
      model,
      slots: createSlots(sequences),
      contextSize: context.context.contextSize,
      batchTokens: batchTokens(inspection, model.gpuLayers),
      canKeep: !sequences[0]!.needsCheckpoints,
    }
    const loadSeconds = (performance.now() - started) / 1000
    return engineOf(runtime, run, tokenizer, { ...loaded, batchWidth, loadSeconds })
  } catch (reason) {
    await model.dispose()
    throw reason instanceof ModelRefusal || listener.signal.aborted
      ? reason
      : loadFailure(runtime, reason)
  }
}

async function loadModel(
  runtime: Runtime,
  params: LoadParams,
  listener: LoadListener,
): Promise<LlamaModel> {
  try {
    return await runtime.llama.loadModel({
      modelPath: params.path,
      gpuLayers: runtime.gpu === 'none' ? 0 : params.gpuLayers,
      useMmap: true,
      loadSignal: listener.signal,
      onLoadProgress: (value) => listener.onProgress(value * 0.95),
    })
  } catch (reason) {
    if (listener.signal.aborted) throw reason
    throw loadFailure(runtime, reason)
  }
}

async function openContext(
  model: LlamaModel,
  params: LoadParams,
  inspection: ModelInspection,
): Promise<{ context: LlamaContext; setWidth: (width: number) => void }> {
  let width = 1
  const isReproducible = params.batching === 'reproducible'
  const context = await model.createContext({
    contextSize: params.contextSize,
    sequences: params.sequences,
    batchSize: Math.max(batchTokens(inspection, model.gpuLayers), params.sequences),
    threads: params.threads === 0 ? {} : { ideal: params.threads, min: params.threads },
    /** Flash attention sums in an order that depends on the batch: see docs/determinism.md. */
    flashAttention: isReproducible ? false : 'auto',
    swaFullCache: true,
    failedCreationRemedy: false,
    ...(params.adapters.length === 0
      ? {}
      : {
          lora: {
            adapters: params.adapters.map(({ path, scale }) => ({ filePath: path, scale })),
          },
        }),
    ...(isReproducible
      ? { batching: { itemPrioritizationStrategy: createStrategy(() => width) } }
      : {}),
  })
  return {
    context,
    setWidth: (newWidth) => {
      width = newWidth
    },
  }
}

/** On a GPU kernels change with lengths too, which a probe at load cannot see: they take turns. */
async function chooseWidth(
  gpu: LoadedModel['gpu'],
  params: LoadParams,
  setWidth: (width: number) => void,
  probe: () => Promise<number>,
): Promise<number> {
  if (params.batching === 'fastest') return params.sequences
  if (params.sequences === 1 || gpu !== 'none') return 1
  const width = Math.min(params.knownBatchWidth ?? (await probe()), params.sequences)
  setWidth(width)
  return width
}

function loadFailure(runtime: Runtime, reason: unknown): ModelRefusal {
  const name = reason instanceof Error ? reason.constructor.name : ''
  const text = reason instanceof Error ? reason.message : ''
  if (name === 'InsufficientMemoryError' || /memory|VRAM/i.test(text)) {
    return new ModelRefusal(
      'model-memory',
      'There is not enough free memory for this model with this context. Choose a shorter context or fewer sequences.',
    )
  }
  const why = (runtime.lastComplaint() ?? text).replace(/[^\x20-\x7e]/g, ' ').slice(0, 160)
  return new ModelRefusal('model-load-failed', `The model could not be loaded. Reported: ${why}`)
}

function engineOf(runtime: Runtime, run: Run, tokenizer: Tokenizer, loaded: LoadedModel): Engine {
  const grammarOf = async (text: string | undefined): Promise<LlamaGrammar | undefined> => {
    if (text === undefined) return undefined
    try {
      return await runtime.llama.createGrammar({ grammar: text })
    } catch {
      throw new ModelRefusal('grammar-unusable', 'The grammar for this answer cannot be used.')
    }
  }

  function tokensOf(prompt: Params<'generate'>['prompt']): Pick<Task, 'tokens' | 'keep'> {
    const tokens = tokenizer.prompt(prompt.segments)
    const leading = prompt.segments.slice(0, prompt.reusableSegments)
    const keep = leading.length === 0 ? 0 : commonLength(tokens, tokenizer.prompt(leading))
    return { tokens, keep }
  }

  async function generateText(
    params: Params<'generate'>,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<Generation> {
    const grammar = await grammarOf(params.grammar)
    return await generate(run, { ...params, ...tokensOf(params.prompt), grammar }, signal, listener)
  }

  async function ask(
    params: Params<'ask'>,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<Answer> {
    const render = (note: string) =>
      renderPrompt(params.family, { system: params.system, note, instruction: params.instruction })
    const answerTokens = Math.min(params.maxTokens, Math.floor(run.contextSize / 2))
    const { note, trim } = trimNote({
      note: params.note,
      budgetTokens: run.contextSize - 1 - answerTokens,
      promptTokens: (text) => tokenizer.prompt(render(text).segments).length,
    })
    const grammar = await grammarOf(params.grammar)
    const task = { ...params, ...tokensOf(render(note)), grammar }
    return { ...(await generate(run, task, signal, listener)), trim }
  }

  return {
    loaded,
    generate: generateText,
    ask,
    measure: (signal, listener) => measure(run, tokenizer, signal, listener),
    countTokens: (texts) => texts.map((text) => tokenizer.count(text)),
    tokenize: (params) => tokenize(tokenizer, params),
    close: () => run.model.dispose(),
  }
}

function tokenize(tokenizer: Tokenizer, params: Params<'tokenize'>): ModelResult<'tokenize'> {
  const one = (text: Params<'tokenize'>['texts'][number]): number[] => {
    if (params.continues && typeof text === 'string') return tokenizer.continuation(text)
    const segments = typeof text === 'string' ? [{ text, special: false }] : text
    return params.begins ? tokenizer.prompt(segments) : tokenizer.bare(segments)
  }
  return { tokens: params.texts.map(one), ...tokenizer.ends }
}

const MEASURED_PROMPT = 256
const MEASURED_TOKENS = 64

/** Tokens a second for a prompt of 256 tokens and for 64 tokens written after it, alone. */
async function measure(
  run: Run,
  tokenizer: Tokenizer,
  signal: AbortSignal,
  listener: Listener,
): Promise<Measurement> {
  const text = tokenizer.prompt([{ text: `${PROBE_TEXT} `.repeat(30), special: false }])
  const prompt = text.slice(0, Math.min(MEASURED_PROMPT, Math.floor(run.contextSize / 2)))
  const wanted = Math.min(MEASURED_TOKENS, run.contextSize - prompt.length - 2)
  const slot = await run.slots.take([], signal)
  try {
    slot.kept = []
    await slot.sequence.clearHistory()
    const started = performance.now()
    await slot.sequence.evaluateWithoutGeneratingNewTokens([...prompt.slice(0, -1)])
    const promptSeconds = (performance.now() - started) / 1000
    const writing = performance.now()
    let generatedTokens = 0
    const settings = { temperature: 0, topK: 1, yieldEogToken: true }
    for await (const _token of slot.sequence.evaluate(prompt.slice(-1), settings)) {
      generatedTokens += 1
      listener.onStep(generatedTokens / wanted)
      if (generatedTokens >= wanted || signal.aborted) break
    }
    signal.throwIfAborted()
    const generationSeconds = (performance.now() - writing) / 1000
    return {
      promptTokens: prompt.length,
      promptTokensPerSecond: (prompt.length - 1) / promptSeconds,
      generatedTokens,
      generationTokensPerSecond: generatedTokens / generationSeconds,
    }
  } finally {
    run.slots.release(slot)
  }
}
