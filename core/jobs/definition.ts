import type { Job } from '../../contract/jobs'
import type { Topic } from '../../contract/operation'
import type { Sentence } from '../../contract/sentences'
import type { Actor, AuditRecord } from '../audit/record'
import type { ReadableDb, WritableDb } from '../database/types'
import type { Services } from '../kernel/context'

export interface JobOutcome {
  /** What was made. */
  readonly made: readonly Sentence[]
  readonly resultId?: string | null
}

export interface JobProgress {
  readonly done: number
  readonly total: number | null
  /** What it is doing now. */
  readonly step: Sentence
}

export interface JobContext {
  readonly jobId: string
  readonly projectId: string | null
  readonly actor: Actor
  readonly services: Services
  /** Aborted by pause, cancel, or the end of the app; finished items stay in every case. */
  readonly signal: AbortSignal
  readonly progress: (progress: JobProgress) => void
  readonly commit: <T>(record: AuditRecord, change: (db: WritableDb) => T) => T
  readonly stage: <T>(change: (db: WritableDb) => T) => T
}

/** A kind of long work. It commits item by item and, run again, goes on with what is missing. */
export interface JobDefinition<Params = unknown> {
  readonly kind: string
  readonly resource: Job['resource']
  readonly unit: string
  /** Whether it can stop and go on later; one that cannot leaves nothing when it is stopped. */
  readonly canPause: boolean
  /** Whether a job that cannot pause has come so far that it can go on after all. */
  readonly isPastLosing?: (db: ReadableDb, params: Params) => boolean
  readonly touches: readonly Topic[]
  /** How many items are stored, for a job whose process ended before it could say so. */
  readonly storedItems?: (db: ReadableDb, params: Params) => number
  readonly run: (context: JobContext, params: Params) => Promise<JobOutcome>
  /** Takes away what a job that cannot go on has left. Runs in the transaction that ends it. */
  readonly discard?: (db: WritableDb, params: Params, services: Services) => void
}

/** Keeps the parameter type while a definition is declared; the runner stores them as JSON. */
export function defineJob<Params>(definition: JobDefinition<Params>): JobDefinition {
  return definition as JobDefinition
}
