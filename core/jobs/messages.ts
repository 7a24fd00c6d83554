import { systemFailure } from '../kernel/dispatch'
import { failureFigures, type Log } from '../kernel/log'
import { Refusal } from '../kernel/refusal'

/** What people read of a job that did not come to its end. */

export function cancelledMessage(isKept: boolean): string {
  return isKept ? 'Cancelled. What was finished is kept.' : 'Cancelled. Nothing of it was kept.'
}

export function cutOffMessage(kind: string): string {
  return `The app ended while this ran. Nothing of it was kept. Start the ${kind.replace('-', ' ')} again.`
}

export function failureMessage(log: Log, kind: string, isKept: boolean, cause: unknown): string {
  if (cause instanceof Refusal) return cause.message
  const known = systemFailure(cause)
  if (known) return known.message
  log.warn('job failed', { kind, ...failureFigures(cause) })
  return isKept
    ? 'The job met something it did not expect and stopped. What was finished is kept; start it again to go on.'
    : 'The job met something it did not expect and stopped. Nothing of it was kept; start it again.'
}
