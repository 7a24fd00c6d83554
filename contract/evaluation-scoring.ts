import { z } from 'zod'
import { id, instant } from './common'
import { estimateOrNot, testOrNot } from './statistics'

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
