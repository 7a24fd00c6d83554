import { randomBytes } from 'node:crypto'

/** A short id that sorts by time of making: 8 hex digits of seconds, then 16 random ones. */
export function newId(): string {
  const seconds = Math.floor(Date.now() / 1000)
    .toString(16)
    .padStart(8, '0')
  return `${seconds}${randomBytes(8).toString('hex')}`
}
