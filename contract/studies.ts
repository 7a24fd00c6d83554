import { z } from 'zod'
import { fileToken, id, instant } from './common'
import { judging, arm as runArm } from './evaluation-comparison'
import { command, query } from './operation'
import { noteReaders, signers } from './roles'
import { sentence } from './sentences'
import { problem } from './sources'
import { studyName, studyPlan } from './validation-study'

/*
 * A study lets clinicians rate the answers of a comparison without knowing where they came from.
 * Once it is opened its plan and its sample are fixed and hashed; a change is a new version.
 */

export const studyState = z.enum(['draft', 'open', 'closed'])

export const raterProgress = z.object({
  personId: id,
  name: z.string(),
  assigned: z.number().int(),
  done: z.number().int(),
  /** Median seconds an answer; null before the first. */
  secondsEach: z.number().nullable(),
  lastAt: instant.nullable(),
  /** An open packet: this person rates on another computer. */
  isAway: z.boolean(),
})
export type RaterProgress = z.infer<typeof raterProgress>

export const study = z.object({
  id,
  projectId: id,
  name: z.string(),
  state: studyState,
  origin: z.enum(['planned', 'packet']),
  version: z.number().int(),
  replacesId: id.nullable(),
  changeReason: z.string(),
  confidential: z.boolean(),
  sha256: z.string().nullable(),
  runName: z.string(),
  arms: z.array(z.object({ arm: z.string(), name: z.string(), isBase: z.boolean() })),
  questions: z.number().int(),
  cases: z.number().int(),
  ratingsAssigned: z.number().int(),
  ratingsDone: z.number().int(),
  /** Answers that all their raters have finished, on which these differ by as much as the plan says, and that nobody settled. */
  disagreements: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
  openedAt: instant.nullable(),
  openedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
})
export type Study = z.infer<typeof study>

export const studyFull = study.extend({ plan: studyPlan, raters: z.array(raterProgress) })
export type StudyFull = z.infer<typeof studyFull>

export const answerFile = z.object({
  id,
  runId: id,
  name: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  answers: z.number().int(),
})
export type AnswerFile = z.infer<typeof answerFile>

/** What a study can be made of. */
export const studyChoices = z.object({
  runs: z.array(
    z.object({
      id,
      name: z.string(),
      sourceName: z.string(),
      questions: z.number().int(),
      confidential: z.boolean(),
      arms: z.array(runArm),
      judgings: z.array(judging.pick({ id: true, judgeName: true, judged: true })),
      files: z.array(answerFile),
    }),
  ),
  /** People of the role reviewer: others could find out which model an answer came from. */
  reviewers: z.array(z.object({ id, name: z.string() })),
})
export type StudyChoices = z.infer<typeof studyChoices>

export const planRemark = z.enum([
  'few-questions',
  'one-rater',
  'no-overlap',
  'no-controls',
  'no-judging',
  'one-arm',
  'bound-out-of-reach',
  'long-sitting',
])
export type PlanRemark = z.infer<typeof planRemark>

/** What a plan would give, before anything is fixed. */
export const planPreview = z.object({
  /** Questions that every arm has an answer to, and how many of them are drawn. */
  available: z.number().int(),
  drawn: z.number().int(),
  strata: z.array(
    z.object({ name: z.string(), available: z.number().int(), drawn: z.number().int() }),
  ),
  cases: z.object({
    answers: z.number().int(),
    planted: z.number().int(),
    repeats: z.number().int(),
  }),
  raters: z.array(z.object({ id, name: z.string(), cases: z.number().int(), minutes: z.number() })),
  overlapQuestions: z.number().int(),
  /** If no answer of an arm is Unacceptable, its rate is below this with 95 % confidence. */
  boundIfNone: z.number().nullable(),
  /** How many may be Unacceptable for the criterion still to be met; null where none may and even none is too many. */
  mostUnacceptable: z.number().int().nullable(),
  /** The smallest standardised difference between two arms that would be found with 80 % power. */
  findable: z.number().nullable(),
  confidential: z.boolean(),
  remarks: z.array(planRemark),
  /** Why it cannot be opened; null when it can. */
  blocked: sentence.nullable(),
})
export type PlanPreview = z.infer<typeof planPreview>

const byStudy = z.object({ studyId: id })

export const studyOperations = {
  /** Newest first; every version is there. */
  'studies.list': query({
    input: z.object({ projectId: id }),
    output: z.array(study),
    access: noteReaders,
    touches: ['validation'],
  }),
  'studies.get': query({
    input: byStudy,
    output: studyFull,
    access: noteReaders,
    touches: ['validation'],
  }),
  /**
   * Computes the hash over plan, questions, answers and orders again. False: somebody changed what
   * was fixed, past the app. Null: nothing was fixed here.
   */
  'studies.check': query({
    input: byStudy,
    output: z.object({ asFixed: z.boolean().nullable() }),
    access: noteReaders,
    touches: ['validation'],
  }),
  'studies.choices': query({
    input: z.object({ projectId: id }),
    output: studyChoices,
    access: noteReaders,
    touches: ['validation', 'evaluation', 'accounts'],
  }),
  'studies.preview': query({
    input: z.object({ projectId: id, plan: studyPlan }),
    output: planPreview,
    access: noteReaders,
    touches: ['validation', 'evaluation', 'accounts'],
  }),
  /**
   * How many questions a target needs: for an upper bound of the Unacceptable rate (one-sided, exact,
   * Clopper & Pearson 1934), and for a difference between arms (two-sided paired test, Guenther 1981).
   */
  'studies.planner': query({
    input: z.object({
      bound: z.number().min(0.001).max(0.5),
      events: z.number().int().min(0).max(100).default(0),
      /** Points on the four-point scale, and the standard deviation of the paired differences. */
      difference: z.number().min(0.05).max(3).default(0.3),
      deviation: z.number().min(0.1).max(3).default(1),
      power: z.number().min(0.5).max(0.99).default(0.8),
    }),
    output: z.object({ forBound: z.number().int(), forDifference: z.number().int() }),
    access: noteReaders,
    touches: [],
  }),
  /** The published design: 100 questions, two arms, everybody rates everything, no controls. */
  'studies.paperDesign': query({
    input: z.object({ projectId: id }),
    output: studyPlan,
    access: noteReaders,
    touches: ['validation', 'evaluation', 'accounts'],
  }),
  'studies.saveDraft': command({
    input: z.object({ projectId: id, studyId: id.nullable(), name: studyName, plan: studyPlan }),
    output: byStudy,
    access: signers,
    touches: ['validation'],
  }),
  'studies.removeDraft': command({
    input: byStudy,
    output: z.object({}),
    access: signers,
    touches: ['validation'],
  }),
  /** Fixes plan and sample for good: draws the questions, lays out the answers, and hashes them. */
  'studies.open': command({
    input: byStudy,
    output: z.object({ sha256: z.string() }),
    access: signers,
    touches: ['validation', 'projects'],
  }),
  /** Ends rating. What nobody rated stays unrated and is counted as such. */
  'studies.close': command({
    input: byStudy,
    output: z.object({}),
    access: signers,
    touches: ['validation', 'release', 'projects'],
  }),
  /** A draft that takes this study's place, with the reason; this one stays as it is. */
  'studies.newVersion': command({
    input: byStudy.extend({ reason: z.string().trim().min(5).max(2000) }),
    output: byStudy,
    access: signers,
    touches: ['validation'],
  }),
  /** Answers that were made elsewhere to the questions of a comparison: CSV or JSON lines. */
  'studies.importAnswers': command({
    input: z.object({ runId: id, token: fileToken, name: studyName }),
    output: z.object({ file: answerFile, problems: z.array(problem) }),
    access: signers,
    touches: ['validation'],
  }),
} as const
