import { say } from '../../contract/sentences'
import { ModelRefusal } from '../refusal'
import { type ByteReader, openByteReader } from './byte-reader'
import { readValue, type Value } from './metadata'
import { TENSOR_TYPES } from './tensor-types'

export type Tensor = {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: number
  readonly elements: bigint
  readonly bytes: bigint
  readonly offset: bigint
}

/** Everything that stands before the weights of a GGUF file, checked to be whole and in bounds. */
export type Header = {
  readonly fileBytes: number
  readonly version: number
  readonly metadata: ReadonlyMap<string, Value>
  readonly tensors: readonly Tensor[]
  readonly dataStart: number
}

const MAX_KEYS = 4096n
const MAX_TENSORS = 65_536n
const MAX_KEY_LENGTH = 256
const MAX_DIMENSIONS = 4
/** ggml keeps names in 64 bytes with a closing zero. */
const MAX_TENSOR_NAME = 63
const MAX_ALIGNMENT = 4096
const MAX_DIMENSION = 1n << 32n
const MAX_ELEMENTS = 1n << 45n

/**
 * Reads and checks a GGUF header. Throws a ModelRefusal with a code of its own for every way in
 * which a header can be broken; whatever it returns is safe to do arithmetic with.
 */
export function readHeader(path: string): Header {
  const reader = openByteReader(path)
  try {
    return parseHeader(reader)
  } finally {
    reader.close()
  }
}

function parseHeader(reader: ByteReader): Header {
  if (reader.fileBytes === 0) throw new ModelRefusal('gguf-empty', say('gguf-empty'))
  checkMagic(reader)
  const version = checkVersion(reader.u32())
  const tensorCount = bounded(reader.u64(), MAX_TENSORS, 'gguf-tensor-count', 'tensors')
  const keyCount = bounded(reader.u64(), MAX_KEYS, 'gguf-key-count', 'entries')
  const metadata = readMetadata(reader, keyCount)
  const alignment = readAlignment(metadata)
  const tensors = readTensors(reader, tensorCount)
  const position = reader.position()
  const dataStart = position + ((alignment - (position % alignment)) % alignment)
  checkLayout(tensors, BigInt(alignment), BigInt(dataStart), BigInt(reader.fileBytes))
  return { fileBytes: reader.fileBytes, version, metadata, tensors, dataStart }
}

function checkMagic(reader: ByteReader): void {
  if (reader.fileBytes >= 4 && reader.bytes(4).toString('latin1') === 'GGUF') return
  throw new ModelRefusal('gguf-magic', say('gguf-magic'))
}

/** Version 2 has the layout of version 3; the first files of the Asclepius family have it. */
function checkVersion(version: number): number {
  if (version === 2 || version === 3) return version
  if ((version & 0xffff) === 0 && version !== 0) {
    throw new ModelRefusal('gguf-byte-order', say('gguf-byte-order'))
  }
  throw new ModelRefusal('gguf-version', say('gguf-version', { version }))
}

function bounded(value: bigint, most: bigint, code: string, what: string): number {
  if (value <= most) return Number(value)
  throw new ModelRefusal(code, `The header claims ${value} ${what}, which no real model has.`)
}

function readMetadata(reader: ByteReader, keyCount: number): Map<string, Value> {
  const metadata = new Map<string, Value>()
  for (let index = 0; index < keyCount; index += 1) {
    const key = readName(reader, MAX_KEY_LENGTH, 'gguf-key')
    if (metadata.has(key)) {
      throw new ModelRefusal('gguf-key-twice', `The entry ${key} stands twice in the header.`)
    }
    metadata.set(key, readValue(reader, key))
  }
  return metadata
}

/** Names become part of messages, so only plain printable ASCII is taken. */
function readName(reader: ByteReader, most: number, code: string): string {
  const length = reader.u64()
  if (length === 0n) throw new ModelRefusal(code, 'A name in the header is empty.')
  if (length > BigInt(most)) {
    throw new ModelRefusal(code, `A name in the header is ${length} bytes long.`)
  }
  const name = reader.bytes(Number(length)).toString('latin1')
  if (/^[\x21-\x7e]+$/.test(name)) return name
  throw new ModelRefusal(code, 'A name in the header has characters that no name has.')
}

function readAlignment(metadata: ReadonlyMap<string, Value>): number {
  const value = metadata.get('general.alignment')
  if (value === undefined) return 32
  const alignment = value.kind === 'number' && value.type === 4 ? Number(value.value) : 0
  const isPowerOfTwo = alignment > 0 && (alignment & (alignment - 1)) === 0
  if (isPowerOfTwo && alignment >= 8 && alignment <= MAX_ALIGNMENT) return alignment
  throw new ModelRefusal('gguf-alignment', 'The alignment in the header is not a usable number.')
}

function readTensors(reader: ByteReader, tensorCount: number): Tensor[] {
  if (tensorCount === 0) throw new ModelRefusal('gguf-no-tensors', say('gguf-no-tensors'))
  const names = new Set<string>()
  const tensors: Tensor[] = []
  for (let index = 0; index < tensorCount; index += 1) {
    const tensor = readTensor(reader)
    if (names.has(tensor.name)) {
      throw new ModelRefusal('gguf-tensor-twice', `The tensor ${tensor.name} stands twice.`)
    }
    names.add(tensor.name)
    tensors.push(tensor)
  }
  return tensors
}

function readTensor(reader: ByteReader): Tensor {
  const name = readName(reader, MAX_TENSOR_NAME, 'gguf-tensor-name')
  const dimensions = reader.u32()
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw new ModelRefusal('gguf-dimensions', `The tensor ${name} has ${dimensions} dimensions.`)
  }
  const shape: number[] = []
  let elements = 1n
  for (let index = 0; index < dimensions; index += 1) {
    const size = reader.u64()
    elements *= size
    if (size < 1n || size > MAX_DIMENSION || elements > MAX_ELEMENTS) {
      throw new ModelRefusal('gguf-shape', `The tensor ${name} has a size that cannot be.`)
    }
    shape.push(Number(size))
  }
  const typeNumber = reader.u32()
  const type = TENSOR_TYPES.get(typeNumber)
  if (type === undefined) {
    throw new ModelRefusal(
      'gguf-tensor-type',
      `The tensor ${name} has type ${typeNumber}, which this version cannot run.`,
    )
  }
  if (shape[0]! % type.blockLength !== 0) {
    throw new ModelRefusal('gguf-block', `The rows of ${name} do not fit the type ${type.label}.`)
  }
  const bytes = (elements / BigInt(type.blockLength)) * BigInt(type.blockBytes)
  return { name, shape, type: typeNumber, elements, bytes, offset: reader.u64() }
}

/** Weights must follow each other without holes or overlap and fill the file to its end. */
function checkLayout(
  tensors: readonly Tensor[],
  alignment: bigint,
  dataStart: bigint,
  fileBytes: bigint,
): void {
  const padded = (bytes: bigint): bigint => ((bytes + alignment - 1n) / alignment) * alignment
  let expected = 0n
  let end = 0n
  for (const tensor of tensors) {
    if (tensor.offset !== expected) {
      throw new ModelRefusal(
        'gguf-offset',
        `The weights of ${tensor.name} are not where they should be.`,
      )
    }
    end = tensor.offset + tensor.bytes
    expected += padded(tensor.bytes)
    if (dataStart + end > fileBytes) {
      throw new ModelRefusal(
        'gguf-truncated',
        say('gguf-truncated', { missing: Number(dataStart + end - fileBytes) }),
      )
    }
  }
  if (fileBytes > dataStart + padded(end)) {
    throw new ModelRefusal('gguf-trailing', say('gguf-trailing'))
  }
}
