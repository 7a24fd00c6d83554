import { z } from 'zod'
import { id, instant, nothing, shortText } from './common'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'

/** One version of a prompt; saving makes the next version, and runs name the one they used. */
export const template = z.object({
  id,
  name: z.string(),
  version: z.number().int(),
  system: z.string(),
  /** Holds {report} where the case report goes. */
  user: z.string(),
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
    }),
    output: template,
    access: builders,
    touches: ['templates'],
  }),
} as const
