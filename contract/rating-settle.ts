import { z } from 'zod'
import { id, instant } from './common'
import { command, query } from './operation'
import { builders, noteReaders, validationLeads } from './roles'
import { taskIds } from './tasks'
import { ratingDetail, score } from './validation-rating'

/** Raters go by a letter, in an order of its own for each case: whose word it is must not count. */
export const settleVerdict = z.object({
  rater: z.string(),
  score,
  detail: ratingDetail,
})
export type SettleVerdict = z.infer<typeof settleVerdict>

export const settleRow = z.object({
  caseNo: z.number().int(),
  question: z.string(),
  task: z.enum(taskIds).nullable(),
  scores: z.array(score),
  settled: score.nullable(),
  /** Raters who have not finished it yet. */
  missing: z.number().int(),
})
export type SettleRow = z.infer<typeof settleRow>

export const settleDecision = z.object({
  score,
  detail: ratingDetail,
  reason: z.string(),
  by: z.string(),
  at: instant,
})

export const settleCase = z.object({
  caseNo: z.number().int(),
  note: z.string(),
  confidential: z.boolean(),
  task: z.enum(taskIds).nullable(),
  question: z.string(),
  answer: z.string(),
  verdicts: z.array(settleVerdict),
  /** Raters who have not finished it yet. */
  missing: z.number().int(),
  decision: settleDecision.nullable(),
})
export type SettleCase = z.infer<typeof settleCase>

export const correctionStates = ['proposed', 'approved', 'refused'] as const

export const correctionRow = z.object({
  id,
  studyName: z.string(),
  note: z.string(),
  confidential: z.boolean(),
  question: z.string(),
  answer: z.string(),
  text: z.string(),
  state: z.enum(correctionStates),
  /** Where its note stands in the split of stage 3; only the training side can take a new pair. */
  side: z.enum(['train', 'validation', 'test', 'none']),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  reason: z.string(),
})
export type CorrectionRow = z.infer<typeof correctionRow>

export const settleOperations = {
  /**
   * Answers on which verdicts are as far apart as the study set beforehand, once all their raters
   * have finished them or rating has ended; without waiting, also those that a rater is still to finish.
   */
  'settle.list': query({
    input: z.object({ studyId: id, withoutWaiting: z.boolean().default(false) }),
    output: z.object({
      distance: z.number().int(),
      /** Far apart already, and still to be finished by somebody. */
      waiting: z.number().int(),
      rows: z.array(settleRow),
    }),
    access: validationLeads,
    touches: ['validation'],
  }),
  'settle.case': query({
    input: z.object({ studyId: id, caseNo: z.number().int() }),
    output: settleCase,
    access: validationLeads,
    touches: ['validation'],
  }),
  /** Says what counts; the verdicts of the raters stay as they are. */
  'settle.decide': command({
    input: z.object({
      studyId: id,
      caseNo: z.number().int(),
      score,
      detail: ratingDetail,
      reason: z.string().trim().min(1).max(4000),
      /** Settles it although a rater has not finished it; what that rater says later stays on record. */
      withoutWaiting: z.boolean().default(false),
    }),
    output: z.object({}),
    access: validationLeads,
    touches: ['validation'],
  }),
  'corrections.list': query({
    input: z.object({ projectId: id, state: z.enum(correctionStates).default('proposed') }),
    output: z.array(correctionRow),
    access: noteReaders,
    touches: ['validation', 'instructions'],
  }),
  /** Approved, it becomes a row of stage 3 on the training side; never on another. */
  'corrections.decide': command({
    input: z.object({
      id,
      approve: z.boolean(),
      reason: z.string().trim().max(2000).default(''),
    }),
    output: z.object({ rowId: z.number().int().nullable() }),
    access: builders,
    touches: ['validation', 'instructions'],
  }),
} as const
