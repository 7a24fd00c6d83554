import { z } from 'zod'
import { fileToken, id, instant, jobStarted, nothing, pageRequest, shortText } from './common'
import { sourceTerms } from './licences'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'
import { sentence } from './sentences'

export const problem = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  /** In English. */
  reason: z.string(),
  /** The same as sentences; empty where only the English is known. */
  said: z.array(sentence),
})
export type Problem = z.infer<typeof problem>

/** Which column of the file feeds which part of a record. */
export const columnMapping = z.object({
  text: z.string(),
  title: z.string().nullable(),
  externalId: z.string().nullable(),
})
export type ColumnMapping = z.infer<typeof columnMapping>

export const inspection = z.object({
  format: z.string(),
  /** "PMC-Patients JSON, UTF-8", for people. */
  formatName: z.string(),
  /** The first of them. */
  fileNames: z.array(z.string()),
  fileCount: z.number().int(),
  bytes: z.number(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  mapping: columnMapping,
  firstRows: z.array(
    z.object({ externalId: z.string(), title: z.string(), text: z.string(), words: z.number() }),
  ),
  /** Among the rows that were looked at. */
  looked: z.object({ rows: z.number(), problems: z.array(problem) }),
  suggestedName: z.string(),
  /** What its layout suggests. */
  suggestedTerms: sourceTerms,
})
export type Inspection = z.infer<typeof inspection>

export const collection = z.object({
  id,
  projectId: id,
  name: z.string(),
  /** Local notes are confidential, and so is everything derived from them. */
  confidential: z.boolean(),
  formatName: z.string(),
  fileName: z.string(),
  records: z.number(),
  duplicates: z.number(),
  problems: z.number(),
  words: z.number(),
  /** Nothing is recorded for local notes, which never leave. */
  terms: sourceTerms,
  createdAt: instant,
  createdBy: z.string(),
  /** Whether full-text search covers all of it yet. */
  searchable: z.boolean(),
})
export type Collection = z.infer<typeof collection>

export const documentRow = z.object({
  id: z.number().int(),
  collectionId: id,
  externalId: z.string(),
  title: z.string(),
  preview: z.string(),
  words: z.number(),
  confidential: z.boolean(),
})
export type DocumentRow = z.infer<typeof documentRow>

/** A record that must not be learned from any more, or that turned out to be confidential. */
export const caseMark = z.object({
  kind: z.enum(['withdrawn', 'confidential']),
  reason: z.string(),
  at: instant,
  by: z.string(),
})
export type CaseMark = z.infer<typeof caseMark>

export const documentFull = documentRow.extend({
  marks: z.array(caseMark),
  text: z.string(),
  extra: z.record(z.string(), z.string()),
  sha256: z.string(),
})
export type DocumentFull = z.infer<typeof documentFull>

export const documentFilter = z.object({
  projectId: id,
  collectionId: id.nullable().default(null),
  search: z.string().max(200).default(''),
  minWords: z.number().int().nullable().default(null),
  maxWords: z.number().int().nullable().default(null),
})
export type DocumentFilter = z.infer<typeof documentFilter>

export const sourceOperations = {
  /** Looks at the start of the chosen files and says what they are; changes nothing. */
  'sources.inspect': query({
    input: z.object({
      tokens: z.array(fileToken).min(1).max(500),
      mapping: columnMapping.nullable().default(null),
    }),
    output: inspection,
    access: builders,
    touches: [],
  }),
  'sources.import': command({
    input: z.object({
      projectId: id,
      tokens: z.array(fileToken).min(1).max(500),
      name: shortText,
      confidential: z.boolean(),
      mapping: columnMapping,
      /** Left out, those that the layout suggests; local notes have none. */
      terms: sourceTerms.nullable().default(null),
      /** With problems in the file: keep the good records, or import none at all. */
      onProblem: z.enum(['keep-good', 'all-or-nothing']),
    }),
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'sources'],
  }),
  'sources.collections': query({
    input: z.object({ projectId: id }),
    output: z.array(collection),
    access: noteReaders,
    touches: ['sources'],
  }),
  'sources.problems': query({
    input: z.object({ collectionId: id }),
    output: z.array(problem),
    access: noteReaders,
    touches: ['sources'],
  }),
  'sources.rename': command({
    input: z.object({ collectionId: id, name: shortText }),
    output: nothing,
    access: builders,
    touches: ['sources'],
  }),
  'sources.setTerms': command({
    input: z.object({ collectionId: id, terms: sourceTerms }),
    output: nothing,
    access: builders,
    touches: ['sources'],
  }),
  'sources.remove': command({
    input: z.object({ collectionId: id }),
    output: nothing,
    access: builders,
    touches: ['sources', 'projects'],
  }),
  /** Undo of a removal. */
  'sources.restore': command({
    input: z.object({ collectionId: id }),
    output: nothing,
    access: builders,
    touches: ['sources', 'projects'],
  }),
  'documents.page': query({
    input: pageRequest.extend({
      filter: documentFilter,
      sort: z.enum(['imported', 'title', 'shortest', 'longest']).default('imported'),
    }),
    output: z.object({ rows: z.array(documentRow), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['sources'],
  }),
  'documents.count': query({
    input: z.object({ filter: documentFilter }),
    output: z.object({ count: z.number(), words: z.number() }),
    access: noteReaders,
    touches: ['sources'],
  }),
  'documents.get': query({
    input: z.object({ id: z.number().int() }),
    output: documentFull,
    access: ['builder', 'administrator', 'validation-lead', 'clinician'],
    touches: ['sources'],
  }),
} as const
