import { z } from 'zod'

/**
 * The quality gates of the synthesis stage: their ids, their words for people, their thresholds,
 * and the shape of what they find. The page shows exactly what stands here.
 */
export const gateIds = [
  'unfinished',
  'length',
  'headings',
  'model-talk',
  'near-copy',
  'near-duplicate',
  'unsupported-numbers',
  'unsupported-doses',
  'unsupported-drugs',
  'unsupported-units',
] as const

export const gateIdSchema = z.enum(gateIds)
export type GateId = z.infer<typeof gateIdSchema>

export const thresholdKeys = [
  'unfinished',
  'minWords',
  'maxWords',
  'minHeadings',
  'modelTalk',
  'nearCopy',
  'nearDuplicate',
  'unsupportedNumbers',
  'unsupportedDoses',
  'unsupportedDrugs',
  'unsupportedUnits',
] as const
export type ThresholdKey = (typeof thresholdKeys)[number]

export interface ThresholdDefinition {
  readonly key: ThresholdKey
  readonly label: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** How the page writes the number: a share is shown as a percentage. */
  readonly unit: 'count' | 'words' | 'share' | 'level'
}

export interface GateDefinition {
  readonly id: GateId
  readonly name: string
  readonly help: string
  readonly thresholds: readonly ThresholdDefinition[]
}

function allowed(key: ThresholdKey, label: string): ThresholdDefinition {
  return { key, label, default: 0, min: 0, max: 50, step: 1, unit: 'count' }
}

/** In the order in which the board shows them. */
export const gateDefinitions: readonly GateDefinition[] = [
  {
    id: 'unfinished',
    name: 'Unfinished',
    help: 'Catches notes that ran into the length limit (1) or, at 0.5, also those that stop in the middle of a sentence.',
    thresholds: [
      {
        key: 'unfinished',
        label: 'Caught from',
        default: 0.5,
        min: 0.5,
        max: 1,
        step: 0.5,
        unit: 'level',
      },
    ],
  },
  {
    id: 'length',
    name: 'Too short or too long',
    help: 'Catches notes with fewer or more words than you allow.',
    thresholds: [
      {
        key: 'minWords',
        label: 'At least',
        default: 60,
        min: 0,
        max: 1000,
        step: 10,
        unit: 'words',
      },
      {
        key: 'maxWords',
        label: 'At most',
        default: 1500,
        min: 50,
        max: 10_000,
        step: 50,
        unit: 'words',
      },
    ],
  },
  {
    id: 'headings',
    name: 'Too few headings',
    help: 'Catches notes with fewer section headings than a discharge summary needs.',
    thresholds: [
      {
        key: 'minHeadings',
        label: 'Headings at least',
        default: 3,
        min: 0,
        max: 15,
        step: 1,
        unit: 'count',
      },
    ],
  },
  {
    id: 'model-talk',
    name: 'Talk about the model',
    help: 'Catches notes in which the model speaks of itself or of its task, and shows the phrase.',
    thresholds: [allowed('modelTalk', 'Phrases allowed')],
  },
  {
    id: 'near-copy',
    name: 'Copied from the report',
    help: 'Catches notes of which this share of all eight-word runs stands in the report word for word.',
    thresholds: [
      {
        key: 'nearCopy',
        label: 'Caught from',
        default: 0.6,
        min: 0.05,
        max: 1,
        step: 0.05,
        unit: 'share',
      },
    ],
  },
  {
    id: 'near-duplicate',
    name: 'Nearly the same as another note',
    help: 'Catches notes that share this much of their five-word runs with another note of the project.',
    thresholds: [
      {
        key: 'nearDuplicate',
        label: 'Caught from',
        default: 0.8,
        min: 0.6,
        max: 1,
        step: 0.05,
        unit: 'share',
      },
    ],
  },
  {
    id: 'unsupported-numbers',
    name: 'Numbers the report does not have',
    help: 'Catches notes with more numbers, dates or ages than allowed that the report does not state.',
    thresholds: [allowed('unsupportedNumbers', 'Numbers allowed')],
  },
  {
    id: 'unsupported-doses',
    name: 'Doses the report does not have',
    help: 'Catches notes with more doses than allowed that the report does not state, or states for another drug.',
    thresholds: [allowed('unsupportedDoses', 'Doses allowed')],
  },
  {
    id: 'unsupported-drugs',
    name: 'Drugs the report does not have',
    help: 'Catches notes with more drugs than allowed that the report does not name, brand names counted as their drug.',
    thresholds: [allowed('unsupportedDrugs', 'Drugs allowed')],
  },
  {
    id: 'unsupported-units',
    name: 'Units the report does not have',
    help: 'Catches notes in which more numbers than allowed stand with another unit than in the report.',
    thresholds: [allowed('unsupportedUnits', 'Units allowed')],
  },
]

const definitionOf = new Map(
  gateDefinitions.flatMap((gate) => gate.thresholds).map((threshold) => [threshold.key, threshold]),
)

function within(key: ThresholdKey) {
  const definition = definitionOf.get(key)!
  return z.number().min(definition.min).max(definition.max).default(definition.default)
}

export const gateThresholdsSchema = z
  .object({
    unfinished: within('unfinished'),
    minWords: within('minWords'),
    maxWords: within('maxWords'),
    minHeadings: within('minHeadings'),
    modelTalk: within('modelTalk'),
    nearCopy: within('nearCopy'),
    nearDuplicate: within('nearDuplicate'),
    unsupportedNumbers: within('unsupportedNumbers'),
    unsupportedDoses: within('unsupportedDoses'),
    unsupportedDrugs: within('unsupportedDrugs'),
    unsupportedUnits: within('unsupportedUnits'),
    /** Gates that a person switched off: they still measure, and never catch. */
    switchedOff: z.array(gateIdSchema).default([]),
  })
  .refine((thresholds) => thresholds.minWords <= thresholds.maxWords, {
    message: 'The fewest words allowed must not be more than the most words allowed.',
  })
export type GateThresholds = z.infer<typeof gateThresholdsSchema>

export const defaultGateThresholds: GateThresholds = gateThresholdsSchema.parse({})

/** Why the model stopped: at its own end, at the length limit, or because somebody stopped it. */
export const finishReasonSchema = z.enum(['stop', 'length', 'cancelled'])
export type FinishReason = z.infer<typeof finishReasonSchema>

export const markKindSchema = z.enum(['number', 'dose', 'drug', 'unit', 'phrase', 'copy', 'tail'])
export type MarkKind = z.infer<typeof markKindSchema>

/** A stretch of text in UTF-16 code units, `end` exclusive. */
export const textSpanSchema = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
})
export type TextSpan = Readonly<z.infer<typeof textSpanSchema>>

export const textMarkSchema = textSpanSchema.extend({ kind: markKindSchema })
export type TextMark = Readonly<z.infer<typeof textMarkSchema>>

export const gateResultSchema = z.object({
  gate: gateIdSchema,
  caught: z.boolean(),
  value: z.number(),
  /** Words for people. They quote the note: keep them where the note itself may be kept. */
  detail: z.string(),
  noteMarks: z.array(textMarkSchema),
  sourceMarks: z.array(textMarkSchema).optional(),
})
export type GateResult = z.infer<typeof gateResultSchema>

export const mentionKindSchema = z.enum(['number', 'dose', 'drug', 'unit'])
export type MentionKind = z.infer<typeof mentionKindSchema>

/** One number, dose, drug or unit of the note, and where the source has it. */
export const mentionSupportSchema = textSpanSchema.extend({
  kind: mentionKindSchema,
  text: z.string(),
  isSupported: z.boolean(),
  /** Empty where the source does not have it. At most eight places. */
  sourceSpans: z.array(textSpanSchema),
  /** Words for people where it is not supported, else empty. */
  reason: z.string(),
})
export type MentionSupport = z.infer<typeof mentionSupportSchema>

/** The most similar other note of the project; `similarity` is the exact Jaccard index, 0 to 1. */
export const nearestNoteSchema = z.object({ id: z.string(), similarity: z.number() })
export type NearestNote = z.infer<typeof nearestNoteSchema>

/** A note is kept when no gate caught it or a person brought it back. */
export function isNoteKept(results: readonly GateResult[], isBroughtBack: boolean): boolean {
  return isBroughtBack || results.every((result) => !result.caught)
}
