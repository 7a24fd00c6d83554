import { z } from 'zod'
import { inEnglish, type Sentence, say, sentence } from '../../contract/sentences'
import { systemFailure } from '../kernel/dispatch'
import { failureFigures, type Log } from '../kernel/log'
import { Refusal } from '../kernel/refusal'

/** What people read of a job that has ended: English, and the sentences it is made of where known. */
export interface JobMessage {
  readonly text: string
  readonly said: readonly Sentence[]
}

export function messageOf(said: readonly Sentence[]): JobMessage {
  return { text: inEnglish(said), said }
}

/** Sentences as they were stored; those that this version does not know are left to the English. */
export function saidOf(json: string): Sentence[] {
  const stored = z.array(sentence).safeParse(JSON.parse(json))
  return stored.success ? stored.data : []
}

export function cancelledMessage(isKept: boolean): JobMessage {
  return messageOf([say(isKept ? 'cancelled-kept' : 'cancelled-nothing')])
}

export function cutOffMessage(): JobMessage {
  return messageOf([say('cut-off')])
}

export function failureMessage(
  log: Log,
  kind: string,
  isKept: boolean,
  cause: unknown,
): JobMessage {
  const known = cause instanceof Refusal ? cause : systemFailure(cause)
  if (known) return { text: known.message, said: known.said }
  log.warn('job failed', { kind, ...failureFigures(cause) })
  return messageOf([say(isKept ? 'unexpected-kept' : 'unexpected-nothing')])
}
