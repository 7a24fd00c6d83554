import { type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Span } from '../../../../contract/common'
import { KeyHint } from '../../../ui/key-hint'
import { segmentsOf } from '../../../ui/text-segments'
import { overlaps } from './marks'
import classes from './rate.module.css'
import { sentencesOf } from './sentences'
import type { Rating } from './use-rating'

interface RateAnswerProps {
  readonly answer: string
  readonly box: RefObject<HTMLDivElement | null>
  readonly active: Span | null
  readonly rating: Rating
  /** What the rater noted before; null where the study does not ask. */
  readonly expected: string | null
  readonly onMark: () => void
  readonly onLink: () => void
}

/** The answer in the reading face, with the rater's marks and the sentence that the arrows are at. */
export function RateAnswer({
  answer,
  box,
  active,
  rating,
  expected,
  onMark,
  onLink,
}: RateAnswerProps) {
  const { t } = useTranslation(['rating', 'shell'])
  const { spans } = rating.detail
  const pieces = useMemo(
    () => segmentsOf(answer, [...sentencesOf(answer), ...spans.map((span) => span.answer)]),
    [answer, spans],
  )
  const marked = active ? spans.find((span) => overlaps(span.answer, active)) : undefined
  return (
    <section aria-label={t('answer')}>
      {expected && (
        <p className={classes.expected}>
          <b>{t('expected.yours')}</b> {expected}
        </p>
      )}
      <div className={classes.answer} ref={box}>
        {pieces.map((piece) => {
          const span = spans.find((one) => overlaps(one.answer, piece))
          const isActive = active !== null && overlaps(active, piece)
          return (
            <span
              key={piece.start}
              className={classes.piece}
              data-start={piece.start}
              data-relation={span?.relation}
              data-active={isActive || undefined}
              title={span ? t(`marks.relations.${span.relation}`) : undefined}
            >
              {piece.hidden ?? answer.slice(piece.start, piece.end)}
            </span>
          )
        })}
      </div>
      <div className={classes.markRow}>
        <button type="button" className={classes.quiet} disabled={rating.isLocked} onClick={onMark}>
          {t('marks.mark')} <KeyHint keys="M" />
        </button>
        <button type="button" className={classes.quiet} disabled={rating.isLocked} onClick={onLink}>
          {t('marks.link')} <KeyHint keys="L" />
        </button>
        <span className={classes.soft} role="status">
          {marked
            ? t(marked.note ? 'marks.saidWithPlace' : 'marks.said', {
                relation: t(`marks.relations.${marked.relation}`),
              })
            : t('marks.hint')}
        </span>
      </div>
      <p className={classes.soft}>{t('shell:research')}</p>
    </section>
  )
}
