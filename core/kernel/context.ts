import type { PrintRequest } from '../../contract/host-protocol'
import type { Topic } from '../../contract/operation'
import type { EventOf, OperationName, OutputOf, ParsedInputOf } from '../../contract/operations'
import type { Sentence } from '../../contract/sentences'
import type { Person } from '../../contract/session'
import type { Seal } from '../../contract/settings'
import type { Sessions } from '../accounts/sessions'
import type { AuditRecord } from '../audit/record'
import type { ReadableDb, WritableDb } from '../database/types'
import type { InferenceClient } from '../inference/client'
import type { JobRunner } from '../jobs/runner'
import type { ModelStore } from '../models/store'
import type { TrainerPlaces } from '../trainer/location'
import type { TrainerTimes } from '../trainer/trainer-process'
import type { TrainingDesk } from '../training/desk'
import type { Clock } from './clock'
import type { Log } from './log'
import type { Vault } from './vault'

/** Everything the handlers share; made once for a workspace. */
export interface Services {
  readonly vault: Vault
  readonly sessions: Sessions
  readonly jobs: JobRunner
  readonly inference: InferenceClient
  readonly models: ModelStore
  readonly training: TrainingServices
  readonly files: FileTokens
  /** Null where there is no window: on the command line, in tests. */
  readonly desktop: Desktop | null
  readonly clock: Clock
  readonly log: Log
  readonly appVersion: string
  /** The folder with the sample project, prompts and lexicons. */
  readonly resources: string
  /** A GGUF file that set-up left for the first run, or null. */
  readonly sampleModel: string | null
  readonly changed: (topics: readonly Topic[]) => void
  readonly notice: (...said: readonly Sentence[]) => void
}

export interface TrainingServices {
  /** Null where the trainer was not built; everything but training works then. */
  readonly places: TrainerPlaces | null
  /** How long a trainer that is to end may take; its own defaults where it is left out. */
  readonly times?: TrainerTimes
  readonly desk: TrainingDesk
}

/** What only the app with its window can do. */
export interface Desktop {
  /** @throws Refusal `not-printed` */
  readonly printPdf: (page: PrintRequest) => Promise<Buffer>
  readonly seal: () => Promise<Seal>
}

/** Files and folders that a dialog or a drop allowed; the page knows their handles only. */
export interface FileTokens {
  readonly register: (path: string) => string
  /** @throws Refusal `unknown-file` */
  readonly path: (token: string) => string
}

/** One call, as a handler sees it. */
export interface CallContext<Event = unknown> extends Services {
  readonly connection: string
  /** @throws Refusal when nobody is signed in; dispatch has checked it for all but open operations. */
  readonly person: Person
  readonly db: ReadableDb
  /** Stores a change together with its audit record. A command that never commits is refused. */
  readonly commit: <T>(record: AuditRecord, change: (db: WritableDb) => T) => T
  readonly signal: AbortSignal
  readonly emit: (event: Event) => void
}

export type Handler<N extends OperationName> = (
  context: CallContext<EventOf<N>>,
  input: ParsedInputOf<N>,
) => OutputOf<N> | Promise<OutputOf<N>>

/** A missing handler does not compile. */
export type Handlers<Names extends OperationName = OperationName> = {
  readonly [N in Names]: Handler<N>
}
