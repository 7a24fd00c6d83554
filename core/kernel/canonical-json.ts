import { createHash } from 'node:crypto'

/** JSON with the keys of every object in the order of their code units: equal data, equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
