import { z } from 'zod'
import { span } from './common'

/*
 * What a rater says of one answer. The scale is the published one (Kweon et al. 2024); error types
 * follow CREOLA (fabrication, negation, causality, contextual; omissions apart), harm grades follow
 * the severity scale of MedVAL in four steps.
 */

export const scores = [
  { score: 1, name: 'Unacceptable' },
  { score: 2, name: 'Poor' },
  { score: 3, name: 'Satisfactory' },
  { score: 4, name: 'Excellent' },
] as const
export const score = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Score = z.infer<typeof score>

export const errorTypes = [
  'fabrication',
  'negation',
  'causality',
  'contextual',
  'omission',
  'other',
] as const
export const errorType = z.enum(errorTypes)
export type ErrorType = z.infer<typeof errorType>

/** What could follow if somebody acted on the answer. */
export const harmGrades = ['none', 'minor', 'moderate', 'severe'] as const
export const harmGrade = z.enum(harmGrades)
export type HarmGrade = z.infer<typeof harmGrade>

/** A place in the answer and the place in the note that bears it out or speaks against it. */
export const ratedSpan = z.object({
  answer: span,
  note: span.nullable(),
  relation: z.enum(['contradicted', 'not-in-note', 'supported']),
})
export type RatedSpan = z.infer<typeof ratedSpan>

export const ratingDetail = z.object({
  errors: z.array(errorType).default([]),
  harm: harmGrade.nullable().default(null),
  spans: z.array(ratedSpan).max(50).default([]),
  /** What the answer should say and does not, noted before the answer was shown where the study asks for it. */
  expected: z.string().max(4000).default(''),
  comment: z.string().max(4000).default(''),
  /** How the answer should read; may become a training pair. Null where the rater proposes none. */
  correction: z.string().max(20_000).nullable().default(null),
})
export type RatingDetail = z.infer<typeof ratingDetail>
