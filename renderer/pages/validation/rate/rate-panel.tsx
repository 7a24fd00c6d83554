import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ErrorType,
  type HarmGrade,
  type Score,
  scores,
} from '../../../../contract/validation-rating'
import { KeyHint } from '../../../ui/key-hint'
import classes from './rate.module.css'
import { errorKeys, harmKeys } from './rating-keys'
import type { Rating } from './use-rating'

type Spoken = Pick<Rating, 'score' | 'detail' | 'isLocked' | 'changeDetail'>

interface RatePanelProps {
  readonly rating: Spoken
  readonly answer: string
  /** Next was pressed before there was a score. */
  readonly isAsking: boolean
  /** Beside other things: the scores by name only, nothing that scrolls by itself. */
  readonly isCompact?: boolean
  /** What the free words are, where they are no mere comment. */
  readonly commentLabel?: string
  readonly onRate: (score: Score) => void
  readonly onError: (type: ErrorType) => void
  readonly onHarm: (grade: HarmGrade) => void
}

/** Everything that is said of an answer: each button has its key on it. */
export function RatePanel(props: RatePanelProps) {
  const { rating, isAsking, onRate, onError, onHarm } = props
  const { t } = useTranslation('rating')
  const { errors, harm } = rating.detail
  return (
    <div className={classes.panel} data-compact={props.isCompact || undefined}>
      <fieldset
        className={classes.scores}
        disabled={rating.isLocked}
        data-asking={isAsking || undefined}
      >
        <legend className={classes.legend}>{t(isAsking ? 'scores.first' : 'scores.title')}</legend>
        {scores.map(({ score, name }) => (
          <button
            type="button"
            key={score}
            className={classes.score}
            data-score={score}
            aria-pressed={rating.score === score}
            onClick={() => onRate(score)}
          >
            <span className={classes.scoreHead}>
              <kbd className={classes.scoreKey}>{score}</kbd>
              {t(`scores.${name}.name`)}
            </span>
            <span className={classes.rubric}>{t(`scores.${name}.means`)}</span>
          </button>
        ))}
      </fieldset>
      <fieldset className={classes.row} disabled={rating.isLocked}>
        <legend className={classes.legend}>{t('errors.title')}</legend>
        {errorKeys.map(({ key, type }) => (
          <button
            type="button"
            key={type}
            className={classes.choice}
            aria-pressed={errors.includes(type)}
            title={t(`errors.${type}.means`)}
            onClick={() => onError(type)}
          >
            <KeyHint keys={key.toUpperCase()} /> {t(`errors.${type}.name`)}
          </button>
        ))}
      </fieldset>
      <fieldset className={classes.row} data-even disabled={rating.isLocked}>
        <legend className={classes.legend}>{t('harm.title')}</legend>
        {harmKeys.map(({ key, grade }) => (
          <button
            type="button"
            key={grade}
            className={classes.choice}
            data-harm={grade}
            aria-pressed={harm === grade}
            onClick={() => onHarm(grade)}
          >
            <KeyHint keys={key.toUpperCase()} /> {t(`harm.${grade}`)}
          </button>
        ))}
      </fieldset>
      <Words {...props} />
    </div>
  )
}

/** Comment and, where the rater wants one, a better answer. The key leads in, and Esc out. */
function Words({ rating, answer, commentLabel, isCompact }: RatePanelProps) {
  const { t } = useTranslation('rating')
  const label = commentLabel ?? t('comment')
  const [writing, setWriting] = useState<'comment' | 'correction' | null>(null)
  const { comment, correction } = rating.detail
  const rows = isCompact ? 3 : 2
  return (
    <div className={classes.words}>
      <Textarea
        data-field="comment"
        classNames={{ label: classes.fieldLabel }}
        label={<FieldLabel words={label} letter={writing === 'comment' ? 'Esc' : 'K'} />}
        aria-label={label}
        rows={rows}
        maxLength={4000}
        disabled={rating.isLocked}
        value={comment}
        onFocus={() => setWriting('comment')}
        onBlur={() => setWriting(null)}
        onChange={(event) => rating.changeDetail({ comment: event.currentTarget.value })}
      />
      <Textarea
        data-field="correction"
        classNames={{ label: classes.fieldLabel }}
        label={
          <FieldLabel
            words={t('correction.label')}
            letter={writing === 'correction' ? 'Esc' : 'R'}
          />
        }
        aria-label={t('correction.label')}
        placeholder={t('correction.hint')}
        rows={writing === 'correction' ? 5 : rows}
        maxLength={20_000}
        disabled={rating.isLocked}
        value={correction ?? ''}
        onFocus={() => {
          setWriting('correction')
          if (correction === null) rating.changeDetail({ correction: answer })
        }}
        onBlur={() => {
          setWriting(null)
          if (correction?.trim() === answer.trim()) rating.changeDetail({ correction: null })
        }}
        onChange={(event) => rating.changeDetail({ correction: event.currentTarget.value })}
      />
    </div>
  )
}

function FieldLabel({ words, letter }: { readonly words: string; readonly letter: string }) {
  return (
    <>
      {words} <KeyHint keys={letter} />
    </>
  )
}
