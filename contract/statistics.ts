import { z } from 'zod'

/** Why a figure does not exist; the screen says it in a sentence, never as NaN. */
export const undefinedReasons = [
  /** There is no value at all. */
  'no-values',
  /** One value has no spread and no test. */
  'too-few-values',
  /** Every difference is zero: there is nothing to test. */
  'no-differences',
  /** All values are the same: agreement by chance is total, correlation has no direction. */
  'no-variation',
  /** No item was rated by two raters. */
  'no-overlap',
  /** Only one rater, or only one category that could be chosen. */
  'one-rater',
  'one-category',
  /** The two lists differ in length or a parameter is out of its range. */
  'unsuitable-input',
] as const
export const undefinedReason = z.enum(undefinedReasons)
export type UndefinedReason = z.infer<typeof undefinedReason>

export const notDefined = z.object({ kind: z.literal('not-defined'), reason: undefinedReason })
export type NotDefined = z.infer<typeof notDefined>

/*
 * How a figure was made is a code: what is frozen or stored speaks no language, and pages and reports
 * have the words.
 */
export const intervalMethods = [
  'percentile-bootstrap',
  'bca-bootstrap',
  'clopper-pearson',
  'wilson',
  'tango',
] as const
export const intervalMethod = z.enum(intervalMethods)

export const testNames = [
  'paired-t',
  'wilcoxon-exact',
  'wilcoxon-normal',
  'sign-exact',
  'mcnemar-exact',
  'mcnemar-mid-p',
  'mcnemar-chi-square',
] as const
export const testName = z.enum(testNames)
export type TestName = z.infer<typeof testName>

export const effectNames = ['cohens-dz', 'rank-biserial'] as const
export const effectName = z.enum(effectNames)
export type EffectName = z.infer<typeof effectName>

export const correlationNames = ['pearson', 'spearman', 'kendall-tau-b'] as const
export const correlationName = z.enum(correlationNames)
export type CorrelationName = z.infer<typeof correlationName>

/** A figure with its interval at `level`, such as 0.95; `low` and `high` include it where it exists. */
export const estimate = z.object({
  kind: z.literal('estimate'),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.number(),
  method: intervalMethod,
  /** What a bootstrap drew; null where the interval was computed. */
  drawn: z.object({ draws: z.number().int(), seed: z.number() }).nullable(),
})
export type Estimate = z.infer<typeof estimate>

/** A figure that is there though its interval is not, as where all of it comes from one note. */
export const noInterval = z.object({
  kind: z.literal('no-interval'),
  value: z.number(),
  reason: undefinedReason,
})
export const estimateOrNot = z.discriminatedUnion('kind', [estimate, noInterval, notDefined])
export type EstimateOrNot = z.infer<typeof estimateOrNot>

/** A two-sided test. */
export const testResult = z.object({
  kind: z.literal('test'),
  name: testName,
  statistic: z.number(),
  /** Degrees of freedom where the test has them. */
  freedom: z.number().nullable(),
  p: z.number(),
  /** Null where the test has none. */
  effect: z.object({ name: effectName, value: z.number() }).nullable(),
  /** How many pairs or values it rests on, without those the test leaves out. */
  n: z.number().int(),
})
export const testOrNot = z.discriminatedUnion('kind', [testResult, notDefined])
export type TestOrNot = z.infer<typeof testOrNot>
