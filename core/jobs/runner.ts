import type { Job } from '../../contract/jobs'
import { inEnglish, type Sentence, say } from '../../contract/sentences'
import type { Actor } from '../audit/record'
import type { WritableDb } from '../database/types'
import type { Services } from '../kernel/context'
import { newId } from '../kernel/ids'
import { failureFigures } from '../kernel/log'
import { Refusal } from '../kernel/refusal'
import type { JobContext, JobDefinition, JobOutcome, JobProgress } from './definition'
import {
  cancelledMessage,
  cutOffMessage,
  failureMessage,
  type JobMessage,
  messageOf,
  saidOf,
} from './messages'
import {
  insertJob,
  type JobRow,
  jobRow,
  jobsWithStatus,
  setJobStatus,
  visibleJobs,
} from './queries'
import { createRateMeter, type RateMeter } from './rate'

export interface JobRequest {
  readonly kind: string
  readonly title: Sentence
  readonly projectId: string | null
  readonly params: unknown
  readonly total?: number | null
  readonly resultId?: string | null
}

/** Stored long work: one queue a resource, items committed one by one, nothing lost by a crash. */
export interface JobRunner {
  /** Stores a job in the transaction of the command that asks for it; `kick` afterwards starts it. */
  readonly create: (db: WritableDb, actor: Actor, request: JobRequest) => string
  readonly kick: () => void
  readonly list: () => Job[]
  readonly pause: (actor: Actor, id: string) => void
  readonly resume: (actor: Actor, id: string) => void
  readonly cancel: (actor: Actor, id: string) => void
  /** Whether a job runs or waits, so that the database has to stay open. */
  readonly isBusy: () => boolean
  /** After a start: jobs that a crash cut off become `interrupted`, or are cleared away. */
  readonly settleAfterStart: () => void
  /** Resolves when the job has ended in any way; for the command line and tests. */
  readonly ended: (id: string) => Promise<Job>
  /** Stops everything at its last finished item, before the app ends. */
  readonly shutdown: () => Promise<void>
}

type StopReason = 'pause' | 'cancel' | 'shutdown'

interface Running {
  readonly row: JobRow
  readonly definition: JobDefinition
  readonly controller: AbortController
  readonly meter: RateMeter
  progress: Omit<JobProgress, 'step'> & { readonly step: Sentence | null }
  readonly finished: Promise<void>
}

const progressEveryMilliseconds = 200

export function createJobRunner(
  services: () => Services,
  definitions: readonly JobDefinition[],
  whenIdle: () => void,
): JobRunner {
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]))
  const running = new Map<string, Running>()
  const waiters = new Map<string, ((job: Job) => void)[]>()
  let isClosing = false
  let lastNews = 0
  let newsTimer: NodeJS.Timeout | null = null

  const definitionOf = (row: JobRow): JobDefinition => {
    const definition = byKind.get(row.kind)
    if (!definition)
      throw new Refusal('unknown-job', `This version does not know the job ${row.kind}.`)
    return definition
  }
  const actorOf = (row: JobRow): Actor => ({ name: row.created_by, role: row.created_role })

  const news = (topics: JobDefinition['touches'] = []): void => {
    const send = (): void => {
      newsTimer = null
      lastNews = Date.now()
      services().changed(['jobs', ...topics])
    }
    if (newsTimer) return
    const wait = lastNews + progressEveryMilliseconds - Date.now()
    if (wait <= 0) send()
    else newsTimer = setTimeout(send, wait)
  }

  const toJob = (row: JobRow): Job => {
    const live = running.get(row.id)
    const definition = definitionOf(row)
    const total = live?.progress.total ?? row.total
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      projectId: row.project_id,
      status: row.status,
      resource: definition.resource,
      done: live?.progress.done ?? row.done,
      total,
      unit: definition.unit,
      rate: live?.meter.perMinute(performance.now()) ?? null,
      secondsLeft: live?.meter.secondsLeft(total, performance.now()) ?? null,
      message: row.message,
      said: {
        title: saidOf(row.title_said),
        step: live?.progress.step ? [live.progress.step] : [],
        message: saidOf(row.message_said),
      },
      canPause: definition.canPause,
      createdBy: row.created_by,
      createdAt: row.created_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      resultId: row.result_id,
    }
  }

  const tellWaiters = (id: string): void => {
    const row = jobRow(services().vault.db(), id)
    if (!row) return
    for (const resolve of waiters.get(id) ?? []) resolve(toJob(row))
    waiters.delete(id)
  }

  /** Ends a job in one transaction; a job that cannot go on takes its leftovers away there. */
  const settle = (
    row: JobRow,
    status: 'done' | 'paused' | 'interrupted' | 'cancelled' | 'failed',
    message: JobMessage | null,
    resultId?: string | null,
  ): void => {
    const { vault, clock } = services()
    const definition = definitionOf(row)
    const live = running.get(row.id)
    const stored = live ? null : definition.storedItems?.(vault.db(), JSON.parse(row.params))
    const done = live?.progress.done ?? stored ?? row.done
    const isOver = status === 'done' || status === 'cancelled' || status === 'failed'
    vault.commit(
      actorOf(row),
      {
        action: `job.${status}`,
        object: row.id,
        detail: { kind: row.kind, done },
      },
      (db) => {
        if ((status === 'cancelled' || status === 'failed') && definition.discard)
          definition.discard(db, JSON.parse(row.params), services())
        setJobStatus(db, row.id, status, {
          message,
          resultId: resultId ?? null,
          endedAt: isOver ? clock.now() : null,
          done,
          total: live?.progress.total ?? row.total,
        })
      },
    )
  }

  const finish = (row: JobRow, definition: JobDefinition, end: () => void): void => {
    try {
      end()
    } catch (cause) {
      services().log.warn('job could not be settled', failureFigures(cause))
    }
    running.delete(row.id)
    news(definition.touches)
    tellWaiters(row.id)
    if (isClosing) return
    kick()
    whenIdle()
  }

  const isKept = (row: JobRow): boolean => {
    const { canPause, isPastLosing } = definitionOf(row)
    return canPause || (isPastLosing?.(services().vault.db(), JSON.parse(row.params)) ?? false)
  }

  const whenStopped = (row: JobRow, reason: StopReason): void => {
    if (reason === 'cancel') settle(row, 'cancelled', cancelledMessage(isKept(row)))
    else if (!isKept(row)) settle(row, 'failed', cutOffMessage())
    else settle(row, reason === 'pause' ? 'paused' : 'interrupted', null)
  }

  const start = (row: JobRow): void => {
    const definition = definitionOf(row)
    const controller = new AbortController()
    const meter = createRateMeter()
    const { vault, clock } = services()
    const actor = actorOf(row)
    vault.commit(
      actor,
      { action: 'job.started', object: row.id, detail: { kind: row.kind } },
      (db) =>
        setJobStatus(db, row.id, 'running', {
          message: null,
          startedAt: clock.now(),
          endedAt: null,
        }),
    )
    const context: JobContext = {
      jobId: row.id,
      projectId: row.project_id,
      actor,
      services: services(),
      signal: controller.signal,
      progress: (progress) => {
        const live = running.get(row.id)
        if (live) live.progress = progress
        meter.tell(progress.done, performance.now())
        news(definition.touches)
      },
      commit: (record, change) => vault.commit(actor, record, change),
      stage: (change) => vault.stage(change),
    }
    const work = Promise.resolve().then(() => definition.run(context, JSON.parse(row.params)))
    const finished = work.then(
      (outcome: JobOutcome) =>
        finish(row, definition, () =>
          settle(row, 'done', messageOf(outcome.made), outcome.resultId),
        ),
      (cause: unknown) =>
        finish(row, definition, () => {
          if (controller.signal.aborted) whenStopped(row, controller.signal.reason as StopReason)
          else settle(row, 'failed', failureMessage(services().log, row.kind, isKept(row), cause))
        }),
    )
    running.set(row.id, {
      row,
      definition,
      controller,
      meter,
      progress: { done: row.done, total: row.total, step: null },
      finished,
    })
    news()
  }

  function kick(): void {
    if (isClosing || !services().vault.isOpen()) return
    const busy = new Set([...running.values()].map((live) => live.definition.resource))
    for (const row of jobsWithStatus(services().vault.db(), 'waiting')) {
      const { resource } = definitionOf(row)
      if (busy.has(resource)) continue
      busy.add(resource)
      startOrLeave(row)
    }
  }

  /** A job whose start cannot be stored, as on a full disk, goes on waiting for the next occasion. */
  function startOrLeave(row: JobRow): void {
    try {
      start(row)
    } catch (cause) {
      services().log.warn('job could not be started', failureFigures(cause))
    }
  }

  const stop = (actor: Actor, id: string, reason: 'pause' | 'cancel'): void => {
    const row = jobRow(services().vault.db(), id)
    if (!row) throw new Refusal('no-job', say('no-job'))
    if (reason === 'pause' && !definitionOf(row).canPause)
      throw new Refusal('cannot-pause', say('cannot-pause'))
    const live = running.get(id)
    const isStanding = ['waiting', 'paused', 'interrupted'].includes(row.status)
    if (!live && !isStanding) throw new Refusal('job-over', say('job-over'))
    services().vault.commit(actor, { action: `job.${reason}`, object: id }, () => undefined)
    if (live) live.controller.abort(reason)
    else {
      whenStopped(row, reason)
      tellWaiters(id)
    }
    news(definitionOf(row).touches)
  }

  return {
    create: (db, actor, request) => {
      const id = newId()
      if (!byKind.has(request.kind))
        throw new Refusal('unknown-job', 'There is no such kind of job.')
      insertJob(db, {
        id,
        kind: request.kind,
        project_id: request.projectId,
        title: inEnglish([request.title]),
        title_said: JSON.stringify([request.title]),
        params: JSON.stringify(request.params),
        total: request.total ?? null,
        result_id: request.resultId ?? null,
        created_by: actor.name,
        created_role: actor.role,
        created_at: services().clock.now(),
      })
      return id
    },
    kick,
    list: () => visibleJobs(services().vault.db()).map(toJob),
    pause: (actor, id) => stop(actor, id, 'pause'),
    cancel: (actor, id) => stop(actor, id, 'cancel'),
    resume: (actor, id) => {
      const row = jobRow(services().vault.db(), id)
      const isResumable =
        row &&
        (['paused', 'interrupted'].includes(row.status) || (row.status === 'failed' && isKept(row)))
      if (!isResumable) throw new Refusal('cannot-resume', say('cannot-resume'))
      services().vault.commit(actor, { action: 'job.resume', object: id }, (db) =>
        setJobStatus(db, id, 'waiting'),
      )
      kick()
    },
    isBusy: () => running.size > 0,
    settleAfterStart: () => {
      for (const row of jobsWithStatus(services().vault.db(), 'running'))
        if (!running.has(row.id)) whenStopped(row, 'shutdown')
      kick()
    },
    ended: (id) =>
      new Promise((resolve) => {
        const row = jobRow(services().vault.db(), id)
        if (row && !['waiting', 'running'].includes(row.status)) resolve(toJob(row))
        else waiters.set(id, [...(waiters.get(id) ?? []), resolve])
      }),
    shutdown: async () => {
      isClosing = true
      const all = [...running.values()]
      for (const live of all) live.controller.abort('shutdown')
      await Promise.all(all.map((live) => live.finished))
      if (newsTimer) clearTimeout(newsTimer)
    },
  }
}
