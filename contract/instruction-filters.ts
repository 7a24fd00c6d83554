import { z } from 'zod'

/**
 * What is held against a row of note, question and answer. A filter catches and never deletes: the
 * row stays, says why, and comes back when the threshold moves or a person says so. The order is
 * that of the bits in a row's `caught`: a new filter goes to the end.
 */
export const rowFilterIds = [
  'model-talk',
  'question-end',
  'length',
  'repeats-seed',
  'near-duplicate',
  'echo',
  'unsupported',
  'answerable-after-all',
] as const
export const rowFilterId = z.enum(rowFilterIds)
export type RowFilterId = z.infer<typeof rowFilterId>

interface Range {
  readonly filter: RowFilterId
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit: 'count' | 'words' | 'share'
}

/**
 * Similarities are ROUGE-L (Lin 2004), the F-measure over words of the longest common subsequence;
 * 0.7 is where Self-Instruct (Wang et al. 2023) drew the line. Below 0.5 none is measured.
 */
export const thresholdRanges = {
  minQuestionWords: {
    filter: 'length',
    default: 4,
    min: 1,
    max: 50,
    step: 1,
    unit: 'words',
  },
  maxQuestionWords: {
    filter: 'length',
    default: 60,
    min: 5,
    max: 500,
    step: 5,
    unit: 'words',
  },
  minAnswerWords: { filter: 'length', default: 1, min: 1, max: 50, step: 1, unit: 'words' },
  maxAnswerWords: {
    filter: 'length',
    default: 300,
    min: 5,
    max: 2000,
    step: 10,
    unit: 'words',
  },
  seedSimilarity: {
    filter: 'repeats-seed',
    default: 0.7,
    min: 0.5,
    max: 1,
    step: 0.05,
    unit: 'share',
  },
  questionSimilarity: {
    filter: 'near-duplicate',
    default: 0.7,
    min: 0.5,
    max: 1,
    step: 0.05,
    unit: 'share',
  },
  echo: { filter: 'echo', default: 0.8, min: 0.3, max: 1, step: 0.05, unit: 'share' },
  unsupported: { filter: 'unsupported', default: 0, min: 0, max: 50, step: 1, unit: 'count' },
  noteShare: {
    filter: 'answerable-after-all',
    default: 0.9,
    min: 0.3,
    max: 1,
    step: 0.05,
    unit: 'share',
  },
} as const satisfies Readonly<Record<string, Range>>

export type RowThresholdKey = keyof typeof thresholdRanges

export function thresholdKeysOf(filter: RowFilterId): RowThresholdKey[] {
  const keys = Object.keys(thresholdRanges) as RowThresholdKey[]
  return keys.filter((key) => thresholdRanges[key].filter === filter)
}

const within = ({ min, max, default: usual }: Range) => z.number().min(min).max(max).default(usual)

export const rowThresholds = z
  .object({
    minQuestionWords: within(thresholdRanges.minQuestionWords),
    maxQuestionWords: within(thresholdRanges.maxQuestionWords),
    minAnswerWords: within(thresholdRanges.minAnswerWords),
    maxAnswerWords: within(thresholdRanges.maxAnswerWords),
    seedSimilarity: within(thresholdRanges.seedSimilarity),
    questionSimilarity: within(thresholdRanges.questionSimilarity),
    echo: within(thresholdRanges.echo),
    unsupported: within(thresholdRanges.unsupported),
    noteShare: within(thresholdRanges.noteShare),
    /** Filters that a person switched off: they still measure, and never catch. */
    switchedOff: z.array(rowFilterId).default([]),
  })
  .refine(
    (one) =>
      one.minQuestionWords <= one.maxQuestionWords && one.minAnswerWords <= one.maxAnswerWords,
    { message: 'The fewest words allowed must not be more than the most words allowed.' },
  )
export type RowThresholds = z.infer<typeof rowThresholds>

export const defaultRowThresholds: RowThresholds = rowThresholds.parse({})
