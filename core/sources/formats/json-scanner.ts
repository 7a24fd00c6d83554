import { type Sentence, say } from '../../../contract/sentences'
import type { ByteWindow } from './byte-window'

/**
 * Finds where the records of a JSON file begin and end without parsing them: brackets are counted, texts are
 * skipped. What stands between the ends is left to `JSON.parse`. One state goes over all pieces of a file.
 */
export interface JsonScan {
  position: number
  /** The line of `position`, from 1. */
  line: number
  lineStart: number
  /** Open brackets around `position`, and the most there were in this item. */
  depth: number
  deepest: number
  /** The number of open brackets around an item: 0 in a sequence, 1 in a list, 2 in a list under a name. */
  readonly itemDepth: number
  /** The name of the list, when it is not the whole file. */
  readonly listName: string | null
  isInList: boolean
  hasFoundList: boolean
  /** -1 while no item is open. */
  itemStart: number
  itemLine: number
  /** Spaces before the item on its line; -1 where something else stands there. */
  itemIndent: number
  /** A text, number or word in place of an object or a list. */
  isScalar: boolean
  /** Members of the item itself, a repeated name counted again. */
  nameCount: number
  isInText: boolean
  textStart: number
  /** Whether the bytes before `position`, all backslashes, leave the next one escaped. */
  isEscaped: boolean
  lastName: string
  nextLineFeed: number
  /** Which brackets are open, as far as they are within the limit: 1 for a brace. */
  readonly braces: Uint8Array
}

export type JsonStep =
  | { readonly kind: 'item'; readonly start: number; readonly end: number }
  | { readonly kind: 'fault'; readonly reason: Sentence }
  | { readonly kind: 'more' }

const code = (character: string) => character.charCodeAt(0)
const lineFeed = 0x0a
const quote = code('"')
const backslash = code('\\')
const comma = code(',')
const colon = code(':')
const openBrace = code('{')
const closeBrace = code('}')
const openBracket = code('[')
const closeBracket = code(']')
const longestName = 256
const longestIndent = 256

export function createJsonScan(
  itemDepth: number,
  listName: string | null,
  depth: number,
): JsonScan {
  return {
    position: 0,
    line: 1,
    lineStart: 0,
    depth: 0,
    deepest: 0,
    itemDepth,
    listName,
    isInList: itemDepth === 0,
    hasFoundList: itemDepth === 0,
    itemStart: -1,
    itemLine: 1,
    itemIndent: 0,
    isScalar: false,
    nameCount: 0,
    isInText: false,
    textStart: 0,
    isEscaped: false,
    lastName: '',
    nextLineFeed: -1,
    braces: new Uint8Array(depth + 1),
  }
}

const more: JsonStep = { kind: 'more' }

/** Goes on to the end of the next item, to a fault, or to the end of the window. */
export function nextJsonStep(window: ByteWindow, scan: JsonScan): JsonStep {
  const { bytes, end } = window
  while (scan.position < end) {
    if (scan.isInText) {
      const reason = skipText(window, scan)
      if (reason !== undefined) return { kind: 'fault', reason }
      continue
    }
    const byte = bytes[scan.position] ?? 0
    if (byte <= 0x20) {
      const item = byte === lineFeed ? takeLineFeed(scan) : undefined
      scan.position++
      if (item) return item
      continue
    }
    const step = takeByte(bytes, scan, byte)
    if (step) return step
  }
  return more
}

function takeLineFeed(scan: JsonScan): JsonStep | undefined {
  scan.line++
  scan.lineStart = scan.position + 1
  const endsScalar = scan.isScalar && scan.itemDepth === 0
  return endsScalar ? endItem(scan, scan.position) : undefined
}

function takeByte(bytes: Buffer, scan: JsonScan, byte: number): JsonStep | undefined {
  switch (byte) {
    case openBrace:
    case openBracket:
      openValue(bytes, scan, byte === openBrace)
      return undefined
    case closeBrace:
    case closeBracket:
      return closeValue(scan, byte === closeBrace)
    case comma: {
      const item = scan.isScalar ? endItem(scan, scan.position) : undefined
      scan.position++
      return item
    }
    case colon:
      if (scan.depth === scan.itemDepth + 1) scan.nameCount++
      scan.position++
      return undefined
    default:
      openScalar(bytes, scan)
      if (byte === quote) {
        scan.isInText = true
        scan.textStart = scan.position + 1
        scan.isEscaped = false
      }
      scan.position++
      return undefined
  }
}

function openItem(bytes: Buffer, scan: JsonScan): void {
  scan.itemStart = scan.position
  scan.itemLine = scan.line
  scan.nameCount = 0
  scan.deepest = scan.depth
  const indent = scan.position - scan.lineStart
  scan.itemIndent = scan.lineStart >= 0 && indent <= longestIndent ? indent : -1
  for (let at = scan.lineStart; scan.itemIndent > 0 && at < scan.position; at++) {
    if ((bytes[at] ?? 0) > 0x20) scan.itemIndent = -1
  }
}

function standsWhereItemsStand(scan: JsonScan): boolean {
  return scan.itemStart < 0 && scan.isInList && scan.depth === scan.itemDepth
}

function openScalar(bytes: Buffer, scan: JsonScan): void {
  if (!standsWhereItemsStand(scan)) return
  openItem(bytes, scan)
  scan.isScalar = true
}

function openValue(bytes: Buffer, scan: JsonScan, isBrace: boolean): void {
  if (standsWhereItemsStand(scan)) openItem(bytes, scan)
  if (scan.depth < scan.braces.length) scan.braces[scan.depth] = isBrace ? 1 : 0
  scan.depth++
  scan.deepest = Math.max(scan.deepest, scan.depth)
  scan.position++
  if (scan.itemStart >= 0 || isBrace || scan.depth !== scan.itemDepth) return
  if (scan.listName !== null && scan.lastName !== scan.listName) return
  scan.isInList = true
  scan.hasFoundList = true
}

function closeValue(scan: JsonScan, isBrace: boolean): JsonStep | undefined {
  if (scan.isScalar && scan.depth === scan.itemDepth) return endItem(scan, scan.position)
  const isWrong =
    scan.depth === 0 ||
    (scan.depth <= scan.braces.length && scan.braces[scan.depth - 1] !== (isBrace ? 1 : 0))
  if (isWrong) return { kind: 'fault', reason: say('bracket-mismatch') }
  scan.depth--
  scan.position++
  if (scan.itemStart >= 0)
    return scan.depth === scan.itemDepth ? endItem(scan, scan.position) : undefined
  if (scan.depth < scan.itemDepth) scan.isInList = false
  return undefined
}

function endItem(scan: JsonScan, end: number): JsonStep {
  const start = scan.itemStart
  scan.itemStart = -1
  scan.isScalar = false
  return { kind: 'item', start, end }
}

/** Goes to the end of a text, by the platform's own search for a byte; says what is wrong with it. */
function skipText({ bytes, end }: ByteWindow, scan: JsonScan): Sentence | undefined {
  const start = scan.position
  const found = bytes.indexOf(quote, start)
  const stop = found === -1 || found > end ? end : found
  if (scan.nextLineFeed < start) {
    const next = bytes.indexOf(lineFeed, start)
    scan.nextLineFeed = next === -1 ? bytes.length : next
  }
  if (scan.nextLineFeed < stop) {
    scan.position = scan.nextLineFeed
    scan.isInText = false
    return say('text-not-closed')
  }
  let runStart = stop
  while (runStart > start && bytes[runStart - 1] === backslash) runStart--
  const carried = runStart === start && scan.isEscaped ? 1 : 0
  scan.isEscaped = (stop - runStart + carried) % 2 === 1
  scan.position = stop
  if (stop === end) return undefined
  scan.position++
  if (!scan.isEscaped) {
    scan.isInText = false
    const length = stop - scan.textStart
    if (scan.itemStart < 0 && scan.depth === 1 && scan.textStart >= 0 && length <= longestName) {
      scan.lastName = bytes.toString('utf8', scan.textStart, stop)
    }
  }
  scan.isEscaped = false
  return undefined
}

/** The first byte that is still needed while no item is open: a name may lie across two pieces. */
export function neededFrom(scan: JsonScan): number {
  const isShort = scan.textStart >= 0 && scan.position - scan.textStart <= longestName
  return scan.isInText && isShort ? scan.textStart : scan.position
}

/** After a fault: the scan goes on as if the window's `position` began the next item of the list. */
export function resumeScan(scan: JsonScan): void {
  scan.depth = scan.itemDepth
  scan.isInList = true
  scan.itemStart = -1
  scan.isScalar = false
  scan.isInText = false
  scan.isEscaped = false
}
