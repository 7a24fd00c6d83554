import type { Answer, Statement } from '../../../contract/query'
import type { ReadingMark } from '../../ui/reading-pane'
import type { Meaning } from '../../ui/status-mark'

type Support = Statement['support']

export const supports: readonly Support[] = ['in-note', 'partly', 'not-in-note']

export const supportMeanings: Readonly<Record<Support, Meaning>> = {
  'in-note': 'fine',
  partly: 'look',
  'not-in-note': 'wrong',
}

export function markIdOf(statement: number): string {
  return `s${statement}`
}

/** The note's marks of an answer: where its statements stand, and what the model did not read. */
export function noteMarksOf(
  answer: Pick<Answer, 'statements' | 'trimming' | 'note'>,
  words: { readonly evidence: (number: number) => string; readonly cut: string },
): readonly ReadingMark[] {
  const evidence = answer.statements.flatMap((statement, index) =>
    statement.evidence.map(({ start, end }) => ({
      start,
      end,
      look: 'evidence' as const,
      id: markIdOf(index),
      title: words.evidence(index + 1),
    })),
  )
  if (!answer.trimming) return evidence
  const start = answer.trimming.keptCharacters
  return [...evidence, { start, end: answer.note.length, look: 'cut', title: words.cut }]
}

export type SupportCounts = Readonly<Record<Support, number>>

export function supportCounts(statements: readonly Statement[]): SupportCounts {
  const counts = { 'in-note': 0, partly: 0, 'not-in-note': 0 }
  for (const { support } of statements) counts[support] += 1
  return counts
}

/**
 * The answer is that the note does not have it, and nothing else: a settled answer, whose words
 * need no place in the note.
 */
export function isNotInNote(answer: Pick<Answer, 'saysNotInNote' | 'statements'>): boolean {
  return answer.saysNotInNote && answer.statements.every((one) => one.support === 'not-in-note')
}
