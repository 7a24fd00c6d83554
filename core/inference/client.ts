import type {
  AdapterInspection,
  Answer,
  DeviceReport,
  Generation,
  LoadedModel,
  LoadPlan,
  Measurement,
  MemoryEstimate,
  ModelInspection,
  ModelParams,
  ModelResult,
} from '../../contract/model-protocol'

/** What a call takes beside its input. `signal` cancels the call down to the running token. */
export type CallOptions = {
  readonly signal?: AbortSignal | undefined
  /** From 0 to 1. */
  readonly onProgress?: ((value: number) => void) | undefined
}

export type StreamOptions = CallOptions & {
  /** Pieces of the answer in order, at most 60 a second. Joined they are the `text` returned. */
  readonly onText?: ((text: string) => void) | undefined
}

/** What the screen may say about the model process. */
export type InferenceState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'ready'
      readonly runtime: string
      readonly model: LoadedModel | undefined
      /** Paths of the adapters that are loaded with it. */
      readonly adapters: readonly string[]
    }
  /** It ended and is started again at `startsAt` (milliseconds since 1970). */
  | { readonly kind: 'waiting'; readonly cause: string; readonly startsAt: number }
  /** It ended too often: nothing is started until `reset()`. */
  | { readonly kind: 'disabled'; readonly cause: string }
  | { readonly kind: 'closed' }

/**
 * Typed calls to the model process. Every call is refused (class Refusal) with one of the codes of
 * `INFERENCE_CODES`, with a code of the model process, or, when its signal fires, rejected with
 * the signal's reason; `generate` and `ask` instead resolve with `finishReason: 'aborted'` and
 * the text so far. No call waits for ever: when the process dies all of them are refused.
 */
export type InferenceClient = {
  readonly inspect: (
    params: ModelParams<'inspect'>,
    options?: CallOptions,
  ) => Promise<ModelInspection>
  readonly inspectAdapter: (
    params: ModelParams<'inspectAdapter'>,
    options?: CallOptions,
  ) => Promise<AdapterInspection>
  readonly devices: (options?: CallOptions) => Promise<DeviceReport>
  readonly estimate: (
    params: ModelParams<'estimate'>,
    options?: CallOptions,
  ) => Promise<MemoryEstimate>
  readonly fit: (params: ModelParams<'fit'>, options?: CallOptions) => Promise<LoadPlan>
  /**
   * Loads a model and unloads the one before. The same parameters again cost nothing. After a
   * restart of the process the model is loaded again by the next call that needs it.
   */
  readonly load: (params: ModelParams<'load'>, options?: CallOptions) => Promise<LoadedModel>
  readonly unload: (options?: CallOptions) => Promise<{ wasLoaded: boolean }>
  readonly generate: (
    params: ModelParams<'generate'>,
    options?: StreamOptions,
  ) => Promise<Generation>
  readonly ask: (params: ModelParams<'ask'>, options?: StreamOptions) => Promise<Answer>
  readonly measure: (options?: CallOptions) => Promise<Measurement>
  readonly countTokens: (
    params: ModelParams<'countTokens'>,
    options?: CallOptions,
  ) => Promise<{ counts: number[] }>
  /** Token ids by the loaded model's own rules. */
  readonly tokenize: (
    params: ModelParams<'tokenize'>,
    options?: CallOptions,
  ) => Promise<ModelResult<'tokenize'>>
  readonly state: () => InferenceState
  /** Returns the function that stops listening. */
  readonly onState: (listener: (state: InferenceState) => void) => () => void
  /** Closes the open circuit and forgets the restarts, not the quarantine. */
  readonly reset: () => void
  readonly quarantined: () => readonly string[]
  /** Lets a model that was put aside be tried again. */
  readonly release: (sha256: string) => void
  readonly close: () => Promise<void>
}

/** Codes of refusals that come from the client and not from the model process. */
export const INFERENCE_CODES = {
  /** The process ended while the call was running. What was finished is kept. */
  ended: 'model-process-ended',
  /** No sign of life for too long: the process was stopped. */
  stalled: 'model-process-stalled',
  /** Too many restarts: nothing is started until somebody says so. */
  disabled: 'model-process-disabled',
  /** This file ended the process twice. */
  quarantined: 'model-quarantined',
  /** A call that needs a model came before any was loaded. */
  notLoaded: 'model-not-loaded',
  /** The process sent something that is no answer of this protocol. */
  unreadable: 'model-answer-unreadable',
  closed: 'model-process-closed',
} as const
