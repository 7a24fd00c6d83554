import { z } from 'zod'
import { id, instant, nothing, shortText } from './common'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'

/**
 * Headings that a grammar puts into the note. A small model writes none by itself, or never ends;
 * held to this form it needs to write the sentences below each heading only.
 */
export const noteHeadings = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[\p{L}][\p{L} ,/-]{1,59}$/u),
  )
  .max(12)

/** One version of a prompt; saving makes the next version, and runs name the one they used. */
export const template = z.object({
  id,
  name: z.string(),
  version: z.number().int(),
  system: z.string(),
  /** Holds {report} where the case report goes. */
  user: z.string(),
  /** Headings the note is made to have, in this order; empty leaves its form to the model. */
  headings: noteHeadings,
  builtIn: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
})
export type Template = z.infer<typeof template>

export const templateOperations = {
  'templates.list': query({
    input: nothing,
    output: z.array(template),
    access: noteReaders,
    touches: ['templates'],
  }),
  'templates.save': command({
    input: z.object({
      name: shortText,
      system: z.string().max(20_000),
      user: z.string().max(20_000),
      headings: noteHeadings.default([]),
    }),
    output: template,
    access: builders,
    touches: ['templates'],
  }),
} as const
