import { z } from 'zod'
import { id } from './common'
import { arm, judgeRemark } from './evaluation-comparison'
import { task } from './evaluation-sets'
import { checkedStatement } from './evaluation-statements'
import { estimateOrNot, testOrNot } from './statistics'
import { taskIds } from './tasks'

/** How many answers had score 1, 2, 3, 4. */
export const distribution = z.tuple([
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int(),
])

/** One arm on one task; `task` null is all tasks together. */
export const resultCell = z.object({
  armId: z.string(),
  task,
  /** Answers with a score. */
  judged: z.number().int(),
  /** Answers whose judgement could not be read: counted here and in no mean. */
  unparseable: z.number().int(),
  /** Answers the arm never gave. */
  missing: z.number().int(),
  mean: estimateOrNot,
  sd: z.number().nullable(),
  median: z.number().nullable(),
  distribution,
  /** Share of score 1, with its exact (Clopper-Pearson) interval. */
  unacceptable: estimateOrNot,
  /** Statements of the answers by the statement check; null while it is switched off. */
  statements: z
    .object({
      supported: z.number().int(),
      contradicted: z.number().int(),
      notFound: z.number().int(),
      unchecked: z.number().int(),
    })
    .nullable(),
})
export type ResultCell = z.infer<typeof resultCell>

/** What any comparison with the base says of an arm; positive: the arm is better. */
export const pairedShape = {
  task,
  pairs: z.number().int(),
  difference: estimateOrNot,
  tTest: testOrNot,
  wilcoxon: testOrNot,
  win: z.number().int(),
  tie: z.number().int(),
  loss: z.number().int(),
  /** Base Unacceptable and the arm not; and the reverse. */
  fixed: z.number().int(),
  newlyMade: z.number().int(),
  /** McNemar's mid-p over those two counts. */
  mcNemar: testOrNot,
}

/** An arm against the base over the questions where both have a score. */
export const pairedResult = z.object({
  armId: z.string(),
  ...pairedShape,
  /** Two-sided sign test over wins and losses. */
  sign: testOrNot,
  /** Counts of differences from -3 to +3, in order. */
  differences: z.array(z.number().int()).length(7),
})
export type PairedResult = z.infer<typeof pairedResult>

export const results = z.object({
  runId: id,
  judgingId: id.nullable(),
  arms: z.array(arm),
  tasks: z.array(task),
  cells: z.array(resultCell),
  paired: z.array(pairedResult),
  /** Holm's adjustment of the Wilcoxon p-values over arms, all tasks together. */
  holm: z.array(z.object({ armId: z.string(), p: z.number(), adjusted: z.number() })),
  remarks: z.array(judgeRemark),
  /** Level and draws of every bootstrap above. */
  level: z.number(),
  draws: z.number().int(),
})
export type Results = z.infer<typeof results>

export const itemFilter = z.object({
  runId: id,
  /** Null takes the run's newest judging. */
  judgingId: id.nullable().default(null),
  task: z.enum(taskIds).nullable().default(null),
  /** The arm that the conditions below speak of; null with `score` means any arm. */
  armId: z.string().max(4).nullable().default(null),
  /** Score of that arm; "unparseable" and "missing" answers can be listed too. */
  score: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
    .or(z.enum(['unparseable', 'missing']))
    .nullable()
    .default(null),
  /** Against the base: errors mended and newly made, and better, equal, worse. Needs `armId`. */
  change: z.enum(['fixed', 'newly-made', 'win', 'tie', 'loss']).nullable().default(null),
  /** Only answers with a statement of this kind, of that arm or of any. */
  statement: z.enum(['supported', 'contradicted', 'not-found']).nullable().default(null),
  search: z.string().max(200).default(''),
})
export type ItemFilter = z.infer<typeof itemFilter>

export const itemRow = z.object({
  ordinal: z.number().int(),
  task,
  question: z.string(),
  notePreview: z.string(),
  confidential: z.boolean(),
  /** One entry an arm, in the arms' order. */
  scores: z.array(
    z.object({
      armId: z.string(),
      score: z.number().int().nullable(),
      state: z.enum(['waiting', 'judged', 'unparseable', 'missing']),
    }),
  ),
})
export type ItemRow = z.infer<typeof itemRow>

export const itemAnswer = z.object({
  armId: z.string(),
  state: z.enum(['waiting', 'done', 'failed']),
  text: z.string(),
  finishReason: z.enum(['stop', 'length']).nullable(),
  /** Why there is none. */
  failure: z.string().nullable(),
  seed: z.number().int(),
  tokens: z.number().int(),
  seconds: z.number(),
  /** Characters of the note that the model did not see. */
  cutCharacters: z.number().int(),
  saysNotInNote: z.boolean(),
  /** Under which letter the judge saw it, what it gave and why; null without a readable judgement. */
  letter: z.string().nullable(),
  score: z.number().int().nullable(),
  reason: z.string().nullable(),
  statements: z.array(checkedStatement),
})
export type ItemAnswer = z.infer<typeof itemAnswer>

export const itemFull = z.object({
  runId: id,
  ordinal: z.number().int(),
  judgingId: id.nullable(),
  task,
  note: z.string(),
  question: z.string(),
  /** The reference answer, where the source has one. The judge never sees it. */
  reference: z.string().nullable(),
  /** False for a question that the note cannot answer, null where that is not known. */
  answerable: z.boolean().nullable(),
  confidential: z.boolean(),
  answers: z.array(itemAnswer),
  /** What the judge wrote, raw, with the tries it took; null before it was judged. */
  judge: z
    .object({
      state: z.enum(['judged', 'unparseable', 'failed']),
      raw: z.string(),
      tries: z.number().int(),
    })
    .nullable(),
})
export type ItemFull = z.infer<typeof itemFull>
