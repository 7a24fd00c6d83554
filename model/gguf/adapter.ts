import type { AdapterInspection, ModelInspection } from '../../contract/model-protocol'
import { ModelRefusal } from '../refusal'
import { textOf } from './architecture'
import { openByteReader } from './byte-reader'
import { type Header, readHeader, type Tensor } from './header'

/** Ranks past this are no low-rank adapter. */
const MAX_RANK = 4096
const MAX_ALPHA = 65_536
const CHUNK = 1024 * 1024

/**
 * The pre-check of a LoRA adapter: that it is one, for this architecture, with pairs of matrices
 * that fit each other and the base model, and finite values. A code of its own for each refusal.
 */
export function inspectAdapter(path: string, base?: ModelInspection): AdapterInspection {
  const header = readHeader(path)
  const kind = textOf(header, 'general.type')
  if (kind !== 'adapter' || textOf(header, 'adapter.type') !== 'lora') {
    throw new ModelRefusal('adapter-kind', 'This file is not a LoRA adapter.')
  }
  const architecture = textOf(header, 'general.architecture')
  if (architecture === undefined) {
    throw new ModelRefusal('adapter-architecture', 'The adapter does not say what it is for.')
  }
  if (base !== undefined && architecture !== base.architecture) {
    throw new ModelRefusal(
      'adapter-architecture',
      `The adapter is for ${architecture} models, and this model is ${base.architecture}.`,
    )
  }
  const alpha = readAlpha(header)
  const pairs = readPairs(header)
  const rank = checkPairs(pairs, base)
  checkFinite(path, header)
  return {
    fileBytes: header.fileBytes,
    architecture,
    name: textOf(header, 'general.name')?.slice(0, 200),
    rank,
    alpha,
    targets: [...pairs.keys()],
    parameters: Number(header.tensors.reduce((all, tensor) => all + tensor.elements, 0n)),
    tensorCount: header.tensors.length,
  }
}

function readAlpha(header: Header): number {
  const value = header.metadata.get('adapter.lora.alpha')
  const alpha = value?.kind === 'number' ? Number(value.value) : Number.NaN
  if (alpha > 0 && alpha <= MAX_ALPHA) return alpha
  throw new ModelRefusal(
    'adapter-alpha',
    'The scale (alpha) of the adapter is missing or unusable.',
  )
}

type Pair = { readonly a: Tensor; readonly b: Tensor }

function readPairs(header: Header): Map<string, Pair> {
  const byName = new Map(header.tensors.map((tensor) => [tensor.name, tensor]))
  const pairs = new Map<string, Pair>()
  for (const tensor of header.tensors) {
    const match = /^(.+\.weight)\.lora_([ab])$/.exec(tensor.name)
    if (match === null) {
      throw new ModelRefusal('adapter-tensor-name', `The adapter has a tensor ${tensor.name}.`)
    }
    const a = byName.get(`${match[1]}.lora_a`)
    const b = byName.get(`${match[1]}.lora_b`)
    if (a === undefined || b === undefined) {
      throw new ModelRefusal('adapter-pair', `The adapter has only half of ${match[1]}.`)
    }
    pairs.set(match[1]!, { a, b })
  }
  return pairs
}

/** The widths of the base's matrices as far as its header says them. */
function expectedShape(name: string, base: ModelInspection): readonly [number, number] | undefined {
  const kind = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name)
  if (kind === null || Number(kind[1]) >= base.layers) return undefined
  const { embedding, feedForward, heads, kvHeads, keyLength, valueLength } = base
  switch (kind[2]) {
    case 'attn_q':
      return [embedding, heads * keyLength]
    case 'attn_k':
      return [embedding, kvHeads * keyLength]
    case 'attn_v':
      return [embedding, kvHeads * valueLength]
    case 'attn_output':
      return [heads * valueLength, embedding]
    case 'ffn_gate':
    case 'ffn_up':
      return [embedding, feedForward]
    case 'ffn_down':
      return [feedForward, embedding]
    default:
      return undefined
  }
}

function checkPairs(pairs: ReadonlyMap<string, Pair>, base: ModelInspection | undefined): number {
  let rank = 0
  for (const [name, { a, b }] of pairs) {
    const own = a.shape[1] ?? 1
    if (own !== b.shape[0] || own > MAX_RANK) {
      throw new ModelRefusal('adapter-rank', `The two halves of ${name} do not fit each other.`)
    }
    rank = Math.max(rank, own)
    if (base === undefined) continue
    const layer = /^blk\.(\d+)\./.exec(name)?.[1]
    if (layer !== undefined && Number(layer) >= base.layers) {
      throw new ModelRefusal('adapter-layer', `The adapter changes ${name}, which is not there.`)
    }
    const expected = expectedShape(name, base)
    if (
      expected !== undefined &&
      (a.shape[0] !== expected[0] || (b.shape[1] ?? 1) !== expected[1])
    ) {
      throw new ModelRefusal('adapter-shape', `The adapter was made for a model of another size.`)
    }
  }
  return rank
}

/** Adapters are small: every value is looked at. Only 16- and 32-bit weights are accepted. */
function checkFinite(path: string, header: Header): void {
  if (header.tensors.some((tensor) => tensor.type > 1)) {
    throw new ModelRefusal('adapter-type', 'The adapter must hold 16-bit or 32-bit weights.')
  }
  const reader = openByteReader(path, Number.POSITIVE_INFINITY)
  try {
    for (const tensor of header.tensors) {
      reader.seek(header.dataStart + Number(tensor.offset))
      const width = tensor.type === 0 ? 4 : 2
      for (let left = Number(tensor.bytes); left > 0; left -= Math.min(left, CHUNK)) {
        const bytes = reader.bytes(Math.min(left, CHUNK))
        if (!isAllFinite(bytes, width)) {
          throw new ModelRefusal('adapter-not-finite', `Values of ${tensor.name} are not numbers.`)
        }
      }
    }
  } finally {
    reader.close()
  }
}

/** A value is not finite when all of its exponent bits are set. */
function isAllFinite(bytes: Buffer, width: 2 | 4): boolean {
  for (let at = width - 2; at < bytes.length; at += width) {
    const top = bytes.readUInt16LE(at)
    if (width === 4 ? (top & 0x7f80) === 0x7f80 : (top & 0x7c00) === 0x7c00) return false
  }
  return true
}
