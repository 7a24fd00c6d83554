/** A stretch of the text to draw in one piece. */
export interface Segment {
  readonly start: number
  readonly end: number
  /** Which of the given marks cover it, in their order. */
  readonly marks: readonly number[]
  /** Which find covers it; null for none. */
  readonly find: number | null
  /** A character that would be unseen or change the reading direction: shown by its name. */
  readonly hidden: string | null
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Bidirectional controls and characters without width: text must not hide anything (S-46). */
const hiddenCharacters = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

export function nameOfHidden(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** All places of `wanted` in `text`, without regard to case; none for an empty search. */
export function findAll(text: string, wanted: string): readonly Stretch[] {
  if (wanted === '') return []
  const places: Stretch[] = []
  const haystack = text.toLowerCase()
  const needle = wanted.toLowerCase()
  // Where lower-casing changed the length, places would be off: search as written then.
  const [where, what] =
    haystack.length === text.length && needle.length === wanted.length
      ? [haystack, needle]
      : [text, wanted]
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + what.length))
    places.push({ start: at, end: at + what.length })
  return places
}

/**
 * Cuts a text at the edges of marks, finds and hidden characters. Marks may overlap and may reach
 * past the text; the segments together are exactly the text, in order.
 */
export function segmentsOf(
  text: string,
  marks: readonly Stretch[],
  finds: readonly Stretch[] = [],
): readonly Segment[] {
  const hidden = [...text.matchAll(hiddenCharacters)].map((match) => match.index)
  const clipped = marks.map((mark) => clip(mark, text.length))
  const edges = new Set([0, text.length])
  for (const place of [...clipped, ...finds]) {
    edges.add(place.start)
    edges.add(place.end)
  }
  for (const at of hidden) {
    edges.add(at)
    edges.add(at + 1)
  }
  const cuts = [...edges].sort((a, b) => a - b)
  const hiddenAt = new Set(hidden)
  const order = clipped
    .map((mark, index) => ({ ...mark, index }))
    .filter((mark) => mark.end > mark.start)
    .sort((a, b) => a.start - b.start)
  const segments: Segment[] = []
  let open: typeof order = []
  let nextMark = 0
  let nextFind = 0
  for (let cut = 0; cut + 1 < cuts.length; cut += 1) {
    const start = cuts[cut]!
    const end = cuts[cut + 1]!
    open = open.filter((mark) => mark.end > start)
    for (; order[nextMark] && order[nextMark]!.start <= start; nextMark += 1)
      open.push(order[nextMark]!)
    while (finds[nextFind] && finds[nextFind]!.end <= start) nextFind += 1
    const find = finds[nextFind]
    segments.push({
      start,
      end,
      marks: open.map((mark) => mark.index).sort((a, b) => a - b),
      find: find && find.start <= start ? nextFind : null,
      hidden: hiddenAt.has(start) ? nameOfHidden(text.charAt(start)) : null,
    })
  }
  return segments
}

function clip(mark: Stretch, length: number): Stretch {
  const start = Math.min(Math.max(0, mark.start), length)
  return { start, end: Math.min(Math.max(start, mark.end), length) }
}
