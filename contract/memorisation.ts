import { z } from 'zod'
import { id, instant, jobStarted } from './common'
import { command, query } from './operation'
import { noteReaders } from './roles'

/*
 * How much an adapter learned by heart. Planted strings: among how many others of the same make does
 * it find them likeliest (Carlini et al., "The Secret Sharer", USENIX Security 2019)? Near-copies: do
 * its answers hold runs of words from the texts it learned from, more than those of the model alone?
 */

/** Where a string stands among its alternatives, by log-likelihood; 1 is the likeliest. */
export const stringRank = z.object({
  rank: z.number().int().min(1),
  of: z.number().int().min(2),
  /** log2(of) - log2(rank): 0 is the last place; 1 is what an unknown string has in the middle. */
  bits: z.number(),
  logLikelihood: z.number(),
})
export type StringRank = z.infer<typeof stringRank>

/** Among the likeliest twentieth: by chance one unknown string in twenty stands there. */
export function isLearned({ rank, of }: StringRank): boolean {
  return rank <= of / 20
}

export const exposure = z.object({
  text: z.string(),
  /** How often the training met it, in all stages and passes. */
  times: z.number().int(),
  /** The training that planted it: this adapter's own, or one that it went on from. */
  runName: z.string(),
  base: stringRank,
  adapter: stringRank,
})
export type Exposure = z.infer<typeof exposure>

/** Runs of so many words are counted as copied. */
export const copyWindow = 13

export const copyFigures = z.object({
  answers: z.number().int(),
  words: z.number().int(),
  /** Runs of `copyWindow` words in the answers that the prompt did not hold, and those found in a text. */
  windows: z.number().int(),
  shared: z.number().int(),
  /** The longest run of words that also stands in a text and was not in the prompt. */
  longest: z.number().int(),
  longestText: z.string(),
})
export type CopyFigures = z.infer<typeof copyFigures>

export const memorisationResult = z.object({
  exposures: z.array(exposure),
  /** Null where there was no text on the training side to begin from. */
  copies: z
    .object({
      /** Texts that the answers were held against. */
      texts: z.number().int(),
      /** Answers to the beginnings of training texts, and to training questions without their note. */
      beginnings: z.number().int(),
      questions: z.number().int(),
      base: copyFigures,
      adapter: copyFigures,
    })
    .nullable(),
})
export type MemorisationResult = z.infer<typeof memorisationResult>

export const memorisationTest = z.object({
  id,
  jobId: id,
  adapterId: id,
  adapterName: z.string(),
  adapterSha256: z.string(),
  confidential: z.boolean(),
  /** Null while the job runs. */
  result: memorisationResult.nullable(),
  createdAt: instant,
  createdBy: z.string(),
})
export type MemorisationTest = z.infer<typeof memorisationTest>

export const memorisationOperations = {
  'memorisation.start': command({
    input: z.object({
      projectId: id,
      adapterId: id,
      /** Strings of the same make that each planted one is ranked among. */
      alternatives: z.number().int().min(31).max(1023).default(127),
      /** Beginnings and questions of the training side that are tried, so many of each. */
      prompts: z.number().int().min(2).max(100).default(8),
    }),
    output: jobStarted.extend({ testId: id }),
    access: noteReaders,
    touches: ['jobs', 'release'],
  }),
  /** Newest first. With texts of notes: for those alone who may read them. */
  'memorisation.tests': query({
    input: z.object({ projectId: id }),
    output: z.array(memorisationTest),
    access: noteReaders,
    touches: ['release', 'jobs', 'adapters'],
  }),
} as const
