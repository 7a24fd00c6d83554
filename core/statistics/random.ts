/** Random numbers that depend on the seed alone, the same on every machine. */
export interface Random {
  /** 32 bits. */
  readonly word: () => number
  /** From 0 to below 1. */
  readonly unit: () => number
  /** A whole number from 0 to below `count`. */
  readonly below: (count: number) => number
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM Trans.
 * Math. Softw. 47, 2021), its state filled from the seed by splitmix32.
 */
export function createRandom(seed: number): Random {
  let filler = seed >>> 0
  const fill = (): number => {
    filler = (filler + 0x9e3779b9) >>> 0
    let z = filler
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  const state = Uint32Array.from([fill(), fill(), fill(), fill()])
  const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits))
  const word = (): number => {
    const result = Math.imul(rotate(Math.imul(state[1]!, 5), 7), 9) >>> 0
    const shifted = state[1]! << 9
    state[2]! ^= state[0]!
    state[3]! ^= state[1]!
    state[1]! ^= state[2]!
    state[0]! ^= state[3]!
    state[2]! ^= shifted
    state[3] = rotate(state[3]!, 11)
    return result
  }
  const unit = (): number => word() / 0x1_0000_0000
  return { word, unit, below: (count) => Math.floor(unit() * count) }
}

/** A shuffled copy (Fisher & Yates, in Durstenfeld's form). */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const out = [...values]
  for (let last = out.length - 1; last > 0; last -= 1) {
    const at = random.below(last + 1)
    const moved = out[last] as T
    out[last] = out[at] as T
    out[at] = moved
  }
  return out
}
