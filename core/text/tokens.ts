/**
 * `word` is a run of letters, `number` a run of digits with its separators, `raised` a run of
 * superscript digits, `mark` any other single character that is not white space.
 */
export type TokenKind = 'word' | 'number' | 'raised' | 'mark'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly lower: string
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
  /** White space stands before it (true at the start of the text). */
  readonly hasSpaceBefore: boolean
  /** A line break stands before it (true at the start of the text). */
  readonly startsLine: boolean
  /** The readings of a number, the likeliest first: "1,5" is 1.5, or 1 and 5. Empty for others. */
  readonly values: readonly number[]
}

const none: readonly number[] = []

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  if (code < 0xc0) return code === 0xb5
  if (code < 0x2000) return code !== 0xd7 && code !== 0xf7 && code !== 0x37e && code !== 0x387
  return (code >= 0x2c00 && code < 0x2e00) || (code >= 0x3040 && code < 0xd800) || isLigature(code)
}

function isLigature(code: number): boolean {
  return (code >= 0xf900 && code < 0xfe10) || code === 0x212b || code === 0x2126
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029
}

/** Narrow spaces that journals set inside long numbers: "13 500". */
function isGroupSpace(code: number): boolean {
  return code === 0xa0 || code === 0x2009 || code === 0x202f
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function raisedValue(char: string): number {
  return raisedDigits.indexOf(char)
}

function endOfDigits(text: string, from: number): number {
  let at = from
  while (at < text.length && isDigit(text.charCodeAt(at))) at++
  return at
}

interface NumberReading {
  readonly end: number
  readonly values: readonly number[]
}

/** Reads thousands ("1,080", "13 500"), decimals ("2.5", "2·5", "2,5") and plain digits. */
function readNumber(text: string, start: number): NumberReading {
  let end = endOfDigits(text, start)
  const head = text.slice(start, end)
  let digits = head
  if (head.length <= 3 && head.length > 0) {
    while (end < text.length) {
      const separator = text.charCodeAt(end)
      if (separator !== 44 && !isGroupSpace(separator)) break
      if (endOfDigits(text, end + 1) - end !== 4) break
      digits += text.slice(end + 1, end + 4)
      end += 4
    }
  }
  const separator = text.charCodeAt(end)
  const isPoint = separator === 46 || separator === 0xb7
  const fractionEnd = isPoint || separator === 44 ? endOfDigits(text, end + 1) : end
  const fraction = text.slice(end + 1, fractionEnd)
  if (isPoint && fraction !== '') {
    return { end: fractionEnd, values: [Number(`${digits}.${fraction}`)] }
  }
  const isDecimalComma =
    digits === head &&
    (fraction.length === 1 || fraction.length === 2) &&
    text.charCodeAt(fractionEnd) !== 44
  if (isDecimalComma) {
    return {
      end: fractionEnd,
      values: [Number(`${head}.${fraction}`), Number(head), Number(fraction)],
    }
  }
  return { end, values: [Number(digits)] }
}

function endOfRun(text: string, from: number, belongs: (code: number) => boolean): number {
  let at = from
  while (at < text.length && belongs(text.charCodeAt(at))) at++
  return at
}

function readRaised(text: string, start: number): NumberReading {
  let end = start
  let value = 0
  while (end < text.length && raisedValue(text[end]!) >= 0) {
    value = value * 10 + raisedValue(text[end]!)
    end++
  }
  return { end, values: [value] }
}

/** Splits a text in one pass, linear in its length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let hasSpaceBefore = true
  let startsLine = true
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isSpace(code)) {
      hasSpaceBefore = true
      startsLine ||= isLineBreak(code)
      at++
      continue
    }
    let kind: TokenKind = 'mark'
    let end = at + 1
    let values = none
    if (isLetter(code)) {
      kind = 'word'
      end = endOfRun(text, at, isLetter)
    } else if (isDigit(code) || (code === 46 && startsPointNumber(text, at))) {
      kind = 'number'
      ;({ end, values } = readNumber(text, at))
    } else if (raisedValue(text[at]!) >= 0) {
      kind = 'raised'
      ;({ end, values } = readRaised(text, at))
    }
    const piece = text.slice(at, end)
    const lower = kind === 'word' ? piece.toLowerCase() : piece
    tokens.push({ kind, text: piece, lower, start: at, end, hasSpaceBefore, startsLine, values })
    at = end
    hasSpaceBefore = false
    startsLine = false
  }
  return tokens
}

/** ".5 mg": a point after white space or a bracket and before a digit. */
function startsPointNumber(text: string, at: number): boolean {
  if (!isDigit(text.charCodeAt(at + 1))) return false
  if (at === 0) return true
  const before = text.charCodeAt(at - 1)
  return isSpace(before) || before === 40
}

/** What counts as a word for lengths and shingles: words and numbers, without punctuation. */
export function wordTokens(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind === 'word' || token.kind === 'number')
}
