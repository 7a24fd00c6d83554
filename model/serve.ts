import {
  type FromModelHost,
  MODEL_METHODS,
  type ModelMethod,
  toModelHostSchema,
} from '../contract/model-protocol'
import type { Sentence } from '../contract/sentences'
import { type CallContext, createMethods } from './methods'
import type { Port } from './port'
import { ModelRefusal } from './refusal'

/** Text is sent on at most this often for one call: a frame of a 60 Hz screen. */
const FRAME_MILLISECONDS = 17

/** Answers requests until the process ends. Every request gets exactly one answer. */
export function startHost(port: Port): void {
  const running = new Map<number, AbortController>()
  const methods = createMethods()
  const post = (message: FromModelHost): void => port.post(message)

  async function answer(id: number, method: ModelMethod, params: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const frames = createFrames((text, tokens) => post({ kind: 'text', id, text, tokens }))
    const call: CallContext = {
      signal: controller.signal,
      onText: frames.add,
      onProgress: (value, allowSeconds) => {
        post({
          kind: 'progress',
          id,
          value,
          ...(allowSeconds === undefined ? {} : { allowSeconds }),
        })
      },
    }
    try {
      const value = await callMethod(methods, method, params, call)
      frames.flush()
      post({ kind: 'result', id, value })
    } catch (reason) {
      frames.flush()
      post({ kind: 'refused', id, ...describeFailure(reason, controller.signal) })
    } finally {
      running.delete(id)
    }
  }

  port.onMessage((raw) => {
    const parsed = toModelHostSchema.safeParse(raw)
    if (!parsed.success) return
    const message = parsed.data
    if (message.kind === 'ping') post({ kind: 'pong', number: message.number })
    else if (message.kind === 'cancel') running.get(message.id)?.abort()
    else void answer(message.id, message.method, message.params)
  })
  post({ kind: 'ready', runtime: `node-llama-cpp on Node ${process.versions.node}` })
}

function callMethod(
  methods: ReturnType<typeof createMethods>,
  method: ModelMethod,
  params: unknown,
  call: CallContext,
): Promise<unknown> {
  const parsed = MODEL_METHODS[method].params.safeParse(params)
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')
    throw new ModelRefusal('model-request', `The request was not understood (${where}).`)
  }
  const run = methods[method] as (params: unknown, call: CallContext) => Promise<unknown>
  return run(parsed.data, call)
}

/** Messages of other failures stay here: they could hold a piece of a note. */
function describeFailure(
  reason: unknown,
  signal: AbortSignal,
): { code: string; message: string; said: Sentence[] } {
  if (reason instanceof ModelRefusal)
    return { code: reason.code, message: reason.message, said: [...reason.said] }
  if (signal.aborted) return { code: 'aborted', message: 'Stopped.', said: [] }
  const name = reason instanceof Error ? reason.name : typeof reason
  return { code: 'model-failed', message: `The model could not finish this (${name}).`, said: [] }
}

function createFrames(send: (text: string, tokens: number) => void): {
  add: (text: string, tokens: number) => void
  flush: () => void
} {
  let text = ''
  let tokens = 0
  let sentAt = 0
  let timer: NodeJS.Timeout | undefined
  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (text === '') return
    send(text, tokens)
    sentAt = performance.now()
    text = ''
  }
  return {
    add: (piece, count) => {
      text += piece
      tokens = count
      const wait = sentAt + FRAME_MILLISECONDS - performance.now()
      if (wait <= 0) flush()
      else timer ??= setTimeout(flush, wait)
    },
    flush,
  }
}
