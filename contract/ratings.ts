import { z } from 'zod'
import { id, instant, nothing } from './common'
import { command, query } from './operation'
import { packetOperations } from './rating-packets'
import { settleOperations } from './rating-settle'
import { reviewers } from './roles'
import { taskIds } from './tasks'
import { ratingDetail, score } from './validation-rating'

/*
 * What a rater sees of a study. Cases go by their place in the rater's own order: neither their
 * number in the study nor anything else of them tells where an answer came from.
 */

export const ratingProgress = z.object({
  total: z.number().int(),
  done: z.number().int(),
  /** Median seconds of the finished ones; null until there are three. */
  secondsEach: z.number().nullable(),
  /** The next one that is not finished, from here on and then from the start; null: all are done. */
  next: z.number().int().nullable(),
})
export type RatingProgress = z.infer<typeof ratingProgress>

export const queuedStudy = ratingProgress.extend({
  studyId: id,
  name: z.string(),
  projectName: z.string(),
  version: z.number().int(),
  confidential: z.boolean(),
  /** It came in a packet: finished ratings go back as a file. */
  fromPacket: z.boolean(),
})
export type QueuedStudy = z.infer<typeof queuedStudy>

const place = z.object({ studyId: id, position: z.number().int().min(1) })

export const ratingCase = z.object({
  studyId: id,
  position: z.number().int(),
  note: z.string(),
  confidential: z.boolean(),
  task: z.enum(taskIds).nullable(),
  question: z.string(),
  /** Null until what was expected is noted, where the study asks for that. */
  answer: z.string().nullable(),
  askExpectedFirst: z.boolean(),
  state: z.enum(['new', 'draft', 'done']),
  score: score.nullable(),
  detail: ratingDetail,
  seconds: z.number(),
  progress: ratingProgress,
})
export type RatingCase = z.infer<typeof ratingCase>

const verdict = place.extend({
  score: score.nullable(),
  detail: ratingDetail,
  /** Time spent on it so far. */
  seconds: z.number().min(0).max(86_400),
})

export const ratingOperations = {
  /** The studies that wait for this person. */
  'ratings.queue': query({
    input: nothing,
    output: z.array(queuedStudy),
    access: reviewers,
    touches: ['validation'],
  }),
  'ratings.case': query({
    input: place,
    output: ratingCase,
    access: reviewers,
    touches: ['validation'],
  }),
  /** Shows the answer; what was expected of it is fixed by that. */
  'ratings.reveal': command({
    input: place.extend({ expected: z.string().max(4000) }),
    output: nothing,
    access: reviewers,
    touches: ['validation'],
  }),
  /** Keeps what was said so far; nobody else sees it. */
  'ratings.save': command({
    input: verdict,
    output: z.object({ savedAt: instant }),
    access: reviewers,
    touches: ['validation'],
  }),
  'ratings.finish': command({
    input: verdict.extend({ score }),
    output: ratingProgress,
    access: reviewers,
    touches: ['validation'],
  }),
  /** Opens a finished one again, the last where none is named; what was said stays on record. */
  'ratings.reopen': command({
    input: z.object({ studyId: id, position: z.number().int().min(1).nullable() }),
    output: z.object({ position: z.number().int() }),
    access: reviewers,
    touches: ['validation'],
  }),
  ...packetOperations,
  ...settleOperations,
} as const
