import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { say } from '../../contract/sentences'
import { role } from '../../contract/session'
import { replaceFileSync } from '../kernel/files'
import { Refusal } from '../kernel/refusal'

/** Argon2id cost: memory in KiB, passes, lanes. Stored with each slot, so that it can be raised later. */
export interface PasswordCost {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

/** The product's default, as in Bitwarden; OWASP's floor is 19 MiB, 2, 1 (S-17). */
export const defaultCost: PasswordCost = { memoryKiB: 65_536, passes: 3, lanes: 4 }

const cost = z.object({ memoryKiB: z.number(), passes: z.number(), lanes: z.number() })
const base64 = z.string()

const personSlot = z.object({
  id: z.string(),
  name: z.string(),
  role,
  version: z.number().int(),
  cost,
  salt: base64,
  wrapped: base64,
  /** Wrong passwords in a row, and the instant before which none is tried (S-24). */
  failures: z.number().int(),
  waitUntil: z.string().nullable(),
})
export type PersonSlot = z.infer<typeof personSlot>

const keyring = z.object({
  format: z.literal(1),
  workspaceId: z.string(),
  /** False from the first writing of this file until the database holds its first commit. */
  created: z.boolean().default(true),
  /** The database file's salt when it was last opened. */
  salt: z.string().nullable().default(null),
  people: z.array(personSlot),
  recovery: z.object({ version: z.number().int(), wrapped: base64 }),
})
export type Keyring = z.infer<typeof keyring>

export function readKeyring(path: string): Keyring | null {
  if (!existsSync(path)) return null
  const parsed = keyring.safeParse(parseJson(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Refusal('keyring-damaged', say('keyring-damaged'))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function writeKeyring(path: string, value: Keyring): void {
  replaceFileSync(path, `${JSON.stringify(value, null, 1)}\n`, 0o600)
}

/** Wraps the data key for one person: AES-256-GCM under Argon2id(password), bound to who they are (S-18). */
export async function sealForPerson(
  dataKey: Buffer,
  workspaceId: string,
  person: { readonly id: string; readonly name: string; readonly role: PersonSlot['role'] },
  password: string,
  version: number,
  passwordCost: PasswordCost = defaultCost,
): Promise<PersonSlot> {
  const salt = randomBytes(16)
  const key = await passwordKey(password, salt, passwordCost)
  const slot = { ...person, version, cost: passwordCost, salt: salt.toString('base64') }
  const wrapped = wrap(key, dataKey, personContext(workspaceId, slot))
  key.fill(0)
  return { ...slot, wrapped, failures: 0, waitUntil: null }
}

/** @returns the data key, or null when the password does not fit or the slot was altered. */
export async function openSlot(
  slot: PersonSlot,
  workspaceId: string,
  password: string,
): Promise<Buffer | null> {
  const key = await passwordKey(password, Buffer.from(slot.salt, 'base64'), slot.cost)
  const dataKey = unwrap(key, slot.wrapped, personContext(workspaceId, slot))
  key.fill(0)
  return dataKey
}

export function sealForRecovery(
  dataKey: Buffer,
  workspaceId: string,
  recoveryKey: Buffer,
  version: number,
): Keyring['recovery'] {
  const key = recoveryWrappingKey(recoveryKey)
  return { version, wrapped: wrap(key, dataKey, recoveryContext(workspaceId, version)) }
}

export function openRecovery(value: Keyring, recoveryKey: Buffer): Buffer | null {
  const key = recoveryWrappingKey(recoveryKey)
  return unwrap(
    key,
    value.recovery.wrapped,
    recoveryContext(value.workspaceId, value.recovery.version),
  )
}

/** The library's number for Argon2id; its enum cannot be imported from a module built on its own. */
const argon2id = 2

export async function passwordKey(
  password: string,
  salt: Buffer,
  value: PasswordCost,
): Promise<Buffer> {
  return hashRaw(password.normalize('NFC'), {
    algorithm: argon2id,
    memoryCost: value.memoryKiB,
    timeCost: value.passes,
    parallelism: value.lanes,
    outputLen: 32,
    salt,
  })
}

/** The printed key has 256 random bits, so a plain derivation is enough (no guessing to slow down). */
function recoveryWrappingKey(recoveryKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, Buffer.alloc(0), 'asclepius recovery key', 32))
}

function personContext(
  workspaceId: string,
  slot: { readonly id: string; readonly role: string; readonly version: number },
): string {
  return JSON.stringify(['person', workspaceId, slot.id, slot.role, slot.version])
}

function recoveryContext(workspaceId: string, version: number): string {
  return JSON.stringify(['recovery', workspaceId, version])
}

function wrap(key: Buffer, plain: Buffer, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64')
}

function unwrap(key: Buffer, wrapped: string, context: string): Buffer | null {
  const bytes = Buffer.from(wrapped, 'base64')
  if (bytes.length !== 12 + 32 + 16) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}

/** After so many wrong passwords in a row only an administrator or the recovery key opens the account. */
export const longestFailures = 10

/** Seconds to wait after so many wrong passwords in a row: 1, 2, 4 ... at most 15 minutes (S-24). */
export function waitSeconds(failures: number): number {
  return failures <= 0 ? 0 : Math.min(2 ** (failures - 1), 900)
}
