import { join } from 'node:path'
import type { News } from '../contract/bridge'
import type { CallResult, Topic } from '../contract/operation'
import type { InputOf, OperationName, OutputOf } from '../contract/operations'
import { say } from '../contract/sentences'
import { accountHandlers } from './accounts/handlers'
import { closeWhenUnused, lockConnection } from './accounts/lock'
import { createSessions } from './accounts/sessions'
import { auditHandlers } from './audit/handlers'
import { evaluationJob } from './evaluation/evaluation-job'
import { evaluationHandlers } from './evaluation/handlers'
import { abilityJob } from './evaluation/scoring/ability-job'
import { perplexityJob } from './evaluation/scoring/perplexity-job'
import type { LaunchModelHost } from './inference/port'
import { createInferenceClient, type InferenceOptions } from './inference/supervised-client'
import { exportJob } from './instructions/files/export-job'
import { rowImportJob } from './instructions/files/import-job'
import { generationJob } from './instructions/generation-job'
import { instructionHandlers } from './instructions/handlers'
import { jobHandlers } from './jobs/handlers'
import { createJobRunner } from './jobs/runner'
import { type Clock, systemClock } from './kernel/clock'
import type { Desktop, Handlers, Services } from './kernel/context'
import { createDispatch } from './kernel/dispatch'
import { createFileTokens } from './kernel/file-tokens'
import { type Log, silentLog } from './kernel/log'
import { clearPrivateRoom } from './kernel/private-room'
import { createVault } from './kernel/vault'
import { modelHandlers } from './models/handlers'
import { modelImportJob } from './models/import-job'
import { modelMeasureJob } from './models/measure-job'
import { setQuarantine } from './models/queries'
import { createModelStore } from './models/store'
import { projectHandlers } from './projects/handlers'
import { queryHandlers } from './query/handlers'
import { releaseHandlers } from './release/handlers'
import { memorisationHandlers } from './release/memorisation/handlers'
import { memorisationJob } from './release/memorisation/memorisation-job'
import { sharePackHandlers } from './release/pack/handlers'
import { sharePackJob } from './release/pack/pack-job'
import { settingsHandlers } from './settings/handlers'
import { idleMinutes } from './settings/queries'
import { sourceHandlers } from './sources/handlers'
import { importJob } from './sources/import-job'
import { synthesisHandlers } from './synthesis/handlers'
import { synthesisJob } from './synthesis/synthesis-job'
import { templateHandlers } from './templates/handlers'
import type { TrainerPlaces } from './trainer/location'
import type { TrainerTimes } from './trainer/trainer-process'
import { lendAdapters } from './training/adapter-file'
import { createTrainingDesk } from './training/desk'
import { trainingHandlers } from './training/handlers'
import { preflightJob } from './training/preflight-job'
import { trainingJob } from './training/run-job'
import { ratingHandlers } from './validation/rating/handlers'
import { studyResultHandlers } from './validation/results/handlers'
import { studyHandlers } from './validation/study/handlers'

export interface WorkspaceOptions {
  /** The folder of this workspace; made when it is not there. */
  readonly folder: string
  readonly resources: string
  readonly launchModelHost: LaunchModelHost
  readonly sampleModel: string | null
  readonly appVersion: string
  readonly clock?: Clock
  readonly log?: Log
  /** How long the model process may be quiet, and how often it is started again; for tests. */
  readonly inference?: Pick<InferenceOptions, 'policy' | 'limits'>
  /** What the window can do for the core; null or left out where there is none. */
  readonly desktop?: Desktop | null
  /** Where the trainer is; null or left out where there is none. */
  readonly trainer?: TrainerPlaces | null
  /** How long a lent training waits for another question, and a trainer for its end; for tests. */
  readonly training?: { readonly quietMilliseconds?: number; readonly times?: TrainerTimes }
}

export interface CallOptions {
  readonly connection?: string
  readonly signal?: AbortSignal
  readonly onEvent?: (event: unknown) => void
}

/** The whole core behind one door; the window, the command line and the tests all use this. */
export interface Workspace {
  readonly call: (
    name: string,
    input: unknown,
    options?: CallOptions,
  ) => Promise<CallResult<unknown>>
  /** The same with types, for callers in this process. A refusal is thrown. */
  readonly ask: <N extends OperationName>(
    name: N,
    input: InputOf<N>,
    options?: CallOptions,
  ) => Promise<OutputOf<N>>
  readonly onNews: (listener: (news: News, connection: string | null) => void) => () => void
  readonly services: Services
  /** Locks connections that have been idle too long; called by a timer. */
  readonly lockIdle: () => void
  /** Locks everybody, at once: the machine sleeps or its user changes. */
  readonly lockAll: () => void
  readonly close: () => Promise<void>
}

const handlers: Handlers = {
  ...accountHandlers,
  ...auditHandlers,
  ...jobHandlers,
  ...projectHandlers,
  ...sourceHandlers,
  ...modelHandlers,
  ...templateHandlers,
  ...synthesisHandlers,
  ...instructionHandlers,
  ...trainingHandlers,
  ...evaluationHandlers,
  ...studyHandlers,
  ...ratingHandlers,
  ...studyResultHandlers,
  ...releaseHandlers,
  ...memorisationHandlers,
  ...sharePackHandlers,
  ...queryHandlers,
  ...settingsHandlers,
}

export function openWorkspace(options: WorkspaceOptions): Workspace {
  const clock = options.clock ?? systemClock
  const log = options.log ?? silentLog
  const listeners = new Set<(news: News, connection: string | null) => void>()
  const tell = (news: News, connection: string | null = null): void => {
    for (const listener of listeners) listener(news, connection)
  }
  // Nothing of this workspace runs yet: what lies there was left by a life that was cut off.
  clearPrivateRoom(options.folder)
  const vault = createVault(options.folder, clock, options.appVersion)
  const services: Services = {
    vault,
    sessions: createSessions(clock),
    jobs: createJobRunner(
      () => services,
      [
        importJob,
        modelImportJob,
        modelMeasureJob,
        synthesisJob,
        generationJob,
        rowImportJob,
        exportJob,
        preflightJob,
        trainingJob,
        evaluationJob,
        perplexityJob,
        abilityJob,
        memorisationJob,
        sharePackJob,
      ],
      () => closeWhenUnused(services),
    ),
    inference: createInferenceClient({
      ...options.inference,
      launch: options.launchModelHost,
      beforeLoad: ({ adapters }) =>
        lendAdapters(
          services,
          (adapters ?? []).map(({ path }) => path),
        ),
      onQuarantine: (sha256, cause) => putAside(services, sha256, cause),
    }),
    models: createModelStore(join(options.folder, 'models')),
    training: {
      places: options.trainer ?? null,
      desk: createTrainingDesk(options.training?.quietMilliseconds),
      ...(options.training?.times ? { times: options.training.times } : {}),
    },
    files: createFileTokens(),
    desktop: options.desktop ?? null,
    clock,
    log,
    appVersion: options.appVersion,
    resources: options.resources,
    sampleModel: options.sampleModel,
    changed: (topics: readonly Topic[]) => tell({ type: 'changed', topics }),
    notice: (...said) => tell({ type: 'notice', said }),
  }
  tellOfModelProcess(services)
  const dispatch = createDispatch(services, handlers)
  const call: Workspace['call'] = (name, input, given = {}) =>
    dispatch({
      connection: given.connection ?? 'local',
      name,
      input,
      signal: given.signal ?? new AbortController().signal,
      emit: given.onEvent ?? (() => undefined),
    })
  return {
    call,
    ask: async (name, input, given) => {
      const result = await call(name, input, given)
      if (result.ok) return result.value as never
      throw Object.assign(new Error(result.message), { code: result.code })
    },
    onNews: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    services,
    lockIdle: () => {
      if (!vault.isOpen()) return
      for (const connection of services.sessions.idle(idleMinutes(vault.db())))
        lockUnasked(services, connection, 'session.locked-idle', tell)
    },
    lockAll: () => {
      if (!vault.isOpen()) return
      for (const connection of services.sessions.idle(0))
        lockUnasked(services, connection, 'session.locked-by-machine', tell)
    },
    close: async () => {
      await services.jobs.shutdown()
      await services.inference.close()
      vault.close()
      clearPrivateRoom(options.folder)
    },
  }
}

function lockUnasked(
  services: Services,
  connection: string,
  action: string,
  tell: (news: News, connection: string) => void,
): void {
  const person = services.sessions.personOf(connection)
  if (person) services.vault.commit(person, { action, object: person.id }, () => undefined)
  lockConnection(services, connection)
  tell({ type: 'locked' }, connection)
}

/** A model that ended its process too often stays shut off after a restart too, and the log says so. */
function putAside(services: Services, sha256: string, cause: string): void {
  if (!services.vault.isOpen()) return
  services.vault.commit(
    { name: 'Asclepius Workstation', role: 'system' },
    { action: 'model.quarantined', object: sha256 },
    (db) => setQuarantine(db, sha256, `it ended the model process twice (${cause}).`),
  )
}

/** Says what happened when the model process ended, and that it is started again. */
function tellOfModelProcess(services: Services): void {
  services.inference.onState((state) => {
    // How a process ended is the machine's to say, and no page's to translate.
    if (state.kind === 'waiting' || state.kind === 'disabled')
      services.log.warn('model process ended', { cause: state.cause })
    if (state.kind === 'waiting') services.notice(say('model-process-ended'))
    if (state.kind === 'disabled') services.notice(say('model-process-off'))
    services.changed(['models'])
  })
}
