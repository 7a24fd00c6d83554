import { z } from 'zod'
import { id, instant } from '../../../../contract/common'
import { taskIds } from '../../../../contract/tasks'
import { ratingDetail, score } from '../../../../contract/validation-rating'

/*
 * What the two files hold. A packet has the cases of one rater in that rater's order: no arm, no
 * kind, nothing of what was planted or repeated, no word of other raters.
 */

const packetCase = z.strictObject({
  position: z.number().int().min(1),
  note: z.number().int().min(0),
  task: z.enum(taskIds).nullable(),
  question: z.string(),
  answer: z.string(),
})

export const packetContent = z.strictObject({
  packetId: id,
  projectName: z.string(),
  studyName: z.string(),
  version: z.number().int(),
  confidential: z.boolean(),
  purpose: z.string(),
  askExpectedFirst: z.boolean(),
  raterName: z.string(),
  /** Base64; seals the way back. */
  returnKey: z.string(),
  /** Each note once; cases name it by its place here. */
  notes: z.array(z.string()),
  cases: z.array(packetCase).min(1),
})
export type PacketContent = z.infer<typeof packetContent>

const returnedRating = z.strictObject({
  position: z.number().int().min(1),
  score,
  detail: ratingDetail,
  revealedAt: instant.nullable(),
  seconds: z.number().min(0),
  revision: z.number().int().min(1),
  firstAt: instant,
  savedAt: instant,
})
export type ReturnedRating = z.infer<typeof returnedRating>

export const returnContent = z.strictObject({
  packetId: id,
  /** Of the notes, questions and answers that were rated: they are those that were sent. */
  casesSha256: z.string(),
  ratedBy: z.string(),
  ratings: z.array(returnedRating),
})
export type ReturnContent = z.infer<typeof returnContent>
