import {
  fromModelHostSchema,
  MODEL_METHODS,
  type ModelMethod,
  type ModelParams,
  type ModelResult,
} from '../../contract/model-protocol'
import { type Sentence, say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import { INFERENCE_CODES, type StreamOptions } from './client'
import type { ModelHostProcess } from './port'

export type WatchLimits = {
  /** Between two pings. */
  readonly pingMilliseconds: number
  /** A process that answers no ping for so long hangs. */
  readonly pongMilliseconds: number
  /** No sign of life of a running call for so long, unless the process asked for more. */
  readonly quietMilliseconds: number
  /** The same for a load. */
  readonly quietLoadMilliseconds: number
}

/** 30 s for a load, 20 s for a token. */
export const WATCH_LIMITS: WatchLimits = {
  pingMilliseconds: 2000,
  pongMilliseconds: 15_000,
  quietMilliseconds: 20_000,
  quietLoadMilliseconds: 30_000,
}

/** One life of the model process: calls over its port until it ends. */
export type Connection = {
  readonly ready: Promise<string>
  /** Why it ended, and which calls were running then. Never rejects. */
  readonly ended: Promise<{ readonly cause: string; readonly running: readonly ModelMethod[] }>
  readonly call: <M extends ModelMethod>(
    method: M,
    params: ModelParams<M>,
    options?: StreamOptions,
  ) => Promise<ModelResult<M>>
  readonly kill: () => void
}

type Pending = {
  readonly method: ModelMethod
  readonly options: StreamOptions
  readonly settle: (result: unknown) => void
  readonly refuse: (reason: unknown) => void
}

export function connect(host: ModelHostProcess, limits: WatchLimits): Connection {
  const pending = new Map<number, Pending>()
  let nextId = 1
  let stalledBecause: string | undefined
  let becomeReady: (runtime: string) => void = () => undefined
  const ready = new Promise<string>((resolve) => {
    becomeReady = resolve
  })
  const watch = watchProcess(limits, {
    ping: (number) => host.port.post({ kind: 'ping', number }),
    runs: () => [...pending.values()].map((one) => one.method),
    onStall: (cause) => {
      stalledBecause = cause
      host.kill()
    },
  })

  host.port.onMessage((raw) => {
    const parsed = fromModelHostSchema.safeParse(raw)
    if (!parsed.success) return watch.sawUnreadable()
    const message = parsed.data
    if (message.kind === 'pong') return watch.sawPong()
    watch.sawLife('allowSeconds' in message ? message.allowSeconds : undefined)
    if (message.kind === 'ready') return becomeReady(message.runtime)
    const call = pending.get(message.id)
    if (call === undefined) return
    if (message.kind === 'progress') return call.options.onProgress?.(message.value)
    if (message.kind === 'text') return call.options.onText?.(message.text)
    pending.delete(message.id)
    if (message.kind === 'result') call.settle(message.value)
    else call.refuse(refusalOf(message, call.options.signal))
  })

  const ended = host.exited.then((cause) => {
    watch.stop()
    const said = stalledBecause ?? cause
    const code = stalledBecause === undefined ? INFERENCE_CODES.ended : INFERENCE_CODES.stalled
    const running = [...pending.values()].map((one) => one.method)
    for (const call of pending.values()) {
      call.refuse(new Refusal(code, say('model-process-stopped')))
    }
    pending.clear()
    return { cause: said, running }
  })

  async function call<M extends ModelMethod>(
    method: M,
    params: ModelParams<M>,
    options: StreamOptions = {},
  ): Promise<ModelResult<M>> {
    options.signal?.throwIfAborted()
    const id = nextId++
    const cancel = (): void => host.port.post({ kind: 'cancel', id })
    const value = await new Promise<unknown>((settle, refuse) => {
      pending.set(id, { method, options, settle, refuse })
      watch.sawLife(undefined)
      options.signal?.addEventListener('abort', cancel, { once: true })
      host.port.post({ kind: 'request', id, method, params })
    }).finally(() => options.signal?.removeEventListener('abort', cancel))
    const parsed = MODEL_METHODS[method].result.safeParse(value)
    if (parsed.success) return parsed.data as ModelResult<M>
    throw new Refusal(INFERENCE_CODES.unreadable, say('model-answer-unreadable'))
  }

  return {
    ready,
    ended,
    call,
    kill: () => host.kill(),
  }
}

function refusalOf(
  message: {
    readonly code: string
    readonly message: string
    readonly said: readonly Sentence[]
  },
  signal: AbortSignal | undefined,
): unknown {
  if (message.code === 'aborted' && signal?.aborted) return signal.reason
  return new Refusal(message.code, message.said.length > 0 ? message.said : message.message)
}

type Watch = {
  readonly sawPong: () => void
  readonly sawLife: (allowSeconds: number | undefined) => void
  readonly sawUnreadable: () => void
  readonly stop: () => void
}

/** Finds a process that hangs. A machine that slept counts as no time: the timer slept too. */
function watchProcess(
  limits: WatchLimits,
  host: {
    readonly ping: (number: number) => void
    readonly runs: () => readonly ModelMethod[]
    readonly onStall: (cause: string) => void
  },
): Watch {
  let number = 0
  let sinceLife = 0
  let sincePong = 0
  let allowed = 0
  const timer = setInterval(() => {
    number += 1
    host.ping(number)
    sincePong += limits.pingMilliseconds
    const runs = host.runs()
    sinceLife = runs.length === 0 ? 0 : sinceLife + limits.pingMilliseconds
    const quiet = runs.includes('load') ? limits.quietLoadMilliseconds : limits.quietMilliseconds
    if (sincePong > limits.pongMilliseconds) stall('it no longer answered')
    else if (sinceLife > Math.max(quiet, allowed)) stall('it made no progress for too long')
  }, limits.pingMilliseconds)
  timer.unref()

  function stall(cause: string): void {
    clearInterval(timer)
    host.onStall(cause)
  }
  return {
    sawPong: () => {
      sincePong = 0
    },
    sawLife: (allowSeconds) => {
      sinceLife = 0
      sincePong = 0
      if (allowSeconds !== undefined) allowed = allowSeconds * 1000
    },
    sawUnreadable: () => {
      sincePong = 0
    },
    stop: () => clearInterval(timer),
  }
}
