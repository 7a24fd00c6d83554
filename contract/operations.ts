import type { z } from 'zod'
import { auditOperations } from './audit'
import { evaluationOperations } from './evaluation'
import { instructionOperations } from './instructions'
import { jobOperations } from './jobs'
import { memorisationOperations } from './memorisation'
import { modelOperations } from './models'
import { projectOperations } from './projects'
import { queryOperations } from './query'
import { ratingOperations } from './ratings'
import { releaseOperations } from './release'
import { accountOperations, sessionOperations } from './session'
import { settingsOperations } from './settings'
import { sharePackOperations } from './share-pack'
import { shellOperations } from './shell'
import { sourceOperations } from './sources'
import { studyOperations } from './studies'
import { studyResultOperations } from './study-results'
import { synthesisOperations } from './synthesis'
import { templateOperations } from './templates'
import { trainingOperations } from './training'

/** Everything the core can be asked: the renderer, the command line and the tests use this table. */
export const operations = {
  ...sessionOperations,
  ...accountOperations,
  ...auditOperations,
  ...jobOperations,
  ...projectOperations,
  ...sourceOperations,
  ...modelOperations,
  ...templateOperations,
  ...synthesisOperations,
  ...instructionOperations,
  ...trainingOperations,
  ...evaluationOperations,
  ...studyOperations,
  ...ratingOperations,
  ...studyResultOperations,
  ...releaseOperations,
  ...memorisationOperations,
  ...sharePackOperations,
  ...queryOperations,
  ...settingsOperations,
} as const

/** The same for the renderer, which sees no difference between the core and the shell. */
export const allOperations = { ...operations, ...shellOperations } as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type AllOperations = typeof allOperations
export type AnyOperationName = keyof AllOperations

export type InputOf<N extends AnyOperationName> = z.input<AllOperations[N]['input']>
export type ParsedInputOf<N extends AnyOperationName> = z.output<AllOperations[N]['input']>
export type OutputOf<N extends AnyOperationName> = z.output<AllOperations[N]['output']>
export type EventOf<N extends AnyOperationName> = AllOperations[N] extends {
  readonly event?: infer E
}
  ? z.output<Extract<E, z.ZodType>>
  : never
