import { isUtf8 } from 'node:buffer'
import type { Encoding } from './types'

/** A byte that UTF-8 never uses: put where a character could not be read, found again by `decodeUtf8`. */
const unreadable = 0xff

/** Windows-1252 at 0x80 to 0x9f, as the WHATWG Encoding Standard lists it; the rest equals Latin-1. */
const windows1252High = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const windows1252Bytes = Array.from({ length: 256 }, (_, code) =>
  Buffer.from(
    code >= 0x80 && code <= 0x9f ? windows1252High.charAt(code - 0x80) : String.fromCharCode(code),
  ),
)

export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8 with a byte order mark',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/** Bytes of the byte order mark that an encoding's files begin with, given their first bytes. */
export function byteOrderMarkLength(start: Uint8Array, encoding: Encoding): number {
  if (encoding === 'utf-8-bom') return 3
  const mark = (start[0] ?? 0) * 256 + (start[1] ?? 0)
  if (encoding === 'utf-16le' && mark === 0xfffe) return 2
  return encoding === 'utf-16be' && mark === 0xfeff ? 2 : 0
}

/**
 * The encoding of a file, judged by its first bytes. With no byte order mark: UTF-16 where every other byte is
 * mostly zero; else UTF-8, unless more bytes contradict it than there are characters that only UTF-8 makes.
 */
export function detectEncoding(start: Uint8Array): Encoding {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8-bom'
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const zeroes = countZeroes(start)
  const half = Math.floor(Math.min(start.length, 65_536) / 2)
  if (half > 0 && zeroes.odd > half * 0.4 && zeroes.even < half * 0.05) return 'utf-16le'
  if (half > 0 && zeroes.even > half * 0.4 && zeroes.odd < half * 0.05) return 'utf-16be'
  const { characters, contradictions } = weighUtf8(start)
  return contradictions > characters ? 'windows-1252' : 'utf-8'
}

function countZeroes(start: Uint8Array): { even: number; odd: number } {
  let even = 0
  let odd = 0
  const end = Math.min(start.length, 65_536)
  for (let index = 0; index < end; index++) {
    if (start[index] !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  return { even, odd }
}

function weighUtf8(start: Uint8Array): { characters: number; contradictions: number } {
  let characters = 0
  let contradictions = 0
  let index = 0
  while (index < start.length) {
    const lead = start[index] ?? 0
    const follow = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    if (index + follow >= start.length) break
    let isCharacter = follow > 0 && lead < 0xf5
    for (let next = 1; next <= follow; next++) {
      if (((start[index + next] ?? 0) & 0xc0) !== 0x80) isCharacter = false
    }
    if (isCharacter) characters++
    else if (lead >= 0x80) contradictions++
    index += isCharacter ? follow + 1 : 1
  }
  return { characters, contradictions }
}

/**
 * Turns the bytes of a file into UTF-8 piece by piece. Half a character at the end of a piece waits for the
 * next one. What is no character becomes a byte that `decodeUtf8` reports.
 */
export function createTranscoder(encoding: Encoding): (piece: Buffer, isLast: boolean) => Buffer {
  if (encoding === 'windows-1252') return (piece) => transcodeWindows1252(piece)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return createUtf16Transcoder(encoding === 'utf-16be')
  }
  return (piece) => piece
}

function transcodeWindows1252(piece: Buffer): Buffer {
  const out = Buffer.allocUnsafe(piece.length * 3)
  let length = 0
  for (const byte of piece) {
    if (byte < 0x80) {
      out[length++] = byte
      continue
    }
    for (const part of windows1252Bytes[byte] ?? []) out[length++] = part
  }
  return out.subarray(0, length)
}

function createUtf16Transcoder(isBigEndian: boolean): (piece: Buffer, isLast: boolean) => Buffer {
  let rest = Buffer.alloc(0)
  return (piece, isLast) => {
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece)
    let whole = all.length - (all.length % 2)
    const lastHigh = all[isBigEndian ? whole - 2 : whole - 1] ?? 0
    if (!isLast && whole > 0 && lastHigh >= 0xd8 && lastHigh <= 0xdb) whole -= 2
    rest = Buffer.from(all.subarray(whole))
    const units = all.subarray(0, whole)
    const text = (isBigEndian ? units.swap16() : units).toString('utf16le')
    const encoded = encodeMarkingSurrogates(text)
    return isLast && rest.length > 0 ? Buffer.concat([encoded, Buffer.from([unreadable])]) : encoded
  }
}

const loneSurrogate = /\p{Surrogate}/u

/** Whether a string holds half of a surrogate pair, which no encoding can keep. */
export function hasLoneSurrogate(text: string): boolean {
  return loneSurrogate.test(text)
}

function encodeMarkingSurrogates(text: string): Buffer {
  if (!hasLoneSurrogate(text)) return Buffer.from(text, 'utf8')
  const parts: Buffer[] = []
  for (const part of text.split(/(\p{Surrogate})/u)) {
    const isLone = part.length === 1 && hasLoneSurrogate(part)
    parts.push(isLone ? Buffer.from([unreadable]) : Buffer.from(part, 'utf8'))
  }
  return Buffer.concat(parts)
}

/** The text of a slice of UTF-8, or undefined where some of its bytes are no characters. */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start, end)
  if (!text.includes('\ufffd')) return text
  return isUtf8(bytes.subarray(start, end)) ? text : undefined
}

/** The text of a whole file or attachment, or undefined where it cannot be read as the encoding it seems to be. */
export function decodeWhole(
  bytes: Buffer,
  encoding: Encoding = detectEncoding(bytes),
): string | undefined {
  const body = bytes.subarray(byteOrderMarkLength(bytes, encoding))
  const utf8 = createTranscoder(encoding)(body, true)
  return decodeUtf8(utf8, 0, utf8.length)
}
