/** A stretch of text in UTF-16 code units, `end` exclusive. */
interface Span {
  readonly start: number
  readonly end: number
}

const neverEnds = new Set(
  'dr mr mrs ms prof st fig figs vs e.g i.e eg ie approx no al etc cf inc dept min max resp ref eq vol pt pts'.split(
    ' ',
  ),
)

function isSpaceAt(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xa0
}

function wordBefore(text: string, at: number): string {
  let start = at
  while (start > 0 && at - start < 12 && /[\p{L}.]/u.test(text[start - 1]!)) start--
  return text.slice(start, at).toLowerCase()
}

function endsSentence(text: string, at: number): boolean {
  const char = text[at]!
  if (char === '!' || char === '?') return true
  const before = wordBefore(text, at)
  if (neverEnds.has(before)) return false
  // An initial ("J. Smith") does not end a sentence, "type A." at the end of a line does.
  const isLoneLetter = /^\p{L}$/u.test(before) && before !== 'i' && !isUnit(text, at - 1)
  if (isLoneLetter) return isLineEnd(text, at + 1)
  let next = at + 1
  while (next < text.length && isSpaceAt(text, next)) next++
  return next >= text.length || !/\p{Ll}/u.test(text[next]!)
}

/** Whether the letter there is a unit, as in "2 g." or "39 °C.". */
function isUnit(text: string, at: number): boolean {
  return /[\d°/][ \u00a0]?$/.test(text.slice(Math.max(0, at - 2), at))
}

function isLineEnd(text: string, from: number): boolean {
  let at = from
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++
  return at >= text.length || text[at] === '\n' || text[at] === '\r'
}

function pushTrimmed(text: string, spans: Span[], from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && isSpaceAt(text, start)) start++
  while (end > start && isSpaceAt(text, end - 1)) end--
  if (end > start) spans.push({ start, end })
}

/** "1." at the start of a line belongs to what follows it. */
function isListNumber(text: string, start: number, at: number): boolean {
  return at - start < 12 && /^\s*\d{1,2}$/.test(text.slice(start, at)) && !isLineEnd(text, at + 1)
}

/** Sentences in order, without the white space around them. A line break always ends one. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\n' || char === '\r') {
      pushTrimmed(text, spans, start, at)
      start = at + 1
    } else if (char === '.' || char === '!' || char === '?') {
      let end = at + 1
      while (end < text.length && `.!?)"'”’]`.includes(text[end]!)) end++
      if (isSpaceAt(text, end) && endsSentence(text, at) && !isListNumber(text, start, at)) {
        pushTrimmed(text, spans, start, end)
        start = end
        at = end - 1
      }
    }
  }
  pushTrimmed(text, spans, start, text.length)
  return spans
}
