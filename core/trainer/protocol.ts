import { z } from 'zod'
import { trainingPrecisions } from '../../contract/training-plan'

/**
 * The lines that the native trainer writes (native/README.md). Every line is checked: one that does
 * not fit ends the run, since a program that speaks another protocol must not be trusted with more.
 */

const count = z.number().int().nonnegative()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const device = z.object({
  kind: z.enum(['cpu', 'cuda', 'vulkan']),
  name: z.string(),
  description: z.string(),
  freeMemory: count,
  totalMemory: count,
})

/** Bytes, by what holds them. */
const memory = z.object({
  total: count,
  weights: count,
  adapter: count,
  checkpoints: count,
  work: count,
  other: count,
})

const hello = z.object({
  type: z.literal('hello'),
  protocol: z.literal(1),
  version: z.string(),
  ggml: z.string(),
  ggmlCommit: z.string(),
  devices: z.array(device),
  threads: count,
  kernels: z.string(),
  /** In which products can be computed on this processor. */
  precisions: z.array(z.enum(trainingPrecisions)).default(['single']),
})

const plan = z.object({
  type: z.literal('plan'),
  memory,
  steps: count,
  stepsPerEpoch: count,
  sequences: count,
  supervisedTokens: count,
  parameters: count,
  resumedFrom: count,
  modelSha256: hash,
  dataSha256: hash,
  device: z.string(),
  threads: count,
  kernels: z.string(),
  precision: z.enum(trainingPrecisions).default('single'),
})

const selfTest = z.object({
  type: z.literal('selfTest'),
  /** Mean of -log p in the arithmetic of training, and by llama.cpp. */
  loss: z.number(),
  reference: z.number(),
  /** Our graphs against llama.cpp, both multiplying by the weights as they are stored. */
  difference: z.number(),
  /** Root mean square of the differences of single tokens. */
  spread: z.number(),
  tolerance: z.number(),
  /** The arithmetic of training against plain operations on dequantised weights. */
  kernelDifference: z.number(),
  kernelSpread: z.number(),
  kernelTolerance: z.number(),
  /** |loss - reference|: what llama.cpp's rounding of activations makes. */
  rounding: z.number(),
  /** Training in bfloat16 against training in single precision, where it was asked for. */
  precisionDifference: z.number().optional(),
  precisionSpread: z.number().optional(),
  passed: z.boolean(),
})

const step = z.object({
  type: z.literal('step'),
  step: count,
  steps: count,
  epoch: count,
  /** Mean of -log p over the supervised tokens of the batch. */
  loss: z.number(),
  gradientNorm: z.number(),
  learningRate: z.number(),
  tokens: count,
  supervisedTokens: count,
  seconds: z.number(),
  /** Of these, spent in attention (0 on a device of its own). */
  attentionSeconds: z.number().default(0),
  tokensPerSecond: z.number(),
  memory: count,
  peakMemory: count,
})

const evaluation = z.object({
  type: z.literal('eval'),
  step: count,
  loss: z.number(),
  perplexity: z.number(),
  best: z.boolean(),
  tokens: count,
})

const done = z.object({
  type: z.literal('done'),
  reason: z.enum(['finished', 'stopped-early', 'stopped']),
  step: count,
  adapter: z.string().nullable(),
  adapterSha256: hash.optional(),
  bestLoss: z.number().nullable().optional(),
  seconds: z.number().optional(),
  peakMemory: count.optional(),
})

const status = z.object({
  type: z.literal('status'),
  step: count,
  steps: count,
  epoch: count,
  paused: z.boolean(),
  memory: count,
  peakMemory: count,
})

const estimate = z.object({
  type: z.literal('estimate'),
  memory,
  architecture: z.string(),
  layers: count,
  embedding: count,
  vocabulary: count,
  types: z.record(z.string(), count),
  context: count,
  trainedContext: count,
  device: z.string(),
  freeMemory: count,
  totalMemory: count,
})

const scored = z.object({
  type: z.literal('scored'),
  index: count,
  count,
  logLikelihood: z.number(),
  tokens: count,
  tokenLogLikelihoods: z.array(z.number()).optional(),
})

const score = z.object({
  type: z.literal('score'),
  loss: z.number(),
  perplexity: z.number(),
  tokens: count,
  seconds: z.number(),
  tokensPerSecond: z.number(),
  peakMemory: count,
  modelSha256: hash,
  dataSha256: hash,
})

/** Answers to the checks that the tests ask for. */
const check = z.object({
  type: z.literal('check'),
  what: z.string(),
  device: z.string(),
  kernels: z.string(),
  result: z.record(z.string(), z.unknown()),
})

export const trainerEvent = z.discriminatedUnion('type', [
  hello,
  plan,
  selfTest,
  step,
  evaluation,
  z.object({ type: z.literal('checkpoint'), step: count }),
  z.object({ type: z.literal('paused'), step: count }),
  z.object({ type: z.literal('resumed'), step: count }),
  done,
  status,
  estimate,
  scored,
  score,
  check,
  z.object({ type: z.literal('warning'), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
])

export type TrainerEvent = z.infer<typeof trainerEvent>
export type TrainerEventOf<Type extends TrainerEvent['type']> = Extract<
  TrainerEvent,
  { type: Type }
>

export type Projection = 'q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down'
export type TrainingDevice = 'auto' | 'cpu' | 'cuda' | 'vulkan'

export type TrainingPrecision = (typeof trainingPrecisions)[number]

export interface LoraSettings {
  /** 16 where it is not given. */
  readonly rank?: number
  /** The adapter is added times alpha / rank; 32 where it is not given. */
  readonly alpha?: number
  /** Decides the first values of A. */
  readonly seed?: number
  /** All seven where it is not given. */
  readonly targets?: readonly Projection[]
}

export interface TrainingSettings {
  readonly lora?: LoraSettings
  readonly optimiser?: {
    readonly learningRate?: number
    readonly beta1?: number
    readonly beta2?: number
    readonly epsilon?: number
    readonly weightDecay?: number
    /** Largest norm of the whole gradient; 0 leaves it alone. */
    readonly clip?: number
  }
  readonly schedule?: {
    readonly kind?: 'constant' | 'linear' | 'cosine'
    readonly warmupSteps?: number
    /** The part of the learning rate that is left at the end. */
    readonly finalFraction?: number
  }
  /** Samples whose gradients make one step. */
  readonly batch?: number
  readonly epochs?: number
  /** Goes before epochs. */
  readonly steps?: number
  readonly shuffle?: boolean
  readonly shuffleSeed?: number
  readonly validateEvery?: number
  readonly checkpointEvery?: number
  /** Evaluations without gain after which training ends and the best adapter is kept; 0: never. */
  readonly patience?: number
  readonly minimumGain?: number
  /** Longest sample in positions; what the model was trained for where it is not given. */
  readonly context?: number
  /** Each checkpoint also leaves adapter-<step>.gguf in the output folder; the two newest stay. */
  readonly adapterAtCheckpoint?: boolean
  /** Compare the forward pass with llama.cpp's first. On where it is not given. */
  readonly selfTest?: boolean
  readonly device?: TrainingDevice
  readonly threads?: number
  /**
   * single where it is not given. bfloat16 rounds both factors of products with the model's weights while
   * gradients are computed: faster, on processors with AVX512-BF16 alone (`hello` says which).
   */
  readonly precision?: TrainingPrecision
  /** Kept in the adapter file under asclepius.note.*; never text of a note. */
  readonly metadata?: Readonly<Record<string, string>>
}
