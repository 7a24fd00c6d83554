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

/** A figure with its interval at `level`, such as 0.95; `low` and `high` include it where it exists. */
export const estimate = z.object({
  kind: z.literal('estimate'),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.number(),
  /** How the interval was made, such as "percentile bootstrap, 2000 draws, seed 1". */
  method: z.string(),
})
export type Estimate = z.infer<typeof estimate>
export const estimateOrNot = z.discriminatedUnion('kind', [estimate, notDefined])
export type EstimateOrNot = z.infer<typeof estimateOrNot>

/** A two-sided test. */
export const testResult = z.object({
  kind: z.literal('test'),
  /** "paired t-test", "Wilcoxon signed-rank (exact)", "McNemar (mid-p)". */
  name: z.string(),
  statistic: z.number(),
  /** Degrees of freedom where the test has them. */
  freedom: z.number().nullable(),
  p: z.number(),
  /** "Cohen's dz" or "rank-biserial correlation"; null where there is none. */
  effect: z.object({ name: z.string(), value: z.number() }).nullable(),
  /** How many pairs or values it rests on, without those the test leaves out. */
  n: z.number().int(),
})
export type TestResult = z.infer<typeof testResult>
export const testOrNot = z.discriminatedUnion('kind', [testResult, notDefined])
export type TestOrNot = z.infer<typeof testOrNot>
