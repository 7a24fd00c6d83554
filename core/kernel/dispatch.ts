import { ZodError, type z } from 'zod'
import type { CallResult, Failure, Operation } from '../../contract/operation'
import { type OperationName, operations } from '../../contract/operations'
import { say } from '../../contract/sentences'
import type { Person } from '../../contract/session'
import type { CallContext, Handlers, Services } from './context'
import { failureFigures } from './log'
import { Refusal } from './refusal'

export interface Call {
  readonly connection: string
  readonly name: string
  readonly input: unknown
  readonly signal: AbortSignal
  readonly emit: (event: unknown) => void
}

/** The one door into the core: known operation, allowed person, readable input, recorded change. */
export type Dispatch = (call: Call) => Promise<CallResult<unknown>>

export function createDispatch(services: Services, handlers: Handlers): Dispatch {
  return async (call) => {
    try {
      return { ok: true, value: await run(services, handlers, call) }
    } catch (cause) {
      return failure(services, call, cause)
    }
  }
}

async function run(services: Services, handlers: Handlers, call: Call): Promise<unknown> {
  const operation = operationNamed(call.name)
  const person = services.sessions.personOf(call.connection)
  checkAccess(services, operation, call.name, person)
  const input = operation.input.parse(call.input)
  if (operation.kind === 'command') services.sessions.touch(call.connection)
  const handler = handlers[call.name as OperationName] as (
    context: CallContext,
    input: unknown,
  ) => unknown
  const before = services.vault.commits()
  let committed = false
  const context: CallContext = {
    ...services,
    connection: call.connection,
    get person(): Person {
      // An operation that signs somebody in is theirs, whoever used the connection before.
      const now = services.sessions.personOf(call.connection)
      const current = operation.access === 'anyone' ? (now ?? person) : person
      if (!current) throw new Refusal('signed-out', say('signed-out'))
      return current
    },
    get db() {
      return services.vault.db()
    },
    commit: (record, change) => {
      const result = services.vault.commit(context.person, record, change)
      committed = true
      return result
    },
    signal: call.signal,
    emit: (event) => {
      if (isStillTheirs(services, call, person)) call.emit(event)
    },
  }
  const value = await handler(context, input)
  if (operation.kind === 'command') {
    if (!committed && services.vault.commits() === before)
      throw new Refusal('no-audit-record', `The command ${call.name} left no audit record.`)
    services.changed([...operation.touches, 'audit'])
  }
  if (!isStillTheirs(services, call, person)) throw lockedMeanwhile()
  return value
}

/**
 * Whether who asked is still signed in where the answer goes: what was read for one person is not
 * shown on a locked screen, nor to the next one. Locking itself is the exception.
 */
function isStillTheirs(services: Services, call: Call, person: Person | null): boolean {
  if (person === null || call.name === 'session.lock') return true
  const now = services.sessions.personOf(call.connection)
  return now !== null && (now.id === person.id || call.name.startsWith('session.'))
}

function lockedMeanwhile(): Refusal {
  return new Refusal('locked', say('locked-meanwhile'))
}

function operationNamed(name: string): Operation {
  if (Object.hasOwn(operations, name)) return operations[name as OperationName] as Operation
  throw new Refusal('unknown-operation', say('unknown-operation'))
}

function checkAccess(
  services: Services,
  operation: Operation,
  name: string,
  person: Person | null,
): void {
  if (operation.access === 'anyone') return
  if (!person) throw new Refusal('locked', say('locked'))
  if (operation.access === 'signed-in' || operation.access.includes(person.role)) return
  services.vault.commit(
    person,
    { action: 'access.refused', object: name, outcome: 'refused' },
    () => undefined,
  )
  throw new Refusal(
    'not-your-role',
    say('not-your-role', { role: person.role, others: operation.access.join(', ') }),
  )
}

function failure(services: Services, call: Call, cause: unknown): CallResult<unknown> {
  if (cause instanceof Refusal) return failureOf(cause)
  if (cause instanceof ZodError) return { ok: false, code: 'bad-request', message: describe(cause) }
  if (call.signal.aborted) return failureOf(new Refusal('cancelled', say('stopped')))
  const known = systemFailure(cause)
  if (known) return failureOf(known)
  services.log.warn('call failed', { operation: call.name, ...failureFigures(cause) })
  return failureOf(new Refusal('internal', say('unexpected')))
}

function failureOf({ code, message, said }: Refusal): Failure {
  return said.length === 0 ? { ok: false, code, message } : { ok: false, code, message, said }
}

function describe(cause: z.core.$ZodError | ZodError): string {
  const first = cause.issues[0]
  const where = first?.path.join('.') ?? ''
  return where
    ? `The field "${where}" does not fit: ${first?.message ?? ''}`
    : `The request does not fit: ${first?.message ?? ''}`
}

/** Failures of the disk that people can do something about. */
export function systemFailure(cause: unknown): Refusal | null {
  const code = (cause as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return new Refusal('disk-full', say('disk-full'))
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'SQLITE_READONLY')
    return new Refusal('not-writable', say('not-writable'))
  if (code === 'ENOENT') return new Refusal('file-gone', say('file-gone'))
  if (code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT')))
    return new Refusal('damaged', say('database-part-damaged'))
  if (typeof code === 'string' && (code === 'EIO' || code.startsWith('SQLITE_IOERR')))
    return new Refusal('disk-trouble', say('disk-trouble'))
  return null
}
