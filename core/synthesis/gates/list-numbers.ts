import type { Token } from '../../text/tokens'

const countedDays = new Set(['pod', 'hd', 'day', 'dol', 'cycle', 'week'])
const pointers = new Set([
  'fig',
  'figs',
  'figure',
  'figures',
  'table',
  'tables',
  'panel',
  'panels',
  'ref',
  'refs',
  'reference',
  'references',
  'supplementary',
  'appendix',
  'video',
  'movie',
  'doi',
  'pmid',
  'pmcid',
  'doi',
])

/** 1: numbering, no number at all. 2: numbering inside a line, which may still lend support. */
export type Numbering = 0 | 1 | 2

function isClosing(token: Token | undefined): boolean {
  return token !== undefined && !token.hasSpaceBefore && (token.text === '.' || token.text === ')')
}

function isShortInteger(token: Token): boolean {
  return token.kind === 'number' && token.text.length <= 2
}

/**
 * Marks the numbers that number things: "1." and "2)" in lists, "(1) ... (2)" and "#1" inside a
 * line, "Fig. 1", "Table 2" and citations such as "[12, 13]".
 */
export function findNumbering(tokens: readonly Token[]): Uint8Array {
  const numbering = new Uint8Array(tokens.length)
  let depth = 0
  let lastInline = 0
  let lastBracketed = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.text === '(') depth++
    else if (token.text === ')') depth = Math.max(0, depth - 1)
    else if (token.startsLine && !isShortInteger(token)) depth = 0
    if (token.text === '[') markCitation(tokens, at, numbering)
    else if (token.kind === 'word' && pointers.has(token.lower)) markPointer(tokens, at, numbering)
    if (!isShortInteger(token) || numbering[at] !== 0) continue
    const before = tokens[at - 1]
    const after = tokens[at + 1]
    const value = token.values[0]!
    if (isLineNumber(tokens, at)) {
      numbering[at] = 1
    } else if (before?.text === '#' && !countedDays.has(tokens[at - 2]?.lower ?? '')) {
      numbering[at] = 2
    } else if (before?.text === '(' && after?.text === ')') {
      if (value === 1 || value === lastBracketed + 1) {
        lastBracketed = value
        numbering[at] = 2
      }
    } else if (after?.text === ')' && !after.hasSpaceBefore && depth === 0) {
      numbering[at] = 2
    } else if (isClosing(after) && token.hasSpaceBefore && tokens[at + 2]?.hasSpaceBefore) {
      const opens = value === 1 && (before?.text === ':' || before?.text === '.')
      if (opens || (lastInline > 0 && value === lastInline + 1)) {
        lastInline = value
        numbering[at] = 2
      }
    }
  }
  return numbering
}

/** "1. Aspirin", "2) Aspirin", "(3) Aspirin", "- 4. Aspirin", "**5.** Aspirin" at a line's start. */
function isLineNumber(tokens: readonly Token[], at: number): boolean {
  if (!isClosing(tokens[at + 1])) return false
  for (let back = at; back >= 0 && at - back <= 3; back--) {
    const token = tokens[back]!
    if (back !== at && !'(*-•#–'.includes(token.text)) return false
    if (token.startsLine) return true
  }
  return false
}

function markPointer(tokens: readonly Token[], at: number, numbering: Uint8Array): void {
  let next = at + 1
  if (tokens[next]?.text === '.') next++
  let isNumberSeen = false
  for (; next < tokens.length && next < at + 12; next++) {
    const token = tokens[next]!
    if (token.kind === 'number') {
      if (token.text.length > 3) break
      numbering[next] = 1
      isNumberSeen = true
    } else if (token.startsLine) break
    else if (isNumberSeen && token.kind === 'word' && token.text.length === 1) continue
    else if (!(isNumberSeen && ['-', '–', ',', '&', 'and', 'to'].includes(token.lower))) break
  }
}

function markCitation(tokens: readonly Token[], at: number, numbering: Uint8Array): void {
  let next = at + 1
  while (next < tokens.length && next < at + 40) {
    const token = tokens[next]!
    if (token.text === ']') break
    if (token.kind !== 'number' && !',-–'.includes(token.text)) return
    next++
  }
  if (tokens[next]?.text !== ']') return
  for (let inside = at + 1; inside < next; inside++) {
    if (tokens[inside]!.kind === 'number') numbering[inside] = 1
  }
}
