import { z } from 'zod'
import { id } from './common'
import { distribution, pairedShape } from './evaluation-results'
import { task } from './evaluation-sets'
import { correlationName, estimateOrNot, notDefined } from './statistics'
import { errorType, harmGrade } from './validation-rating'

/*
 * The figures of a study. An answer's outcome is the settled score where a third person settled it,
 * else the median of its raters' scores, rounded down. Agreement rests on the raters' own scores.
 */

/** An arm of a study, by its letter there. */
export const studyArm = z.object({
  arm: z.string(),
  name: z.string(),
  isBase: z.boolean(),
  /** What has one colour on every page; null for an imported answer file. */
  modelId: z.string().nullable(),
  adapterId: z.string().nullable(),
})
export type StudyArm = z.infer<typeof studyArm>

/** One arm on one task; `task` null is all tasks together. */
export const studyCell = z.object({
  arm: z.string(),
  task,
  /** Answers that were to be rated, those with an outcome, and those settled by a third person. */
  answers: z.number().int(),
  rated: z.number().int(),
  settled: z.number().int(),
  /** Resampled by note, because questions about one note are no independent ones. */
  mean: estimateOrNot,
  sd: z.number().nullable(),
  distribution,
  /** Share of outcome 1, with its exact two-sided interval. */
  unacceptable: estimateOrNot,
  /** The exact one-sided 95 % upper bound of that share; null without an outcome. */
  upper: z.number().nullable(),
})
export type StudyCell = z.infer<typeof studyCell>

/** An arm against the base over the questions where both have an outcome. */
export const studyPaired = z.object({
  arm: z.string(),
  ...pairedShape,
  /** The arm's Unacceptable rate less the base's. */
  rateDifference: estimateOrNot,
})
export type StudyPaired = z.infer<typeof studyPaired>

/** What raters named in an arm's answers; an answer counts once, by anybody or by who settled it. */
export const studyMistakes = z.object({
  arm: z.string(),
  rated: z.number().int(),
  errors: z.array(z.object({ type: errorType, answers: z.number().int() })),
  /** The gravest grade of each answer; null: nobody graded it. */
  harm: z.array(z.object({ grade: harmGrade.nullable(), answers: z.number().int() })),
})
export type StudyMistakes = z.infer<typeof studyMistakes>

export const correlation = z.object({
  kind: z.literal('correlation'),
  name: correlationName,
  value: z.number(),
  p: z.number(),
  n: z.number().int(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
})
export const correlationOrNot = z.discriminatedUnion('kind', [correlation, notDefined])
export type CorrelationOrNot = z.infer<typeof correlationOrNot>

/** How far raters agree over the answers that at least two of them rated; `arm` null is all. */
export const studyAgreement = z.object({
  arm: z.string().nullable(),
  answers: z.number().int(),
  alpha: estimateOrNot,
  ac2: estimateOrNot,
})
export type StudyAgreement = z.infer<typeof studyAgreement>

export const raterPair = z.object({
  first: z.string(),
  second: z.string(),
  answers: z.number().int(),
  kappa: estimateOrNot,
})
export type RaterPair = z.infer<typeof raterPair>

/** The judge's scores against the clinicians' outcomes; `arm` null is all. */
export const judgeAgreement = z.object({
  arm: z.string().nullable(),
  answers: z.number().int(),
  pearson: correlationOrNot,
  kendall: correlationOrNot,
  spearman: correlationOrNot,
})
export type JudgeAgreement = z.infer<typeof judgeAgreement>

/** Found among so many, with the exact interval of the share. */
export const share = z.object({
  found: z.number().int(),
  among: z.number().int(),
  share: estimateOrNot,
})
export type Share = z.infer<typeof share>

export const raterFigures = z.object({
  personId: id,
  name: z.string(),
  assigned: z.number().int(),
  done: z.number().int(),
  mean: z.number().nullable(),
  medianSeconds: z.number().nullable(),
  /** Answers with a planted error that this rater found fault with. */
  planted: share,
  /** Answers shown twice to which this rater gave the same score both times. */
  repeats: share,
})
export type RaterFigures = z.infer<typeof raterFigures>

export const studyControls = z.object({
  planted: share,
  /** How often the same fault was found in answers without a planted error: what to hold it against. */
  unaltered: share,
  repeats: share,
  repeatsKappa: estimateOrNot,
  raters: z.array(raterFigures),
})
export type StudyControls = z.infer<typeof studyControls>

export const criterionNames = [
  'unacceptable-upper',
  'mean-score',
  'alpha',
  'sensitivity',
  'not-worse',
  'no-severe-harm',
] as const
export const criterionName = z.enum(criterionNames)
export type CriterionName = z.infer<typeof criterionName>

/** A criterion of the plan beside what came out. */
export const criterionOutcome = z.object({
  criterion: criterionName,
  /** What the plan asks for; for harm the number of severe answers allowed, which is 0. */
  required: z.number(),
  /** What came out; null where it cannot be said. */
  figure: z.number().nullable(),
  verdict: z.enum(['met', 'not-met', 'cannot-be-said']),
  /** How many answers or ratings it rests on. */
  n: z.number().int(),
})
export type CriterionOutcome = z.infer<typeof criterionOutcome>

export const studyProgress = z.object({
  assigned: z.number().int(),
  done: z.number().int(),
  answers: z.number().int(),
  rated: z.number().int(),
  /** Answers whose raters are as far apart as the plan's distance, and how many of them are settled. */
  disagreements: z.number().int(),
  settled: z.number().int(),
})
export type StudyProgress = z.infer<typeof studyProgress>

export const studyFigures = z.object({
  studyId: id,
  name: z.string(),
  state: z.enum(['draft', 'open', 'closed']),
  version: z.number().int(),
  confidential: z.boolean(),
  /**
   * Figures by arm are there once the study is closed: before, they would tell who settles which
   * answer is whose, and tempt to stop when they please. Agreement and controls show all arms as one.
   */
  areArmsShown: z.boolean(),
  progress: studyProgress,
  questions: z.number().int(),
  notes: z.number().int(),
  arms: z.array(studyArm),
  tasks: z.array(task),
  cells: z.array(studyCell),
  paired: z.array(studyPaired),
  mistakes: z.array(studyMistakes),
  agreement: z.array(studyAgreement),
  pairs: z.array(raterPair),
  judge: z.object({ name: z.string(), rows: z.array(judgeAgreement) }).nullable(),
  controls: studyControls,
  criteria: z.array(z.object({ arm: z.string(), outcomes: z.array(criterionOutcome) })),
  level: z.number(),
  draws: z.number().int(),
})
export type StudyFigures = z.infer<typeof studyFigures>
