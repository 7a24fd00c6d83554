import { type Sentence, say } from '../../../contract/sentences'
import type { ByteSource } from './byte-source'
import { type ByteWindow, columnAt, createByteWindow, moveWindow } from './byte-window'
import { type BrokenRow, createScanState, type ScanState } from './csv-state'
import { decodeUtf8 } from './encoding'
import type { Delimiter, ReadLimits } from './types'

/**
 * CSV after RFC 4180, with lines ended by LF, CRLF or CR, over bytes of UTF-8. Written here because the usual
 * library reads 30 MB/s where this reads several hundred; that library is the oracle of the tests.
 *
 * Where it departs: a quotation mark inside a quoted value that is not doubled makes the row a broken one,
 * which ends with the line on which its last quoted value ends; an unquoted value may hold quotation marks;
 * lines without a single byte are passed over.
 */
export interface CsvRow {
  /** The line on which the row begins, from 1. */
  readonly line: number
  /** Its values; undefined for a value whose bytes are no characters. Empty for a broken row. */
  readonly fields: readonly (string | undefined)[]
  /** Also right for a broken row. */
  readonly fieldCount: number
  readonly broken?: BrokenRow
}

export interface CsvOptions {
  readonly delimiter: Delimiter
  readonly limits: ReadLimits
}

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Yields the rows of a CSV, a group for each piece of the file. A group may be empty. */
export async function* scanCsv(
  source: ByteSource,
  options: CsvOptions,
): AsyncGenerator<readonly CsvRow[]> {
  const window = createByteWindow()
  const state = createScanState()
  const delimiter = options.delimiter.charCodeAt(0)
  while (!window.isLast) {
    keepWithinLimit(window, state, options.limits)
    const keepFrom = state.isDiscarding ? Math.max(0, state.position - 1) : state.rowStart
    await moveWindow(window, source, keepFrom)
    state.position -= keepFrom
    state.rowStart -= keepFrom
    state.lineStart -= keepFrom
    state.fieldStart -= keepFrom
    state.quoteLineStart -= keepFrom
    state.hasReturns = window.bytes.subarray(0, window.end).includes(carriageReturn)
    state.nextLineFeed = -1
    const rows: CsvRow[] = []
    while (step(window, state, delimiter, options.limits, rows)) {}
    if (window.isLast) finish(window, state, options.limits, rows)
    yield rows
  }
}

/** One step on; false where the next piece of the file is needed. */
function step(
  window: ByteWindow,
  state: ScanState,
  delimiter: number,
  limits: ReadLimits,
  rows: CsvRow[],
): boolean {
  switch (state.mode) {
    case 'value':
      return openValue(window, state)
    case 'bare':
      return skipBare(window, state, delimiter) && endValue(window, state, limits, rows)
    case 'quoted':
      if (!skipQuoted(window, state)) return false
      state.position++
      state.mode = 'after-quote'
      return true
    case 'after-quote':
      return afterQuote(window, state, delimiter, limits, rows)
  }
}

function openValue({ bytes, end }: ByteWindow, state: ScanState): boolean {
  if (state.position >= end) return false
  state.fieldStart = state.position
  state.mode = 'bare'
  if (bytes[state.position] !== quote) return true
  state.position++
  state.fieldStart++
  state.quoteLine = state.line
  state.quoteLineStart = state.lineStart
  state.mode = 'quoted'
  return true
}

function skipBare({ bytes, end }: ByteWindow, state: ScanState, delimiter: number): boolean {
  let at = state.position
  while (at < end) {
    const byte = bytes[at]
    if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break
    at++
  }
  state.position = at
  return at < end
}

/** Steps to the next quotation mark and counts lines on the way, by the platform's own search for a byte. */
function skipQuoted({ bytes, end }: ByteWindow, state: ScanState): boolean {
  const found = bytes.indexOf(quote, state.position)
  const stop = found === -1 || found > end ? end : found
  if (state.hasReturns) countAnyLineEnds(bytes, stop, state)
  else countLineFeeds(bytes, stop, state)
  state.position = stop
  return stop < end
}

/** The next LF is kept, so that a file without any is not searched again for each of its values. */
function countLineFeeds(bytes: Buffer, stop: number, state: ScanState): void {
  let at = state.nextLineFeed
  if (at < state.position) at = indexOrEnd(bytes, lineFeed, state.position)
  while (at < stop) {
    state.line++
    state.lineStart = at + 1
    at = indexOrEnd(bytes, lineFeed, at + 1)
  }
  state.nextLineFeed = at
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from)
  return found === -1 ? bytes.length : found
}

function countAnyLineEnds(bytes: Buffer, stop: number, state: ScanState): void {
  for (let at = state.position; at < stop; at++) {
    const byte = bytes[at]
    if (byte !== lineFeed && byte !== carriageReturn) continue
    if (byte === carriageReturn || bytes[at - 1] !== carriageReturn) state.line++
    state.lineStart = at + 1
  }
}

function afterQuote(
  window: ByteWindow,
  state: ScanState,
  delimiter: number,
  limits: ReadLimits,
  rows: CsvRow[],
): boolean {
  if (state.position >= window.end) return false
  const byte = window.bytes[state.position]
  if (byte === delimiter || byte === lineFeed || byte === carriageReturn) {
    return endValue(window, state, limits, rows)
  }
  if (byte === quote) {
    state.hasDoubledQuote = true
    state.position++
  } else {
    state.broken ??= {
      line: state.line,
      column: columnAt(window.bytes, state.lineStart, state.position - 1),
      reason: say('quote-not-doubled'),
    }
  }
  state.mode = 'quoted'
  return true
}

/** Ends a value at a delimiter or a line end; false where CR is the last byte of this piece. */
function endValue(
  window: ByteWindow,
  state: ScanState,
  limits: ReadLimits,
  rows: CsvRow[],
): boolean {
  const { bytes, end } = window
  const { position } = state
  const valueEnd = state.mode === 'after-quote' ? position - 1 : position
  const byte = bytes[position]
  if (byte !== lineFeed && byte !== carriageReturn) {
    takeValue(window, state, limits, valueEnd)
    state.position++
    return true
  }
  if (byte === carriageReturn && position + 1 >= end && !window.isLast) return false
  const isPair = byte === carriageReturn && position + 1 < end && bytes[position + 1] === lineFeed
  if (position > state.rowStart) {
    takeValue(window, state, limits, valueEnd)
    takeRow(state, limits, rows)
  }
  state.position += isPair ? 2 : 1
  state.line++
  state.mode = 'value'
  startRow(state)
  return true
}

function takeValue(window: ByteWindow, state: ScanState, limits: ReadLimits, end: number): void {
  const { fieldStart, hasDoubledQuote } = state
  state.mode = 'value'
  state.hasDoubledQuote = false
  state.fieldCount++
  if (state.broken !== undefined) return
  if (end - fieldStart > limits.fieldBytes) {
    const reason = say('value-too-large', { value: state.fieldCount, most: limits.fieldBytes })
    state.broken = { line: state.rowLine, reason }
  } else if (state.fieldCount > limits.columns) {
    state.broken = {
      line: state.rowLine,
      reason: say('row-too-wide', { most: limits.columns }),
    }
  } else {
    const text = decodeUtf8(window.bytes, fieldStart, end)
    state.fields.push(hasDoubledQuote ? text?.replaceAll('""', '"') : text)
  }
}

function takeRow(state: ScanState, limits: ReadLimits, rows: CsvRow[]): void {
  const { rowLine: line, fields, fieldCount } = state
  if (state.position - state.rowStart > limits.rowBytes) {
    state.broken ??= { line, reason: tooLarge(limits) }
  }
  const { broken } = state
  rows.push(broken ? { line, fields: [], fieldCount, broken } : { line, fields, fieldCount })
}

function startRow(state: ScanState): void {
  state.rowLine = state.line
  state.rowStart = state.position
  state.lineStart = state.position
  state.fields = []
  state.fieldCount = 0
  state.broken = undefined
  state.isDiscarding = false
}

/** Ends the last row where the file ends without a line end. */
function finish(window: ByteWindow, state: ScanState, limits: ReadLimits, rows: CsvRow[]): void {
  if (state.position === state.rowStart) return
  if (state.mode === 'quoted') {
    state.broken ??= {
      line: state.quoteLine,
      column: columnAt(window.bytes, state.quoteLineStart, state.fieldStart - 1),
      reason: say('quote-not-closed'),
    }
  }
  if (state.mode === 'value') state.fieldStart = state.position
  takeValue(window, state, limits, state.position - (state.mode === 'after-quote' ? 1 : 0))
  takeRow(state, limits, rows)
  startRow(state)
}

function keepWithinLimit(window: ByteWindow, state: ScanState, limits: ReadLimits): void {
  if (state.isDiscarding || window.end - state.rowStart <= limits.rowBytes) return
  state.isDiscarding = true
  state.fields = []
  const column = columnAt(window.bytes, state.quoteLineStart, state.fieldStart - 1)
  state.broken ??=
    state.mode === 'quoted'
      ? {
          line: state.quoteLine,
          column,
          reason: say('row-too-large-in-quotes', { most: limits.rowBytes }),
        }
      : { line: state.rowLine, reason: tooLarge(limits) }
}

function tooLarge(limits: ReadLimits): Sentence {
  return say('row-too-large', { most: limits.rowBytes })
}
