import type { LlamaModel, Token } from 'node-llama-cpp'
import type { Segment } from '../contract/prompt-families'
import { ModelRefusal } from './refusal'

/** Control texts of every family we write. In a note they are only text. */
const CONTROL_TEXTS = [
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|begin_of_text|>',
  '<|end_of_text|>',
  '<|start_header_id|>',
  '<|end_header_id|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<start_of_turn>',
  '<end_of_turn>',
  '[INST]',
  '[/INST]',
  '<bos>',
  '<eos>',
  '<s>',
  '</s>',
] as const

export type Tokenizer = {
  /** Tokens of a prompt: the beginning-of-text token where the model wants one, then segments. */
  readonly prompt: (segments: readonly Segment[]) => Token[]
  /** How many leading tokens the two lists have in common. */
  readonly count: (text: string) => number
  /** A text that follows another one, such as an answer. */
  readonly continuation: (text: string) => Token[]
  /** A text or segments with nothing before it, not even the beginning-of-text token. */
  readonly bare: (segments: readonly Segment[]) => Token[]
  readonly ends: {
    readonly bos: Token | null
    readonly eos: Token | null
    readonly eot: Token | null
  }
}

/**
 * A tokenizer for which text stays text. llama.cpp leaves control tokens out of plain text, but
 * some files mark theirs as "user defined", and those it would still recognise: such texts are
 * cut apart inside the control string, so that no single token comes of it.
 */
export function createTokenizer(model: LlamaModel): Tokenizer {
  const control = controlTokens(model)

  function plain(text: string, follows: boolean): Token[] {
    const tokens = tokenizeText(model, text, follows)
    if (!tokens.some((token) => control.ids.has(token))) return tokens
    const parts = splitInsideControlTexts(text, control.texts)
    const safe = parts.flatMap((part, index) => tokenizeText(model, part, follows || index > 0))
    if (!safe.some((token) => control.ids.has(token))) return safe
    throw new ModelRefusal(
      'text-holds-control-tokens',
      'This text would steer the model in a way that cannot be taken out. It was not used.',
    )
  }

  const { bos, eos, eot, shouldPrependBosToken } = model.tokens
  const first = shouldPrependBosToken ? bos : null

  const prompt = (segments: readonly Segment[]): Token[] =>
    first === null ? bare(segments) : [first, ...bare(segments)]

  function bare(segments: readonly Segment[]): Token[] {
    const tokens: Token[] = []
    let follows = false
    for (const segment of joinNeighbours(segments)) {
      if (segment.special) tokens.push(...model.tokenize(segment.text, true, 'trimLeadingSpace'))
      else tokens.push(...plain(segment.text, follows))
      follows = true
    }
    return tokens
  }

  return {
    prompt,
    bare,
    count: (text) => plain(text, false).length,
    continuation: (text) => plain(text, true),
    ends: { bos: first, eos, eot },
  }
}

function tokenizeText(model: LlamaModel, text: string, follows: boolean): Token[] {
  return text === '' ? [] : model.tokenize(text, false, follows ? 'trimLeadingSpace' : undefined)
}

function controlTokens(model: LlamaModel): {
  readonly ids: ReadonlySet<Token>
  readonly texts: readonly string[]
} {
  const ids = new Set<Token>()
  const texts: string[] = []
  for (const text of CONTROL_TEXTS) {
    const tokens = model.tokenize(text, true)
    const only = tokens.length === 1 ? tokens[0] : undefined
    if (only === undefined || text.length < 2) continue
    ids.add(only)
    texts.push(text)
  }
  for (const id of [model.tokens.bos, model.tokens.eos, model.tokens.eot]) {
    if (id !== null) ids.add(id)
  }
  return { ids, texts }
}

/** Cuts after the first character of every control text. */
export function splitInsideControlTexts(text: string, controls: readonly string[]): string[] {
  const cuts = new Set<number>()
  for (const control of controls) {
    for (let at = text.indexOf(control); at >= 0; at = text.indexOf(control, at + 1)) {
      cuts.add(at + 1)
    }
  }
  const ordered = [0, ...[...cuts].sort((a, b) => a - b), text.length]
  return ordered.slice(1).map((end, index) => text.slice(ordered[index], end))
}

/** Neighbouring text is tokenised as one, as it was in training. */
export function joinNeighbours(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  for (const segment of segments) {
    const last = joined.at(-1)
    if (last !== undefined && last.special === segment.special) {
      joined[joined.length - 1] = { text: last.text + segment.text, special: last.special }
    } else joined.push({ ...segment })
  }
  return joined
}

/** How many leading tokens the two lists have in common. */
export function commonLength(a: readonly Token[], b: readonly Token[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}
