import type { Sentence } from '../../../contract/sentences'
export interface BrokenRow {
  readonly line: number
  readonly column?: number
  readonly reason: Sentence
}

/** Where a scan of a CSV stands between two pieces of the file. Places are offsets in the window. */
export interface ScanState {
  /** `value`: a value begins here. `after-quote`: a quotation mark was met that may end a quoted value. */
  mode: 'value' | 'bare' | 'quoted' | 'after-quote'
  position: number
  rowStart: number
  lineStart: number
  fieldStart: number
  hasDoubledQuote: boolean
  line: number
  rowLine: number
  /** Where the last quoted value opened. */
  quoteLine: number
  quoteLineStart: number
  fields: (string | undefined)[]
  fieldCount: number
  broken: BrokenRow | undefined
  /** Whether this piece of the file holds CR at all: without, lines are counted much faster. */
  hasReturns: boolean
  nextLineFeed: number
  /** A row over the limit is read to its end but no longer kept. */
  isDiscarding: boolean
}

export function createScanState(): ScanState {
  return {
    mode: 'value',
    position: 0,
    rowStart: 0,
    lineStart: 0,
    fieldStart: 0,
    hasDoubledQuote: false,
    line: 1,
    rowLine: 1,
    quoteLine: 1,
    quoteLineStart: 0,
    fields: [],
    fieldCount: 0,
    broken: undefined,
    hasReturns: false,
    nextLineFeed: -1,
    isDiscarding: false,
  }
}
