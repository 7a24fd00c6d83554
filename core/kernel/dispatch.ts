import { ZodError, type z } from 'zod'
import type { CallResult, Operation } from '../../contract/operation'
import { type OperationName, operations } from '../../contract/operations'
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
      if (!current) throw new Refusal('signed-out', 'Nobody is signed in. Unlock the workspace.')
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
  return new Refusal(
    'locked',
    'The workspace was locked before this was done. What was finished is kept; unlock it to see it.',
  )
}

function operationNamed(name: string): Operation {
  if (Object.hasOwn(operations, name)) return operations[name as OperationName] as Operation
  throw new Refusal('unknown-operation', 'This version of the app does not know that request.')
}

function checkAccess(
  services: Services,
  operation: Operation,
  name: string,
  person: Person | null,
): void {
  if (operation.access === 'anyone') return
  if (!person) throw new Refusal('locked', 'The workspace is locked. Unlock it to go on.')
  if (operation.access === 'signed-in' || operation.access.includes(person.role)) return
  services.vault.commit(
    person,
    { action: 'access.refused', object: name, outcome: 'refused' },
    () => undefined,
  )
  throw new Refusal(
    'not-your-role',
    `Your role (${person.role}) does not include this. Ask somebody with one of these roles: ${operation.access.join(', ')}.`,
  )
}

function failure(services: Services, call: Call, cause: unknown): CallResult<unknown> {
  if (cause instanceof Refusal) return { ok: false, code: cause.code, message: cause.message }
  if (cause instanceof ZodError) return { ok: false, code: 'bad-request', message: describe(cause) }
  if (call.signal.aborted)
    return { ok: false, code: 'cancelled', message: 'Stopped. What was finished is kept.' }
  const known = systemFailure(cause)
  if (known) return { ok: false, ...known }
  services.log.warn('call failed', { operation: call.name, ...failureFigures(cause) })
  return {
    ok: false,
    code: 'internal',
    message:
      'The app met something it did not expect, and stopped this step. Nothing of it was stored. Try again; if it comes back, tell your administrator the time and the page.',
  }
}

function describe(cause: z.core.$ZodError | ZodError): string {
  const first = cause.issues[0]
  const where = first?.path.join('.') ?? ''
  return where
    ? `The field "${where}" does not fit: ${first?.message ?? ''}`
    : `The request does not fit: ${first?.message ?? ''}`
}

/** Failures of the disk that people can do something about. */
export function systemFailure(cause: unknown): { code: string; message: string } | null {
  const code = (cause as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return {
      code: 'disk-full',
      message:
        'The disk is full. What was finished before is kept. Free some space, then do this again.',
    }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'SQLITE_READONLY')
    return {
      code: 'not-writable',
      message: 'The app may not write there. Nothing was changed. Check the rights of the folder.',
    }
  if (code === 'ENOENT')
    return {
      code: 'file-gone',
      message: 'A file that is needed is not there any more. Choose it again.',
    }
  if (code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT')))
    return {
      code: 'damaged',
      message:
        'A part of the database could not be read: the file is damaged. Nothing was changed. Make a copy of the workspace folder, then put back your last backup.',
    }
  if (typeof code === 'string' && (code === 'EIO' || code.startsWith('SQLITE_IOERR')))
    return {
      code: 'disk-trouble',
      message:
        'The disk did not answer as it should. What was finished before is kept. Check the disk, then do this again.',
    }
  return null
}
