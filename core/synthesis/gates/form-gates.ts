import type { TextMark } from '../../../contract/gates'
import headingLexicon from '../../../resources/lexicons/headings.json'
import talkLexicon from '../../../resources/lexicons/model-talk.json'
import { createPhraseTable } from '../../text/phrases'
import type { Token } from '../../text/tokens'

/** What a gate measured, before the threshold is held against it. */
export interface Measure {
  readonly value: number
  readonly detail: string
  readonly noteMarks: readonly TextMark[]
  readonly sourceMarks?: readonly TextMark[]
}

const knownHeadings = new Set(headingLexicon.headings)
const danglers = new Set(
  'a an the and or but of to in on at for with by from as is was were are be been has had have his her their its which that who than no not if when while after before during due per into'.split(
    ' ',
  ),
)
const longestListLine = 12

interface Line {
  readonly start: number
  readonly text: string
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const trimmed = line.trim()
    if (trimmed !== '') lines.push({ start: start + line.indexOf(trimmed[0]!), text: trimmed })
    start += line.length + 1
  }
  return lines
}

function wordCount(line: string): number {
  return line.split(/\s+/).length
}

/** Why the last line looks cut off, or undefined. Short lines without a full stop are list items. */
function cutReason(lines: readonly Line[]): string | undefined {
  const last = lines.at(-1)?.text
  if (last === undefined) return 'The note is empty.'
  // Only the end matters, and a bounded piece keeps every expression below linear.
  const plain = last.slice(-200).replace(/[*_#"'”’)\]\s]+$/, '')
  if (/[:]$/.test(plain)) return 'The note ends with a heading that has nothing under it.'
  if (/[,;(\-–—/&+]$/.test(plain)) return 'The note stops in the middle of a sentence.'
  if (/[.!?。]$/.test(plain)) return undefined
  const lastWord = /[\p{L}]+$/u.exec(plain.slice(-40))?.[0].toLowerCase() ?? ''
  const isLong = wordCount(last) > longestListLine && !/^\s*(?:[-*•]|\d{1,2}[.)])/.test(last)
  return danglers.has(lastWord) || isLong
    ? 'The note stops in the middle of a sentence.'
    : undefined
}

/** 1: cut off at the length limit. 0.5: ends in mid-sentence. 0: finished. */
export function measureUnfinished(note: string, finishReason: string): Measure {
  const lines = linesOf(note)
  const last = lines.at(-1)
  const noteMarks: TextMark[] =
    last === undefined
      ? []
      : [
          {
            start: last.start + Math.max(0, last.text.length - 60),
            end: last.start + last.text.length,
            kind: 'tail',
          },
        ]
  if (finishReason === 'length') {
    return {
      value: 1,
      detail: 'The model ran into the length limit before it was done.',
      noteMarks,
    }
  }
  if (finishReason === 'cancelled') {
    return { value: 1, detail: 'The note was stopped before it was done.', noteMarks }
  }
  const reason = cutReason(lines)
  if (reason === undefined) return { value: 0, detail: 'The note comes to its end.', noteMarks: [] }
  return { value: 0.5, detail: reason, noteMarks }
}

export function measureLength(words: readonly Token[]): Measure {
  const count = words.length
  return {
    value: count,
    detail: `The note has ${count} ${count === 1 ? 'word' : 'words'}.`,
    noteMarks: [],
  }
}

function headingName(raw: string): string {
  return raw
    .replace(/^[\s#*_>•-]+/, '')
    .replace(/^(?:\d{1,2}[.)]|[IVX]{1,4}[.)])\s+/, '')
    .replace(/[\s*_:#]+$/, '')
    .toLowerCase()
}

/** The heading with which a line starts, or undefined. */
function headingOf(line: string): string | undefined {
  const colon = line.slice(0, 80).indexOf(':')
  const candidate = colon === -1 ? line : line.slice(0, colon)
  if (candidate.length > 70) return undefined
  const name = headingName(candidate)
  if (name === '' || !/\p{L}/u.test(name)) return undefined
  if (knownHeadings.has(name)) return name
  const isAlone = colon === -1 || /^[\s*_]*$/.test(line.slice(colon + 1))
  if (!isAlone || wordCount(name) > 8) return undefined
  const isMarked = /^(?:#{1,6}\s|\*\*[^*]+\*\*$)/.test(line.slice(0, 100)) || colon !== -1
  // "2. ASA" is a drug in a list and not a heading.
  const isListed = /^(?:[-•*>]\s|\d{1,2}[.)]\s)/.test(line)
  const isCapitals = name.length > 2 && candidate === candidate.toUpperCase() && !isListed
  return isMarked || (isCapitals && !/[.,;]$/.test(line)) ? name : undefined
}

/** "... stable. Hospital Course: ..." in notes that are one paragraph. */
function inlineHeadings(line: string): string[] {
  const names: string[] = []
  let from = line.indexOf(':')
  while (from !== -1 && names.length < 50) {
    const before = line.slice(Math.max(0, from - 45), from)
    const sentence = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('; ')) + 1)
    const name = headingName(sentence)
    if (knownHeadings.has(name) && /^\s*[*_]*[A-Z]/.test(sentence)) names.push(name)
    from = line.indexOf(':', from + 1)
  }
  return names
}

export function findHeadings(note: string): string[] {
  const found = new Set<string>()
  for (const { text } of linesOf(note)) {
    const heading = headingOf(text)
    if (heading !== undefined) found.add(heading)
    for (const name of inlineHeadings(text)) found.add(name)
  }
  return [...found]
}

export function measureHeadings(note: string): Measure {
  const headings = findHeadings(note)
  const list = headings.slice(0, 12).join(', ')
  const detail = headings.length === 0 ? 'The note has no headings.' : `Headings found: ${list}.`
  return { value: headings.length, detail, noteMarks: [] }
}

const talk = createPhraseTable(talkLexicon.phrases.map((phrase) => [phrase, phrase] as const))

/** Phrases in which the model speaks of itself, each marked and quoted. */
export function measureModelTalk(note: string, tokens: readonly Token[]): Measure {
  const noteMarks = talk.find(tokens).map((hit) => ({
    start: tokens[hit.from]!.start,
    end: tokens[hit.next - 1]!.end,
    kind: 'phrase' as const,
  }))
  const quotes = noteMarks.slice(0, 5).map((mark) => `“${note.slice(mark.start, mark.end)}”`)
  const detail =
    quotes.length === 0
      ? 'The note does not speak of the model.'
      : `The note says ${quotes.join(', ')}.`
  return { value: noteMarks.length, detail, noteMarks }
}
