import { z } from 'zod'
import { id, instant, nothing } from './common'
import { command, query } from './operation'
import { builders } from './roles'
import { sentence } from './sentences'

export const jobStatus = z.enum([
  'waiting',
  'running',
  'paused',
  'interrupted',
  'done',
  'cancelled',
  'failed',
])
export type JobStatus = z.infer<typeof jobStatus>

export const job = z.object({
  id,
  kind: z.string(),
  /** In English, as the message below; `said` has both for a page in another language. */
  title: z.string(),
  projectId: id.nullable(),
  status: jobStatus,
  /** What it needs for itself: one job a resource runs at a time. */
  resource: z.enum(['model', 'disk']),
  /** Finished and planned items, in `unit`s. */
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  /** Items a minute over the last while; null until known. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** What it ended with. */
  message: z.string().nullable(),
  /** What it is to do, does now and ended with; empty where nothing is said or only the English is known. */
  said: z.object({
    title: z.array(sentence),
    step: z.array(sentence),
    message: z.array(sentence),
  }),
  canPause: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Where its result can be seen, such as a run or a collection. */
  resultId: z.string().nullable(),
})
export type Job = z.infer<typeof job>

const byId = z.object({ id })

export const jobOperations = {
  'jobs.list': query({
    input: nothing,
    output: z.array(job),
    access: 'signed-in',
    touches: ['jobs'],
  }),
  'jobs.pause': command({ input: byId, output: nothing, access: builders, touches: ['jobs'] }),
  'jobs.resume': command({ input: byId, output: nothing, access: builders, touches: ['jobs'] }),
  'jobs.cancel': command({ input: byId, output: nothing, access: builders, touches: ['jobs'] }),
  'jobs.clearFinished': command({
    input: nothing,
    output: nothing,
    access: builders,
    touches: ['jobs'],
  }),
} as const
