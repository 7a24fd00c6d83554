import type { NearestNote, TextMark } from '../../../contract/gates'
import { shingleHashes } from '../../text/minhash'
import type { Token } from '../../text/tokens'
import type { Measure } from './form-gates'

const wordsPerRun = 8
/** A run that stands very often in the source need not be followed from each of its places. */
const mostPlaces = 8

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function placesByHash(hashes: Uint32Array): Map<number, number[]> {
  const places = new Map<number, number[]>()
  hashes.forEach((hash, at) => {
    const list = places.get(hash)
    if (list === undefined) places.set(hash, [at])
    else if (list.length < mostPlaces) list.push(at)
  })
  return places
}

function commonLength(a: readonly Token[], from: number, b: readonly Token[], at: number): number {
  let length = 0
  while (a[from + length] !== undefined && a[from + length]!.lower === b[at + length]?.lower)
    length++
  return length
}

/**
 * The share of the note's eight-word runs that stand in the source, 0 to 1, with the copied
 * passages marked on both sides. A note of fewer than eight words is not measured and gives 0.
 */
export function measureNearCopy(words: readonly Token[], sourceWords: readonly Token[]): Measure {
  const noteMarks: TextMark[] = []
  const sourceMarks: TextMark[] = []
  const runs = words.length - wordsPerRun + 1
  if (runs < 1 || sourceWords.length < wordsPerRun) {
    return {
      value: 0,
      detail: 'No passage of eight words stands in the report.',
      noteMarks,
      sourceMarks,
    }
  }
  const places = placesByHash(shingleHashes(sourceWords, wordsPerRun))
  const hashes = shingleHashes(words, wordsPerRun)
  let copied = 0
  let longest = 0
  let at = 0
  while (at < runs) {
    let best = 0
    let bestPlace = 0
    for (const place of places.get(hashes[at]!) ?? []) {
      const length = commonLength(words, at, sourceWords, place)
      if (length > best) {
        best = length
        bestPlace = place
      }
    }
    if (best < wordsPerRun) {
      at++
      continue
    }
    copied += best - wordsPerRun + 1
    longest = Math.max(longest, best)
    noteMarks.push({ start: words[at]!.start, end: words[at + best - 1]!.end, kind: 'copy' })
    sourceMarks.push({
      start: sourceWords[bestPlace]!.start,
      end: sourceWords[bestPlace + best - 1]!.end,
      kind: 'copy',
    })
    // The next run may begin inside this passage where the source goes on elsewhere.
    at += best - wordsPerRun + 1
  }
  const value = copied / runs
  const detail =
    copied === 0
      ? 'No passage of eight words stands in the report.'
      : `${percent(value)} of the note stands in the report word for word, at most ${longest} words in a row.`
  return { value, detail, noteMarks, sourceMarks }
}

export function measureNearDuplicate(nearest: NearestNote | undefined): Measure {
  if (nearest === undefined) return { value: 0, detail: 'No other note is like it.', noteMarks: [] }
  const detail = `It shares ${percent(nearest.similarity)} of its five-word runs with note ${nearest.id}.`
  return { value: nearest.similarity, detail, noteMarks: [] }
}
