import type { z } from 'zod'
import type { Sentence } from './sentences'

export const roles = [
  'administrator',
  'builder',
  'clinician',
  'reviewer',
  'validation-lead',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** Who may call: before unlocking, any signed-in person, or the named roles only. */
export type Access = 'anyone' | 'signed-in' | readonly Role[]

/** What a command changes and a query reads; one listener turns a change into fresh queries. */
export const topics = [
  'session',
  'accounts',
  'audit',
  'projects',
  'sources',
  'models',
  'templates',
  'synthesis',
  'instructions',
  'training',
  'adapters',
  'evaluation',
  'validation',
  'release',
  'query',
  'jobs',
  'settings',
] as const
export type Topic = (typeof topics)[number]

export interface Operation<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Event extends z.ZodType = z.ZodType,
> {
  /** A query reads; a command changes something and must leave an audit record. */
  readonly kind: 'query' | 'command'
  readonly input: Input
  readonly output: Output
  /** What the operation sends while it runs, such as pieces of a streamed answer. */
  readonly event?: Event
  readonly access: Access
  /** A query's reads and a command's changes. */
  readonly touches: readonly Topic[]
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  operation: Omit<Operation<I, O>, 'kind' | 'event'>,
) {
  return { kind: 'query', ...operation } as const
}

export function command<I extends z.ZodType, O extends z.ZodType, E extends z.ZodType = z.ZodNever>(
  operation: Omit<Operation<I, O, E>, 'kind'>,
) {
  return { kind: 'command', ...operation } as const
}

/** Why a call came to nothing: a code for the program, and what people read. */
export interface Failure {
  readonly ok: false
  readonly code: string
  /** In English. */
  readonly message: string
  /** The same in sentences, for a page in another language; left out where only English is known. */
  readonly said?: readonly Sentence[]
}

/** What comes back of every call: a value, or a failure as data. */
export type CallResult<T> = { readonly ok: true; readonly value: T } | Failure
