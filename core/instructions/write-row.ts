import type { Generation } from '../../contract/model-protocol'
import type { PromptFamily } from '../../contract/prompt-families'
import type { Services } from '../kernel/context'
import { countWords } from '../sources/import-job'
import { drawFrom, seedOf } from './draws'
import {
  answerPrompt,
  questionGrammarOf,
  questionPrompt,
  refusalGrammar,
  refusalWords,
  type Shown,
} from './prompts'
import type { CallCounts, ItemRow, RunParts } from './queries'

/** One text of the model that was taken, with how it came about. */
export interface Taken {
  readonly text: string
  readonly seed: number
  readonly attempts: number
  readonly finishReason: string
  readonly tokens: number
  readonly seconds: number
}

/** A question and its answer, or why there is none. */
export type Written = { readonly counts: CallCounts } & (
  | { readonly question: Taken; readonly answer: Taken; readonly shown: Shown }
  | { readonly malformed: 'question' | 'answer' }
)

interface WriteParts extends Pick<RunParts, 'prompt' | 'request'> {
  readonly inference: Services['inference']
  readonly family: PromptFamily
  readonly signal: AbortSignal
}

const seedsShown = 3
const earlierShown = 2

/** What an item's prompt shows: three seeds and up to two questions of earlier waves of its task. */
export function shownTo(
  item: Pick<ItemRow, 'seed'>,
  seeds: readonly string[],
  earlier: readonly string[],
): Shown {
  const known = new Set(seeds)
  const fresh = [...new Set(earlier)].filter((question) => !known.has(question))
  return {
    seeds: drawFrom(seeds, seedsShown, item.seed, 'seeds'),
    earlier: drawFrom(fresh, earlierShown, item.seed, 'earlier'),
  }
}

/**
 * Two calls: the question, then its answer. Output of the wrong form is counted and tried again
 * with the next seed of the item, within the run's limit.
 */
export async function writePair(
  parts: WriteParts,
  item: ItemRow,
  note: string,
  shown: Shown,
): Promise<Written> {
  const { prompt, request, family } = parts
  const unanswerable = item.unanswerable === 1
  const question = await callUntilWellFormed(parts, {
    seedOf: (attempt) => seedOf(item.seed, 'question', attempt),
    params: {
      prompt: questionPrompt(family, prompt, note, { task: item.task, unanswerable, shown }),
      sampling: request.questionSampling,
      maxTokens: request.maxQuestionTokens,
      grammar: questionGrammarOf(prompt),
    },
    isWellFormed: (text, isLast) => isQuestion(text) && (isLast || !isCopied(text, shown)),
  })
  const counts = {
    questionCalls: question.calls,
    questionMalformed: question.malformed,
    answerCalls: 0,
    answerMalformed: 0,
  }
  if (!question.taken) return { counts, malformed: 'question' }
  const answer = await callUntilWellFormed(parts, {
    seedOf: (attempt) => seedOf(item.seed, 'answer', attempt),
    params: {
      prompt: answerPrompt(family, prompt, note, { question: question.taken.text, unanswerable }),
      sampling: request.answerSampling,
      maxTokens: request.maxAnswerTokens,
      ...(unanswerable ? { grammar: refusalGrammar } : {}),
    },
    isWellFormed: (text) => (unanswerable ? isRefusal(text) : isAnswer(text)),
  })
  const all = { ...counts, answerCalls: answer.calls, answerMalformed: answer.malformed }
  if (!answer.taken) return { counts: all, malformed: 'answer' }
  return { counts: all, question: question.taken, answer: answer.taken, shown }
}

interface Calls {
  readonly seedOf: (attempt: number) => number
  readonly params: Omit<Parameters<Services['inference']['generate']>[0], 'seed'>
  readonly isWellFormed: (text: string, isLast: boolean) => boolean
}

/** A greedy model says the same again whatever the seed: a further try gets some warmth. */
const warmth = 0.7

async function callUntilWellFormed(
  { inference, signal, request }: WriteParts,
  { seedOf: seedAt, params, isWellFormed }: Calls,
): Promise<{ calls: number; malformed: number; taken: Taken | null }> {
  for (let attempt = 0; attempt <= request.retries; attempt += 1) {
    signal.throwIfAborted()
    const seed = seedAt(attempt)
    const temperature = params.sampling?.temperature ?? 0
    const sampling =
      attempt === 0
        ? params.sampling
        : { ...params.sampling, temperature: Math.max(warmth, temperature) }
    const started = performance.now()
    const made = await inference.generate({ ...params, sampling, seed }, { signal })
    signal.throwIfAborted()
    const text = made.text.trim()
    if (made.finishReason === 'stop' && isWellFormed(text, attempt === request.retries))
      return {
        calls: attempt + 1,
        malformed: attempt,
        taken: takenOf(made, text, seed, attempt, started),
      }
  }
  return { calls: request.retries + 1, malformed: request.retries + 1, taken: null }
}

function takenOf(
  made: Generation,
  text: string,
  seed: number,
  attempt: number,
  started: number,
): Taken {
  return {
    text,
    seed,
    attempts: attempt + 1,
    finishReason: made.finishReason,
    tokens: made.generatedTokens,
    seconds: (performance.now() - started) / 1000,
  }
}

/** One line of at least three words that ends as a question or a request does. */
export function isQuestion(text: string): boolean {
  return !/[\n\r]/.test(text) && /[?.]["”’)]?$/.test(text) && countWords(text) >= 3
}

/** A prefix of the prompt's own words is no answer. */
export function isAnswer(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^(?:question|instruction|task)\s*:/i.test(text)
}

export function isRefusal(text: string): boolean {
  return text.startsWith(refusalWords) && countWords(text.slice(refusalWords.length)) >= 3
}

function isCopied(question: string, shown: Shown): boolean {
  const same = (one: string): boolean => one.toLowerCase() === question.toLowerCase()
  return shown.seeds.some(same) || shown.earlier.some(same)
}
