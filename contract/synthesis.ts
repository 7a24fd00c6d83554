import { z } from 'zod'
import { id, instant, jobStarted, pageRequest, sampling, shortText, span } from './common'
import { gateIdSchema, gateThresholdsSchema } from './gates'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'

export const runRequest = z.object({
  projectId: id,
  /** Reports of these collections; null takes every public one of the project. */
  collectionIds: z.array(id).nullable().default(null),
  /** At most so many reports, drawn by the seed; null takes all. */
  limit: z.number().int().min(1).nullable().default(null),
  templateId: id,
  modelId: id,
  /** An adapter of this model; null writes with the model as it is. */
  adapterId: id.nullable().default(null),
  sampling,
  seed: z.number().int().min(0).max(0xffff_ffff),
  maxTokens: z.number().int().min(16).max(8192),
  /** Notes generated side by side; null takes what suits the machine. */
  parallel: z.number().int().min(1).max(64).nullable().default(null),
})
export type RunRequest = z.infer<typeof runRequest>

export const synthesisRun = z.object({
  id,
  jobId: id,
  projectId: id,
  templateName: z.string(),
  templateVersion: z.number().int(),
  modelName: z.string(),
  adapterName: z.string().nullable(),
  seed: z.number().int(),
  sampling,
  planned: z.number().int(),
  finished: z.number().int(),
  failed: z.number().int(),
  kept: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
})
export type SynthesisRun = z.infer<typeof synthesisRun>

const spotCheck = z.enum(['not-drawn', 'open', 'passed', 'failed'])

export const noteRow = z.object({
  id: z.number().int(),
  runId: id,
  documentId: z.number().int(),
  title: z.string(),
  preview: z.string(),
  words: z.number(),
  kept: z.boolean(),
  /** Brought back by a person although a gate caught it. */
  restored: z.boolean(),
  caughtBy: z.array(gateIdSchema),
  confidential: z.boolean(),
  spotCheck,
})
export type NoteRow = z.infer<typeof noteRow>

export const textMark = span.extend({
  kind: z.string(),
  /** Whether the other text has it too. */
  supported: z.boolean(),
})
export type TextMark = z.infer<typeof textMark>

/** A mention in a note with the places of the source that bear it out, or why none does. */
export const noteMark = textMark.extend({ places: z.array(span), reason: z.string() })
export type NoteMark = z.infer<typeof noteMark>

export const noteFull = noteRow.extend({
  text: z.string(),
  source: z.object({
    id: z.number().int(),
    externalId: z.string(),
    title: z.string(),
    text: z.string(),
  }),
  gates: z.array(
    z.object({ gate: gateIdSchema, caught: z.boolean(), value: z.number(), detail: z.string() }),
  ),
  noteMarks: z.array(noteMark),
  sourceMarks: z.array(textMark),
  lineage: z.object({
    sourceSha256: z.string(),
    templateName: z.string(),
    templateVersion: z.number().int(),
    templateSha256: z.string(),
    modelName: z.string(),
    modelSha256: z.string(),
    adapterName: z.string().nullable(),
    adapterSha256: z.string().nullable(),
    sampling,
    seed: z.number().int(),
    maxTokens: z.number().int(),
    contextSize: z.number().int(),
    finishReason: z.string(),
    tokens: z.number().int(),
    seconds: z.number(),
    createdAt: instant,
    appVersion: z.string(),
  }),
  /** What the person who checked it wrote; empty where nobody did. */
  spotComment: z.string(),
})
export type NoteFull = z.infer<typeof noteFull>

export const board = z.object({
  notes: z.number().int(),
  kept: z.number().int(),
  restored: z.number().int(),
  thresholds: gateThresholdsSchema,
  /** How many notes each gate caught, and how many nothing else caught. */
  gates: z.array(
    z.object({
      gate: gateIdSchema,
      caught: z.number().int(),
      caughtAlone: z.number().int(),
    }),
  ),
  spotCheck: z.object({
    drawn: z.number().int(),
    passed: z.number().int(),
    failed: z.number().int(),
  }),
})
export type Board = z.infer<typeof board>

export const noteFilter = z.object({
  projectId: id,
  runId: id.nullable().default(null),
  show: z.enum(['all', 'kept', 'caught', 'restored', 'spot-check']).default('all'),
  gate: gateIdSchema.nullable().default(null),
  search: z.string().max(200).default(''),
})
export type NoteFilter = z.infer<typeof noteFilter>

export const synthesisOperations = {
  'synthesis.start': command({
    input: runRequest,
    output: jobStarted.extend({ runId: id }),
    access: builders,
    touches: ['jobs', 'synthesis'],
  }),
  /** How many reports a request would take, and how many are too long for the model. */
  'synthesis.plan': query({
    input: runRequest.pick({ projectId: true, collectionIds: true, limit: true, modelId: true }),
    output: z.object({
      reports: z.number().int(),
      confidential: z.number().int(),
      parallel: z.number().int(),
      contextSize: z.number().int(),
      secondsEstimated: z.number().nullable(),
    }),
    access: builders,
    touches: ['sources', 'models'],
  }),
  'synthesis.runs': query({
    input: z.object({ projectId: id }),
    output: z.array(synthesisRun),
    access: noteReaders,
    touches: ['synthesis', 'jobs'],
  }),
  'synthesis.board': query({
    input: z.object({ projectId: id, runId: id.nullable().default(null) }),
    output: board,
    access: noteReaders,
    touches: ['synthesis'],
  }),
  /** Moves the thresholds and sorts every note of the project again. */
  'synthesis.setThresholds': command({
    input: z.object({ projectId: id, thresholds: gateThresholdsSchema }),
    output: z.object({ newlyCaught: z.number().int(), newlyKept: z.number().int() }),
    access: builders,
    touches: ['synthesis'],
  }),
  'notes.page': query({
    input: pageRequest.extend({ filter: noteFilter }),
    output: z.object({ rows: z.array(noteRow), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['synthesis'],
  }),
  'notes.get': query({
    input: z.object({ id: z.number().int() }),
    output: noteFull,
    access: ['builder', 'administrator', 'validation-lead', 'clinician'],
    touches: ['synthesis'],
  }),
  /** Brings a caught note back, or lets the gates decide again. */
  'notes.setRestored': command({
    input: z.object({ id: z.number().int(), restored: z.boolean(), reason: shortText }),
    output: z.object({}),
    access: builders,
    touches: ['synthesis'],
  }),
  /** Makes the note once more from its lineage and says whether it came out the same. */
  'notes.regenerate': command({
    input: z.object({ id: z.number().int() }),
    output: z.object({ same: z.boolean(), text: z.string() }),
    access: builders,
    touches: [],
  }),
  'spotCheck.draw': command({
    input: z.object({
      projectId: id,
      count: z.number().int().min(1).max(200),
      seed: z.number().int(),
    }),
    output: z.object({ drawn: z.number().int() }),
    access: builders,
    touches: ['synthesis', 'projects'],
  }),
  'spotCheck.tick': command({
    input: z.object({
      noteId: z.number().int(),
      verdict: z.enum(['passed', 'failed', 'open']),
      comment: z.string().max(2000).default(''),
    }),
    output: z.object({}),
    access: builders,
    touches: ['synthesis', 'projects'],
  }),
} as const
