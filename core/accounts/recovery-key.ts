import { createHash, randomBytes } from 'node:crypto'
import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'

/** Crockford's base 32: no I, L, O or U, so that a printed key can be read aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyBytes = 32
const groupLength = 5
/** 256 bits are 52 digits; thirteen groups of four, each with a check digit of its own. */
const digitsInGroup = groupLength - 1

/** A key for the printed sheet, as bytes and as thirteen groups with one check digit each. */
export function newRecoveryKey(): { readonly bytes: Buffer; readonly text: string } {
  const bytes = randomBytes(keyBytes)
  return { bytes, text: formatRecoveryKey(bytes) }
}

export function formatRecoveryKey(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) << 4n
  let digits = ''
  for (let index = 0; index < 52; index += 1) {
    digits = alphabet[Number(bits & 31n)] + digits
    bits >>= 5n
  }
  const groups = digits.match(/.{4}/g) ?? []
  return groups.map((group, index) => group + checkDigit(group, index)).join('-')
}

/** @throws Refusal `recovery-key-typo` that names the group with the slip. */
export function parseRecoveryKey(text: string): Buffer {
  const clean = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  const groups = clean.match(/.{1,5}/g) ?? []
  if (groups.length !== 13 || groups.at(-1)?.length !== groupLength)
    throw new Refusal('recovery-key-length', say('recovery-key-length', { typed: groups.length }))
  const wrong = groups.findIndex((group, index) => {
    const digits = group.slice(0, digitsInGroup)
    return [...group].some((c) => !alphabet.includes(c)) || checkDigit(digits, index) !== group[4]
  })
  if (wrong >= 0)
    throw new Refusal('recovery-key-typo', say('recovery-key-typo', { group: wrong + 1 }))
  let bits = 0n
  for (const digit of groups.map((group) => group.slice(0, digitsInGroup)).join(''))
    bits = (bits << 5n) | BigInt(alphabet.indexOf(digit))
  return Buffer.from((bits >> 4n).toString(16).padStart(64, '0'), 'hex')
}

function checkDigit(group: string, index: number): string {
  const sum = createHash('sha256').update(`${index}:${group}`).digest()[0] ?? 0
  return alphabet[sum & 31] ?? '0'
}
