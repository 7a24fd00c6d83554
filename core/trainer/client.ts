import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import { encodeDataset, type TrainingSample } from './dataset-file'
import { trainerRefusal } from './failures'
import type {
  LoraSettings,
  TrainerEvent,
  TrainerEventOf,
  TrainingDevice,
  TrainingPrecision,
  TrainingSettings,
} from './protocol'
import {
  startTrainer,
  type TrainerLocation,
  type TrainerProcess,
  type TrainerTimes,
} from './trainer-process'

export interface RunOptions {
  readonly signal?: AbortSignal
  readonly onEvent?: (event: TrainerEvent) => void
  readonly times?: TrainerTimes
}

export interface TrainingRequest {
  readonly model: string
  /** A folder of this training alone: checkpoints, then adapter.gguf. */
  readonly output: string
  /** Samples, or the same as `encodeDataset` wrote them. */
  readonly train: readonly TrainingSample[] | Buffer
  readonly validation?: readonly TrainingSample[] | Buffer
  /** An adapter to go on from: instruction tuning continues what pretraining learned. */
  readonly startAdapter?: string
  readonly settings: TrainingSettings
}

export interface TrainingRun {
  /**
   * Resolves with how it ended; an abort resolves with reason "stopped" and a checkpoint that the
   * same request goes on from. Rejects with a Refusal in words for people.
   */
  readonly finished: Promise<TrainerEventOf<'done'>>
  readonly pause: () => void
  readonly resume: () => void
  readonly checkpoint: () => void
  readonly askStatus: () => void
  readonly pid: number
}

/** Starts or goes on with a training: where `output` holds a checkpoint of the same request. */
export function trainAdapter(
  location: TrainerLocation,
  request: TrainingRequest,
  options: RunOptions = {},
): TrainingRun {
  const { settings } = request
  const bytesOf = (data: readonly TrainingSample[] | Buffer): Buffer =>
    Buffer.isBuffer(data) ? data : encodeDataset(data)
  const streams = [bytesOf(request.train)]
  if (request.validation) streams.push(bytesOf(request.validation))
  const command = {
    ...settings,
    type: 'start',
    model: request.model,
    output: request.output,
    train: 'fd:3',
    validation: request.validation ? 'fd:4' : undefined,
    adapter: request.startAdapter,
  }
  const run = runCommand(location, command, 'done', options, streams)
  return {
    finished: run.answer,
    pause: () => run.trainer.send({ type: 'pause' }),
    resume: () => run.trainer.send({ type: 'resume' }),
    checkpoint: () => run.trainer.send({ type: 'checkpoint' }),
    askStatus: () => run.trainer.send({ type: 'status' }),
    pid: run.trainer.pid,
  }
}

export interface ScoringRequest {
  readonly model: string
  readonly adapter?: string
  readonly samples: readonly TrainingSample[]
  readonly context?: number
  readonly device?: TrainingDevice
  readonly threads?: number
  /** Also the log-likelihood of each token after the first of its sample (0 where not supervised). */
  readonly perToken?: boolean
}

export interface Scoring {
  readonly loss: number
  readonly perplexity: number
  readonly tokens: number
  readonly tokensPerSecond: number
  readonly samples: readonly {
    readonly logLikelihood: number
    readonly tokens: number
    readonly tokenLogLikelihoods?: readonly number[]
  }[]
}

/** Log-likelihoods and perplexity of samples under a model with or without an adapter. */
export async function scoreSamples(
  location: TrainerLocation,
  request: ScoringRequest,
  options: RunOptions = {},
): Promise<Scoring> {
  const { samples, ...rest } = request
  const scored: TrainerEventOf<'scored'>[] = []
  const onEvent = (event: TrainerEvent) => {
    if (event.type === 'scored') scored.push(event)
    options.onEvent?.(event)
  }
  const command = { ...rest, type: 'score', data: 'fd:3' }
  const streams = [encodeDataset(samples)]
  const total = await runCommand(location, command, 'score', { ...options, onEvent }, streams)
    .answer
  return {
    loss: total.loss,
    perplexity: total.perplexity,
    tokens: total.tokens,
    tokensPerSecond: total.tokensPerSecond,
    samples: scored.map(({ logLikelihood, tokens, tokenLogLikelihoods }) => ({
      logLikelihood,
      tokens,
      ...(tokenLogLikelihoods ? { tokenLogLikelihoods } : {}),
    })),
  }
}

/** Memory that training (or scoring) needs, from the model's header alone. */
export function estimateMemory(
  location: TrainerLocation,
  request: {
    readonly model: string
    readonly context: number
    readonly lora?: LoraSettings
    readonly trains?: boolean
    readonly device?: TrainingDevice
    readonly threads?: number
  },
  options: RunOptions = {},
): Promise<TrainerEventOf<'estimate'>> {
  return runCommand(location, { ...request, type: 'estimate' }, 'estimate', options).answer
}

/** Compares the forward pass with llama.cpp's on random tokens. */
export function selfTest(
  location: TrainerLocation,
  request: {
    readonly model: string
    readonly device?: TrainingDevice
    readonly threads?: number
    readonly precision?: TrainingPrecision
  },
  options: RunOptions = {},
): Promise<TrainerEventOf<'selfTest'>> {
  return runCommand(location, { ...request, type: 'selfTest' }, 'selfTest', options).answer
}

interface CommandRun<Type extends TrainerEvent['type']> {
  readonly trainer: TrainerProcess
  readonly answer: Promise<TrainerEventOf<Type>>
}

/** One process a command: whatever becomes of it, the next one starts clean. */
export function runCommand<Type extends TrainerEvent['type']>(
  location: TrainerLocation,
  command: Readonly<Record<string, unknown>>,
  wanted: Type,
  options: RunOptions = {},
  streams: readonly Buffer[] = [],
): CommandRun<Type> {
  let answer: TrainerEventOf<Type> | null = null
  let refusal: Refusal | null = null
  let stopped = false
  const trainer = startTrainer(
    location,
    (event) => {
      if (event.type === wanted) answer = event as TrainerEventOf<Type>
      if (event.type === 'error') refusal = trainerRefusal(event.code, event.message)
      // Anything but the wanted end of a stopped command says that it has stopped.
      if (event.type === 'done' && event.reason === 'stopped') stopped = true
      options.onEvent?.(event)
      if (answer || refusal || stopped) void trainer.close()
    },
    { streams, ...(options.times ? { times: options.times } : {}) },
  )
  const abort = () => void trainer.stop()
  if (options.signal?.aborted) abort()
  else options.signal?.addEventListener('abort', abort, { once: true })
  trainer.send(command)
  const finish = async (): Promise<TrainerEventOf<Type>> => {
    const end = await trainer.ended
    options.signal?.removeEventListener('abort', abort)
    if (answer) return answer
    if (end.problem) throw end.problem
    if (refusal) throw refusal
    if (stopped || options.signal?.aborted) {
      throw new Refusal('stopped', say('trainer-stopped'))
    }
    throw new Refusal('trainer-ended', say('trainer-ended-early'))
  }
  return { trainer, answer: finish() }
}
