import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { say } from '../../../../contract/sentences'
import { defaultCost, passwordKey } from '../../../accounts/keyring'
import { Refusal } from '../../../kernel/refusal'

/*
 * The two files of a packet. Both hold gzipped JSON under AES-256-GCM, and everything before the
 * encrypted part is authenticated with it: a file in which one bit was changed does not open.
 *
 * There:  "ASCLPKT1", 16 bytes of salt, 12 of nonce, then the content; the key is Argon2id of the
 *         passphrase at the cost of a password.
 * Back:   "ASCLRET1", the 24 characters of the packet's id, 12 of nonce, then the content; the key
 *         came in the packet.
 */

const packetMagic = Buffer.from('ASCLPKT1', 'latin1')
const returnMagic = Buffer.from('ASCLRET1', 'latin1')
const saltBytes = 16
const nonceBytes = 12
const tagBytes = 16
const idBytes = 24
/** A file that unpacks to more than any study holds is not ours. */
const mostBytes = 512 * 1024 * 1024

export const returnKeyBytes = 32

export async function sealPacket(passphrase: string, content: unknown): Promise<Buffer> {
  const salt = randomBytes(saltBytes)
  const key = await passwordKey(passphrase, salt, defaultCost)
  return seal(Buffer.concat([packetMagic, salt]), key, content)
}

/** @throws Refusal `not-a-packet`, `packet-not-opened` */
export async function openPacket(passphrase: string, file: Buffer): Promise<unknown> {
  const head = headOf(file, packetMagic, saltBytes)
  if (!head) throw new Refusal('not-a-packet', say('not-a-packet'))
  const key = await passwordKey(passphrase, head.subarray(packetMagic.length), defaultCost)
  const content = unseal(head, key, file)
  if (content === null) throw new Refusal('packet-not-opened', say('packet-not-opened'))
  return content
}

export function sealReturn(packetId: string, key: Buffer, content: unknown): Buffer {
  return seal(
    Buffer.concat([returnMagic, Buffer.from(packetId, 'latin1')]),
    Buffer.from(key),
    content,
  )
}

/** Which packet a returned file answers; null where it is no such file. */
export function packetOfReturn(file: Buffer): string | null {
  return headOf(file, returnMagic, idBytes)?.subarray(returnMagic.length).toString('latin1') ?? null
}

/** Null where it was altered or sealed with another key. */
export function openReturn(file: Buffer, key: Buffer): unknown {
  const head = headOf(file, returnMagic, idBytes)
  return head ? unseal(head, Buffer.from(key), file) : null
}

function seal(head: Buffer, key: Buffer, content: unknown): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(head)
  const plain = gzipSync(JSON.stringify(content))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  plain.fill(0)
  key.fill(0)
  return Buffer.concat([head, nonce, sealed])
}

function unseal(head: Buffer, key: Buffer, file: Buffer): unknown {
  const from = head.length + nonceBytes
  const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(head.length, from))
  decipher.setAAD(head)
  decipher.setAuthTag(file.subarray(-tagBytes))
  try {
    const plain = Buffer.concat([decipher.update(file.subarray(from, -tagBytes)), decipher.final()])
    return JSON.parse(gunzipSync(plain, { maxOutputLength: mostBytes }).toString('utf8'))
  } catch {
    return null
  } finally {
    key.fill(0)
  }
}

function headOf(file: Buffer, magic: Buffer, more: number): Buffer | null {
  const isLongEnough = file.length > magic.length + more + nonceBytes + tagBytes
  if (!isLongEnough || !file.subarray(0, magic.length).equals(magic)) return null
  return file.subarray(0, magic.length + more)
}
