import { z } from 'zod'
import { fileToken, id, instant, jobStarted } from './common'
import { exportFormat } from './instructions'
import { combinedTerms, sourceTerms } from './licences'
import { memorisationTest } from './memorisation'
import { command, query } from './operation'
import { noteReaders } from './roles'

/*
 * The share pack: what may leave the hospital, with everything a stranger needs to check it. It is
 * refused while anything confidential is in the lineage, and the page says what.
 */

/** Why a pack cannot be written; all of them are listed, not the first alone. */
export const packObstacleCodes = [
  /** It learned from confidential text, or goes on from an adapter that did; `subject` names it. */
  'adapter-confidential',
  /** It came from a file: nobody here knows what it learned from. */
  'adapter-unknown',
  /** It learned from so many records that were withdrawn. */
  'records-withdrawn',
  'rows-confidential',
  'notes-confidential',
  /** So many questions of the study are about confidential notes. */
  'questions-confidential',
  'report-confidential',
  /** The stored report is not what its hash says. */
  'report-altered',
  'no-report',
  'no-memorisation',
  'no-rows',
] as const
export const packObstacle = z.object({
  code: z.enum(packObstacleCodes),
  count: z.number().int().nullable(),
  subject: z.string().nullable(),
})
export type PackObstacle = z.infer<typeof packObstacle>

export const sourceLicence = z.object({
  id,
  name: z.string(),
  format: z.string(),
  /** A collection, one that was removed while notes from it stay, or imported rows. */
  kind: z.enum(['collection', 'removed', 'rows']),
  terms: sourceTerms,
})
export type SourceLicence = z.infer<typeof sourceLicence>

const subject = z.object({
  projectId: id,
  adapterId: id,
  /** The report that goes with it; null takes the newest about this adapter. */
  reportId: id.nullable().default(null),
})

export const packState = z.object({
  obstacles: z.array(packObstacle),
  /** Reports of closed studies in which this very adapter was an arm, newest first. */
  reports: z.array(
    z.object({ id, studyName: z.string(), version: z.number().int(), madeAt: instant }),
  ),
  /** The newest finished test of this very adapter. */
  memorisation: memorisationTest.nullable(),
  rows: z.number().int(),
  licences: z.array(sourceLicence),
  /** What they come to together. */
  combined: combinedTerms,
  /** SHA-256 over the public key that a stranger checks it with; null until something was signed. */
  keySha256: z.string().nullable(),
})
export type PackState = z.infer<typeof packState>

export const sharePackOperations = {
  'sharePack.state': query({
    input: subject,
    output: packState,
    access: noteReaders,
    touches: [
      'release',
      'validation',
      'adapters',
      'training',
      'instructions',
      'synthesis',
      'sources',
    ],
  }),
  /** Writes a pack as a folder of its own into a chosen one. */
  'sharePack.write': command({
    input: subject.extend({
      formats: z.array(exportFormat).min(1).default(['asclepius-csv']),
      folder: fileToken,
    }),
    output: jobStarted,
    access: noteReaders,
    touches: ['jobs', 'release'],
  }),
} as const
