import { z } from 'zod'
import { id, instant, nothing, shortText } from './common'
import { command, query } from './operation'
import { builders } from './roles'

/** The seven stages of the guided path, in order. */
export const stages = [
  'sources',
  'synthesis',
  'instructions',
  'training',
  'evaluation',
  'validation',
  'release',
] as const
export type Stage = (typeof stages)[number]

export const project = z.object({
  id,
  name: z.string(),
  isSample: z.boolean(),
  createdAt: instant,
})
export type Project = z.infer<typeof project>

export const stageState = z.object({
  stage: z.enum(stages),
  state: z.enum(['not-started', 'waiting', 'in-progress', 'needs-you', 'done']),
  /** One figure, such as "2,140 notes"; the number and its unit are apart so that it can be translated. */
  figure: z.object({ count: z.number(), unit: z.string() }).nullable(),
  /** The stage that has to come first; null when nothing blocks. */
  waitsFor: z.enum([...stages, 'models']).nullable(),
})
export type StageState = z.infer<typeof stageState>

export const projectOperations = {
  'projects.list': query({
    input: nothing,
    output: z.array(project),
    access: 'signed-in',
    touches: ['projects'],
  }),
  'projects.create': command({
    input: z.object({ name: shortText }),
    output: project,
    access: builders,
    touches: ['projects'],
  }),
  'projects.rename': command({
    input: z.object({ id, name: shortText }),
    output: nothing,
    access: builders,
    touches: ['projects'],
  }),
  /** Makes the sample project with its reports and notes, or finds it when it is there. */
  'projects.openSample': command({
    input: nothing,
    output: project,
    access: builders,
    touches: ['projects', 'sources'],
  }),
  'projects.rail': query({
    input: z.object({ projectId: id }),
    output: z.array(stageState),
    access: 'signed-in',
    touches: [
      'projects',
      'sources',
      'synthesis',
      'instructions',
      'training',
      'adapters',
      'evaluation',
      'validation',
      'release',
      'models',
      'jobs',
    ],
  }),
} as const
