import { createHash } from 'node:crypto'
import { createRandom, shuffled } from '../../statistics/random'

const alphabet = 'ABCDEFGH'

/** A seed of its own for each question: the first 32 bits of SHA-256 over the seed and the place. */
export function seedOf(seed: number, ...parts: readonly (string | number)[]): number {
  return createHash('sha256')
    .update([seed, ...parts].join(':'))
    .digest()
    .readUInt32BE(0)
}

/** Which arm stands under which letter for one question; the same seed gives the same letters. */
export function lettersFor(
  arms: readonly string[],
  seed: number,
  ordinal: number,
): readonly { readonly letter: string; readonly arm: string }[] {
  const order = shuffled(arms, createRandom(seedOf(seed, 'letters', ordinal)))
  return order.map((arm, place) => ({ letter: alphabet[place]!, arm }))
}
