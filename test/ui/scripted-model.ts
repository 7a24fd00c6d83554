import type { FromModelHost, ToModelHost } from '../../contract/model-protocol'
import { say } from '../../contract/sentences'
import type { LaunchModelHost } from '../../core/inference/port'

export interface Script {
  /** The note that comes of a report; `seed` is the note's own. */
  readonly note: (report: string, seed: number) => string
  readonly answer: (note: string, instruction: string) => string
  /** Tokens (here: words) of the note that the model can read; the rest is trimmed. */
  readonly noteTokens?: number
  /** Milliseconds between two words. */
  readonly pause?: number
}

const families = { family: 'chatml', isRecognised: true, statement: 'It says so itself.' } as const

export const scriptedInspection = {
  fileBytes: 1000,
  version: 3,
  architecture: 'llama',
  name: 'Scripted',
  parameters: 135_000_000,
  quantisation: 'Q4_1',
  trainedContext: 8192,
  layers: 30,
  heads: 9,
  kvHeads: 3,
  embedding: 576,
  feedForward: 1536,
  keyLength: 64,
  valueLength: 64,
  vocabulary: 49152,
  tokenizer: 'gpt2',
  promptFamily: families,
  tensorCount: 272,
  layerBytes: [],
  inputBytes: 0,
  outputBytes: 0,
}

const memory = { ramBytes: 1000, gpuBytes: 0 }
const estimate = {
  weights: memory,
  cache: memory,
  compute: memory,
  total: memory,
  free: memory,
  fits: true,
  statement: [say('needs-memory', { memory: 1e8 })],
}
const devices = {
  gpu: 'none',
  names: [],
  gpuMemory: { totalBytes: 0, freeBytes: 0 },
  ram: { totalBytes: 1e10, freeBytes: 1e10 },
  cores: 2,
  tried: [],
  statement: [say('gpu-not-tried'), say('runs-on-processor')],
}

type Params = Readonly<Record<string, never>> & {
  readonly seed: number
  readonly note: string
  readonly instruction: string
  readonly sha256: string
  readonly maxTokens: number
  readonly wish?: { readonly sequences?: number; readonly contextSize?: number }
  readonly prompt: { readonly segments: readonly { readonly text: string }[] }
}

/** A model process that says what a test wants, word by word, and stops when it is told to. */
export function scriptedModel(script: Script): LaunchModelHost {
  return () => {
    const listeners = new Set<(message: unknown) => void>()
    const cancelled = new Set<number>()
    let end: (cause: string) => void = () => undefined
    const exited = new Promise<string>((resolve) => {
      end = resolve
    })
    const send = (message: FromModelHost): void => {
      setTimeout(() => {
        for (const listener of listeners) listener(message)
      }, 0)
    }
    const speak = async (id: number, text: string, maxTokens: number) => {
      const words = text.match(/\S+\s*/g) ?? []
      let said = ''
      let tokens = 0
      for (const word of words) {
        if (cancelled.has(id) || tokens === maxTokens) break
        await new Promise((resolve) => setTimeout(resolve, script.pause ?? 0))
        said += word
        tokens += 1
        send({ kind: 'text', id, text: word, tokens })
      }
      const isWhole = tokens === words.length
      return {
        text: said,
        finishReason: cancelled.has(id) ? 'aborted' : isWhole ? 'stop' : 'length',
        promptTokens: 100,
        reusedTokens: 80,
        generatedTokens: tokens,
        queueSeconds: 0,
        promptSeconds: 0.01,
        firstTokenSeconds: 0.02,
        generationSeconds: 0.1,
      }
    }
    const answerTo = async (id: number, method: string, params: Params): Promise<unknown> => {
      switch (method) {
        case 'inspect':
          return scriptedInspection
        case 'devices':
          return devices
        case 'estimate':
          return estimate
        case 'fit':
          return plan(params)
        case 'load':
          return { ...plan(params), ...loadedOf(params) }
        case 'generate':
          return speak(id, script.note(reportIn(params), params.seed), params.maxTokens)
        case 'ask':
          return asked(id, params)
        default:
          return { wasLoaded: true }
      }
    }
    const asked = async (id: number, params: Params) => {
      const { note, trim } = trimmed(params.note, script.noteTokens ?? Number.POSITIVE_INFINITY)
      const said = await speak(id, script.answer(note, params.instruction), params.maxTokens)
      return { ...said, trim }
    }
    const hear = async (message: ToModelHost): Promise<void> => {
      if (message.kind === 'ping') return send({ kind: 'pong', number: message.number })
      if (message.kind === 'cancel') return void cancelled.add(message.id)
      const { id, method, params } = message
      send({ kind: 'result', id, value: await answerTo(id, method, params as Params) })
    }
    return {
      exited,
      kill: () => end('stopped'),
      port: {
        post: (message) => void hear(message as ToModelHost),
        onMessage: (listener) => {
          listeners.add(listener)
          send({ kind: 'ready', runtime: 'scripted' })
        },
        close: () => end('closed'),
      },
    }
  }
}

function plan({ wish }: Params) {
  return {
    gpuLayers: 0,
    contextSize: wish?.contextSize ?? 4096,
    sequences: wish?.sequences ?? 1,
    threads: 2,
    estimate,
    reasons: [],
  }
}

function loadedOf(params: Params) {
  return {
    sha256: params.sha256,
    gpu: 'none',
    batchWidth: 8,
    loadSeconds: 0.1,
    inspection: scriptedInspection,
  }
}

function reportIn({ prompt }: Params): string {
  const text = prompt.segments.map((segment) => segment.text).join('')
  return text.split('Case report:')[1]?.split('Discharge summary:')[0]?.trim() ?? text
}

function trimmed(note: string, tokens: number) {
  const words = note.match(/\S+\s*/g) ?? []
  const kept = words.slice(0, tokens).join('')
  const trim = {
    isTrimmed: words.length > tokens,
    keptCharacters: kept.length,
    removedCharacters: note.length - kept.length,
    noteTokens: words.length,
    removedTokens: Math.max(0, words.length - tokens),
  }
  return { note: kept, trim }
}
