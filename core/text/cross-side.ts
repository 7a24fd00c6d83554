import { estimatedJaccard, signatureLength } from './minhash'

/**
 * Pairs of near-duplicate texts that stand on different sides of a split, by locality-sensitive
 * hashing of their MinHash signatures: 24 bands of 4 rows, as in the index of notes, which finds
 * 99.8 % of the pairs with a Jaccard index of 0.7 or more. Only the texts of the smaller sides are
 * put into tables, and the others looked up, so that time grows with the number of texts and not
 * with its square.
 */
export interface SidedSignature {
  readonly side: number
  /** `signatureLength` numbers. */
  readonly signature: Uint32Array
}

export interface CrossPair {
  /** Indices into the list that was given; `first` < `second`. */
  readonly first: number
  readonly second: number
  /** Estimated Jaccard index, 0 to 1. */
  readonly estimate: number
}

const rowsPerBand = 4
const bandCount = signatureLength / rowsPerBand
/** Where thousands of texts are the same, some of each side are enough to find that out. */
const longestWalk = 256
/** Partners told of one text. */
const mostPartners = 8
const stepTexts = 2000

/**
 * Yields now and then the share that is done, so that the caller can let others run; ends with the
 * pairs whose estimate is at least `floor`. Texts of one side are never paired.
 */
export function* crossSidePairs(
  texts: readonly SidedSignature[],
  floor: number,
): Generator<number, CrossPair[]> {
  const sizes = new Map<number, number>()
  for (const { side } of texts) sizes.set(side, (sizes.get(side) ?? 0) + 1)
  const largest = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0]
  const tabled = texts.flatMap(({ side }, index) => (side === largest ? [] : [index]))
  const tables = tabulate(texts, tabled)
  const seen = new Int32Array(texts.length).fill(-1)
  const pairs: CrossPair[] = []
  for (let index = 0; index < texts.length; index++) {
    pairs.push(...partnersOf(texts, index, tables, seen, floor))
    if (index % stepTexts === stepTexts - 1) yield index / texts.length
  }
  return pairs
}

interface Tables {
  readonly mask: number
  /** For each band and bucket the first text, or -1; and for each band and text the next one. */
  readonly heads: Int32Array
  readonly nexts: Int32Array
  readonly size: number
  /** Which text stands in a place of the table. */
  readonly tabled: readonly number[]
}

function tabulate(texts: readonly SidedSignature[], tabled: readonly number[]): Tables {
  const buckets = 2 ** Math.max(4, Math.ceil(Math.log2(tabled.length + 1)))
  const heads = new Int32Array(bandCount * buckets).fill(-1)
  const nexts = new Int32Array(bandCount * tabled.length)
  for (const [place, index] of tabled.entries())
    for (let band = 0; band < bandCount; band++) {
      const head = band * buckets + (bandHash(texts[index]!.signature, band) & (buckets - 1))
      nexts[band * tabled.length + place] = heads[head]!
      heads[head] = place
    }
  return { mask: buckets - 1, heads, nexts, size: tabled.length, tabled }
}

function partnersOf(
  texts: readonly SidedSignature[],
  index: number,
  { mask, heads, nexts, size, tabled }: Tables,
  seen: Int32Array,
  floor: number,
): CrossPair[] {
  const own = texts[index]!
  const found: CrossPair[] = []
  for (let band = 0; band < bandCount; band++) {
    let place = heads[band * (mask + 1) + (bandHash(own.signature, band) & mask)]!
    for (let walked = 0; place >= 0 && walked < longestWalk; walked++) {
      const other = tabled[place]!
      place = nexts[band * size + place]!
      if (seen[other] === index || texts[other]!.side === own.side) continue
      // A bucket also holds texts that only share its place in the table.
      if (!isSameBand(own.signature, texts[other]!.signature, band)) continue
      seen[other] = index
      // Two texts that are both in the tables meet twice: the later one tells of it.
      const isToldByOther = other > index && tabled.length > 0 && isTabled(tabled, index)
      if (isToldByOther) continue
      const estimate = estimatedJaccard(own.signature, texts[other]!.signature)
      if (estimate >= floor)
        found.push({ first: Math.min(index, other), second: Math.max(index, other), estimate })
    }
  }
  return found.sort((a, b) => b.estimate - a.estimate).slice(0, mostPartners)
}

function isSameBand(a: Uint32Array, b: Uint32Array, band: number): boolean {
  for (let row = band * rowsPerBand; row < (band + 1) * rowsPerBand; row++)
    if (a[row] !== b[row]) return false
  return true
}

function isTabled(tabled: readonly number[], index: number): boolean {
  let low = 0
  let high = tabled.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const value = tabled[middle]!
    if (value === index) return true
    if (value < index) low = middle + 1
    else high = middle - 1
  }
  return false
}

function bandHash(signature: Uint32Array, band: number): number {
  let hash = band + 1
  for (let row = band * rowsPerBand; row < (band + 1) * rowsPerBand; row++) {
    hash = Math.imul(hash ^ signature[row]!, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}
