import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { say } from '../../contract/sentences'
import { syncFolder } from './files'
import { Refusal } from './refusal'

/*
 * Files that hold what was learned from notes: encrypted in pieces of 1 MiB, so that gigabytes need
 * no memory (S-29, S-30).
 *
 * "ASCLSEA1", 32 random bytes, then the pieces: AES-256-GCM, each with its tag. The key of a file is
 * HMAC-SHA256(data key, label, the random bytes, its purpose), so no two files share one and a file
 * put in the place of another does not open. The nonce is the number of the piece with a mark on the
 * last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar, 2015): pieces that were
 * cut off, doubled or moved do not open either.
 */

const magic = Buffer.from('ASCLSEA1', 'latin1')
const saltBytes = 32
const headBytes = magic.length + saltBytes
const pieceBytes = 1024 * 1024
const tagBytes = 16
const label = 'asclepius sealed file 1'

export interface SealedSize {
  readonly bytes: number
  /** SHA-256 of the content in hex. */
  readonly sha256: string
}

/** Encrypts a file; `purpose` names what it is and has to be given again to open it. */
export async function sealFile(
  dataKey: Buffer,
  purpose: string,
  source: string,
  target: string,
): Promise<SealedSize> {
  const file = await open(source, 'r')
  try {
    const { size } = await file.stat()
    return await seal(dataKey, purpose, target, size, (piece, at) => readWhole(file, piece, at))
  } finally {
    await file.close()
  }
}

/** The same from memory. */
export function sealBytes(
  dataKey: Buffer,
  purpose: string,
  content: Buffer,
  target: string,
): Promise<SealedSize> {
  return seal(dataKey, purpose, target, content.length, async (piece, at) => {
    content.copy(piece, 0, at, at + piece.length)
  })
}

/**
 * Decrypts into a file of mode 0600, which must lie where nothing reaches a disk.
 * @throws Refusal `sealed-damaged` where it is not whole, not ours, or of another purpose; what was
 * written until then is removed.
 */
export async function unsealFile(
  dataKey: Buffer,
  purpose: string,
  source: string,
  target: string,
): Promise<SealedSize> {
  const out = await open(target, 'wx', 0o600)
  try {
    return await unseal(dataKey, purpose, source, async (piece) => {
      await out.write(piece)
    })
  } catch (cause) {
    await rm(target, { force: true })
    throw cause
  } finally {
    await out.close()
  }
}

/** The same into memory. @throws Refusal `sealed-damaged` */
export async function unsealBytes(
  dataKey: Buffer,
  purpose: string,
  source: string,
): Promise<Buffer> {
  const pieces: Buffer[] = []
  await unseal(dataKey, purpose, source, async (piece) => void pieces.push(Buffer.from(piece)))
  return Buffer.concat(pieces)
}

async function seal(
  dataKey: Buffer,
  purpose: string,
  target: string,
  size: number,
  fill: (piece: Buffer, at: number) => Promise<void>,
): Promise<SealedSize> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const aside = `${target}.${randomBytes(4).toString('hex')}.part`
  const salt = randomBytes(saltBytes)
  const key = keyOf(dataKey, salt, purpose)
  const hash = createHash('sha256')
  const out = await open(aside, 'wx', 0o600)
  try {
    await out.write(Buffer.concat([magic, salt]))
    const pieces = Math.max(1, Math.ceil(size / pieceBytes))
    for (let index = 0; index < pieces; index += 1) {
      const at = index * pieceBytes
      const piece = Buffer.alloc(Math.min(pieceBytes, size - at))
      await fill(piece, at)
      hash.update(piece)
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, index === pieces - 1))
      const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
      await out.write(sealed)
      piece.fill(0)
    }
    await out.sync()
  } catch (cause) {
    await out.close()
    await rm(aside, { force: true })
    throw cause
  } finally {
    key.fill(0)
  }
  await out.close()
  await rename(aside, target)
  syncFolder(dirname(target))
  return { bytes: size, sha256: hash.digest('hex') }
}

async function unseal(
  dataKey: Buffer,
  purpose: string,
  source: string,
  take: (piece: Buffer) => Promise<void>,
): Promise<SealedSize> {
  const file = await open(source, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(headBytes)
    if (size < headBytes + tagBytes) throw damaged()
    await readWhole(file, head, 0)
    if (!head.subarray(0, magic.length).equals(magic)) throw damaged()
    const key = keyOf(dataKey, head.subarray(magic.length), purpose)
    const hash = createHash('sha256')
    const room = pieceBytes + tagBytes
    const pieces = Math.ceil((size - headBytes) / room)
    for (let index = 0; index < pieces; index += 1) {
      const at = headBytes + index * room
      const sealed = Buffer.alloc(Math.min(room, size - at))
      await readWhole(file, sealed, at)
      const piece = openPiece(key, nonceOf(index, index === pieces - 1), sealed)
      hash.update(piece)
      await take(piece)
    }
    key.fill(0)
    return { bytes: size - headBytes - pieces * tagBytes, sha256: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

function openPiece(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) throw damaged()
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -tagBytes)), cipher.final()])
  } catch {
    throw damaged()
  }
}

function keyOf(dataKey: Buffer, salt: Buffer, purpose: string): Buffer {
  return createHmac('sha256', dataKey).update(label).update(salt).update(purpose).digest()
}

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

async function readWhole(file: FileHandle, into: Buffer, at: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done)
    if (bytesRead === 0) throw damaged()
    done += bytesRead
  }
}

function damaged(): Refusal {
  return new Refusal('sealed-damaged', say('sealed-damaged'))
}
