import { type ChildProcess, spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import { type TrainerEvent, trainerEvent } from './protocol'

export interface TrainerLocation {
  /** The program that scripts/native.mjs built. */
  readonly program: string
  /** The folder of node-llama-cpp's libraries for the wanted device. */
  readonly libraries: string
  /** More for its environment, such as GGML_VK_VISIBLE_DEVICES. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface TrainerTimes {
  /** From the stop command to SIGTERM, in ms. A layer of a large model takes long: be patient. */
  readonly stop?: number
  /** From SIGTERM to SIGKILL, in ms. */
  readonly terminate?: number
  /** How long a training may say nothing before it is given up, in ms (core/training/watch.ts). */
  readonly silence?: number
}

export interface TrainerProcess {
  readonly pid: number
  readonly send: (command: Readonly<Record<string, unknown>>) => void
  /** Stop, then SIGTERM, then SIGKILL. Resolves once the process has ended. */
  readonly stop: () => Promise<void>
  /** Ends its input, on which it saves and leaves; kills it where it does not. */
  readonly close: () => Promise<void>
  /** Resolves when the process has ended and its last line was read. Never rejects. */
  readonly ended: Promise<TrainerEnd>
}

export interface TrainerEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The first line that was none of the protocol's, as a refusal. */
  readonly problem: Refusal | null
}

/** Longest line that is read: per-token figures of a long sample, with room. */
const longestLine = 16 * 1024 * 1024

/**
 * Starts the trainer. `streams` are handed over as descriptors 3, 4, ... ("fd:3" in commands): data
 * made of notes need not touch the disk.
 */
export function startTrainer(
  location: TrainerLocation,
  onEvent: (event: TrainerEvent) => void,
  options: { readonly streams?: readonly Buffer[]; readonly times?: TrainerTimes } = {},
): TrainerProcess {
  const streams = options.streams ?? []
  const child = spawn(location.program, [], {
    stdio: ['pipe', 'pipe', 'ignore', ...streams.map(() => 'pipe' as const)],
    env: { ...process.env, ...location.environment, LD_LIBRARY_PATH: location.libraries },
  })
  streams.forEach((bytes, index) => {
    const stream = child.stdio[3 + index] as Writable
    // A trainer that refuses the model closes its end before it has read everything.
    stream.on('error', () => undefined)
    stream.end(bytes)
  })
  child.stdin?.on('error', () => undefined)

  let problem: Refusal | null = null
  const fail = (refusal: Refusal) => {
    problem ??= refusal
    child.kill('SIGKILL')
  }
  readLines(child, (line) => {
    if (problem) return
    const event = parseEvent(line)
    if (event) onEvent(event)
    else fail(new Refusal('trainer-unreadable', say('trainer-answer-unreadable')))
  })
  const ended = new Promise<TrainerEnd>((resolve) => {
    child.on('error', () => {
      problem ??= new Refusal('trainer-missing', say('trainer-not-installed'))
      resolve({ code: null, signal: null, problem })
    })
    child.on('close', (code, signal) => resolve({ code, signal, problem }))
  })
  const send = (command: Readonly<Record<string, unknown>>) => {
    if (child.stdin?.writable) child.stdin.write(`${JSON.stringify(command)}\n`)
  }
  const escalate = async () => {
    if (await endsWithin(ended, options.times?.stop ?? 60_000)) return
    child.kill('SIGTERM')
    if (await endsWithin(ended, options.times?.terminate ?? 20_000)) return
    child.kill('SIGKILL')
    await ended
  }
  return {
    pid: child.pid ?? 0,
    send,
    ended,
    stop: () => {
      send({ type: 'stop' })
      child.stdin?.end()
      return escalate()
    },
    close: () => {
      child.stdin?.end()
      return escalate()
    },
  }
}

/** The event that a line holds, or null where it is none of the protocol's. */
export function parseEvent(line: string): TrainerEvent | null {
  try {
    const parsed = trainerEvent.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function readLines(child: ChildProcess, take: (line: string) => void) {
  let rest = ''
  child.stdout?.setEncoding('utf8')
  child.stdout?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (rest.length > longestLine) {
      take(rest)
      rest = ''
    }
  })
}

async function endsWithin(ended: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const inTime = await Promise.race([ended.then(() => true), late])
  clearTimeout(timer)
  return inTime
}
