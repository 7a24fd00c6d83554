import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { ReadableDb, WritableDb } from '../database/types'
import { readSetting, writeSetting } from '../settings/queries'

/*
 * One Ed25519 key a workspace, for signatures under releases and for share packs. It is made when it
 * is first needed; the private half never leaves the encrypted database.
 */

const setting = 'release-signing-key'

/** Null until something was signed. */
export function signingKey(db: ReadableDb): KeyObject | null {
  const stored = readSetting(db, setting)
  return stored === null ? null : createPrivateKey(stored)
}

/** Inside the commit of what is signed first. */
export function ensureSigningKey(db: WritableDb): KeyObject {
  const known = signingKey(db)
  if (known) return known
  const { privateKey } = generateKeyPairSync('ed25519')
  writeSetting(db, setting, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  return privateKey
}

export function publicKey(db: ReadableDb): KeyObject | null {
  const key = signingKey(db)
  return key && createPublicKey(key)
}

/** SHA-256 over the public key's DER, by which people compare keys. */
export function keyHash(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}
