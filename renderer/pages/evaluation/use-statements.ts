import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemAnswer, ItemFull } from '../../../contract/evaluation-results'
import type { CheckedStatement } from '../../../contract/evaluation-statements'
import type { ReadingMark } from '../../ui/reading-pane'

/** One statement of one answer, in the order in which a person steps through them. */
export interface Place {
  readonly armId: string
  readonly index: number
  readonly statement: CheckedStatement
}

export interface Statements {
  readonly places: readonly Place[]
  /** Which of `places` is lit; -1 for none. */
  readonly at: number
  readonly active: Place | null
  readonly choose: (armId: string, index: number) => void
  readonly step: (by: number) => void
  readonly noteMarks: readonly ReadingMark[]
  readonly activeMark: string | null
}

/** All statements, arm by arm. */
export function placesIn(answers: readonly ItemAnswer[]): readonly Place[] {
  return answers.flatMap(({ armId, statements }) =>
    statements.map((statement, index) => ({ armId, index, statement })),
  )
}

/** The note's marks: where the lit statement finds its words, and what no model was shown. */
export function noteMarksOf(
  item: Pick<ItemFull, 'note' | 'answers'>,
  active: Place | null,
  words: { readonly evidence: string; readonly against: string; readonly cut: string },
): readonly ReadingMark[] {
  const marks: ReadingMark[] = []
  if (active) {
    const isAgainst = active.statement.verdict === 'contradicted'
    for (const { start, end } of active.statement.evidence)
      marks.push({
        start,
        end,
        id: 'lit',
        look: isAgainst ? 'phrase' : 'evidence',
        title: isAgainst ? words.against : words.evidence,
      })
  }
  const answer = item.answers.find((one) => one.armId === active?.armId)
  const cut = answer?.cutCharacters ?? 0
  if (cut > 0)
    marks.push({
      start: item.note.length - cut,
      end: item.note.length,
      look: 'cut',
      title: words.cut,
    })
  return marks
}

export function useStatements(item: ItemFull): Statements {
  const { t } = useTranslation('evaluation')
  const [at, setAt] = useState(-1)
  const places = useMemo(() => placesIn(item.answers), [item])
  const active = places[at] ?? null
  const choose = useCallback(
    (armId: string, index: number) =>
      setAt(places.findIndex((place) => place.armId === armId && place.index === index)),
    [places],
  )
  const step = useCallback(
    (by: number) => {
      const count = places.length
      if (count === 0) return
      setAt((now) => (now < 0 ? (by > 0 ? 0 : count - 1) : (now + by + count) % count))
    },
    [places],
  )
  const noteMarks = useMemo(
    () =>
      noteMarksOf(item, active, {
        evidence: t('item.evidence'),
        against: t('item.against'),
        cut: t('item.cut'),
      }),
    [item, active, t],
  )
  return {
    places,
    at,
    active,
    choose,
    step,
    noteMarks,
    activeMark: active && active.statement.evidence.length > 0 ? 'lit' : null,
  }
}
