import { z } from 'zod'
import {
  fileToken,
  id,
  instant,
  jobStarted,
  pageRequest,
  sampling,
  shortText,
  span,
} from './common'
import { promptFamily } from './models'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'
import { problem } from './sources'
import { estimateOrNot, testOrNot } from './statistics'
import { taskIds } from './tasks'

/*
 * Stage 5. Three kinds of work, each a job that goes on where it was cut off:
 *
 * - a comparison ("run"): arms answer the same questions, then a judge scores the answers.
 *   A run can be judged again by another judge: each judging is kept, and results name theirs.
 * - a perplexity table: corpora under one model, with or without an adapter.
 * - a check of general ability: a small fixed set under a model and its adapters.
 */

const task = z.enum(taskIds).nullable()

// ---------------------------------------------------------------- question sets

export const setLayouts = ['csv', 'casi', 'discq', 'mtsamples'] as const
/**
 * csv: columns for note and question, optionally answer, task and an identifier (the Asclepius CSV
 * too). casi: seven fields between vertical bars, abbreviation | sense | as written | start | end |
 * section | text, with or without a first row of names; the question asks for the sense and the
 * sense is the answer. discq: a CSV with id and question (and the "reasoning" text that led to it),
 * and the discharge summaries as text files named by that id, chosen together with it. mtsamples:
 * the notes have no questions, so each note is asked one instruction for each of the chosen tasks.
 */
export const setLayout = z.enum(setLayouts)
export type SetLayout = z.infer<typeof setLayout>

export const setMapping = z.object({
  note: z.string(),
  /** Empty for layouts that make the question themselves (casi, mtsamples). */
  question: z.string(),
  answer: z.string().nullable(),
  task: z.string().nullable(),
  externalId: z.string().nullable(),
})
export type SetMapping = z.infer<typeof setMapping>

export const setInspection = z.object({
  layout: setLayout,
  /** "CASI, separated by vertical bars, Windows-1252", for people. */
  layoutName: z.string(),
  /** Why it was taken for this layout, in one sentence. */
  explanation: z.string(),
  fileNames: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  mapping: setMapping,
  firstQuestions: z.array(
    z.object({
      externalId: z.string(),
      task,
      note: z.string(),
      question: z.string(),
      answer: z.string().nullable(),
    }),
  ),
  /** Among the rows that were looked at. */
  looked: z.object({ rows: z.number().int(), problems: z.array(problem) }),
  suggestedName: z.string(),
})
export type SetInspection = z.infer<typeof setInspection>

export const questionSet = z.object({
  id,
  projectId: id,
  name: z.string(),
  layout: setLayout,
  fileNames: z.string(),
  /** Chosen at import; every answer and figure made from it carries it. */
  confidential: z.boolean(),
  questions: z.number().int(),
  notes: z.number().int(),
  withAnswer: z.number().int(),
  problems: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
  removed: z.boolean(),
})
export type QuestionSet = z.infer<typeof questionSet>

export const setQuestion = z.object({
  id: z.number().int(),
  externalId: z.string(),
  task,
  notePreview: z.string(),
  question: z.string(),
  answer: z.string().nullable(),
})
export type SetQuestion = z.infer<typeof setQuestion>

// ---------------------------------------------------------------- a comparison

/** Where questions come from: the held-out side of the split, or an imported set. */
export const questionSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test-split') }),
  z.object({ kind: z.literal('set'), id }),
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
  /** "Test split" or the set's name. */
  sourceName: z.string(),
  /** SHA-256 of the split at the time; null for an imported set. */
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

// ---------------------------------------------------------------- results

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

/** An arm against the base over the questions where both have a score; positive: the arm is better. */
export const pairedResult = z.object({
  armId: z.string(),
  task,
  pairs: z.number().int(),
  difference: estimateOrNot,
  tTest: testOrNot,
  wilcoxon: testOrNot,
  win: z.number().int(),
  tie: z.number().int(),
  loss: z.number().int(),
  /** Two-sided sign test over wins and losses. */
  sign: testOrNot,
  /** Base Unacceptable and the arm not; and the reverse. */
  fixed: z.number().int(),
  newlyMade: z.number().int(),
  /** McNemar's mid-p over those two counts. */
  mcNemar: testOrNot,
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

// ---------------------------------------------------------------- statement check

export const verdicts = ['supported', 'contradicted', 'not-found'] as const
export const verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof verdict>

/** Something in a statement that was looked up in the note. */
export const checkedItem = span.extend({
  kind: z.enum(['number', 'dose', 'drug', 'date', 'negation', 'words']),
  verdict,
  /** Places in the note that bear it out or speak against it. */
  evidence: z.array(span),
  /** One short sentence; empty where supported. */
  reason: z.string(),
})
export type CheckedItem = z.infer<typeof checkedItem>

/** One statement of an answer. `span` is in the answer, `evidence` in the note. */
export const checkedStatement = span.extend({
  /** Contradicted if any part is, else not found if any part is, else supported. */
  verdict,
  /** False where nothing in it could be looked up but its words. */
  isCheckable: z.boolean(),
  items: z.array(checkedItem),
  evidence: z.array(span),
  /** What a person said of it; null where nobody did. */
  human: verdict.nullable(),
})
export type CheckedStatement = z.infer<typeof checkedStatement>

export const verdictFigures = z.object({
  verdict,
  /** Of the statements the check gave this verdict, the share people gave it too. Wilson interval. */
  precision: estimateOrNot,
  /** Of the statements people gave this verdict, the share the check gave it too. */
  recall: estimateOrNot,
  checkSaid: z.number().int(),
  peopleSaid: z.number().int(),
  both: z.number().int(),
})

export const statementCheckState = z.object({
  /** Shown with answers and counted in results. */
  isOn: z.boolean(),
  /** unmeasured: fewer labelled statements than needed, so it is shown as unproven. */
  state: z.enum(['unmeasured', 'good-enough', 'below-floor', 'switched-off']),
  labelled: z.number().int(),
  labelledNeeded: z.number().int(),
  /** The least precision and recall of "contradicted or not found" that keeps it on. */
  floor: z.object({ precision: z.number(), recall: z.number() }),
  isSwitchedOff: z.boolean(),
  figures: z.array(verdictFigures),
  /** "Contradicted or not found" against "supported": what the floor is held against. */
  problem: z.object({ precision: estimateOrNot, recall: estimateOrNot }),
})
export type StatementCheckState = z.infer<typeof statementCheckState>

// ---------------------------------------------------------------- one answer

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

// ---------------------------------------------------------------- perplexity, general ability

export const corpora = ['reports', 'synthetic-notes', 'local-notes'] as const
export const corpus = z.enum(corpora)
export type Corpus = z.infer<typeof corpus>

export const perplexityRequest = z.object({
  projectId: id,
  modelId: id,
  /** Each is a table of its own beside the others; null is the model alone. */
  adapterIds: z.array(id.nullable()).min(1).max(6).default([null]),
  corpora: z
    .array(corpus)
    .min(1)
    .default([...corpora]),
  /** Documents a corpus, drawn by the seed; null takes all. */
  perCorpus: z.number().int().min(1).nullable().default(200),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  /** Tokens of each document that are scored; the rest is cut and counted. */
  context: z.number().int().min(64).max(8192).default(2048),
})
export type PerplexityRequest = z.infer<typeof perplexityRequest>

export const perplexityRow = z.object({
  corpus,
  /** Documents scored, planned, and those the corpus has. */
  documents: z.number().int(),
  planned: z.number().int(),
  available: z.number().int(),
  /** True for a drawn sample, false for the whole corpus. */
  isSample: z.boolean(),
  tokens: z.number().int(),
  cutDocuments: z.number().int(),
  confidential: z.boolean(),
  /** exp(mean of -log p over all tokens of the corpus), bootstrap over documents. */
  perplexity: estimateOrNot,
  /** Of single documents: 5th, 25th, 50th, 75th and 95th percentile, for the plot. */
  percentiles: z.array(z.number()).nullable(),
})
export type PerplexityRow = z.infer<typeof perplexityRow>

export const perplexityTable = z.object({
  id,
  jobId: id,
  modelId: id,
  modelName: z.string(),
  adapterId: id.nullable(),
  adapterName: z.string().nullable(),
  seed: z.number().int(),
  context: z.number().int(),
  rows: z.array(perplexityRow),
  createdAt: instant,
  createdBy: z.string(),
})
export type PerplexityTable = z.infer<typeof perplexityTable>

export const abilityArm = z.object({
  adapterId: id.nullable(),
  name: z.string(),
  items: z.number().int(),
  right: z.number().int(),
  /** Share of items where the right continuation is the likeliest; Wilson interval. */
  accuracy: estimateOrNot,
  /** Of the general text, bootstrap over its paragraphs. */
  perplexity: estimateOrNot,
  /** Against the model alone: items lost and gained, mid-p, and the ratio of perplexities. */
  lost: z.number().int(),
  gained: z.number().int(),
  mcNemar: testOrNot,
  perplexityRatio: estimateOrNot,
})
export type AbilityArm = z.infer<typeof abilityArm>

export const abilityCheck = z.object({
  id,
  jobId: id,
  modelId: id,
  modelName: z.string(),
  /** "general-ability-v1", with the hash of the set. */
  setName: z.string(),
  setSha256: z.string(),
  arms: z.array(abilityArm),
  createdAt: instant,
  createdBy: z.string(),
})
export type AbilityCheck = z.infer<typeof abilityCheck>

export const abilityItem = z.object({
  id: z.string(),
  kind: z.enum(['choice', 'completion', 'text']),
  prompt: z.string(),
  options: z.array(z.string()),
  right: z.number().int(),
  /** For each arm in order: the option chosen, and its log-likelihood a token. */
  chosen: z.array(z.number().int().nullable()),
})
export type AbilityItem = z.infer<typeof abilityItem>

// ---------------------------------------------------------------- operations

const byRun = z.object({ runId: id })
const bySet = z.object({ setId: id })

export const evaluationOperations = {
  /** Looks at the start of the chosen files and says what questions they would give. */
  'evaluation.inspectSet': query({
    input: z.object({
      tokens: z.array(fileToken).min(1).max(500),
      layout: setLayout.nullable().default(null),
      mapping: setMapping.nullable().default(null),
      /** For layouts without questions: asked of each note. */
      tasks: z.array(z.enum(taskIds)).default([]),
    }),
    output: setInspection,
    access: builders,
    touches: [],
  }),
  /** Good rows are kept and bad ones reported, unless all or nothing is asked for. */
  'evaluation.importSet': command({
    input: z.object({
      projectId: id,
      tokens: z.array(fileToken).min(1).max(500),
      name: shortText,
      confidential: z.boolean(),
      layout: setLayout,
      mapping: setMapping,
      tasks: z.array(z.enum(taskIds)).default([]),
      onProblem: z.enum(['keep-good', 'all-or-nothing']).default('keep-good'),
    }),
    output: z.object({ set: questionSet, problems: z.array(problem) }),
    access: builders,
    touches: ['evaluation'],
  }),
  'evaluation.sets': query({
    input: z.object({ projectId: id }),
    output: z.array(questionSet),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.setQuestions': query({
    input: pageRequest.extend({ setId: id, search: z.string().max(200).default('') }),
    output: z.object({ rows: z.array(setQuestion), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  /** Hides a set from choice; runs that used it keep their questions. `restoreSet` undoes it. */
  'evaluation.removeSet': command({
    input: bySet,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  'evaluation.restoreSet': command({
    input: bySet,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  'evaluation.judgePrompts': query({
    input: z.object({}),
    output: z.array(judgePrompt),
    access: noteReaders,
    touches: [],
  }),
  'evaluation.plan': query({
    input: evaluationRequest.omit({ name: true }),
    output: evaluationPlan,
    access: builders,
    touches: ['instructions', 'evaluation', 'models', 'adapters'],
  }),
  'evaluation.start': command({
    input: evaluationRequest,
    output: jobStarted.extend({ runId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** Judges the answers of a run by another judge; earlier judgings stay. */
  'evaluation.judge': command({
    input: byRun.extend({ judge: judgeWish }),
    output: jobStarted.extend({ judgingId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** Newest first. */
  'evaluation.runs': query({
    input: z.object({ projectId: id }),
    output: z.array(evaluationRun),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  'evaluation.run': query({
    input: byRun,
    output: evaluationRun,
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  /** Takes a run and all its answers away for good. */
  'evaluation.removeRun': command({
    input: byRun,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  /** Null takes the run's newest judging. Figures of a run that still runs are of what is there. */
  'evaluation.results': query({
    input: byRun.extend({ judgingId: id.nullable().default(null) }),
    output: results,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.items': query({
    input: pageRequest.extend({ filter: itemFilter }),
    output: z.object({ rows: z.array(itemRow), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.itemCount': query({
    input: z.object({ filter: itemFilter }),
    output: z.object({ count: z.number().int() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.item': query({
    input: byRun.extend({
      ordinal: z.number().int(),
      judgingId: id.nullable().default(null),
      /** Statements too while the check is off, so that people can go on labelling and bring it back. */
      forLabelling: z.boolean().default(false),
    }),
    output: itemFull,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.statementCheck': query({
    input: z.object({ projectId: id }),
    output: statementCheckState,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.setStatementCheck': command({
    input: z.object({
      projectId: id,
      floor: z.object({
        precision: z.number().min(0).max(1),
        recall: z.number().min(0).max(1),
      }),
      isSwitchedOff: z.boolean(),
    }),
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  /** A person's verdict on one statement of an answer, for the check's own figures; null takes it back. */
  'evaluation.labelStatement': command({
    input: byRun.extend({
      ordinal: z.number().int(),
      armId: z.string().max(4),
      /** The statement's place in the answer. */
      start: z.number().int(),
      end: z.number().int(),
      verdict: verdict.nullable(),
    }),
    output: z.object({}),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.startPerplexity': command({
    input: perplexityRequest,
    output: jobStarted.extend({ tableIds: z.array(id) }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** How many documents each corpus has to draw from. */
  'evaluation.corpora': query({
    input: z.object({ projectId: id }),
    output: z.array(
      z.object({ corpus, documents: z.number().int(), confidential: z.number().int() }),
    ),
    access: noteReaders,
    touches: ['sources', 'synthesis'],
  }),
  /** Newest first; tables of one start share their documents, and so can be laid side by side. */
  'evaluation.perplexity': query({
    input: z.object({ projectId: id }),
    output: z.array(perplexityTable),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  'evaluation.startAbility': command({
    input: z.object({ projectId: id, modelId: id, adapterIds: z.array(id).max(6) }),
    output: jobStarted.extend({ checkId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  'evaluation.ability': query({
    input: z.object({ projectId: id }),
    output: z.array(abilityCheck),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  /** The items of one check, with what each arm chose. */
  'evaluation.abilityItems': query({
    input: z.object({ checkId: id, change: z.enum(['lost', 'gained']).nullable().default(null) }),
    output: z.array(abilityItem),
    access: noteReaders,
    touches: ['evaluation'],
  }),
} as const
