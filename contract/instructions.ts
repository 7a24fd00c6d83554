import { z } from 'zod'
import {
  fileToken,
  id,
  instant,
  jobStarted,
  nothing,
  pageRequest,
  sampling,
  shortText,
  span,
} from './common'
import { rowFilterId, rowThresholds } from './instruction-filters'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'
import { problem } from './sources'
import { taskIds } from './tasks'

/*
 * Stage 3. Kept notes become rows of note, question and answer for eight tasks; rows are sorted by
 * filters, edited, split by source case, checked for leakage, and written to files or read back.
 */

const task = z.enum(taskIds)
export const sides = ['train', 'validation', 'test'] as const
export const side = z.enum(sides)
export type Side = z.infer<typeof side>

// ---------------------------------------------------------------- seed questions

export const seedSet = z.object({
  id,
  task,
  version: z.number().int(),
  questions: z.array(z.string()),
  sha256: z.string(),
  builtIn: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
})
export type SeedSet = z.infer<typeof seedSet>

// ---------------------------------------------------------------- generation

export const taskWeights = z.partialRecord(task, z.number().min(0).max(100))
export type TaskWeights = z.infer<typeof taskWeights>

export const generationRequest = z.object({
  projectId: id,
  modelId: id,
  /** The words that ask for questions and answers; null takes what suits the model's size. */
  promptId: id.nullable().default(null),
  /** At most so many notes, drawn by the seed; null takes all. */
  limit: z.number().int().min(1).nullable().default(null),
  /** Only kept notes that have no row yet, or every kept note. */
  notes: z.enum(['without-rows', 'all']).default('without-rows'),
  /** The published method asks one; more draw different tasks for the same note. */
  rowsPerNote: z.number().int().min(1).max(8).default(1),
  /** How often each task is drawn, relative to the others; null draws all alike. */
  weights: taskWeights.nullable().default(null),
  /** The part of the questions that is asked for as one the note cannot answer, 0 to 0.9. */
  unanswerable: z.number().min(0).max(0.9).default(0.1),
  seed: z.number().int().min(0).max(0xffff_ffff),
  questionSampling: sampling,
  answerSampling: sampling,
  maxQuestionTokens: z.number().int().min(16).max(512).default(80),
  maxAnswerTokens: z.number().int().min(16).max(4096).default(400),
  /** Further tries after malformed output, for the question and for the answer each. */
  retries: z.number().int().min(0).max(10).default(3),
  parallel: z.number().int().min(1).max(64).nullable().default(null),
})
export type GenerationRequest = z.infer<typeof generationRequest>

export const instructionPrompt = z.object({
  id,
  name: z.string(),
  version: z.number().int(),
  sha256: z.string(),
  /** For models below this many parameters; null for all others. */
  belowParameters: z.number().nullable(),
  system: z.string(),
  question: z.string(),
  unanswerable: z.string(),
  answer: z.string(),
  unanswerableAnswer: z.string(),
})
export type InstructionPrompt = z.infer<typeof instructionPrompt>

/** How far a model is from being good enough, judged by what came of its calls. */
export const modelVerdict = z.object({
  state: z.enum(['too-early', 'good', 'weak', 'not-good-enough']),
  calls: z.number().int(),
  malformed: z.number().int(),
  rows: z.number().int(),
  caught: z.number().int(),
  /** Items that were given up because the output stayed malformed. */
  givenUp: z.number().int(),
})
export type ModelVerdict = z.infer<typeof modelVerdict>

export const instructionRun = z.object({
  id,
  jobId: id,
  modelName: z.string(),
  promptName: z.string(),
  promptVersion: z.number().int(),
  seed: z.number().int(),
  planned: z.number().int(),
  finished: z.number().int(),
  failed: z.number().int(),
  kept: z.number().int(),
  questionCalls: z.number().int(),
  questionMalformed: z.number().int(),
  answerCalls: z.number().int(),
  answerMalformed: z.number().int(),
  verdict: modelVerdict,
  createdAt: instant,
  createdBy: z.string(),
})
export type InstructionRun = z.infer<typeof instructionRun>

// ---------------------------------------------------------------- rows

export const verdict = z.enum(['kept', 'left-out'])

export const instructionRow = z.object({
  id: z.number().int(),
  task,
  question: z.string(),
  answer: z.string(),
  answerable: z.boolean(),
  kept: z.boolean(),
  verdict: verdict.nullable(),
  caughtBy: z.array(rowFilterId),
  side: side.nullable(),
  confidential: z.boolean(),
  edited: z.boolean(),
  imported: z.boolean(),
})
export type InstructionRow = z.infer<typeof instructionRow>

const generated = z.object({
  text: z.string(),
  seed: z.number().int(),
  /** 1 where the first try was well-formed. */
  attempts: z.number().int(),
  finishReason: z.string(),
  tokens: z.number().int(),
  seconds: z.number(),
})

export const rowLineage = z.object({
  runId: id,
  modelName: z.string(),
  modelSha256: z.string(),
  promptName: z.string(),
  promptVersion: z.number().int(),
  promptSha256: z.string(),
  seedSetVersion: z.number().int(),
  itemSeed: z.number().int(),
  askedUnanswerable: z.boolean(),
  /** The examples that the model was shown. */
  seeds: z.array(z.string()),
  earlier: z.array(z.string()),
  question: generated,
  answer: generated,
  questionSampling: sampling,
  answerSampling: sampling,
  createdAt: instant,
  appVersion: z.string(),
})
export type RowLineage = z.infer<typeof rowLineage>

export const rowEdit = z.object({
  id: z.number().int(),
  /** The text as it was before this change. */
  question: z.string(),
  answer: z.string(),
  answerable: z.boolean(),
  reason: z.string(),
  at: instant,
  by: z.string(),
})
export type RowEdit = z.infer<typeof rowEdit>

export const instructionFull = instructionRow.extend({
  note: z.string(),
  /** Null for a note that came with an import. */
  noteId: z.number().int().nullable(),
  noteTitle: z.string(),
  noteKept: z.boolean(),
  caseId: z.string(),
  verdictReason: z.string().nullable(),
  verdictBy: z.string().nullable(),
  filters: z.array(
    z.object({ filter: rowFilterId, caught: z.boolean(), value: z.number(), detail: z.string() }),
  ),
  /** Places in the answer that the note does not bear out. */
  answerMarks: z.array(span),
  lineage: rowLineage.nullable(),
  importedFrom: z.object({ name: z.string(), at: instant, by: z.string() }).nullable(),
  edits: z.array(rowEdit),
})
export type InstructionFull = z.infer<typeof instructionFull>

export const rowFilter = z.object({
  projectId: id,
  runId: id.nullable().default(null),
  task: task.nullable().default(null),
  show: z.enum(['all', 'kept', 'caught', 'by-hand', 'edited', 'unanswerable']).default('all'),
  filter: rowFilterId.nullable().default(null),
  side: z
    .enum([...sides, 'none'])
    .nullable()
    .default(null),
  search: z.string().max(200).default(''),
})
export type RowFilter = z.infer<typeof rowFilter>

export const instructionBoard = z.object({
  rows: z.number().int(),
  kept: z.number().int(),
  /** Kept although caught, or left out although not caught. */
  byHand: z.number().int(),
  unanswerable: z.number().int(),
  confidential: z.number().int(),
  /** Rows that count as kept but whose note was given back to the gates of synthesis. */
  noteGone: z.number().int(),
  tasks: z.array(
    z.object({
      task,
      rows: z.number().int(),
      kept: z.number().int(),
      unanswerable: z.number().int(),
      example: z.object({ id: z.number().int(), question: z.string() }).nullable(),
    }),
  ),
  filters: z.array(
    z.object({
      filter: rowFilterId,
      caught: z.number().int(),
      caughtAlone: z.number().int(),
    }),
  ),
  thresholds: rowThresholds,
})
export type InstructionBoard = z.infer<typeof instructionBoard>

export const thresholdEffect = z.object({
  newlyCaught: z.number().int(),
  newlyKept: z.number().int(),
  kept: z.number().int(),
})
export type ThresholdEffect = z.infer<typeof thresholdEffect>

// ---------------------------------------------------------------- split and leakage

/** Parts of all cases; they need not add up to 1 exactly, only their proportions count. */
export const splitShares = z
  .object({
    train: z.number().min(0.1).max(1),
    validation: z.number().min(0).max(0.5),
    test: z.number().min(0).max(0.5),
  })
  .default({ train: 0.8, validation: 0.1, test: 0.1 })
export type SplitShares = z.infer<typeof splitShares>

export const leakageKinds = ['same-case', 'exact-text', 'near-duplicate'] as const

export const leakage = z.object({
  /** Cases or notes with a counterpart on another side. */
  findings: z.number().int(),
  byKind: z.object({
    'same-case': z.number().int(),
    'exact-text': z.number().int(),
    'near-duplicate': z.number().int(),
  }),
  notes: z.number().int(),
  /** Jaccard index over five-word runs from which two notes count as the same text. */
  threshold: z.number(),
  seconds: z.number(),
  examples: z.array(
    z.object({
      kind: z.enum(leakageKinds),
      similarity: z.number(),
      first: z.object({ side, caseId: z.string(), rowId: z.number().int().nullable() }),
      second: z.object({ side, caseId: z.string(), rowId: z.number().int().nullable() }),
    }),
  ),
})
export type LeakageReport = z.infer<typeof leakage>

const sideFigures = z.object({
  side,
  cases: z.number().int(),
  notes: z.number().int(),
  rows: z.number().int(),
})

export const splitState = z.object({
  made: z
    .object({ seed: z.number().int(), shares: splitShares, at: instant, by: z.string() })
    .nullable(),
  sides: z.array(sideFigures),
  /** Kept notes and rows whose case has no side yet. */
  without: z.object({ cases: z.number().int(), rows: z.number().int() }),
  state: z.enum(['not-split', 'passed', 'blocked', 'overridden']),
  /** Why it is blocked: not looked at yet, something changed since, or what was found. */
  because: z.enum(['nothing', 'not-checked', 'changed', 'found']),
  sha256: z.string().nullable(),
  leakage: leakage.nullable(),
  checkedAt: instant.nullable(),
  override: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
})
export type SplitState = z.infer<typeof splitState>

// ---------------------------------------------------------------- files

export const exportFormats = [
  'asclepius-csv',
  'alpaca',
  'sharegpt',
  'chatml',
  'hugging-face',
] as const
export const exportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof exportFormat>

export const instructionImport = z.object({
  id,
  name: z.string(),
  format: z.string(),
  fileName: z.string(),
  confidential: z.boolean(),
  rows: z.number().int(),
  duplicates: z.number().int(),
  problems: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
})
export type InstructionImport = z.infer<typeof instructionImport>

export const importInspection = z.object({
  /** "Asclepius CSV", "Alpaca JSON lines"; for people. */
  formatName: z.string(),
  fileNames: z.array(z.string()),
  bytes: z.number(),
  /** A manifest was there and every hash in it is right. */
  manifest: z.enum(['none', 'verified']),
  confidential: z.boolean(),
  firstRows: z.array(
    z.object({
      caseId: z.string(),
      task: task.nullable(),
      note: z.string(),
      question: z.string(),
      answer: z.string(),
    }),
  ),
  looked: z.object({
    rows: z.number().int(),
    problems: z.array(problem),
  }),
  suggestedName: z.string(),
})
export type ImportInspection = z.infer<typeof importInspection>

const byProject = z.object({ projectId: id })
const byRow = z.object({ id: z.number().int() })

export const instructionOperations = {
  'instructions.seeds': query({
    input: nothing,
    output: z.array(seedSet),
    access: noteReaders,
    touches: ['instructions'],
  }),
  /** Every version of one task's seeds, the newest first. */
  'instructions.seedVersions': query({
    input: z.object({ task }),
    output: z.array(seedSet),
    access: noteReaders,
    touches: ['instructions'],
  }),
  /** Saves the next version; earlier ones stay, and runs name the one they used. */
  'instructions.saveSeeds': command({
    input: z.object({
      task,
      questions: z.array(z.string().trim().min(5).max(500)).min(3).max(20),
    }),
    output: seedSet,
    access: builders,
    touches: ['instructions'],
  }),
  'instructions.prompts': query({
    input: nothing,
    output: z.array(instructionPrompt),
    access: noteReaders,
    touches: [],
  }),
  'instructions.plan': query({
    input: z.object({
      projectId: id,
      modelId: id,
      limit: generationRequest.shape.limit,
      notes: generationRequest.shape.notes,
      rowsPerNote: generationRequest.shape.rowsPerNote,
    }),
    output: z.object({
      keptNotes: z.number().int(),
      notes: z.number().int(),
      rows: z.number().int(),
      confidential: z.number().int(),
      parallel: z.number().int(),
      contextSize: z.number().int(),
      promptId: id,
      secondsEstimated: z.number().nullable(),
    }),
    access: builders,
    touches: ['synthesis', 'instructions', 'models'],
  }),
  'instructions.start': command({
    input: generationRequest,
    output: jobStarted.extend({ runId: id }),
    access: builders,
    touches: ['jobs', 'instructions', 'projects'],
  }),
  'instructions.runs': query({
    input: byProject,
    output: z.array(instructionRun),
    access: noteReaders,
    touches: ['instructions', 'jobs'],
  }),
  'instructions.board': query({
    input: byProject.extend({ runId: id.nullable().default(null) }),
    output: instructionBoard,
    access: noteReaders,
    touches: ['instructions', 'synthesis'],
  }),
  /** What these thresholds would do, without doing it. */
  'instructions.previewThresholds': query({
    input: byProject.extend({ thresholds: rowThresholds }),
    output: thresholdEffect,
    access: noteReaders,
    touches: ['instructions'],
  }),
  'instructions.setThresholds': command({
    input: byProject.extend({ thresholds: rowThresholds }),
    output: thresholdEffect,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  'instructions.page': query({
    input: pageRequest.extend({ filter: rowFilter }),
    output: z.object({ rows: z.array(instructionRow), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['instructions'],
  }),
  'instructions.get': query({
    input: byRow,
    output: instructionFull,
    access: noteReaders,
    touches: ['instructions', 'synthesis'],
  }),
  /** Changes a row by hand; what stood there before is kept with who, when and why. */
  'instructions.edit': command({
    input: byRow.extend({
      question: z.string().trim().min(1).max(4000),
      answer: z.string().trim().min(1).max(40_000),
      answerable: z.boolean(),
      reason: shortText,
    }),
    output: nothing,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  /** Puts back the text from before an edit; that is an edit too. */
  'instructions.undoEdit': command({
    input: byRow.extend({ editId: z.number().int(), reason: shortText }),
    output: nothing,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  /** Keeps or leaves out a row whatever the filters say; null lets them decide again. */
  'instructions.setVerdict': command({
    input: byRow.extend({ verdict: verdict.nullable(), reason: shortText }),
    output: nothing,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  'instructions.splitState': query({
    input: byProject,
    output: splitState,
    access: noteReaders,
    touches: ['instructions', 'synthesis'],
  }),
  /** Splits by source case and checks for leakage at once. */
  'instructions.split': command({
    input: byProject.extend({
      seed: z.number().int().min(0).max(0xffff_ffff),
      shares: splitShares,
      /** Leaves cases where they are and only finds sides for those without one. */
      keepSides: z.boolean().default(false),
    }),
    output: splitState,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  'instructions.checkLeakage': command({
    input: byProject,
    output: splitState,
    access: builders,
    touches: ['instructions', 'projects'],
  }),
  /** Lets this very split be trained on in spite of what the check found. */
  'instructions.overrideLeakage': command({
    input: byProject.extend({ sha256: z.string(), reason: shortText.min(10) }),
    output: splitState,
    access: ['validation-lead', 'administrator'],
    touches: ['instructions', 'projects'],
  }),
  'instructions.export': command({
    input: byProject.extend({
      format: exportFormat,
      /** The folder that the export is laid into, as a dialog gave it. */
      token: fileToken,
      /** Meant to leave the house: refused while a confidential row is among them. */
      shareable: z.boolean(),
      /** Leaves confidential rows out instead of being refused for them. */
      withoutConfidential: z.boolean().default(false),
    }),
    output: jobStarted,
    access: builders,
    touches: ['jobs'],
  }),
  'instructions.inspectImport': query({
    input: z.object({ tokens: z.array(fileToken).min(1).max(100) }),
    output: importInspection,
    access: builders,
    touches: [],
  }),
  'instructions.import': command({
    input: byProject.extend({
      tokens: z.array(fileToken).min(1).max(100),
      name: shortText,
      confidential: z.boolean(),
      /** For rows whose file names no task. */
      task: task.default('question-answering'),
      onProblem: z.enum(['keep-good', 'all-or-nothing']).default('keep-good'),
    }),
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'instructions'],
  }),
  'instructions.imports': query({
    input: byProject,
    output: z.array(instructionImport),
    access: noteReaders,
    touches: ['instructions'],
  }),
} as const
