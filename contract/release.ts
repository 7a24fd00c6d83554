import { z } from 'zod'
import { id, instant } from './common'
import { command, query } from './operation'
import { askers, noteReaders, releaseReaders, signers } from './roles'
import { caseMark } from './sources'

/*
 * A release says that clinicians may use one model, with or without an adapter, until a day. It
 * stands on the report of a closed study, and holds once two people have signed it.
 */

/** How many people have to sign. */
export const neededSignatures = 2

/** One line of the check-list. What it is about is in `subject`; a criterion also has its figures. */
export const releaseCheck = z.object({
  code: z.enum([
    'study-closed',
    'ratings-complete',
    'disagreements-settled',
    'report',
    'criterion',
    'model',
    'adapter',
    'lineage',
  ]),
  /** Open: somebody has something to do. Stop: this release cannot be made. */
  state: z.enum(['fine', 'look', 'open', 'stop']),
  /** Which criterion, or the name of what the line is about. */
  subject: z.string().nullable(),
  /** Figures that the line's sentence needs. */
  count: z.number().nullable(),
  value: z.number().nullable(),
  target: z.number().nullable(),
})
export type ReleaseCheck = z.infer<typeof releaseCheck>

/** What a release is about: an arm of a study. */
const subject = z.object({
  studyId: id,
  studyName: z.string(),
  studyVersion: z.number().int(),
  arm: z.string(),
  armName: z.string(),
  modelId: id,
  modelName: z.string(),
  adapterId: id.nullable(),
  adapterName: z.string().nullable(),
})

export const releaseCandidate = subject.extend({
  /** The newest report of the closed study; null where there is none yet. */
  reportId: id.nullable(),
  checks: z.array(releaseCheck),
  isReady: z.boolean(),
})
export type ReleaseCandidate = z.infer<typeof releaseCandidate>

export const releaseStates = ['waiting', 'in-force', 'expired', 'withdrawn', 'altered'] as const
export const releaseState = z.enum(releaseStates)
export type ReleaseState = z.infer<typeof releaseState>

export const releaseSignature = z.object({
  personId: id,
  personName: z.string(),
  role: z.string(),
  meaning: z.string(),
  at: instant,
  zone: z.string(),
  /** The key fits, and release and report are to the byte what was signed. */
  isValid: z.boolean(),
  signature: z.string(),
})
export type ReleaseSignature = z.infer<typeof releaseSignature>

export const release = subject.extend({
  id,
  name: z.string(),
  state: releaseState,
  confidential: z.boolean(),
  signed: z.number().int(),
  expiresAt: instant,
  createdAt: instant,
  createdBy: z.string(),
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** Answers given under it, and how many of them somebody called wrong. */
  answers: z.number().int(),
  complaints: z.number().int(),
})
export type Release = z.infer<typeof release>

export const releaseFull = release.extend({
  modelSha256: z.string(),
  adapterSha256: z.string().nullable(),
  studySha256: z.string().nullable(),
  reportId: id,
  reportSha256: z.string(),
  reportMadeAt: instant,
  /** Over the release with its report: what the signatures are about; null where the report does not fit. */
  sha256: z.string().nullable(),
  checks: z.array(releaseCheck),
  signatures: z.array(releaseSignature),
  /** SHA-256 over the public key that checks the signatures. */
  keySha256: z.string().nullable(),
})
export type ReleaseFull = z.infer<typeof releaseFull>

/** A model as it may be asked now, and under which release; null is a test bench. */
export const askable = z.object({
  modelId: id,
  modelName: z.string(),
  adapterId: id.nullable(),
  adapterName: z.string().nullable(),
  releaseId: id,
  until: instant,
})
export type Askable = z.infer<typeof askable>

/** What came out of a source record, and what a withdrawal blocks. */
export const lineageReach = z.object({
  marks: z.array(caseMark),
  notes: z.number().int(),
  rows: z.number().int(),
  /** Trainings that read it and have made no adapter yet. */
  runs: z.array(z.object({ id, name: z.string() })),
  adapters: z.array(
    z.object({
      id,
      name: z.string(),
      projectId: id.nullable(),
      modelName: z.string(),
      confidential: z.boolean(),
      /** It did not read the record itself; the adapter that it went on from did. */
      isByParent: z.boolean(),
      removed: z.boolean(),
    }),
  ),
  releases: z.array(z.object({ id, name: z.string(), state: releaseState })),
})
export type LineageReach = z.infer<typeof lineageReach>

const reason = z.string().trim().min(5).max(2000)

export const releaseOperations = {
  /** Every arm of every study with a model of this computer, and what is missing for a release. */
  'release.candidates': query({
    input: z.object({ projectId: id }),
    output: z.array(releaseCandidate),
    access: releaseReaders,
    touches: ['release', 'validation', 'models', 'adapters', 'sources'],
  }),
  /** Newest first. */
  'release.list': query({
    input: z.object({ projectId: id }),
    output: z.array(release),
    access: releaseReaders,
    touches: ['release', 'validation', 'query', 'models', 'adapters'],
  }),
  'release.get': query({
    input: z.object({ id }),
    output: releaseFull,
    access: releaseReaders,
    touches: ['release', 'validation', 'query', 'models', 'adapters'],
  }),
  /** Draws up a release for signing; refused while its check-list is not fulfilled. */
  'release.create': command({
    input: z.object({
      studyId: id,
      arm: z.string().max(8),
      reportId: id,
      months: z.number().int().min(1).max(24),
    }),
    output: z.object({ id }),
    access: signers,
    touches: ['release', 'projects'],
  }),
  /** Puts the own name under it; the password is asked for again and throttled as at unlocking. */
  'release.sign': command({
    input: z.object({
      id,
      password: z.string().max(256),
      meaning: z.string().trim().min(5).max(500),
      /** The signer's time zone, as an IANA name. */
      zone: z.string().min(1).max(80),
    }),
    output: z.object({ state: releaseState }),
    access: signers,
    touches: ['release', 'projects'],
  }),
  'release.withdraw': command({
    input: z.object({ id, reason }),
    output: z.object({}),
    access: signers,
    touches: ['release', 'projects'],
  }),
  /** What is released now: all that a clinician may ask. */
  'release.askable': query({
    input: z.object({ projectId: id }),
    output: z.array(askable),
    access: askers,
    touches: ['release', 'models', 'adapters', 'sources'],
  }),
  'lineage.reach': query({
    input: z.object({ documentId: z.number().int() }),
    output: lineageReach,
    access: noteReaders,
    touches: ['sources', 'synthesis', 'instructions', 'training', 'adapters', 'release'],
  }),
  /** Source records of a project that were withdrawn or found confidential, newest first. */
  'lineage.marked': query({
    input: z.object({ projectId: id }),
    output: z.array(
      caseMark.extend({
        documentId: z.number().int(),
        title: z.string(),
        adapters: z.number().int(),
      }),
    ),
    access: releaseReaders,
    touches: ['sources', 'training', 'adapters', 'release'],
  }),
  /**
   * Withdraws a source record, or marks it as confidential. Every release of what learned from it
   * ends; an adapter that learned from a withdrawn record is not used any more, one that learned
   * from a confidential record is confidential. Neither is taken back.
   */
  'lineage.withdraw': command({
    input: z.object({
      documentId: z.number().int(),
      kind: z.enum(['withdrawn', 'confidential']),
      reason,
    }),
    output: z.object({ adapters: z.number().int(), releases: z.number().int() }),
    access: noteReaders,
    touches: [
      'sources',
      'synthesis',
      'instructions',
      'training',
      'adapters',
      'evaluation',
      'validation',
      'release',
      'query',
      'projects',
    ],
  }),
} as const
