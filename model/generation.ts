import type { LlamaGrammar, LlamaModel, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import { LlamaGrammarEvaluationState } from 'node-llama-cpp'
import type { Generation, Sampling } from '../contract/model-protocol'
import { slotPriority } from './batching'
import { ModelRefusal } from './refusal'
import { isSame, type Slot, type Slots } from './slots'
import { createTextStream, createTokenText } from './text-stream'

export type Run = {
  readonly model: LlamaModel
  readonly slots: Slots
  readonly contextSize: number
  /** Tokens of a prompt that are evaluated at once. */
  readonly batchTokens: number
  /** Whether the beginning of a sequence can be kept when its end is erased. */
  readonly canKeep: boolean
}

export type Task = {
  readonly tokens: readonly Token[]
  /** How many leading tokens to keep for the next request with the same beginning. */
  readonly keep: number
  readonly sampling: Sampling
  readonly seed: number
  readonly maxTokens: number
  readonly grammar: LlamaGrammar | undefined
  readonly stop: readonly string[]
}

export type Listener = {
  readonly onText: (text: string, tokens: number) => void
  /** Called after each piece of the prompt and each token, as a sign of life. */
  readonly onStep: (share: number) => void
}

type Started = { readonly reused: number; readonly rest: readonly Token[] }

/**
 * Leaves the top-k step out. A k of 0 would sort the whole vocabulary for every token, which costs
 * a small model a fifth of its time; leaving the number out would mean 40.
 */
const NO_TOP_K = null as unknown as number

/** llama.cpp takes this one seed for "choose one by chance". */
const RANDOM_SEED = 0xffff_ffff

/**
 * One text from one prompt. Resolves with what there is when the signal fires. The prompt's
 * pieces are always cut at the same places, whether its beginning was still there or not, and so
 * the text is a function of the task alone.
 */
export async function generate(
  run: Run,
  task: Task,
  signal: AbortSignal,
  listener: Listener,
): Promise<Generation> {
  const asked = performance.now()
  const room = run.contextSize - 1 - task.tokens.length
  if (task.tokens.length === 0) throw new ModelRefusal('prompt-empty', 'The prompt is empty.')
  if (room < 1) {
    throw new ModelRefusal(
      'prompt-too-long',
      `The prompt has ${task.tokens.length} tokens, and this model was loaded for ${run.contextSize}.`,
    )
  }
  const keep = run.canKeep ? Math.min(task.keep, task.tokens.length - 1) : 0
  const beginning = task.tokens.slice(0, keep)
  let slot: Slot
  try {
    slot = await run.slots.take(beginning, signal)
  } catch (reason) {
    if (signal.aborted) return nothingGenerated(task.tokens.length, since(asked))
    throw reason
  }
  const started = performance.now()
  try {
    const prepared = await prepare(run, slot, task.tokens, beginning, signal, listener)
    return await write(
      run,
      slot,
      task,
      Math.min(task.maxTokens, room),
      prepared,
      signal,
      listener,
      {
        asked,
        started,
      },
    )
  } catch (reason) {
    slot.kept = []
    if (signal.aborted) return nothingGenerated(task.tokens.length, (started - asked) / 1000)
    throw reason
  } finally {
    run.slots.release(slot)
  }
}

function nothingGenerated(promptTokens: number, queueSeconds: number): Generation {
  return {
    text: '',
    finishReason: 'aborted',
    promptTokens,
    reusedTokens: 0,
    generatedTokens: 0,
    queueSeconds,
    promptSeconds: 0,
    firstTokenSeconds: 0,
    generationSeconds: 0,
  }
}

const since = (moment: number): number => (performance.now() - moment) / 1000

/** Evaluates all of the prompt but its last piece, which the first token comes from. */
async function prepare(
  run: Run,
  slot: Slot,
  tokens: readonly Token[],
  beginning: readonly Token[],
  signal: AbortSignal,
  listener: Listener,
): Promise<Started> {
  const { sequence } = slot
  const isHeld = beginning.length > 0 && isSame(slot.kept, beginning)
  const start = isHeld ? beginning.length : 0
  slot.kept = []
  await sequence.eraseContextTokenRanges([{ start, end: sequence.nextTokenIndex }])
  const options = { evaluationPriority: slotPriority(slot.index) }
  const pieces = [
    ...(isHeld ? [] : cut(beginning, run.batchTokens)),
    ...cut(tokens.slice(beginning.length), run.batchTokens),
  ]
  const last = pieces.pop() ?? []
  let done = start
  for (const piece of pieces) {
    signal.throwIfAborted()
    await sequence.evaluateWithoutGeneratingNewTokens([...piece], options)
    done += piece.length
    listener.onStep(done / tokens.length)
  }
  signal.throwIfAborted()
  slot.kept = beginning
  return { reused: start, rest: last }
}

function cut(tokens: readonly Token[], length: number): (readonly Token[])[] {
  const pieces: (readonly Token[])[] = []
  for (let at = 0; at < tokens.length; at += length) pieces.push(tokens.slice(at, at + length))
  return pieces
}

async function write(
  run: Run,
  slot: Slot,
  task: Task,
  maxTokens: number,
  prepared: Started,
  signal: AbortSignal,
  listener: Listener,
  times: { readonly asked: number; readonly started: number },
): Promise<Generation> {
  const history: Token[] = []
  const stream = createTextStream(task.stop)
  const tokenText = createTokenText<Token>((tokens, before) =>
    run.model.detokenize(tokens, false, before),
  )
  let text = ''
  let finishReason: Generation['finishReason'] = 'stop'
  let firstTokenAt: number | undefined
  const show = (piece: string): void => {
    text += piece
    listener.onText(piece, history.length)
  }
  const tokens = slot.sequence.evaluate([...prepared.rest], options(run, slot, task, history))
  for await (const token of tokens) {
    firstTokenAt ??= performance.now()
    history.push(token)
    const { text: piece, stopped } = stream.push(tokenText.push(token))
    show(piece)
    listener.onStep(1)
    if (stopped) break
    if (signal.aborted) finishReason = 'aborted'
    else if (history.length >= maxTokens) finishReason = 'length'
    if (finishReason !== 'stop') break
  }
  const rest = stream.push(tokenText.flush())
  show(rest.text + (rest.stopped ? '' : stream.flush()))
  const first = firstTokenAt ?? performance.now()
  return {
    text,
    finishReason,
    promptTokens: task.tokens.length,
    reusedTokens: prepared.reused,
    generatedTokens: history.length,
    queueSeconds: (times.started - times.asked) / 1000,
    promptSeconds: (first - times.started) / 1000,
    firstTokenSeconds: (first - times.started) / 1000,
    generationSeconds: since(first),
  }
}

function options(
  run: Run,
  slot: Slot,
  task: Task,
  history: readonly Token[],
): SequenceEvaluateOptions {
  const { sampling } = task
  const isGreedy = sampling.temperature === 0
  const hasPenalty =
    sampling.repeatPenalty !== 1 ||
    sampling.frequencyPenalty !== 0 ||
    sampling.presencePenalty !== 0
  return {
    temperature: sampling.temperature,
    topK: isGreedy ? 1 : sampling.topK === 0 ? NO_TOP_K : sampling.topK,
    topP: sampling.topP,
    minP: sampling.minP,
    seed: task.seed === RANDOM_SEED ? 0x5bd1_e995 : task.seed,
    evaluationPriority: slotPriority(slot.index),
    ...(task.grammar === undefined
      ? {}
      : {
          grammarEvaluationState: new LlamaGrammarEvaluationState({
            model: run.model,
            grammar: task.grammar,
          }),
        }),
    ...(hasPenalty
      ? {
          repeatPenalty: {
            punishTokens: () => history.slice(-sampling.repeatLastTokens),
            maxPunishTokens: sampling.repeatLastTokens,
            penalty: sampling.repeatPenalty,
            frequencyPenalty: sampling.frequencyPenalty,
            presencePenalty: sampling.presencePenalty,
          },
        }
      : {}),
  }
}
