import { z } from 'zod'
import { id, instant, pageRequest, sampling, span } from './common'
import { command, query } from './operation'
import { askers } from './roles'
import { taskIds } from './tasks'

/** The note that is asked about: a stored one, or a text that a person put in. */
export const noteReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), id: z.number().int() }),
  z.object({ kind: z.literal('note'), id: z.number().int() }),
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(2_000_000) }),
])
export type NoteReference = z.infer<typeof noteReference>

/** One sentence of an answer and where the note has it. */
export const statement = span.extend({
  support: z.enum(['in-note', 'partly', 'not-in-note']),
  /** The places in the note, best first. */
  evidence: z.array(span),
})
export type Statement = z.infer<typeof statement>

export const trimming = z.object({
  keptCharacters: z.number().int(),
  cutCharacters: z.number().int(),
  keptTokens: z.number().int(),
  cutTokens: z.number().int(),
})
export type Trimming = z.infer<typeof trimming>

export const answer = z.object({
  id,
  projectId: id,
  at: instant,
  person: z.string(),
  modelId: id,
  modelName: z.string(),
  modelSha256: z.string(),
  adapterId: id.nullable(),
  adapterName: z.string().nullable(),
  adapterSha256: z.string().nullable(),
  /** The release it was given under, and until when that was for; null on a test bench. */
  release: z.object({ id, until: instant }).nullable(),
  family: z.string(),
  task: z.enum(taskIds).nullable(),
  instruction: z.string(),
  /** The stored note that was asked about; null for a text that a person put in. */
  asked: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('document'), id: z.number().int() }),
      z.object({ kind: z.literal('note'), id: z.number().int() }),
    ])
    .nullable(),
  noteTitle: z.string(),
  /** The whole note as it was given; what the model did not see is in `trimming`. */
  note: z.string(),
  confidential: z.boolean(),
  text: z.string(),
  finishReason: z.enum(['stop', 'length', 'stopped-by-person']),
  statements: z.array(statement),
  /** The answer says by itself that the note does not have it. */
  saysNotInNote: z.boolean(),
  trimming: trimming.nullable(),
  seed: z.number().int(),
  sampling,
  maxTokens: z.number().int(),
  promptTokens: z.number().int(),
  reusedTokens: z.number().int(),
  answerTokens: z.number().int(),
  firstTokenSeconds: z.number(),
  seconds: z.number(),
  complaint: z.string().nullable(),
})
export type Answer = z.infer<typeof answer>

export const answerRow = answer
  .pick({
    id: true,
    at: true,
    person: true,
    modelName: true,
    adapterName: true,
    task: true,
    instruction: true,
    noteTitle: true,
    confidential: true,
  })
  .extend({ preview: z.string(), flagged: z.boolean(), released: z.boolean() })
export type AnswerRow = z.infer<typeof answerRow>

export const askRequest = z.object({
  projectId: id,
  modelId: id,
  /** An adapter of this model; null asks the model as it is. */
  adapterId: id.nullable().default(null),
  note: noteReference,
  task: z.enum(taskIds).nullable(),
  instruction: z.string().trim().min(1).max(8000),
  sampling: sampling.optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).default(0),
  maxTokens: z.number().int().min(16).max(4096).default(512),
})
export type AskRequest = z.infer<typeof askRequest>

export const askEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reading'), trimming: trimming.nullable() }),
  z.object({ type: z.literal('text'), text: z.string() }),
])
export type AskEvent = z.infer<typeof askEvent>

export const queryOperations = {
  /** One note, one instruction, one answer. Cancelling the call stops the answer and keeps what came. */
  'query.ask': command({
    input: askRequest,
    output: answer,
    event: askEvent,
    access: askers,
    touches: ['query'],
  }),
  'query.replay': command({
    input: z.object({ id }),
    output: z.object({ same: z.boolean(), text: z.string() }),
    event: askEvent,
    access: askers,
    touches: [],
  }),
  'query.history': query({
    input: pageRequest.extend({ projectId: id, flaggedOnly: z.boolean().default(false) }),
    output: z.object({ rows: z.array(answerRow), next: z.string().nullable() }),
    access: askers,
    touches: ['query'],
  }),
  'query.get': query({
    input: z.object({ id }),
    output: answer,
    access: askers,
    touches: ['query'],
  }),
  /** "This is wrong": kept with its reason for the next study; null takes it back. */
  'query.flag': command({
    input: z.object({ id, reason: z.string().trim().max(2000).nullable() }),
    output: z.object({}),
    access: askers,
    touches: ['query'],
  }),
} as const
