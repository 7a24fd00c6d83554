import { ModelRefusal } from '../refusal'
import type { ByteReader } from './byte-reader'

/** A metadata value as far as it is needed: long arrays keep only what is asked of them. */
export type Value =
  | { readonly kind: 'number'; readonly type: number; readonly value: number | bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | {
      readonly kind: 'list'
      readonly itemType: number
      readonly length: number
      /** Numbers of a list of numbers, where there are at most 1,048,576. */
      readonly numbers: readonly number[]
      /** Whether every text in it is well-formed UTF-8 and none is empty. */
      readonly isCleanText: boolean
      readonly longestText: number
    }

/** Source: the GGUF specification. */
export const VALUE_TYPE = { u32: 4, f32: 6, boolean: 7, text: 8, list: 9 } as const

const MAX_TEXT = 1024 * 1024
const MAX_LIST = 1_048_576n
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Size in bytes of the fixed-size value types, by number. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [7, 1],
  [10, 8],
  [11, 8],
  [12, 8],
])

export function readValue(reader: ByteReader, key: string): Value {
  const type = reader.u32()
  if (type === VALUE_TYPE.list) return readList(reader, key)
  if (type === VALUE_TYPE.text) return { kind: 'text', value: readText(reader, key) }
  if (type === VALUE_TYPE.boolean) return { kind: 'boolean', value: readBoolean(reader, key) }
  const bytes = FIXED_BYTES.get(type)
  if (bytes === undefined) {
    throw new ModelRefusal('gguf-value-type', `The entry ${key} has a type that does not exist.`)
  }
  const value = decodeNumber(type, reader.bytes(bytes), 0)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ModelRefusal('gguf-not-finite', `The entry ${key} is not a finite number.`)
  }
  return { kind: 'number', type, value }
}

function readBoolean(reader: ByteReader, key: string): boolean {
  const value = reader.u8()
  if (value <= 1) return value === 1
  throw new ModelRefusal('gguf-boolean', `The entry ${key} is neither yes nor no.`)
}

function textLength(reader: ByteReader, key: string): number {
  const length = reader.u64()
  if (length <= BigInt(MAX_TEXT)) return Number(length)
  throw new ModelRefusal('gguf-text-length', `A text of ${key} claims to be ${length} bytes long.`)
}

function readText(reader: ByteReader, key: string): string {
  const bytes = reader.bytes(textLength(reader, key))
  try {
    return decoder.decode(bytes)
  } catch {
    throw new ModelRefusal('gguf-text', `The text of ${key} is not readable text.`)
  }
}

function readList(reader: ByteReader, key: string): Value {
  const itemType = reader.u32()
  const length = reader.u64()
  if (length > MAX_LIST) {
    throw new ModelRefusal('gguf-list-length', `The list ${key} claims ${length} items.`)
  }
  if (itemType === VALUE_TYPE.text) return readTextList(reader, key, Number(length))
  const bytes = FIXED_BYTES.get(itemType)
  if (bytes === undefined) {
    throw new ModelRefusal('gguf-list-type', `The list ${key} holds a type that it cannot hold.`)
  }
  const raw = reader.bytes(bytes * Number(length))
  const numbers: number[] = []
  for (let index = 0; index < Number(length); index += 1) {
    numbers.push(Number(decodeNumber(itemType, raw, index * bytes)))
  }
  return {
    kind: 'list',
    itemType,
    length: Number(length),
    numbers,
    isCleanText: true,
    longestText: 0,
  }
}

function readTextList(reader: ByteReader, key: string, length: number): Value {
  let isCleanText = true
  let longestText = 0
  for (let index = 0; index < length; index += 1) {
    const bytes = reader.bytes(textLength(reader, key))
    longestText = Math.max(longestText, bytes.length)
    if (bytes.length === 0) isCleanText = false
    else if (bytes.some((byte) => byte >= 0x80) && !isUtf8(bytes)) isCleanText = false
  }
  return {
    kind: 'list',
    itemType: VALUE_TYPE.text,
    length,
    numbers: [],
    isCleanText,
    longestText,
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

function decodeNumber(type: number, bytes: Buffer, at: number): number | bigint {
  switch (type) {
    case 0:
    case 7:
      return bytes.readUInt8(at)
    case 1:
      return bytes.readInt8(at)
    case 2:
      return bytes.readUInt16LE(at)
    case 3:
      return bytes.readInt16LE(at)
    case 4:
      return bytes.readUInt32LE(at)
    case 5:
      return bytes.readInt32LE(at)
    case 6:
      return bytes.readFloatLE(at)
    case 10:
      return bytes.readBigUInt64LE(at)
    case 11:
      return bytes.readBigInt64LE(at)
    default:
      return bytes.readDoubleLE(at)
  }
}
