import { z } from 'zod'
import { id, instant } from './common'
import { sentence } from './sentences'
import { problem } from './sources'
import { taskIds } from './tasks'

/** Null: of no task, or not said. */
export const task = z.enum(taskIds).nullable()

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
  explanation: sentence,
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
