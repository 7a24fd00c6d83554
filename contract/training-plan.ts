import { z } from 'zod'
import { id } from './common'

/*
 * What a training is asked to do: two stages as one plan. Ranges, defaults and presets are data
 * here, so that the page's fields and the core's checks are the same.
 *
 * LoRA is a departure from the published method, which trained all weights on eight GPUs: the page
 * labels it so wherever the paper's settings are named.
 */

export const trainingStageIds = ['pretraining', 'tuning'] as const
/** pretraining: notes packed in blocks, loss on every token. tuning: loss on the answer alone. */
export const trainingStageId = z.enum(trainingStageIds)
export type TrainingStageId = (typeof trainingStageIds)[number]

export const projections = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const
export type Projection = (typeof projections)[number]

export interface NumberField {
  readonly min: number
  readonly max: number
  readonly isInteger: boolean
  /** How a slider or stepper moves; rates and sizes go by factors. */
  readonly scale: 'linear' | 'log'
  readonly unit: 'tokens' | 'samples' | 'steps' | 'share' | 'times' | 'bytes' | 'none'
}

const whole = (
  min: number,
  max: number,
  unit: NumberField['unit'] = 'none',
  scale: NumberField['scale'] = 'linear',
): NumberField => ({ min, max, isInteger: true, scale, unit })
const real = (
  min: number,
  max: number,
  scale: NumberField['scale'] = 'linear',
  unit: NumberField['unit'] = 'none',
): NumberField => ({ min, max, isInteger: false, scale, unit })

/** Fields of the whole plan, by their place in it. */
export const planFields = {
  context: whole(64, 131_072, 'tokens', 'log'),
  seed: whole(0, 0xffff_ffff),
  threads: whole(0, 256),
  'lora.rank': whole(1, 256, 'none', 'log'),
  'lora.alpha': real(0.5, 1024, 'log'),
  validateEvery: whole(0, 100_000, 'steps', 'log'),
  validationSamples: whole(1, 10_000, 'samples', 'log'),
  checkpointEvery: whole(1, 100_000, 'steps', 'log'),
  patience: whole(0, 100, 'times'),
  minimumGain: real(0, 1),
  sampleQuestions: whole(0, 8),
  sampleTokens: whole(16, 1024, 'tokens', 'log'),
  plantedStrings: whole(0, 16),
} as const satisfies Readonly<Record<string, NumberField>>

/** Fields that each stage has of its own; named `pretraining.epochs`, `tuning.epochs` and so on. */
export const stageFields = {
  epochs: whole(1, 50, 'times'),
  learningRate: real(1e-7, 1e-1, 'log'),
  warmupShare: real(0, 0.5, 'linear', 'share'),
  finalFraction: real(0, 1, 'linear', 'share'),
  batch: whole(1, 4096, 'samples', 'log'),
  weightDecay: real(0, 1),
  beta1: real(0, 0.9999),
  beta2: real(0, 0.999999),
  epsilon: real(1e-12, 1e-2, 'log'),
  clip: real(0, 1000, 'log'),
  maxSamples: whole(1, 10_000_000, 'samples', 'log'),
} as const satisfies Readonly<Record<string, NumberField>>

export type PlanField =
  | keyof typeof planFields
  | `${TrainingStageId}.${keyof typeof stageFields}`
  | `${TrainingStageId}.enabled`
  | `${TrainingStageId}.schedule`
  | 'lora.targets'
  | 'style'
  | 'device'
  | 'precision'
  | 'startAdapterId'

const numberOf = (field: NumberField) => {
  const bounded = z.number().min(field.min).max(field.max)
  return field.isInteger ? bounded.int() : bounded
}

export const stagePlan = z.object({
  enabled: z.boolean(),
  /** Passes over the data. */
  epochs: numberOf(stageFields.epochs),
  learningRate: numberOf(stageFields.learningRate),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  /** Part of the steps in which the learning rate rises. */
  warmupShare: numberOf(stageFields.warmupShare),
  /** Part of the learning rate that is left at the end. */
  finalFraction: numberOf(stageFields.finalFraction),
  /** Samples whose gradients make one step. */
  batch: numberOf(stageFields.batch),
  weightDecay: numberOf(stageFields.weightDecay),
  beta1: numberOf(stageFields.beta1),
  beta2: numberOf(stageFields.beta2),
  epsilon: numberOf(stageFields.epsilon),
  /** Largest norm of the whole gradient; 0 leaves it alone. */
  clip: numberOf(stageFields.clip),
  /** At most so many notes or pairs, drawn by the seed; null takes all. */
  maxSamples: numberOf(stageFields.maxSamples).nullable(),
})
export type StagePlan = z.infer<typeof stagePlan>

export const presetIds = ['paper', 'lora', 'trial'] as const
export type PresetId = (typeof presetIds)[number]

/**
 * `asclepius`: the published template's bytes. `model`: the model's own way of prompts, as the
 * Models page shows it. Whatever was trained is used again when the adapter answers.
 */
export const promptStyle = z.enum(['asclepius', 'model'])

/**
 * single: all in 32 bits. bfloat16: while gradients are computed, both factors of products with the
 * model's weights are rounded to it; faster on a processor that multiplies such numbers, refused on
 * others and on graphics cards.
 */
export const trainingPrecisions = ['single', 'bfloat16'] as const

export const trainingPlan = z.object({
  projectId: id,
  modelId: id,
  /** Goes on from this adapter; its rank, alpha and targets replace those of the plan. */
  startAdapterId: id.nullable().default(null),
  /** Which preset it began as; `custom` once a field differs. Only a label. */
  preset: z.enum([...presetIds, 'custom']),
  style: promptStyle,
  /** Longest sample in tokens; the length of a block in pretraining. */
  context: numberOf(planFields.context),
  /** Decides A's first values, the order of samples and every draw. */
  seed: numberOf(planFields.seed),
  device: z.enum(['auto', 'cpu', 'cuda', 'vulkan']),
  /** A plan of before it could be chosen was in single precision. */
  precision: z.enum(trainingPrecisions).default('single'),
  /** 0: as many as the machine has cores, less one. */
  threads: numberOf(planFields.threads),
  lora: z.object({
    rank: numberOf(planFields['lora.rank']),
    alpha: numberOf(planFields['lora.alpha']),
    targets: z.array(z.enum(projections)).min(1).max(projections.length),
  }),
  pretraining: stagePlan,
  tuning: stagePlan,
  /** Steps between looks at the validation side; 0: never. */
  validateEvery: numberOf(planFields.validateEvery),
  /** At most so many samples of the validation side, drawn by the seed. */
  validationSamples: numberOf(planFields.validationSamples),
  checkpointEvery: numberOf(planFields.checkpointEvery),
  /** Looks without gain after which a stage ends with its best adapter; 0: never. */
  patience: numberOf(planFields.patience),
  minimumGain: numberOf(planFields.minimumGain),
  /** Fixed validation questions that are answered at each checkpoint beside the base. */
  sampleQuestions: numberOf(planFields.sampleQuestions),
  sampleTokens: numberOf(planFields.sampleTokens),
  /**
   * Made-up strings that are laid among the training data, to measure afterwards how well they can
   * be drawn out again. A plan of before they were thought of has none.
   */
  plantedStrings: numberOf(planFields.plantedStrings).default(0),
})
export type TrainingPlan = z.infer<typeof trainingPlan>

export type PlanSettings = Omit<TrainingPlan, 'projectId' | 'modelId' | 'startAdapterId'>

const stage = (change: Partial<StagePlan>): StagePlan => ({
  enabled: true,
  epochs: 1,
  learningRate: 2e-4,
  schedule: 'cosine',
  warmupShare: 0.03,
  finalFraction: 0,
  batch: 16,
  weightDecay: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  clip: 1,
  maxSamples: null,
  ...change,
})

const common: Pick<
  PlanSettings,
  | 'style'
  | 'seed'
  | 'device'
  | 'precision'
  | 'threads'
  | 'lora'
  | 'minimumGain'
  | 'sampleQuestions'
  | 'sampleTokens'
  | 'plantedStrings'
> = {
  style: 'asclepius',
  seed: 1,
  device: 'auto',
  precision: 'single',
  threads: 0,
  lora: { rank: 16, alpha: 32, targets: [...projections] },
  minimumGain: 0,
  sampleQuestions: 3,
  sampleTokens: 128,
  plantedStrings: 4,
}

/**
 * Every field's default under each preset.
 * paper: Kweon et al. (arXiv 2309.00237): 2e-5, cosine, warm-up 3 %, global batch 128, weight decay
 * 0, context 2048, one epoch of notes and three of instructions (with LoRA in place of all weights).
 * lora: learning rates that suit LoRA (1e-4 to 3e-4) and smaller batches.
 * trial: a few minutes on small data, to see that everything works.
 */
export const presets: Readonly<Record<PresetId, PlanSettings>> = {
  paper: {
    ...common,
    preset: 'paper',
    context: 2048,
    pretraining: stage({ learningRate: 2e-5, batch: 128 }),
    tuning: stage({ learningRate: 2e-5, batch: 128, epochs: 3 }),
    validateEvery: 50,
    validationSamples: 200,
    checkpointEvery: 50,
    patience: 0,
  },
  lora: {
    ...common,
    preset: 'lora',
    context: 2048,
    pretraining: stage({ learningRate: 1e-4 }),
    tuning: stage({ learningRate: 2e-4, epochs: 3 }),
    validateEvery: 50,
    validationSamples: 200,
    checkpointEvery: 50,
    patience: 3,
  },
  trial: {
    ...common,
    preset: 'trial',
    context: 1024,
    lora: { rank: 8, alpha: 16, targets: [...projections] },
    pretraining: stage({ learningRate: 2e-4, batch: 2, maxSamples: 24 }),
    tuning: stage({ learningRate: 3e-4, batch: 4, maxSamples: 48 }),
    validateEvery: 5,
    validationSamples: 12,
    checkpointEvery: 5,
    patience: 0,
    sampleQuestions: 2,
    sampleTokens: 64,
  },
}

/** What is known of the data and the model before anything was tokenised. */
export const planFacts = z.object({
  notesTrain: z.number(),
  notesValidation: z.number(),
  pairsTrain: z.number(),
  pairsValidation: z.number(),
  confidentialNotes: z.number(),
  confidentialPairs: z.number(),
  /** UTF-16 code units. */
  charactersNotes: z.number(),
  /** Mean of note, question and answer together. */
  charactersPairMean: z.number(),
  charactersPairMax: z.number(),
  trainedContext: z.number(),
  layers: z.number(),
  /** Null where the model is not known. */
  parameters: z.number().nullable(),
})
export type PlanFacts = z.infer<typeof planFacts>

/** English clinical text; for guesses before anything was tokenised. */
export const guessedCharactersPerToken = 3.5

export const warningCodes = [
  'both-stages-off',
  'no-notes',
  'no-pairs',
  'no-validation',
  'patience-without-validation',
  'learning-rate-low-for-lora',
  'learning-rate-high',
  'few-steps',
  'batch-above-data',
  'few-samples',
  'many-epochs',
  'context-beyond-model',
  'context-short-for-data',
  'context-long-for-data',
  'rank-high-for-data',
  'alpha-odd',
  'few-targets',
  'warmup-long',
  'warmup-none',
  'weight-decay-not-paper',
  'checkpoint-never',
  'validation-costly',
  'start-adapter-decides',
  'style-of-base',
] as const
export type WarningCode = (typeof warningCodes)[number]

/** One odd choice: the page words it by its code and figures and shows it at its field. */
export interface PlanWarning {
  readonly code: WarningCode
  readonly field: PlanField
  /** `stop`: such a plan cannot be started. `care`: it can, but look. */
  readonly severity: 'stop' | 'care'
  readonly figures: Readonly<Record<string, number>>
}
