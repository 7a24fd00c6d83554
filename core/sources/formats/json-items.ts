import { type Sentence, say } from '../../../contract/sentences'
import type { ByteSource } from './byte-source'
import { type ByteWindow, columnAt, createByteWindow, moveWindow } from './byte-window'
import { decodeUtf8 } from './encoding'
import { jsonFaultOffset } from './json-fault'
import { createJsonScan, type JsonScan, neededFrom, nextJsonStep, resumeScan } from './json-scanner'
import type { JsonLayout, ReadLimits } from './types'

/** One parsed value of a JSON file, or the reason why it could not be had. */
export type JsonItem =
  | { readonly line: number; readonly value: unknown; readonly hasEscapedHalves: boolean }
  | { readonly line: number; readonly column?: number; readonly reason: Sentence }

const lineFeed = 0x0a
const openBrace = 0x7b

/** Yields the records of a JSON file, a group for each piece of the file. A group may be empty. */
export function scanJson(
  source: ByteSource,
  layout: JsonLayout,
  limits: ReadLimits,
): AsyncGenerator<readonly JsonItem[]> {
  return layout.kind === 'lines' ? scanLines(source, limits) : scanNested(source, layout, limits)
}

async function* scanNested(
  source: ByteSource,
  layout: JsonLayout,
  limits: ReadLimits,
): AsyncGenerator<readonly JsonItem[]> {
  const window = createByteWindow()
  const itemDepth = layout.kind === 'sequence' ? 0 : layout.key === null ? 1 : 2
  const scan = createJsonScan(itemDepth, layout.key, limits.jsonDepth + itemDepth)
  const progress: NestedProgress = { mode: 'reading', faultLine: 1, indent: 0, spaces: -1 }
  while (!window.isLast) {
    const items: JsonItem[] = []
    const isTooLarge = scan.itemStart >= 0 && window.end - scan.itemStart > limits.rowBytes
    if (progress.mode === 'reading' && isTooLarge) {
      items.push({ line: scan.itemLine, reason: tooLarge(limits) })
      progress.mode = 'discarding'
    }
    const mustKeep = progress.mode === 'reading' && scan.itemStart >= 0
    const keepFrom = mustKeep ? scan.itemStart : neededFrom(scan)
    await moveWindow(window, source, keepFrom)
    shift(scan, keepFrom)
    readPiece(window, scan, progress, limits, items)
    if (window.isLast) finishNested(window, scan, progress, limits, items)
    yield items
  }
}

interface NestedProgress {
  /** `discarding`: the open item is over the limit; `recovering`: after a fault, looking for the next item. */
  mode: 'reading' | 'discarding' | 'recovering'
  faultLine: number
  indent: number
  /** Spaces since the last line end while recovering; -1 where something else came first. */
  spaces: number
}

function shift(scan: JsonScan, by: number): void {
  scan.position -= by
  scan.lineStart -= by
  scan.textStart -= by
  scan.nextLineFeed = -1
  if (scan.itemStart >= 0) scan.itemStart = Math.max(0, scan.itemStart - by)
}

function readPiece(
  window: ByteWindow,
  scan: JsonScan,
  progress: NestedProgress,
  limits: ReadLimits,
  items: JsonItem[],
): void {
  for (;;) {
    if (progress.mode === 'recovering' && !recover(window, scan, progress)) return
    const step = nextJsonStep(window, scan)
    if (step.kind === 'more') return
    if (step.kind === 'fault') {
      const isOutside = scan.itemStart < 0
      const line = isOutside ? scan.line : scan.itemLine
      if (progress.mode === 'reading') items.push({ line, reason: step.reason })
      progress.mode = 'recovering'
      progress.faultLine = line
      progress.indent = Math.max(0, scan.itemIndent)
      progress.spaces = -1
      continue
    }
    if (progress.mode === 'reading') {
      items.push(parseItem(window.bytes, step.start, step.end, scan, limits))
    }
    progress.mode = 'reading'
  }
}

/** Looks for a line that begins as the faulty item's line began: in laid-out JSON that is the next item. */
function recover({ bytes, end }: ByteWindow, scan: JsonScan, progress: NestedProgress): boolean {
  while (scan.position < end) {
    const byte = bytes[scan.position]
    if (byte === lineFeed) {
      scan.line++
      scan.lineStart = scan.position + 1
      progress.spaces = 0
    } else if (byte === openBrace && progress.spaces === progress.indent) {
      resumeScan(scan)
      progress.mode = 'reading'
      return true
    } else if (progress.spaces >= 0) {
      progress.spaces = byte === 0x20 || byte === 0x09 ? progress.spaces + 1 : -1
    }
    scan.position++
  }
  return false
}

function finishNested(
  window: ByteWindow,
  scan: JsonScan,
  progress: NestedProgress,
  limits: ReadLimits,
  items: JsonItem[],
): void {
  if (progress.mode === 'recovering') {
    items.push({ line: progress.faultLine, reason: say('no-record-after') })
  } else if (scan.itemStart >= 0 && scan.isScalar && scan.itemDepth === 0 && !scan.isInText) {
    items.push(parseItem(window.bytes, scan.itemStart, window.end, scan, limits))
  } else if (scan.itemStart >= 0) {
    if (progress.mode === 'reading')
      items.push({ line: scan.itemLine, reason: say('ends-within-record') })
  } else if (!scan.hasFoundList) {
    items.push({ line: scan.line, reason: say('no-list') })
  } else if (scan.depth > 0) {
    items.push({ line: scan.line, reason: say('list-not-closed') })
  }
}

/** One record a line; a broken line spoils itself alone. */
async function* scanLines(
  source: ByteSource,
  limits: ReadLimits,
): AsyncGenerator<readonly JsonItem[]> {
  const window = createByteWindow()
  let start = 0
  let searched = 0
  let line = 1
  let isDiscarding = false
  while (!window.isLast) {
    const items: JsonItem[] = []
    if (!isDiscarding && window.end - start > limits.rowBytes) {
      isDiscarding = true
      items.push({ line, reason: tooLarge(limits) })
    }
    const keepFrom = isDiscarding ? window.end : start
    searched = window.end - keepFrom
    await moveWindow(window, source, keepFrom)
    start = 0
    for (;;) {
      const found = window.bytes.indexOf(lineFeed, searched)
      const isFound = found !== -1 && found < window.end
      if (!isFound && !window.isLast) break
      const end = isFound ? found : window.end
      const item = isDiscarding ? undefined : parseLine(window, start, end, line, limits)
      if (item) items.push(item)
      if (!isFound) break
      isDiscarding = false
      start = end + 1
      searched = start
      line++
    }
    yield items
  }
}

function parseLine(
  { bytes }: ByteWindow,
  start: number,
  end: number,
  line: number,
  limits: ReadLimits,
): JsonItem | undefined {
  let from = start
  while (from < end && (bytes[from] ?? 0) <= 0x20 && bytes[from] !== 0) from++
  if (from === end) return undefined
  const scan = createJsonScan(0, null, limits.jsonDepth)
  scan.position = from
  scan.lineStart = start
  scan.line = line
  const step = nextJsonStep({ bytes, end, isLast: true }, scan)
  if (step.kind === 'fault') {
    return { line, column: columnAt(bytes, start, scan.position), reason: step.reason }
  }
  if (step.kind === 'more' && !scan.isScalar) {
    return { line, reason: say('line-ends-within-record') }
  }
  scan.itemLine = line
  scan.itemIndent = from - start
  return parseItem(bytes, from, end, scan, limits)
}

function parseItem(
  bytes: Buffer,
  start: number,
  end: number,
  scan: JsonScan,
  limits: ReadLimits,
): JsonItem {
  const line = scan.itemLine
  if (end - start > limits.rowBytes) return { line, reason: tooLarge(limits) }
  if (scan.deepest - scan.itemDepth > limits.jsonDepth) {
    return { line, reason: say('record-too-deep', { most: limits.jsonDepth }) }
  }
  const text = decodeUtf8(bytes, start, end)
  if (text === undefined) return { line, reason: say('record-no-characters') }
  const parsed = parseJson(text)
  if ('fault' in parsed) {
    return { ...placeIn(text, parsed.fault, line, scan.itemIndent), reason: say('record-not-json') }
  }
  if (isObject(parsed.value) && scan.nameCount > Object.keys(parsed.value).length) {
    return { line, reason: say('name-twice') }
  }
  return { line, value: parsed.value, hasEscapedHalves: /\\u[dD][89a-fA-F]/.test(text) }
}

function tooLarge(limits: ReadLimits): Sentence {
  return say('record-too-large', { most: limits.rowBytes })
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text, or the offset at which it is faulty. The parser's own words quote the text. */
export function parseJson(text: string): { value: unknown } | { fault: number } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    const repaired = withoutPythonNumbers(text)
    return repaired === undefined ? { fault: faultOffset(text) } : parseJson(repaired)
  }
}

function faultOffset(text: string): number {
  try {
    return jsonFaultOffset(text)
  } catch {
    // Millions of escapes in one text are more than the expression can hold.
    return 0
  }
}

/** Python writes NaN and Infinity, which JSON lacks, where a table has an empty cell: they become null. */
function withoutPythonNumbers(text: string): string | undefined {
  if (!/NaN|Infinity/.test(text)) return undefined
  try {
    const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g
    const repaired = text.replace(tokens, (token) => (token.startsWith('"') ? token : 'null'))
    return repaired === text ? undefined : repaired
  } catch {
    // A text of millions of escapes is more than the expression can hold: it stays unrepaired.
    return undefined
  }
}

function placeIn(
  text: string,
  offset: number,
  line: number,
  indent: number,
): { line: number; column?: number } {
  const before = text.slice(0, offset)
  const lastLineEnd = before.lastIndexOf('\n')
  if (lastLineEnd === -1) return indent < 0 ? { line } : { line, column: indent + offset + 1 }
  return { line: line + before.split('\n').length - 1, column: offset - lastLineEnd }
}
