import { createHash } from 'node:crypto'

/**
 * JSON with the keys of every object in order and no space: the same data give the same bytes, so
 * that a hash over them says the same on every machine.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0)),
        )
      : part,
  )
}

export function sha256Hex(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
