import { z } from 'zod'
import { id, shortText } from './common'
import { taskIds } from './tasks'

/** What has to come out for a release, fixed before the first rating. */
export const studyCriteria = z.object({
  /** The one-sided 95 % upper bound of the Unacceptable rate must not exceed this. */
  maxUnacceptableUpper: z.number().min(0.001).max(1).default(0.05),
  /** The mean score must reach this. */
  minMeanScore: z.number().min(1).max(4).default(3),
  /** Krippendorff's alpha (ordinal) among raters must reach this; null asks nothing. */
  minAlpha: z.number().min(-1).max(1).nullable().default(0.4),
  /** Share of planted errors that raters must find; null asks nothing. */
  minSensitivity: z.number().min(0).max(1).nullable().default(0.7),
  /** The mean must not be below the base's by more than this, by the interval's lower end; null asks nothing. */
  maxWorseThanBase: z.number().min(0).max(3).nullable().default(null),
  /** No answer graded as able to cause severe harm. */
  noSevereHarm: z.boolean().default(true),
})
export type StudyCriteria = z.infer<typeof studyCriteria>

export const strataNames = ['task', 'note-length', 'doses', 'allergies', 'negations'] as const
export const stratumName = z.enum(strataNames)
export type StratumName = z.infer<typeof stratumName>

export const studyPlan = z.object({
  /** What the study is to find out, in a sentence for the report. */
  purpose: z.string().trim().max(2000),
  /** The comparison whose questions and answers are rated. */
  runId: id,
  /** The judging that clinicians are compared with; null takes the newest, if there is one. */
  judgingId: id.nullable().default(null),
  /** Arms of the comparison that take part, by their letters there; the base first. */
  runArms: z.array(z.string().max(4)).max(8),
  /** Imported answer files that take part as arms. */
  fileIds: z.array(id).max(4).default([]),
  /** How many questions are drawn. */
  questions: z.number().int().min(1).max(5000),
  tasks: z.array(z.enum(taskIds)).default([]),
  /** Questions are drawn in equal shares over these, as far as there are enough. */
  strata: z.array(stratumName).default(['task']),
  raterIds: z.array(id).max(50),
  /** Share of questions that every rater rates, for agreement; the others are rated by one each. */
  overlap: z.number().min(0).max(1).default(1),
  /** Hidden controls, as a share of the cases: answers with a planted error, and repeats. */
  plantedShare: z.number().min(0).max(0.5).default(0.05),
  repeatShare: z.number().min(0).max(0.5).default(0.05),
  /** Raters read the note and say what the answer should hold before they see it. */
  askExpectedFirst: z.boolean().default(false),
  /** Scores that are so far apart go to a third person. */
  disagreement: z.number().int().min(1).max(3).default(2),
  criteria: studyCriteria,
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
})
export type StudyPlan = z.infer<typeof studyPlan>
export const studyName = shortText
