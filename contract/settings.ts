import { z } from 'zod'
import { id, nothing } from './common'
import { command, query } from './operation'
import { administrators } from './roles'

export const settings = z.object({
  idleMinutes: z.number().int().min(1).max(15),
})
export type Settings = z.infer<typeof settings>

export const seal = z.object({
  /** True while no network connection is open and every door is shut. */
  sealed: z.boolean(),
  /** Sockets of the app's processes that leave the machine, counted by the system; null where it cannot be counted. */
  connections: z.number().int().nullable(),
  /** Processes of the app whose sockets were counted. */
  processes: z.number().int(),
  /** `detail` says what was found where a check does not hold. */
  checks: z.array(z.object({ name: z.string(), holds: z.boolean(), detail: z.string() })),
})
export type Seal = z.infer<typeof seal>

/** What waits for a person and where to go on: the home page. */
export const homeState = z.object({
  waiting: z.array(
    z.object({ what: z.string(), count: z.number(), projectId: id, page: z.string() }),
  ),
  databaseBytes: z.number(),
  appVersion: z.string(),
  workspacePath: z.string(),
})

export const settingsOperations = {
  'settings.get': query({
    input: nothing,
    output: settings,
    access: 'signed-in',
    touches: ['settings'],
  }),
  'settings.set': command({
    input: settings,
    output: nothing,
    access: administrators,
    touches: ['settings', 'session'],
  }),
  'system.home': query({
    input: nothing,
    output: homeState,
    access: 'signed-in',
    touches: [
      'projects',
      'synthesis',
      'query',
      'jobs',
      'sources',
      'models',
      'validation',
      'release',
    ],
  }),
} as const
