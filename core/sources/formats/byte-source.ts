import { open } from 'node:fs/promises'
import { byteOrderMarkLength, createTranscoder, detectEncoding } from './encoding'
import type { Encoding } from './types'

/** The bytes of one file as UTF-8 without a byte order mark, whatever encoding the file has. */
export interface ByteSource {
  /** Puts bytes into `target` from `offset` on and says how many; 0 means the end of the file. */
  fill(target: Buffer, offset: number): Promise<number>
  /** Bytes of the file itself taken so far. */
  bytesRead(): number
  close(): Promise<void>
}

export const lookedAtBytes = 256 * 1024
const pieceBytes = 512 * 1024

/** Opens a file whose encoding is judged by its first 256 KiB. Rejects with the system's own failure. */
export async function openByteSource(path: string): Promise<ByteSource & { encoding: Encoding }> {
  const file = await open(path, 'r')
  try {
    const start = Buffer.allocUnsafe(lookedAtBytes)
    const { bytesRead: startBytes } = await file.read(start, 0, lookedAtBytes, 0)
    const encoding = detectEncoding(start.subarray(0, startBytes))
    let position = byteOrderMarkLength(start.subarray(0, startBytes), encoding)
    const isPlain = encoding === 'utf-8' || encoding === 'utf-8-bom'
    const fill = async (target: Buffer, offset: number) => {
      if (position < startBytes) {
        const copied = start.copy(target, offset, position, startBytes)
        position += copied
        return copied
      }
      const { bytesRead } = await file.read(target, offset, target.length - offset, position)
      position += bytesRead
      return bytesRead
    }
    return {
      encoding,
      fill: isPlain ? fill : transcoding(fill, encoding),
      bytesRead: () => position,
      close: () => file.close(),
    }
  } catch (failure) {
    await file.close()
    throw failure
  }
}

function transcoding(fill: ByteSource['fill'], encoding: Encoding): ByteSource['fill'] {
  const transcode = createTranscoder(encoding)
  const raw = Buffer.allocUnsafe(pieceBytes)
  let ready: Buffer = Buffer.alloc(0)
  let isLast = false
  return async (target, offset) => {
    while (ready.length === 0 && !isLast) {
      const bytes = await fill(raw, 0)
      isLast = bytes === 0
      ready = transcode(raw.subarray(0, bytes), isLast)
    }
    const copied = ready.copy(target, offset)
    ready = ready.subarray(copied)
    return copied
  }
}

/** Bytes already in memory as a source, for the start of a file and for tests with small pieces. */
export function byteSourceOf(bytes: Buffer, largestPiece = Number.POSITIVE_INFINITY): ByteSource {
  let position = 0
  return {
    fill: async (target, offset) => {
      const end = Math.min(bytes.length, position + largestPiece)
      const copied = bytes.copy(target, offset, position, end)
      position += copied
      return copied
    },
    bytesRead: () => position,
    close: async () => {},
  }
}
