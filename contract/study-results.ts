import { z } from 'zod'
import { fileToken, id, instant } from './common'
import { task } from './evaluation-sets'
import { command, query } from './operation'
import { noteReaders, signers } from './roles'
import { studyFigures } from './study-figures'
import { taskIds } from './tasks'
import { errorType, harmGrade, ratedSpan, score } from './validation-rating'

/** What one rater said of an answer. */
export const verdictOnAnswer = z.object({
  name: z.string(),
  score,
  errors: z.array(errorType),
  harm: harmGrade.nullable(),
  comment: z.string(),
  /** What the answer should have said, noted before it was shown. */
  expected: z.string(),
  spans: z.array(ratedSpan),
})
export type VerdictOnAnswer = z.infer<typeof verdictOnAnswer>

export const worstAnswer = z.object({
  caseNo: z.number().int(),
  arm: z.string(),
  armName: z.string(),
  task,
  question: z.string(),
  note: z.string(),
  text: z.string(),
  confidential: z.boolean(),
  outcome: score,
  verdicts: z.array(verdictOnAnswer),
  /** What a third person decided, and why; null where nobody had to. */
  settled: z.object({ name: z.string(), score, reason: z.string() }).nullable(),
  judgeScore: z.number().int().nullable(),
})
export type WorstAnswer = z.infer<typeof worstAnswer>

export const reportSummary = z.object({
  id,
  sha256: z.string(),
  madeAt: instant,
  madeBy: z.string(),
  confidential: z.boolean(),
})
export type ReportSummary = z.infer<typeof reportSummary>

export const reportFormats = ['pdf', 'html', 'csv'] as const
export const reportFormat = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof reportFormat>

/** A stored report speaks no language; it is read in one of these. */
export const reportLanguages = ['en', 'de'] as const
export const reportLanguage = z.enum(reportLanguages)
export type ReportLanguage = z.infer<typeof reportLanguage>

const byStudy = z.object({ studyId: id })

/** Figures of a study and its report. */
export const studyResultOperations = {
  'studyResults.get': query({
    input: byStudy,
    output: studyFigures,
    access: noteReaders,
    touches: ['validation'],
  }),
  /** The worst answers first; there is nothing to read by arm before the study is closed. */
  'studyResults.worst': query({
    input: byStudy.extend({
      arm: z.string().max(4).nullable().default(null),
      task: z.enum(taskIds).nullable().default(null),
      limit: z.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ answers: z.array(worstAnswer), total: z.number().int() }),
    access: noteReaders,
    touches: ['validation'],
  }),
  /** Stores figures and texts as they are now, so that a signature can bind to their bytes. */
  'studyResults.makeReport': command({
    input: byStudy,
    output: reportSummary,
    access: signers,
    touches: ['validation', 'release'],
  }),
  'studyResults.reports': query({
    input: byStudy,
    output: z.array(reportSummary),
    access: noteReaders,
    touches: ['validation'],
  }),
  /**
   * Writes a report into a folder; a confidential one says so in its name and on every page. Tables are
   * for machines and the same in every language.
   */
  'studyResults.export': command({
    input: z.object({
      reportId: id,
      format: reportFormat,
      language: reportLanguage.default('en'),
      folder: fileToken,
    }),
    output: z.object({ fileNames: z.array(z.string()), bytes: z.number() }),
    access: signers,
    touches: [],
  }),
} as const
