import { z } from 'zod'

/** Licences under which public case reports are published, by their SPDX identifiers. */
export const creativeCommons = [
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-SA-4.0',
] as const
export type CreativeCommons = (typeof creativeCommons)[number]

/** `own` was written here, with all rights at the hospital; `other` is told in words. */
export const licences = [...creativeCommons, 'own', 'other'] as const
export type Licence = (typeof licences)[number]

/** Under which terms a source stands, as far as it is recorded here. */
export const sourceTerms = z.object({
  /** Null where it is not recorded. */
  licence: z.enum(licences).nullable(),
  /** The terms in words, for `other` alone. */
  licenceText: z.string().trim().max(300),
  /** Who is to be named. */
  attribution: z.string().trim().max(300),
  /** Nobody said so: the layout of its files is that of a published collection. */
  assumed: z.boolean(),
})
export type SourceTerms = z.infer<typeof sourceTerms>

export const noTerms: SourceTerms = {
  licence: null,
  licenceText: '',
  attribution: '',
  assumed: false,
}

/** Why it cannot be said under which single licence the whole stands. */
export const licenceDoubts = [
  /** There is no source to ask. */
  'no-source',
  'not-recorded',
  /** The terms of one are told in words, which no rule reads. */
  'other-terms',
  /** Share-alike without "not commercial" beside "not commercial": neither allows the other's terms. */
  'share-alike-narrowed',
  /** Share-alike asks that the whole may be passed on, and nobody has said so of what was written here. */
  'own-beside-share-alike',
] as const
export type LicenceDoubt = (typeof licenceDoubts)[number]

export const combinedTerms = z.object({
  /** Null while there is a doubt. */
  licence: z.enum([...creativeCommons, 'own']).nullable(),
  /** What the published licences among the sources ask for together; null where there is none. */
  atLeast: z.enum(creativeCommons).nullable(),
  doubts: z.array(z.enum(licenceDoubts)),
})
export type CombinedTerms = z.infer<typeof combinedTerms>
