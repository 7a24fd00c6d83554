import type { Token } from './tokens'

/**
 * MinHash (Broder 1997): the share of equal places of two signatures estimates the Jaccard index
 * of two sets. 96 places give a standard error of at most 0.051.
 */
export const signatureLength = 96

const multiplier = 0x9e3779b1

function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const seeds = Uint32Array.from({ length: signatureLength }, (_, place) =>
  mix(Math.imul(place + 1, multiplier)),
)

/** FNV-1a over UTF-16 code units, 32 bits. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/** Hashes of all runs of `size` words, in order; a shorter text gives one hash of all it has. */
export function shingleHashes(words: readonly Token[], size: number): Uint32Array {
  if (words.length === 0) return new Uint32Array(0)
  const hashes = Uint32Array.from(words, (word) => hashWord(word.lower))
  const count = Math.max(1, hashes.length - size + 1)
  const shingles = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    let hash = size
    const end = Math.min(at + size, hashes.length)
    for (let word = at; word < end; word++) hash = Math.imul(hash, 0x01000193) + hashes[word]!
    shingles[at] = mix(hash)
  }
  return shingles
}

export function minhashSignature(shingles: Uint32Array): Uint32Array {
  const signature = new Uint32Array(signatureLength).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let place = 0; place < signatureLength; place++) {
      let hash = Math.imul(shingle ^ seeds[place]!, 0x85ebca6b)
      hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
      hash = (hash ^ (hash >>> 16)) >>> 0
      if (hash < signature[place]!) signature[place] = hash
    }
  }
  return signature
}

/** 0 to 1: the share of places at which two signatures agree. */
export function estimatedJaccard(a: Uint32Array, b: Uint32Array): number {
  let equal = 0
  for (let place = 0; place < signatureLength; place++) if (a[place] === b[place]) equal++
  return equal / signatureLength
}

/** 0 to 1: shared by all, over sets of 32-bit shingle hashes. Two empty texts are equal. */
export function exactJaccard(a: Uint32Array, b: Uint32Array): number {
  const first = new Set(a)
  const second = new Set(b)
  if (first.size === 0 && second.size === 0) return 1
  let shared = 0
  for (const hash of first) if (second.has(hash)) shared++
  return shared / (first.size + second.size - shared)
}

/** 384 bytes, little-endian, to be stored beside the note. */
export function signatureToBytes(signature: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(signatureLength * 4)
  const view = new DataView(bytes.buffer)
  signature.forEach((value, place) => {
    view.setUint32(place * 4, value, true)
  })
  return bytes
}

/** Undefined where the bytes are not a signature of this length. */
export function signatureFromBytes(bytes: Uint8Array): Uint32Array | undefined {
  if (bytes.byteLength !== signatureLength * 4) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: signatureLength }, (_, place) =>
    view.getUint32(place * 4, true),
  )
}
