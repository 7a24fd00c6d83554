import { randomBytes } from 'node:crypto'

let lastMilliseconds = 0
let inThisMillisecond = 0

/**
 * A short id that sorts in the order of making, also among those of one millisecond and when the
 * clock is set back: 11 hex digits of milliseconds, 5 of a count, 8 random ones.
 */
export function newId(): string {
  const now = Math.max(Date.now(), lastMilliseconds)
  inThisMillisecond = now === lastMilliseconds ? inThisMillisecond + 1 : 0
  lastMilliseconds = now
  const time = now.toString(16).padStart(11, '0')
  const count = inThisMillisecond.toString(16).padStart(5, '0')
  return `${time}${count}${randomBytes(4).toString('hex')}`
}
