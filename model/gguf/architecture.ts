import { ModelRefusal } from '../refusal'
import type { Header, Tensor } from './header'
import { VALUE_TYPE } from './metadata'

/** Numbers of a model that its memory and its tensors' shapes follow from. */
export type Architecture = {
  readonly name: string
  readonly trainedContext: number
  readonly layers: number
  readonly heads: number
  readonly kvHeads: number
  readonly embedding: number
  readonly feedForward: number
  readonly keyLength: number
  readonly valueLength: number
}

/** Architectures whose tensors' names and shapes are all checked, layer by layer. */
const CHECKED_SHAPES: ReadonlySet<string> = new Set([
  'llama',
  'mistral',
  'qwen2',
  'gemma',
  'gemma2',
])

export function textOf(header: Header, key: string): string | undefined {
  const value = header.metadata.get(key)
  if (value === undefined) return undefined
  if (value.kind === 'text') return value.value
  throw new ModelRefusal('gguf-key-type', `The entry ${key} should be a text.`)
}

/** A whole number in bounds, or the fallback when the entry is missing. */
export function countOf(
  header: Header,
  key: string,
  bounds: { readonly least: number; readonly most: number; readonly fallback?: number },
): number {
  const value = header.metadata.get(key)
  if (value === undefined) {
    if (bounds.fallback !== undefined) return bounds.fallback
    throw new ModelRefusal('gguf-key-missing', `The header lacks the entry ${key}.`)
  }
  if (value.kind === 'list' && value.numbers.length > 0) {
    return inBounds(key, Math.max(...value.numbers), bounds)
  }
  if (value.kind !== 'number' || ![VALUE_TYPE.u32, 2, 5, 10, 11].includes(value.type)) {
    throw new ModelRefusal('gguf-key-type', `The entry ${key} should be a whole number.`)
  }
  return inBounds(key, Number(value.value), bounds)
}

function inBounds(key: string, value: number, bounds: { least: number; most: number }): number {
  if (value >= bounds.least && value <= bounds.most) return value
  throw new ModelRefusal('gguf-key-bounds', `The entry ${key} is ${value}, which cannot be.`)
}

/** A positive finite decimal where the entry is there. */
function checkPositive(header: Header, key: string, most: number): void {
  const value = header.metadata.get(key)
  if (value === undefined) return
  if (value.kind !== 'number' || ![VALUE_TYPE.f32, 12].includes(value.type)) {
    throw new ModelRefusal('gguf-key-type', `The entry ${key} should be a decimal number.`)
  }
  if (Number(value.value) > 0 && Number(value.value) <= most) return
  throw new ModelRefusal('gguf-key-bounds', `The entry ${key} is ${value.value}, which cannot be.`)
}

export function readArchitecture(header: Header): Architecture {
  const name = textOf(header, 'general.architecture')
  if (name === undefined || !/^[a-z0-9][a-z0-9_.-]{0,40}$/.test(name)) {
    throw new ModelRefusal('gguf-architecture', 'The header does not say what kind of model it is.')
  }
  const count = (key: string, least: number, most: number, fallback?: number): number =>
    countOf(header, `${name}.${key}`, {
      least,
      most,
      ...(fallback === undefined ? {} : { fallback }),
    })
  const embedding = count('embedding_length', 8, 131_072)
  const heads = count('attention.head_count', 1, 1024)
  const headLength = Math.floor(embedding / heads)
  const architecture = {
    name,
    trainedContext: count('context_length', 1, 1 << 28),
    layers: count('block_count', 1, 1024),
    heads,
    kvHeads: count('attention.head_count_kv', 1, heads, heads),
    embedding,
    feedForward: count('feed_forward_length', 1, 1 << 22, 4 * embedding),
    keyLength: count('attention.key_length', 1, 4096, headLength),
    valueLength: count('attention.value_length', 1, 4096, headLength),
  }
  checkNumbers(header, architecture)
  return architecture
}

function checkNumbers(header: Header, model: Architecture): void {
  const own = (key: string): string => `${model.name}.${key}`
  const hasOwnLength = header.metadata.has(own('attention.key_length'))
  if (!hasOwnLength && model.embedding % model.heads !== 0) {
    throw new ModelRefusal('gguf-heads', 'The width of this model does not divide by its heads.')
  }
  if (model.heads % model.kvHeads !== 0) {
    throw new ModelRefusal('gguf-heads', 'The heads of this model do not divide by its key heads.')
  }
  const rotary = countOf(header, own('rope.dimension_count'), {
    least: 0,
    most: model.keyLength,
    fallback: model.keyLength,
  })
  if (rotary % 2 !== 0) {
    throw new ModelRefusal('gguf-key-bounds', 'The rotary dimension count is odd.')
  }
  checkPositive(header, own('attention.layer_norm_rms_epsilon'), 1)
  checkPositive(header, own('attention.layer_norm_epsilon'), 1)
  checkPositive(header, own('rope.freq_base'), 1e12)
  if (CHECKED_SHAPES.has(model.name)) {
    if (!header.metadata.has(own('attention.layer_norm_rms_epsilon'))) {
      throw new ModelRefusal('gguf-key-missing', 'The header lacks the norm epsilon.')
    }
    if (!header.metadata.has(own('feed_forward_length'))) {
      throw new ModelRefusal('gguf-key-missing', 'The header lacks the feed-forward length.')
    }
  }
}

/** Refuses tensors whose shapes contradict the header, where llama.cpp may not notice in time. */
export function checkTensors(header: Header, model: Architecture, vocabulary: number): void {
  const byName = new Map(header.tensors.map((tensor) => [tensor.name, tensor]))
  expectShape(byName, 'token_embd.weight', [model.embedding, vocabulary])
  const layersSeen = new Set<number>()
  for (const tensor of header.tensors) {
    const match = /^blk\.(\d+)\./.exec(tensor.name)
    if (match === null) continue
    const layer = Number(match[1])
    if (layer >= model.layers) {
      throw new ModelRefusal('gguf-layers', `The file has a layer ${layer} that it does not count.`)
    }
    layersSeen.add(layer)
  }
  if (layersSeen.size !== model.layers) {
    throw new ModelRefusal('gguf-layers', 'Layers that the header counts are not in the file.')
  }
  if (CHECKED_SHAPES.has(model.name)) checkLayers(header, byName, model, vocabulary)
}

function checkLayers(
  header: Header,
  byName: ReadonlyMap<string, Tensor>,
  model: Architecture,
  vocabulary: number,
): void {
  const { embedding, feedForward } = model
  expectShape(byName, 'output_norm.weight', [embedding])
  if (byName.has('output.weight')) expectShape(byName, 'output.weight', [embedding, vocabulary])
  const isMixture = header.metadata.has(`${model.name}.expert_count`)
  const queries = model.keyLength * model.heads
  for (let layer = 0; layer < model.layers; layer += 1) {
    const at = (name: string): string => `blk.${layer}.${name}.weight`
    expectShape(byName, at('attn_norm'), [embedding])
    expectShape(byName, at('ffn_norm'), [embedding])
    if (!byName.has(at('attn_qkv'))) {
      expectShape(byName, at('attn_q'), [embedding, queries])
      expectShape(byName, at('attn_k'), [embedding, model.keyLength * model.kvHeads])
      expectShape(byName, at('attn_v'), [embedding, model.valueLength * model.kvHeads])
    }
    expectShape(byName, at('attn_output'), [model.valueLength * model.heads, embedding])
    if (isMixture) continue
    expectShape(byName, at('ffn_gate'), [embedding, feedForward])
    expectShape(byName, at('ffn_up'), [embedding, feedForward])
    expectShape(byName, at('ffn_down'), [feedForward, embedding])
  }
}

function expectShape(
  byName: ReadonlyMap<string, Tensor>,
  name: string,
  shape: readonly number[],
): void {
  const tensor = byName.get(name)
  if (tensor === undefined) {
    throw new ModelRefusal('gguf-tensor-missing', `The tensor ${name} is not in the file.`)
  }
  const own = [...tensor.shape]
  while (own.length > shape.length && own.at(-1) === 1) own.pop()
  if (own.length === shape.length && own.every((size, index) => size === shape[index])) return
  throw new ModelRefusal(
    'gguf-tensor-shape',
    `The tensor ${name} is ${own.join(' x ')}, and the header makes it ${shape.join(' x ')}.`,
  )
}
