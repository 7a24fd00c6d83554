import type { JobStatus } from '../../contract/jobs'
import type { ReadableDb, WritableDb } from '../database/types'
import type { JobMessage } from './messages'

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly project_id: string | null
  readonly title: string
  /** The sentences of title and message as JSON; empty for what was stored as text alone. */
  readonly title_said: string
  readonly status: JobStatus
  readonly params: string
  readonly done: number
  readonly total: number | null
  readonly message: string | null
  readonly message_said: string
  readonly result_id: string | null
  readonly created_by: string
  readonly created_role: string
  readonly created_at: string
  readonly started_at: string | null
  readonly ended_at: string | null
}

export type NewJob = Pick<
  JobRow,
  | 'id'
  | 'kind'
  | 'project_id'
  | 'title'
  | 'title_said'
  | 'params'
  | 'created_by'
  | 'created_role'
  | 'created_at'
> & { readonly total: number | null; readonly result_id: string | null }

export function insertJob(db: WritableDb, job: NewJob): void {
  db.run(
    `INSERT INTO job (id, kind, project_id, title, title_said, status, params, total, result_id, created_by, created_role, created_at)
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?)`,
    job.id,
    job.kind,
    job.project_id,
    job.title,
    job.title_said,
    job.params,
    job.total,
    job.result_id,
    job.created_by,
    job.created_role,
    job.created_at,
  )
}

export function jobRow(db: ReadableDb, id: string): JobRow | undefined {
  return db.one('SELECT * FROM job WHERE id = ?', id)
}

export function visibleJobs(db: ReadableDb): JobRow[] {
  return db.all('SELECT * FROM job WHERE cleared = 0 ORDER BY created_at DESC, id DESC LIMIT 200')
}

export function jobsWithStatus(db: ReadableDb, status: JobStatus): JobRow[] {
  return db.all('SELECT * FROM job WHERE status = ? ORDER BY created_at, id', status)
}

export function setJobStatus(
  db: WritableDb,
  id: string,
  status: JobStatus,
  change: {
    /** Null takes away what an earlier end said. */
    readonly message?: JobMessage | null
    readonly resultId?: string | null
    readonly startedAt?: string
    readonly endedAt?: string | null
    readonly done?: number
    readonly total?: number | null
  } = {},
): void {
  db.run(
    `UPDATE job SET status = ?,
       message = CASE WHEN ? THEN ? ELSE message END,
       message_said = CASE WHEN ? THEN ? ELSE message_said END,
       result_id = coalesce(?, result_id),
       started_at = coalesce(started_at, ?),
       ended_at = CASE WHEN ? THEN ? ELSE ended_at END,
       done = coalesce(?, done),
       total = coalesce(?, total)
     WHERE id = ?`,
    status,
    change.message === undefined ? 0 : 1,
    change.message?.text ?? null,
    change.message === undefined ? 0 : 1,
    JSON.stringify(change.message?.said ?? []),
    change.resultId ?? null,
    change.startedAt ?? null,
    change.endedAt === undefined ? 0 : 1,
    change.endedAt ?? null,
    change.done ?? null,
    change.total ?? null,
    id,
  )
}

export function clearEndedJobs(db: WritableDb): number {
  return db.run(
    "UPDATE job SET cleared = 1 WHERE cleared = 0 AND status IN ('done', 'cancelled', 'failed')",
  ).changes
}
