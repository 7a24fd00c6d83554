import { z } from 'zod'
import { PROMPT_FAMILIES } from './prompt-families'
import { sentence } from './sentences'

/**
 * What the core process and the model process say to each other over one port. The model process
 * may crash, hang or be fed a hostile file, so both sides parse what they receive.
 *
 * Core sends `request`, `cancel` and `ping`. The model process sends `ready` once, then for each
 * request any number of `progress` and `text` messages and exactly one `result` or `refused`.
 */

const bytes = z.number().int().nonnegative()
const count = z.number().int().nonnegative()
const seconds = z.number().nonnegative()
const path = z.string().min(1).max(4096)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const promptFamilySchema = z.enum(PROMPT_FAMILIES)

/** Which prompt family a model was recognised as, and how surely. */
export const familyChoiceSchema = z.object({
  family: promptFamilySchema,
  /** False when the family is only a fallback: the statement says so in plain words. */
  isRecognised: z.boolean(),
  /** The system text that the model's own template adds when none is given. */
  defaultSystem: z.string().optional(),
  statement: z.string(),
})

/** What the bounded pre-check read from a GGUF header. Sizes are bytes, lengths are tokens. */
export const modelInspectionSchema = z.object({
  fileBytes: bytes,
  version: z.number().int(),
  architecture: z.string(),
  name: z.string().optional(),
  parameters: count,
  quantisation: z.string(),
  trainedContext: count,
  layers: count,
  heads: count,
  kvHeads: count,
  embedding: count,
  feedForward: count,
  keyLength: count,
  valueLength: count,
  vocabulary: count,
  tokenizer: z.string(),
  chatTemplate: z.string().optional(),
  promptFamily: familyChoiceSchema,
  tensorCount: count,
  /** Weight bytes of each repeating layer, then of what stands before and after them. */
  layerBytes: z.array(bytes),
  inputBytes: bytes,
  outputBytes: bytes,
})

export const adapterInspectionSchema = z.object({
  fileBytes: bytes,
  architecture: z.string(),
  name: z.string().optional(),
  rank: count,
  alpha: z.number(),
  targets: z.array(z.string()),
  parameters: count,
  tensorCount: count,
})

export const deviceReportSchema = z.object({
  gpu: z.enum(['cuda', 'vulkan', 'metal', 'none']),
  names: z.array(z.string()),
  gpuMemory: z.object({ totalBytes: bytes, freeBytes: bytes }),
  ram: z.object({ totalBytes: bytes, freeBytes: bytes }),
  cores: count,
  /** Every kind of GPU support that was tried, with what came of it. */
  tried: z.array(
    z.object({ backend: z.string(), works: z.boolean(), reason: sentence.optional() }),
  ),
  /** What was found, and what models run on. */
  statement: z.array(sentence),
})

const memoryPart = z.object({ ramBytes: bytes, gpuBytes: bytes })

export const memoryEstimateSchema = z.object({
  weights: memoryPart,
  cache: memoryPart,
  compute: memoryPart,
  total: memoryPart,
  free: memoryPart,
  fits: z.boolean(),
  statement: z.array(sentence),
})

/** How a model is to be loaded. `contextSize` is tokens for each sequence. */
export const loadPlanSchema = z.object({
  gpuLayers: count,
  contextSize: count,
  sequences: count,
  threads: count,
  estimate: memoryEstimateSchema,
  /** What was made smaller than asked for, and why. Empty when nothing was. */
  reasons: z.array(sentence),
})

export const adapterUseSchema = z.object({ path, scale: z.number().min(-4).max(4) })

export const loadParamsSchema = z.object({
  path,
  sha256,
  gpuLayers: count.max(4096),
  contextSize: count.min(64).max(1_048_576),
  sequences: count.min(1).max(64),
  /** 0 leaves the choice to the model process. */
  threads: count.max(256).default(0),
  adapters: z.array(adapterUseSchema).max(8).default([]),
  /**
   * `reproducible`: the same request gives the same text whatever runs beside it.
   * `fastest`: sequences share batches freely; texts may differ in the last digits' consequences.
   */
  batching: z.enum(['reproducible', 'fastest']).default('reproducible'),
  /** The `batchWidth` of an earlier load of this file on this machine: saves the probe. */
  knownBatchWidth: count.min(1).max(64).optional(),
  /** False after GPU support has ended the process once. */
  allowGpu: z.boolean().default(true),
})

export const loadedModelSchema = z.object({
  sha256,
  gpuLayers: count,
  contextSize: count,
  sequences: count,
  threads: count,
  gpu: deviceReportSchema.shape.gpu,
  /**
   * How many sequences may share one step without changing each other's text; 1 means that they
   * take turns. Found by a probe at load: see docs/determinism.md.
   */
  batchWidth: count,
  loadSeconds: seconds,
  inspection: modelInspectionSchema,
})

/** Sampling in the order of application. The defaults are greedy; `temperature` 1 is the paper's. */
export const samplingSchema = z.object({
  temperature: z.number().min(0).max(5).default(0),
  topK: count.max(1_000_000).default(0),
  topP: z.number().min(0).max(1).default(1),
  minP: z.number().min(0).max(1).default(0),
  repeatPenalty: z.number().min(0.1).max(10).default(1),
  repeatLastTokens: count.max(4096).default(64),
  frequencyPenalty: z.number().min(-10).max(10).default(0),
  presencePenalty: z.number().min(-10).max(10).default(0),
})

export const segmentSchema = z.object({
  text: z.string(),
  /** True only for control tokens written by the prompt family, never for text of people. */
  special: z.boolean(),
})

export const promptSchema = z.object({
  kind: z.literal('segments'),
  segments: z.array(segmentSchema).min(1).max(64),
  /** How many leading segments to keep evaluated for the next request with the same beginning. */
  reusableSegments: count.default(0),
})

const generationSettings = {
  sampling: samplingSchema.default(() => samplingSchema.parse({})),
  /** 32 bits, as the sampler takes it. */
  seed: count.max(0xffffffff),
  maxTokens: count.min(1).max(131_072),
  /** A GBNF grammar the text must follow. */
  grammar: z.string().max(200_000).optional(),
  /** Texts that end generation; they are not part of the answer. */
  stop: z.array(z.string().min(1).max(200)).max(16).default([]),
}

export const generateParamsSchema = z.object({ prompt: promptSchema, ...generationSettings })

export const askParamsSchema = z.object({
  family: promptFamilySchema,
  system: z.string().optional(),
  note: z.string(),
  instruction: z.string(),
  ...generationSettings,
})

export const generationSchema = z.object({
  text: z.string(),
  finishReason: z.enum(['stop', 'length', 'aborted']),
  promptTokens: count,
  /** Prompt tokens that were still evaluated from an earlier request. */
  reusedTokens: count,
  generatedTokens: count,
  queueSeconds: seconds,
  promptSeconds: seconds,
  /** From the moment a sequence was free to the first token. */
  firstTokenSeconds: seconds,
  generationSeconds: seconds,
})

/** What was cut from the end of an over-long note. */
export const noteTrimSchema = z.object({
  isTrimmed: z.boolean(),
  keptCharacters: count,
  removedCharacters: count,
  noteTokens: count,
  removedTokens: count,
})

export const answerSchema = generationSchema.extend({ trim: noteTrimSchema })

export const measurementSchema = z.object({
  promptTokens: count,
  promptTokensPerSecond: z.number(),
  generatedTokens: count,
  generationTokensPerSecond: z.number(),
})

const nothing = z.object({}).default({})

/** Every call core may make, with what goes in and what comes back. */
export const MODEL_METHODS = {
  inspect: { params: z.object({ path }), result: modelInspectionSchema },
  inspectAdapter: {
    params: z.object({ path, base: modelInspectionSchema.optional() }),
    result: adapterInspectionSchema,
  },
  devices: {
    params: z.object({ allowGpu: z.boolean().default(true) }).default({ allowGpu: true }),
    result: deviceReportSchema,
  },
  estimate: {
    params: z.object({
      inspection: modelInspectionSchema,
      gpuLayers: count,
      contextSize: count,
      sequences: count.min(1),
    }),
    result: memoryEstimateSchema,
  },
  /** Any of the wishes may be left out; a wish that is no usable number counts as left out. */
  fit: {
    params: z.object({
      inspection: modelInspectionSchema,
      wish: z
        .object({
          gpuLayers: z.unknown(),
          contextSize: z.unknown(),
          sequences: z.unknown(),
          threads: z.unknown(),
        })
        .partial()
        .default({}),
    }),
    result: loadPlanSchema,
  },
  load: { params: loadParamsSchema, result: loadedModelSchema },
  unload: { params: nothing, result: z.object({ wasLoaded: z.boolean() }) },
  generate: { params: generateParamsSchema, result: generationSchema },
  ask: { params: askParamsSchema, result: answerSchema },
  measure: { params: nothing, result: measurementSchema },
  countTokens: {
    params: z.object({ texts: z.array(z.string()).max(10_000) }),
    result: z.object({ counts: z.array(count) }),
  },
  /**
   * Token ids as generation would use them; control texts inside plain text stay text. `begins`
   * puts the beginning-of-text token first where the model wants one; `continues` takes plain texts
   * as the continuation of something (an answer after its prompt).
   */
  tokenize: {
    params: z.object({
      texts: z.array(z.union([z.string(), z.array(segmentSchema).max(64)])).max(10_000),
      begins: z.boolean().default(false),
      continues: z.boolean().default(false),
    }),
    result: z.object({
      tokens: z.array(z.array(count)),
      /** Null where the model has none, or wants none before a text. */
      bos: count.nullable(),
      eos: count.nullable(),
      /** Ends a turn where the model has a token of its own for it. */
      eot: count.nullable(),
    }),
  },
} as const

export type ModelMethods = typeof MODEL_METHODS
export type ModelMethod = keyof ModelMethods
export const modelMethodSchema = z.enum(
  Object.keys(MODEL_METHODS) as [ModelMethod, ...ModelMethod[]],
)

export type ModelParams<M extends ModelMethod> = z.input<ModelMethods[M]['params']>
export type ModelResult<M extends ModelMethod> = z.output<ModelMethods[M]['result']>

export const toModelHostSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    id: count,
    method: modelMethodSchema,
    params: z.unknown(),
  }),
  z.object({ kind: z.literal('cancel'), id: count }),
  z.object({ kind: z.literal('ping'), number: count }),
])

export const fromModelHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), runtime: z.string() }),
  z.object({ kind: z.literal('result'), id: count, value: z.unknown() }),
  z.object({
    kind: z.literal('refused'),
    id: count,
    code: z.string(),
    message: z.string(),
    /** The message as sentences; empty where only its English is known. */
    said: z.array(sentence).default([]),
  }),
  /** `value` runs from 0 to 1; `allowSeconds` is how long may pass until the next sign of life. */
  z.object({
    kind: z.literal('progress'),
    id: count,
    value: z.number(),
    allowSeconds: seconds.optional(),
  }),
  z.object({ kind: z.literal('text'), id: count, text: z.string(), tokens: count }),
  z.object({ kind: z.literal('pong'), number: count }),
])

export type ToModelHost = z.infer<typeof toModelHostSchema>
export type FromModelHost = z.infer<typeof fromModelHostSchema>
export type ModelInspection = Readonly<z.infer<typeof modelInspectionSchema>>
export type AdapterInspection = Readonly<z.infer<typeof adapterInspectionSchema>>
export type DeviceReport = Readonly<z.infer<typeof deviceReportSchema>>
export type MemoryEstimate = Readonly<z.infer<typeof memoryEstimateSchema>>
export type LoadPlan = Readonly<z.infer<typeof loadPlanSchema>>
export type LoadedModel = Readonly<z.infer<typeof loadedModelSchema>>
export type Sampling = Readonly<z.infer<typeof samplingSchema>>
export type Prompt = Readonly<z.infer<typeof promptSchema>>
export type Generation = Readonly<z.infer<typeof generationSchema>>
export type NoteTrim = Readonly<z.infer<typeof noteTrimSchema>>
export type Answer = Readonly<z.infer<typeof answerSchema>>
export type Measurement = Readonly<z.infer<typeof measurementSchema>>
