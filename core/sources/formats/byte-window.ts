import type { ByteSource } from './byte-source'

/**
 * The stretch of a file that a scanner is looking at. It holds what the scanner still needs (at most one record
 * within its limits) and one more piece, in one buffer that is used again and again: memory stays constant.
 */
export interface ByteWindow {
  bytes: Buffer
  /** Bytes in use. */
  end: number
  isLast: boolean
}

const pieceBytes = 256 * 1024

export function createByteWindow(): ByteWindow {
  return { bytes: Buffer.allocUnsafeSlow(2 * pieceBytes), end: 0, isLast: false }
}

/** Drops the bytes before `keepFrom`, which become offset 0, and reads on behind the rest. */
export async function moveWindow(
  window: ByteWindow,
  source: ByteSource,
  keepFrom: number,
): Promise<void> {
  const kept = window.end - keepFrom
  if (kept + pieceBytes > window.bytes.length) {
    const larger = Buffer.allocUnsafeSlow(2 * (kept + pieceBytes))
    window.bytes.copy(larger, 0, keepFrom, window.end)
    window.bytes = larger
  } else {
    window.bytes.copyWithin(0, keepFrom, window.end)
  }
  const read = await source.fill(window.bytes, kept)
  window.end = kept + read
  window.isLast = read === 0
}

/** The place of an offset on its line, from 1, in UTF-16 code units. */
export function columnAt(bytes: Buffer, lineStart: number, offset: number): number {
  const from = Math.max(0, lineStart)
  return offset < from ? 1 : 1 + bytes.toString('utf8', from, offset).length
}
