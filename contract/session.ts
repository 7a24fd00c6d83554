import { z } from 'zod'
import { id, instant, nothing, shortText } from './common'
import { command, query, roles } from './operation'
import { administrators } from './roles'

export const role = z.enum(roles)
/** Long enough to resist guessing, with no rules of composition (S-25). */
export const password = z.string().min(12).max(256)

export const person = z.object({ id, name: z.string(), role })
export type Person = z.infer<typeof person>

export const sessionState = z.object({
  state: z.enum(['empty', 'locked', 'open']),
  /** Who can unlock; empty until the workspace exists. */
  people: z.array(person),
  person: person.nullable(),
  /** Minutes without a touch until the screen locks. */
  idleMinutes: z.number(),
  /** Said once after a restart or a recovery, so that people know what happened. */
  notice: z.string().nullable(),
})
export type SessionState = z.infer<typeof sessionState>

export const sessionOperations = {
  'session.state': query({
    input: nothing,
    output: sessionState,
    access: 'anyone',
    touches: ['session'],
  }),
  'session.create': command({
    input: z.object({ name: shortText, password }),
    output: z.object({ person, recoveryKey: z.string() }),
    access: 'anyone',
    touches: ['session', 'accounts'],
  }),
  'session.unlock': command({
    input: z.object({ personId: id, password: z.string().max(256) }),
    output: z.object({ person }),
    access: 'anyone',
    touches: ['session'],
  }),
  'session.recover': command({
    input: z.object({
      recoveryKey: z.string().max(200),
      personId: id,
      password,
      reason: shortText,
    }),
    output: z.object({ person, recoveryKey: z.string() }),
    access: 'anyone',
    touches: ['session', 'accounts'],
  }),
  'session.lock': command({
    input: nothing,
    output: nothing,
    access: 'signed-in',
    touches: ['session'],
  }),
  /** A sign of life from the keyboard or mouse: it only moves the idle clock. */
  'session.touch': query({ input: nothing, output: nothing, access: 'signed-in', touches: [] }),
  'session.changePassword': command({
    input: z.object({ current: z.string().max(256), next: password }),
    output: nothing,
    access: 'signed-in',
    touches: ['accounts'],
  }),
} as const

export const account = person.extend({
  createdAt: instant,
  lastSeenAt: instant.nullable(),
  active: z.boolean(),
})
export type Account = z.infer<typeof account>

export const accountOperations = {
  'accounts.list': query({
    input: nothing,
    output: z.array(account),
    access: administrators,
    touches: ['accounts'],
  }),
  'accounts.add': command({
    input: z.object({ name: shortText, role, password }),
    output: z.object({ id }),
    access: administrators,
    touches: ['accounts', 'session'],
  }),
  'accounts.setActive': command({
    input: z.object({ id, active: z.boolean() }),
    output: nothing,
    access: administrators,
    touches: ['accounts', 'session'],
  }),
} as const
