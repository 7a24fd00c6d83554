import { useTranslation } from 'react-i18next'
import type { RatingCase } from '../../../../contract/ratings'
import { KeyHint } from '../../../ui/key-hint'
import { useFormat } from '../../../ui/use-format'
import classes from './rate.module.css'
import type { Rating } from './use-rating'

interface RateBarProps {
  readonly shown: RatingCase
  readonly rating: Rating
  readonly onBack: () => void
  readonly onSkip: () => void
  readonly onUndo: () => void
  readonly onPause: () => void
  readonly onNext: () => void
}

/** The foot of the screen: how far, how fast, and how to move. */
export function RateBar(props: RateBarProps) {
  const { shown, rating } = props
  const { t } = useTranslation('rating')
  const format = useFormat()
  const { total, done, secondsEach } = shown.progress
  const isHidden = shown.answer === null
  const moves = [
    ['back', ',', props.onBack],
    ['skip', '.', props.onSkip],
    ['undo', 'U', props.onUndo],
    ['pause', 'P', props.onPause],
  ] as const
  return (
    <footer className={classes.bar}>
      <progress className={classes.progress} max={total} value={done} aria-label={t('progress')} />
      <div className={classes.barWords}>
        <b>{t('itemOf', { at: format.number(shown.position), total: format.number(total) })}</b>
        <span>{t('done', { number: format.number(done) })}</span>
        {secondsEach !== null && (
          <span>
            {t('pace', {
              each: format.duration(secondsEach),
              left: format.timeLeft(secondsEach * (total - done)),
            })}
          </span>
        )}
        <span role="status">
          {rating.isLocked ? t('finished') : t(`keeping.${rating.keeping}`)}
        </span>
      </div>
      <div className={classes.barKeys}>
        {moves.map(([name, key, run]) => (
          <button type="button" className={classes.quiet} key={name} onClick={run}>
            {t(name)} <KeyHint keys={key} />
          </button>
        ))}
        <button type="button" className={classes.next} onClick={props.onNext}>
          {t(isHidden ? 'expected.show' : 'next')}{' '}
          <kbd className={classes.nextKey}>{isHidden ? 'Ctrl ⏎' : '⏎'}</kbd>
        </button>
      </div>
    </footer>
  )
}
