import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { ModelRefusal } from '../refusal'

/** Most bytes of a header that are ever read: real ones with 260,000 tokens stay under 20 MiB. */
const MAX_HEADER_BYTES = 64 * 1024 * 1024
const CHUNK = 1024 * 1024

/**
 * Reads a file from its beginning, little-endian, in bounded pieces. Every read past the end of
 * the file or of the header bound is a refusal, never an exception of a buffer.
 */
export type ByteReader = {
  readonly fileBytes: number
  readonly position: () => number
  readonly u8: () => number
  readonly u32: () => number
  readonly i32: () => number
  readonly u64: () => bigint
  readonly f32: () => number
  readonly f64: () => number
  readonly bytes: (length: number) => Buffer
  readonly seek: (position: number) => void
  readonly close: () => void
}

export function openByteReader(path: string, maxBytes = MAX_HEADER_BYTES): ByteReader {
  const file = openFile(path)
  const fileBytes = file.size
  let chunk: Buffer = Buffer.alloc(0)
  let chunkStart = 0
  let position = 0

  function take(length: number): Buffer {
    if (position + length > fileBytes) {
      throw new ModelRefusal('gguf-truncated', 'The file ends in the middle of its header.')
    }
    if (position + length > maxBytes) {
      throw new ModelRefusal('gguf-header-too-large', 'The header of this file is over 64 MB.')
    }
    if (position < chunkStart || position + length > chunkStart + chunk.length) {
      chunkStart = position
      chunk = readFully(file.descriptor, position, Math.max(length, CHUNK), fileBytes)
      if (length > chunk.length) {
        throw new ModelRefusal('gguf-truncated', 'The file ends in the middle of its header.')
      }
    }
    const start = position - chunkStart
    position += length
    return chunk.subarray(start, start + length)
  }

  return {
    fileBytes,
    position: () => position,
    u8: () => take(1).readUInt8(0),
    u32: () => take(4).readUInt32LE(0),
    i32: () => take(4).readInt32LE(0),
    u64: () => take(8).readBigUInt64LE(0),
    f32: () => take(4).readFloatLE(0),
    f64: () => take(8).readDoubleLE(0),
    bytes: take,
    seek: (newPosition) => {
      position = newPosition
    },
    close: () => closeSync(file.descriptor),
  }
}

function openFile(path: string): { descriptor: number; size: number } {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    throw new ModelRefusal('model-file-missing', 'The file cannot be opened. Is it still there?')
  }
  const status = fstatSync(descriptor)
  if (status.isFile()) return { descriptor, size: status.size }
  closeSync(descriptor)
  throw new ModelRefusal('model-file-missing', 'This is not a file.')
}

function readFully(descriptor: number, from: number, length: number, fileBytes: number): Buffer {
  const wanted = Math.min(length, fileBytes - from)
  const buffer = Buffer.alloc(wanted)
  let done = 0
  while (done < wanted) {
    const count = readSync(descriptor, buffer, done, wanted - done, from + done)
    if (count === 0) break
    done += count
  }
  return buffer.subarray(0, done)
}
