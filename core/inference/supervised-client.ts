import type {
  LoadedModel,
  ModelMethod,
  ModelParams,
  ModelResult,
} from '../../contract/model-protocol'
import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import {
  INFERENCE_CODES,
  type InferenceClient,
  type InferenceState,
  type StreamOptions,
} from './client'
import { type Connection, connect, WATCH_LIMITS, type WatchLimits } from './connection'
import type { LaunchModelHost } from './port'
import { decideRestart, RESTART_POLICY, type RestartPolicy, recentEnds } from './restart-rules'

export type InferenceOptions = {
  readonly launch: LaunchModelHost
  readonly policy?: RestartPolicy
  readonly limits?: WatchLimits
  /** Hashes that were put aside in earlier runs of the app. */
  readonly quarantined?: readonly string[]
  /**
   * Called before each load, also one after a restart: puts what the load reads where it looks for
   * it. @returns what to do when the load is over, whatever came of it.
   */
  readonly beforeLoad?: (params: ModelParams<'load'>) => Promise<() => Promise<void>>
  /** Called when a model is put aside, so that the app can remember it. */
  readonly onQuarantine?: (sha256: string, cause: string) => void
  readonly now?: () => number
}

/** Calls that mean nothing without a loaded model. */
const NEEDS_MODEL: ReadonlySet<ModelMethod> = new Set([
  'generate',
  'ask',
  'measure',
  'countTokens',
  'tokenize',
])

/**
 * The model process under supervision. It is started by the first call; when it ends unasked,
 * pending calls are refused, it is started again after a wait, and the model is loaded again by
 * the next call that needs it. No call is repeated by itself.
 */
export function createInferenceClient(options: InferenceOptions): InferenceClient {
  const policy = options.policy ?? RESTART_POLICY
  const now = options.now ?? Date.now
  const listeners = new Set<(state: InferenceState) => void>()
  const quarantine = new Set(options.quarantined ?? [])
  const crashes = new Map<string, number>()
  let state: InferenceState = { kind: 'idle' }
  let connection: Connection | undefined
  let ends: number[] = []
  let wanted: ModelParams<'load'> | undefined
  let loaded: { readonly key: string; readonly model: Promise<LoadedModel> } | undefined
  let allowGpu = true
  let restart: { readonly wake: () => void; readonly done: Promise<void> } | undefined

  function become(next: InferenceState): void {
    state = next
    for (const listener of listeners) listener(next)
  }

  function start(): Connection {
    become({ kind: 'starting' })
    const opened = connect(options.launch(), options.limits ?? WATCH_LIMITS)
    connection = opened
    void opened.ready.then((runtime) => {
      if (connection === opened) become({ kind: 'ready', runtime, model: undefined, adapters: [] })
    })
    void opened.ended.then(({ cause, running }) => onEnd(opened, cause, running))
    return opened
  }

  function onEnd(ended: Connection, cause: string, running: readonly ModelMethod[]): void {
    if (connection !== ended) return
    connection = undefined
    loaded = undefined
    if (state.kind === 'closed') return
    countCrash(cause, running)
    ends = [...recentEnds(policy, ends, now()), now()]
    const decision = decideRestart(policy, ends, now())
    if (decision.kind === 'disable') become({ kind: 'disabled', cause })
    else waitAndRestart(decision.waitMilliseconds, cause)
  }

  /** Counts against the model that was at work; GPU support that ends the process is given up. */
  function countCrash(cause: string, running: readonly ModelMethod[]): void {
    if (running.includes('devices') || running.includes('fit')) allowGpu = false
    const sha256 = wanted?.sha256
    const wasAtWork = running.some((method) => method === 'load' || NEEDS_MODEL.has(method))
    if (sha256 === undefined || !wasAtWork) return
    const count = (crashes.get(sha256) ?? 0) + 1
    crashes.set(sha256, count)
    if (count < policy.crashesToQuarantine) return
    quarantine.add(sha256)
    wanted = undefined
    options.onQuarantine?.(sha256, cause)
  }

  function waitAndRestart(waitMilliseconds: number, cause: string): void {
    let wake: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMilliseconds)
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    }).then(() => {
      restart = undefined
      if (state.kind === 'waiting') start()
    })
    restart = { wake, done }
    become({ kind: 'waiting', cause, startsAt: now() + waitMilliseconds })
  }

  async function connected(signal: AbortSignal | undefined): Promise<Connection> {
    if (restart !== undefined) await unlessAborted(restart.done, signal)
    if (state.kind === 'closed') {
      throw new Refusal(INFERENCE_CODES.closed, say('model-process-closed'))
    }
    if (state.kind === 'disabled') {
      throw new Refusal(INFERENCE_CODES.disabled, say('model-process-disabled'))
    }
    return connection ?? start()
  }

  async function call<M extends ModelMethod>(
    method: M,
    params: ModelParams<M>,
    callOptions: StreamOptions = {},
  ): Promise<ModelResult<M>> {
    const used = await connected(callOptions.signal)
    if (NEEDS_MODEL.has(method)) await reload(callOptions)
    const result = await used.call(method, params, callOptions)
    // A model that did its work is not the one to blame for an end before: one text was.
    if (NEEDS_MODEL.has(method) && wanted !== undefined) crashes.delete(wanted.sha256)
    return result
  }

  async function reload(callOptions: StreamOptions): Promise<void> {
    if (wanted === undefined) {
      throw new Refusal(INFERENCE_CODES.notLoaded, say('no-model-loaded'))
    }
    await load(wanted, { signal: callOptions.signal })
  }

  async function load(
    params: ModelParams<'load'>,
    callOptions: StreamOptions = {},
  ): Promise<LoadedModel> {
    if (quarantine.has(params.sha256)) {
      throw new Refusal(INFERENCE_CODES.quarantined, say('model-put-aside'))
    }
    const used = await connected(callOptions.signal)
    const key = keyOf(params)
    if (loaded?.key === key) return await unlessAborted(loaded.model, callOptions.signal)
    wanted = params
    const model = loadPrepared(used, params, callOptions)
    loaded = { key, model }
    try {
      const result = await model
      if (connection === used && state.kind === 'ready')
        become({
          ...state,
          model: result,
          adapters: (params.adapters ?? []).map(({ path }) => path),
        })
      wanted = { ...params, knownBatchWidth: params.knownBatchWidth ?? result.batchWidth }
      return result
    } catch (reason) {
      if (loaded?.key === key) loaded = undefined
      if (!isEnd(reason)) wanted = undefined
      throw reason
    }
  }

  async function loadPrepared(
    used: Connection,
    params: ModelParams<'load'>,
    callOptions: StreamOptions,
  ): Promise<LoadedModel> {
    const putAway = await options.beforeLoad?.(params)
    try {
      return await used.call('load', { ...params, allowGpu }, callOptions)
    } finally {
      await putAway?.()
    }
  }

  return {
    inspect: (params, callOptions) => call('inspect', params, callOptions),
    inspectAdapter: (params, callOptions) => call('inspectAdapter', params, callOptions),
    devices: (callOptions) => call('devices', { allowGpu }, callOptions),
    estimate: (params, callOptions) => call('estimate', params, callOptions),
    fit: (params, callOptions) => call('fit', params, callOptions),
    load,
    unload: async (callOptions) => {
      wanted = undefined
      loaded = undefined
      if (connection === undefined) return { wasLoaded: false }
      const result = await call('unload', {}, callOptions)
      if (state.kind === 'ready') become({ ...state, model: undefined, adapters: [] })
      return result
    },
    generate: (params, callOptions) => call('generate', params, callOptions),
    ask: (params, callOptions) => call('ask', params, callOptions),
    measure: (callOptions) => call('measure', {}, callOptions),
    countTokens: (params, callOptions) => call('countTokens', params, callOptions),
    tokenize: (params, callOptions) => call('tokenize', params, callOptions),
    state: () => state,
    onState: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reset: () => {
      ends = []
      if (state.kind === 'disabled') become({ kind: 'idle' })
      restart?.wake()
    },
    quarantined: () => [...quarantine],
    release: (sha256) => {
      quarantine.delete(sha256)
      crashes.delete(sha256)
    },
    close: async () => {
      const last = connection
      become({ kind: 'closed' })
      restart?.wake()
      last?.kill()
      await last?.ended
    },
  }
}

/** What makes two loads the same load. */
function keyOf(params: ModelParams<'load'>): string {
  return JSON.stringify({ ...params, knownBatchWidth: undefined })
}

function isEnd(reason: unknown): boolean {
  const code = reason instanceof Refusal ? reason.code : ''
  return code === INFERENCE_CODES.ended || code === INFERENCE_CODES.stalled
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work
  signal.throwIfAborted()
  return await new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
