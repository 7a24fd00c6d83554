import { createHash } from 'node:crypto'

/** The seed of one note: the first 32 bits of SHA-256 over the run's seed and the source's hash. */
export function noteSeed(runSeed: number, sourceSha256: Buffer): number {
  return createHash('sha256').update(`${runSeed}:`).update(sourceSha256).digest().readUInt32BE(0)
}

/**
 * A sample without replacement that depends on nothing but the seed: ids are ordered by a hash and
 * the first `count` taken, then put back in their own order.
 */
export function drawSample(ids: readonly number[], count: number, seed: number): number[] {
  if (count >= ids.length) return [...ids]
  const rank = (id: number): string =>
    createHash('sha256').update(`${seed}:${id}`).digest('hex').slice(0, 16)
  return ids
    .map((id) => ({ id, rank: rank(id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id))
    .slice(0, count)
    .map((drawn) => drawn.id)
    .sort((a, b) => a - b)
}
