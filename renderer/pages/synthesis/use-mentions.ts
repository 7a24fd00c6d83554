import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import type { ReadingMark } from '../../ui/reading-pane'

export interface Mentions {
  readonly noteMarks: readonly ReadingMark[]
  readonly sourceMarks: readonly ReadingMark[]
  readonly active: string | null
  readonly at: number
  readonly count: number
  readonly unsupported: number
  readonly pointAt: (id: string | null) => void
  readonly step: (by: number) => void
}

/** The two sides share a mark's id, so that pointing at one lights up the other. */
export function idOf(index: number): string {
  return `m${index}`
}

/** Marks of a note and of its source: what the report does not have is underlined. */
export function marksOf(
  note: Pick<NoteFull, 'noteMarks'>,
  words: { readonly inReport: string; readonly notInReport: string },
): Pick<Mentions, 'noteMarks' | 'sourceMarks'> {
  return {
    noteMarks: note.noteMarks.map(({ start, end, supported, reason }, index) => ({
      start,
      end,
      id: idOf(index),
      look: supported ? 'supported' : 'unsupported',
      title: supported ? words.inReport : reason || words.notInReport,
    })),
    sourceMarks: note.noteMarks.flatMap(({ places }, index) =>
      places.map(({ start, end }) => ({ start, end, id: idOf(index), look: 'supported' as const })),
    ),
  }
}

export function useMentions(note: NoteFull): Mentions {
  const { t } = useTranslation('synthesis')
  const [at, setAt] = useState(-1)
  const count = note.noteMarks.length
  const marks = useMemo(
    () => marksOf(note, { inReport: t('reader.inReport'), notInReport: t('reader.notInReport') }),
    [note, t],
  )
  const pointAt = useCallback((id: string | null) => {
    if (id !== null) setAt(Number(id.slice(1)))
  }, [])
  const step = useCallback(
    (by: number) => {
      if (count === 0) return
      setAt((now) => (now < 0 ? (by > 0 ? 0 : count - 1) : (now + by + count) % count))
    },
    [count],
  )
  return {
    ...marks,
    active: at < 0 ? null : idOf(at),
    at,
    count,
    unsupported: note.noteMarks.filter((mark) => !mark.supported).length,
    pointAt,
    step,
  }
}
