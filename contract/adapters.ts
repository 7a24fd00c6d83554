import { z } from 'zod'
import { fileToken, id, instant, shortText } from './common'
import { promptFamily } from './models'
import { command, query } from './operation'
import { administrators, builders } from './roles'
import { projections, trainingStageId } from './training-plan'

/*
 * The registry of adapters: small files that change how a model answers. Every one is encrypted at
 * rest, whatever it learned from; one that learned from confidential text is marked so for ever.
 */

export const adapter = z.object({
  id,
  name: z.string(),
  /** Null for one that was imported without a project. */
  projectId: id.nullable(),
  modelId: id,
  modelName: z.string(),
  modelSha256: z.string(),
  /** How a prompt is written for it: as it was trained. */
  family: promptFamily,
  sha256: z.string(),
  bytes: z.number(),
  rank: z.number().int(),
  alpha: z.number(),
  targets: z.array(z.enum(projections)),
  parameters: z.number().int(),
  confidential: z.boolean(),
  origin: z.enum(['run', 'imported']),
  /** The run, stage and step it comes from; null for an imported one. */
  runId: id.nullable(),
  runName: z.string().nullable(),
  stage: trainingStageId.nullable(),
  step: z.number().int().nullable(),
  validationLoss: z.number().nullable(),
  /** The adapter it went on from. */
  parentId: id.nullable(),
  parentName: z.string().nullable(),
  note: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  /** It learned from a source record that was withdrawn: it is not used any more. */
  blocked: z.boolean(),
  /** Taken out of the lists; it can be brought back. */
  removedAt: instant.nullable(),
})
export type Adapter = z.infer<typeof adapter>

export const adapterFull = adapter.extend({
  /** Hashes of what it learned from, stage by stage, and of the split. */
  data: z.array(
    z.object({
      stage: trainingStageId,
      sha256: z.string(),
      samples: z.number().int(),
      supervisedTokens: z.number().int(),
      steps: z.number().int(),
    }),
  ),
  splitSha256: z.string().nullable(),
  leakage: z.enum(['passed', 'overridden']).nullable(),
  /** The plan's settings as they were used; for an imported one, what its file says. */
  settings: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What was made with it, so that a removal is no surprise. */
  uses: z.object({
    synthesisRuns: z.number().int(),
    answers: z.number().int(),
    children: z.number().int(),
  }),
})
export type AdapterFull = z.infer<typeof adapterFull>

const byId = z.object({ id })

export const adapterOperations = {
  /** Newest first. Null takes every project, or every model. */
  'adapters.list': query({
    input: z.object({
      projectId: id.nullable().default(null),
      modelId: id.nullable().default(null),
      removed: z.boolean().default(false),
    }),
    output: z.array(adapter),
    access: 'signed-in',
    touches: ['adapters', 'models', 'training'],
  }),
  'adapters.get': query({
    input: byId,
    output: adapterFull,
    access: 'signed-in',
    touches: ['adapters', 'models', 'training'],
  }),
  'adapters.rename': command({
    input: byId.extend({ name: shortText }),
    output: z.object({}),
    access: builders,
    touches: ['adapters'],
  }),
  'adapters.setNote': command({
    input: byId.extend({ note: z.string().trim().max(4000) }),
    output: z.object({}),
    access: builders,
    touches: ['adapters'],
  }),
  'adapters.remove': command({
    input: byId,
    output: z.object({}),
    access: builders,
    touches: ['adapters'],
  }),
  'adapters.restore': command({
    input: byId,
    output: z.object({}),
    access: builders,
    touches: ['adapters'],
  }),
  /**
   * Writes NAME.gguf and NAME.manifest.json (hashes, base, lineage) into a chosen folder.
   * Refused as `confidential-lineage` where it learned from confidential text, unless an
   * administrator takes it out by `adapters.exportConfidential`.
   */
  'adapters.export': command({
    input: byId.extend({ folder: fileToken }),
    output: z.object({ fileName: z.string(), sha256: z.string(), bytes: z.number() }),
    access: builders,
    touches: [],
  }),
  /**
   * The one way out for an adapter with confidential lineage: an administrator, a reason, an audit
   * record with both hashes, and the word CONFIDENTIAL in name and manifest. Never for sharing.
   */
  'adapters.exportConfidential': command({
    input: byId.extend({ folder: fileToken, reason: z.string().trim().min(10).max(2000) }),
    output: z.object({ fileName: z.string(), sha256: z.string(), bytes: z.number() }),
    access: administrators,
    touches: [],
  }),
  /** Takes a GGUF adapter file from elsewhere, checked against its base, and encrypts it. */
  'adapters.import': command({
    input: z.object({
      token: fileToken,
      modelId: id,
      projectId: id.nullable().default(null),
      name: shortText.nullable().default(null),
      /** Null: as the model's own prompts. */
      family: promptFamily.nullable().default(null),
      /** Nobody can see in a file what it learned from: the person says. */
      confidential: z.boolean(),
    }),
    output: z.object({ adapterId: id }),
    access: builders,
    touches: ['adapters'],
  }),
} as const
