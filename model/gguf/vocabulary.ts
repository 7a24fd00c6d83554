import { say } from '../../contract/sentences'
import { ModelRefusal } from '../refusal'
import { textOf } from './architecture'
import type { Header } from './header'
import { VALUE_TYPE, type Value } from './metadata'

/** Tokenizers that llama.cpp can build. */
const TOKENIZERS: ReadonlySet<string> = new Set([
  'llama',
  'gpt2',
  'bert',
  't5',
  'rwkv',
  'plamo2',
  'gemma4',
])

const MAX_VOCABULARY = 1_048_576

/** What the tokenizer's lists say, checked against each other. */
export type Vocabulary = { readonly tokenizer: string; readonly size: number }

type ListValue = Extract<Value, { kind: 'list' }>

/**
 * llama.cpp builds the tokenizer from several lists that must agree in length; where they do not
 * it may read past their end.
 */
export function readVocabulary(header: Header): Vocabulary {
  const tokenizer = textOf(header, 'tokenizer.ggml.model')
  if (tokenizer === undefined || !TOKENIZERS.has(tokenizer)) {
    throw new ModelRefusal('gguf-tokenizer', say('gguf-tokenizer'))
  }
  const tokens = listOf(header, 'tokenizer.ggml.tokens', [VALUE_TYPE.text])
  if (tokens === undefined || tokens.length < 2 || tokens.length > MAX_VOCABULARY) {
    throw new ModelRefusal('gguf-vocabulary', 'The vocabulary of this file is missing or empty.')
  }
  if (!tokens.isCleanText && (tokenizer === 'gpt2' || tokenizer === 'llama')) {
    throw new ModelRefusal(
      'gguf-vocabulary-text',
      'The vocabulary holds texts that cannot be read.',
    )
  }
  checkSameLength(tokens, listOf(header, 'tokenizer.ggml.token_type', [VALUE_TYPE.u32, 5]))
  checkSameLength(tokens, listOf(header, 'tokenizer.ggml.scores', [VALUE_TYPE.f32]))
  checkTokenTypes(header)
  if (tokenizer === 'llama') {
    const scores = header.metadata.get('tokenizer.ggml.scores')
    if (scores === undefined) {
      throw new ModelRefusal('gguf-vocabulary', 'The scores of the vocabulary are missing.')
    }
  }
  if (tokenizer === 'gpt2') checkMerges(header)
  checkTokenIds(header, tokens.length)
  return { tokenizer, size: tokens.length }
}

function listOf(header: Header, key: string, types: readonly number[]): ListValue | undefined {
  const value = header.metadata.get(key)
  if (value === undefined) return undefined
  if (value.kind === 'list' && types.includes(value.itemType)) return value
  throw new ModelRefusal('gguf-key-type', `The entry ${key} should be a list of another kind.`)
}

function checkSameLength(tokens: ListValue, other: ListValue | undefined): void {
  if (other === undefined || other.length === tokens.length) return
  throw new ModelRefusal('gguf-vocabulary-length', 'The lists of the vocabulary differ in length.')
}

function checkTokenTypes(header: Header): void {
  const types = header.metadata.get('tokenizer.ggml.token_type')
  if (types?.kind === 'list' && types.numbers.some((type) => type < 0 || type > 6)) {
    throw new ModelRefusal('gguf-token-type', 'A token in the vocabulary has no known type.')
  }
  const scores = header.metadata.get('tokenizer.ggml.scores')
  if (scores?.kind === 'list' && scores.numbers.some((score) => !Number.isFinite(score))) {
    throw new ModelRefusal('gguf-not-finite', 'A score in the vocabulary is not a finite number.')
  }
}

function checkMerges(header: Header): void {
  const merges = listOf(header, 'tokenizer.ggml.merges', [VALUE_TYPE.text])
  if (merges?.isCleanText && merges.length > 0) return
  throw new ModelRefusal('gguf-merges', 'The merge rules of the vocabulary are missing or broken.')
}

/** Every special token must be a token. 4,294,967,295 is how some files write "none". */
function checkTokenIds(header: Header, size: number): void {
  for (const [key, value] of header.metadata) {
    if (!/^tokenizer\.ggml\..*_token_id$/.test(key)) continue
    const isNumber = value.kind === 'number' && [VALUE_TYPE.u32, 5].includes(value.type)
    const id = isNumber ? Number(value.value) : Number.NaN
    if (id === 0xffffffff || (id >= 0 && id < size)) continue
    throw new ModelRefusal('gguf-token-id', `The entry ${key} names a token that does not exist.`)
  }
}
