import { z } from 'zod'
import { id, instant, sampling, shortText } from './common'
import { promptFamily } from './models'
import { taskIds } from './tasks'

/** Where questions come from. */
export const questionSource = z.discriminatedUnion('kind', [
  /** The held-out side of the split. */
  z.object({ kind: z.literal('test-split') }),
  /** An imported set. */
  z.object({ kind: z.literal('set'), id }),
  /** Notes of a collection that nothing was trained on, each asked one instruction a task; none chosen asks all. */
  z.object({ kind: z.literal('notes'), id, tasks: z.array(z.enum(taskIds)).default([]) }),
  /** What people called wrong under Query, asked again; null takes the answers of every model. */
  z.object({ kind: z.literal('complaints'), modelId: id.nullable().default(null) }),
])
export type QuestionSource = z.infer<typeof questionSource>

export const modelChoice = z.object({ modelId: id, adapterId: id.nullable().default(null) })
export type ModelChoice = z.infer<typeof modelChoice>

export const judgePrompt = z.object({
  /** "judge-four-point-v1". */
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  sha256: z.string(),
  /** The words the judge reads, for the page that shows them. */
  system: z.string(),
  user: z.string(),
})
export type JudgePrompt = z.infer<typeof judgePrompt>

export const judgeWish = modelChoice.extend({
  /** Null takes the newest prompt that comes with the app. */
  promptId: z.string().max(80).nullable().default(null),
  /** Shuffles the letters; stored with the judging. */
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  /** Further tries after output that does not fit; then the judgement counts as unparseable. */
  retries: z.number().int().min(0).max(5).default(2),
})
export type JudgeWish = z.infer<typeof judgeWish>

export const evaluationRequest = z.object({
  projectId: id,
  name: shortText,
  source: questionSource,
  /** At most so many questions, drawn by the seed; null takes all. */
  limit: z.number().int().min(1).nullable().default(null),
  /** The first arm is the base that the others are compared with. */
  arms: z.array(modelChoice).min(1).max(8),
  /** Null: answers only; a judge can be chosen later. */
  judge: judgeWish.nullable(),
  /** Greedy when left out: an answer should not depend on chance. */
  sampling: sampling.optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  maxTokens: z.number().int().min(16).max(4096).default(256),
  /** Answers made side by side; null takes what suits the machine. */
  parallel: z.number().int().min(1).max(64).nullable().default(null),
})
export type EvaluationRequest = z.infer<typeof evaluationRequest>

export const arm = z.object({
  /** Within its run: "a", "b", ...; the first is the base. */
  id: z.string(),
  modelId: id,
  modelName: z.string(),
  modelSha256: z.string(),
  adapterId: id.nullable(),
  adapterName: z.string().nullable(),
  adapterSha256: z.string().nullable(),
  /** How its prompt is dressed: adapters were trained on the Asclepius template. */
  family: promptFamily,
  /** "Llama 3 8B", or "Llama 3 8B + Adapter 2". */
  name: z.string(),
  isBase: z.boolean(),
})
export type Arm = z.infer<typeof arm>

/** What is worth saying about a judge, in figures; the page and the report put it into words. */
export const judgeRemark = z.discriminatedUnion('kind', [
  /** The judge is the same model (and adapter) as this arm: it scores its own answers. */
  z.object({ kind: z.literal('judges-itself'), armId: z.string() }),
  /** The judge has the same base as this arm. */
  z.object({ kind: z.literal('same-base'), armId: z.string() }),
  /** This share of all scores was one and the same: it hardly tells answers apart. */
  z.object({
    kind: z.literal('one-score'),
    score: z.number().int(),
    share: z.number(),
    scores: z.number().int(),
  }),
  /** Answers that stood under one letter scored higher than the rest, by so many points. */
  z.object({
    kind: z.literal('prefers-a-place'),
    letter: z.string(),
    points: z.number(),
    p: z.number(),
  }),
  /** This share of all judgements could not be read, after every retry. */
  z.object({ kind: z.literal('often-unreadable'), share: z.number(), judgements: z.number() }),
  /** Fewer than a billion parameters: known to judge poorly. */
  z.object({ kind: z.literal('small-model'), parameters: z.number() }),
])
export type JudgeRemark = z.infer<typeof judgeRemark>

export const judging = z.object({
  id,
  judgeName: z.string(),
  modelId: id,
  modelSha256: z.string(),
  adapterId: id.nullable(),
  promptName: z.string(),
  promptVersion: z.number().int(),
  promptSha256: z.string(),
  seed: z.number().int(),
  /** Questions: planned, with a readable judgement, unreadable after all retries, given up. */
  planned: z.number().int(),
  judged: z.number().int(),
  unparseable: z.number().int(),
  failed: z.number().int(),
  /** Outputs that did not fit, retries included. */
  malformed: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
  remarks: z.array(judgeRemark),
})
export type Judging = z.infer<typeof judging>

export const evaluationRun = z.object({
  id,
  projectId: id,
  jobId: id,
  name: z.string(),
  source: questionSource,
  /** "Test split", "Complaints", or the name of the set or collection. */
  sourceName: z.string(),
  /** SHA-256 of the split at the time; null for every other source. */
  splitSha256: z.string().nullable(),
  confidential: z.boolean(),
  questions: z.number().int(),
  arms: z.array(arm),
  /** Answers over all arms: planned, made, given up. */
  answersPlanned: z.number().int(),
  answersMade: z.number().int(),
  answersFailed: z.number().int(),
  judgings: z.array(judging),
  seed: z.number().int(),
  sampling,
  maxTokens: z.number().int(),
  parallel: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
})
export type EvaluationRun = z.infer<typeof evaluationRun>

export const evaluationPlan = z.object({
  questions: z.number().int(),
  confidential: z.boolean(),
  answers: z.number().int(),
  parallel: z.number().int(),
  /** Null where no arm's model was measured. */
  secondsEstimated: z.number().nullable(),
  /** Known before anything is judged: itself, same base, small model. */
  judgeRemarks: z.array(judgeRemark),
  /** Why it cannot start, in a sentence; null when it can. */
  blocked: z.string().nullable(),
})
export type EvaluationPlan = z.infer<typeof evaluationPlan>

/** What people called wrong, by the model and adapter that said it. */
export const complaintCount = z.object({
  modelId: id,
  modelName: z.string(),
  adapterName: z.string().nullable(),
  answers: z.number().int(),
  complaints: z.number().int(),
})
export type ComplaintCount = z.infer<typeof complaintCount>
