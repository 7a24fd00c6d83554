import type { NoteMark, TextMark } from '../../contract/synthesis'
import { findSupport } from './gates/find-support'

/**
 * The marks of the side-by-side reading view: every number, dose, drug and unit of the note, and
 * the places of the source that bear it out.
 */
export function noteReading(
  note: string,
  source: string,
): { noteMarks: NoteMark[]; sourceMarks: TextMark[] } {
  const mentions = findSupport(note, source)
  const seen = new Set<string>()
  const sourceMarks = mentions
    .flatMap(({ kind, sourceSpans }) =>
      sourceSpans.map((span): TextMark => ({ ...span, kind, supported: true })),
    )
    .filter(({ start, end }) => {
      const key = `${start}:${end}`
      return !seen.has(key) && seen.add(key)
    })
    .sort((a, b) => a.start - b.start || a.end - b.end)
  return {
    noteMarks: mentions.map(({ start, end, kind, isSupported, sourceSpans, reason }) => ({
      start,
      end,
      kind,
      supported: isSupported,
      places: sourceSpans.map((span) => ({ ...span })),
      reason,
    })),
    sourceMarks,
  }
}
