import { type PromptFamily, renderPrompt, type Segment } from '../../contract/prompt-families'
import type { InferenceClient } from '../inference/client'
import { answerOnly, type TrainingSample } from '../trainer/dataset-file'

/*
 * From notes, questions and answers to token ids. The loaded model tokenises, by the same function
 * that generation uses, so what was trained is what will be asked.
 */

/** The end tokens of the loaded model, as its `tokenize` tells them. */
export interface TokenEnds {
  readonly bos: number | null
  readonly eos: number | null
  readonly eot: number | null
}

export interface PairText {
  readonly note: string
  readonly question: string
  readonly answer: string
}

export interface TokenizedPair {
  /** Null where question and answer alone are longer than the context. */
  readonly sample: TrainingSample | null
  /** UTF-16 code units of the note that the sample holds. */
  readonly keptCharacters: number
  /** Tokens of the note that were cut from its end. */
  readonly cutTokens: number
  readonly keptTokens: number
  /** The context in which nothing would be cut. */
  readonly wholeTokens: number
}

type Tokenizer = Pick<InferenceClient, 'tokenize'>

/** The published family ends an answer with EOS; a chat model ends its turn. */
export function endOfAnswer(family: PromptFamily, ends: TokenEnds): number | null {
  if (family === 'asclepius' || family === 'plain') return ends.eos
  return ends.eot ?? ends.eos
}

/** One instruction sample: the prompt is read, the answer with its end token is learned. */
export function pairSample(
  prompt: readonly number[],
  answer: readonly number[],
  end: number | null,
): TrainingSample {
  return answerOnly(prompt, end === null ? answer : [...answer, end])
}

/** Token ids of texts alone, with the loaded model's end tokens. */
export async function tokenizeTexts(
  inference: Tokenizer,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly tokens: number[][]; readonly ends: TokenEnds }> {
  const { tokens, bos, eos, eot } = await inference.tokenize({ texts: [...texts] }, { signal })
  return { tokens, ends: { bos, eos, eot } }
}

/**
 * Samples of pairs in the template of a family, each of at most context + 1 tokens (context
 * positions are predicted). A note that is too long loses its end; the instruction and the answer
 * are never cut.
 */
export async function tokenizePairs(
  inference: Tokenizer,
  pairs: readonly PairText[],
  options: {
    readonly family: PromptFamily
    readonly context: number
    readonly signal?: AbortSignal
  },
): Promise<TokenizedPair[]> {
  const { family, context, signal } = options
  const room = context + 1
  const segments = (pair: PairText, note: string): Segment[] =>
    renderPrompt(family, { note, instruction: pair.question }).segments
  const prompts = async (texts: Segment[][]): Promise<number[][]> =>
    texts.length === 0 ? [] : (await inference.tokenize({ texts, begins: true }, { signal })).tokens
  const answers = await inference.tokenize(
    { texts: pairs.map((pair) => pair.answer.trim()), continues: true },
    { signal },
  )
  const end = endOfAnswer(family, answers)
  const wholes = await prompts(pairs.map((pair) => segments(pair, pair.note)))
  const answerOf = (index: number): readonly number[] => answers.tokens[index] ?? []
  const budgetOf = (index: number): number => room - answerOf(index).length - (end === null ? 0 : 1)
  const long = pairs.flatMap((pair, index) =>
    (wholes[index]?.length ?? 0) > budgetOf(index) ? [{ pair, index }] : [],
  )
  const frames = await prompts(long.map(({ pair }) => segments(pair, '')))
  const cuts = new Map<number, Cut>()
  let open = long.flatMap(({ pair, index }, place): Search[] => {
    const frame = frames[place]?.length ?? 0
    const whole = wholes[index]?.length ?? 0
    if (frame >= budgetOf(index)) return []
    const share = (budgetOf(index) - frame) / (whole - frame)
    return [
      {
        index,
        pair,
        low: 0,
        high: pair.note.length,
        guess: Math.floor(pair.note.length * share),
        best: null,
        frame,
        whole,
      },
    ]
  })
  // Bisection on the number of characters, all long notes of the page at once.
  for (let round = 0; open.length > 0 && round < 24; round += 1) {
    const tried = open.map((one) => one.pair.note.slice(0, wordEnd(one.pair.note, one.guess)))
    const lengths = await prompts(open.map((one, place) => segments(one.pair, tried[place] ?? '')))
    open = open.flatMap((one, place) => {
      const tokens = lengths[place] ?? []
      const budget = budgetOf(one.index)
      const fits = tokens.length <= budget
      const next = narrowed(one, fits, tried[place] ?? '', tokens, budget)
      if (next.best !== null) cuts.set(one.index, next.best)
      return next.isDone ? [] : [next.search]
    })
  }
  return pairs.map((_, index) => {
    const whole = wholes[index] ?? []
    const wholeTokens = whole.length + answerOf(index).length + (end === null ? 0 : 1)
    const isLong = whole.length > budgetOf(index)
    const cut = cuts.get(index)
    if (isLong && !cut)
      return { sample: null, keptCharacters: 0, cutTokens: 0, keptTokens: 0, wholeTokens }
    const prompt = cut?.tokens ?? whole
    return {
      sample: pairSample(prompt, answerOf(index), end),
      keptCharacters: cut?.characters ?? pairs[index]?.note.length ?? 0,
      cutTokens: whole.length - prompt.length,
      keptTokens: prompt.length,
      wholeTokens,
    }
  })
}

interface Cut {
  readonly characters: number
  readonly tokens: readonly number[]
}

interface Search {
  readonly index: number
  readonly pair: PairText
  /** Known to fit, and known not to, in characters. */
  readonly low: number
  readonly high: number
  readonly guess: number
  readonly best: Cut | null
  readonly frame: number
  readonly whole: number
}

/** Near enough: a cut that wastes fewer tokens than this is taken. */
const wastedTokens = 8

function narrowed(
  search: Search,
  fits: boolean,
  tried: string,
  tokens: readonly number[],
  budget: number,
): { readonly search: Search; readonly best: Cut | null; readonly isDone: boolean } {
  const best = fits ? { characters: tried.length, tokens } : search.best
  const low = fits ? Math.max(search.low, search.guess) : search.low
  const high = fits ? search.high : Math.min(search.high, search.guess)
  const perToken = Math.max(1, tried.length / Math.max(1, tokens.length - search.frame))
  const step = Math.trunc((budget - tokens.length) * perToken)
  const wish = search.guess + (fits ? Math.max(1, step) : Math.min(-1, step))
  const guess = wish > low && wish < high ? wish : Math.floor((low + high) / 2)
  const isDone = high - low <= 1 || (fits && budget - tokens.length <= wastedTokens)
  return { search: { ...search, low, high, guess, best }, best, isDone }
}

/** The last white space before the cut where one is near; never inside a surrogate pair. */
function wordEnd(note: string, length: number): number {
  if (length >= note.length) return note.length
  const from = Math.max(0, length - 80)
  const tail = note.slice(from, length)
  const space = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('\n'))
  if (/\s/.test(note.charAt(length))) return length
  if (space > 0) return from + space
  const code = note.charCodeAt(length - 1)
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length
}
