import { z } from 'zod'

export const id = z.string().min(1).max(64)
export const instant = z.string().describe('UTC instant, ISO 8601')
export const nothing = z.object({})
export const shortText = z.string().trim().min(1).max(200)
export const jobStarted = z.object({ jobId: id })

/** An opaque handle for a file or folder that a dialog or a drop gave; paths stay in main and core. */
export const fileToken = z.string().min(8).max(80)

export const pageRequest = z.object({
  /** Where the last page ended; null for the first page. */
  after: z.string().max(400).nullable().default(null),
  limit: z.number().int().min(1).max(200).default(100),
})

/** A place in a text, in UTF-16 code units, end exclusive. */
export const span = z.object({ start: z.number().int(), end: z.number().int() })
export type Span = z.infer<typeof span>

export const sampling = z.object({
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0.01).max(1),
  topK: z.number().int().min(0).max(1000),
  minP: z.number().min(0).max(1),
  repeatPenalty: z.number().min(0.5).max(2),
})
export type Sampling = z.infer<typeof sampling>

/** The published method's synthesis temperature, with no truncation of the distribution. */
export const synthesisSampling: Sampling = {
  temperature: 1,
  topP: 1,
  topK: 0,
  minP: 0.05,
  repeatPenalty: 1,
}

/** A model that is held to headings is a small one, and loses the report at the paper's temperature. */
export const smallModelSampling: Sampling = { ...synthesisSampling, temperature: 0.4 }

/** A clinical answer should not depend on chance. */
export const greedySampling: Sampling = {
  temperature: 0,
  topP: 1,
  topK: 0,
  minP: 0,
  repeatPenalty: 1.1,
}
