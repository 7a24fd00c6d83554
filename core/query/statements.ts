import type { Span } from '../../contract/common'
import type { Statement } from '../../contract/query'
import { findSupport } from '../synthesis/gates/find-support'
import { splitSentences } from '../text/sentences'
import { contentWords } from './content-words'

/** Shares of a sentence's content words that one place of the note has. */
const fullSupport = 0.7
const partSupport = 0.4
const longestEvidence = 3

/**
 * Splits an answer into sentences and looks each up in the note by its words and its figures. It
 * is a reading aid: it finds where a statement's words stand, and does not understand negation.
 */
export function linkStatements(answer: string, note: string): Statement[] {
  const places = splitSentences(note).map((span) => ({
    span,
    words: new Set(contentWords(note.slice(span.start, span.end))),
  }))
  const mentions = findSupport(answer, note)
  return splitSentences(answer).map((span) => {
    const words = contentWords(answer.slice(span.start, span.end))
    const own = mentions.filter((m) => m.start >= span.start && m.end <= span.end)
    const ranked = places
      .map((place) => ({ span: place.span, share: sharedPart(words, place.words) }))
      .filter((place) => place.share >= partSupport)
      .sort((a, b) => b.share - a.share || a.span.start - b.span.start)
      .slice(0, longestEvidence)
    const isContradicted = own.some((mention) => !mention.isSupported)
    const best = ranked[0]?.share ?? 0
    return {
      ...span,
      support:
        isContradicted && best < fullSupport ? 'not-in-note' : supportOf(best, isContradicted),
      evidence: evidenceOf(ranked, own),
    }
  })
}

function supportOf(share: number, isContradicted: boolean): Statement['support'] {
  if (share >= fullSupport && !isContradicted) return 'in-note'
  return share >= partSupport ? 'partly' : 'not-in-note'
}

function evidenceOf(
  ranked: readonly { readonly span: Span }[],
  mentions: readonly { readonly sourceSpans: readonly Span[] }[],
): Span[] {
  const sentences = ranked.map((place) => place.span)
  if (sentences.length > 0) return sentences
  return mentions.flatMap((mention) => mention.sourceSpans.slice(0, 1)).slice(0, longestEvidence)
}

function sharedPart(words: readonly string[], place: ReadonlySet<string>): number {
  if (words.length === 0) return 0
  return words.filter((word) => place.has(word)).length / words.length
}
