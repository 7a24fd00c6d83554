import { useTranslation } from 'react-i18next'
import classes from './progress-line.module.css'
import { useFormat } from './use-format'

interface ProgressLineProps {
  readonly label: string
  readonly done: number
  /** Null while nobody knows how much there is. */
  readonly total: number | null
  readonly unit: string
  readonly rate?: number | null
  readonly secondsLeft?: number | null
  readonly paused?: boolean
}

/** How far something is: a line, and in words how much, how fast, how long still. */
export function ProgressLine(props: ProgressLineProps) {
  const { label, done, total, unit, rate = null, secondsLeft = null, paused = false } = props
  const { t } = useTranslation('common')
  const format = useFormat()
  const share = total && total > 0 ? Math.min(1, done / total) : null
  const amount =
    total === null
      ? t('amount', { done: format.number(done), unit })
      : t('amountOf', { done: format.number(done), total: format.number(total), unit })
  const words = [
    share === null ? null : format.percent(share),
    amount,
    rate !== null && rate > 0 && !paused ? format.rate(rate, unit) : null,
    secondsLeft !== null && !paused ? format.timeLeft(secondsLeft) : null,
  ].filter((word) => word !== null)
  return (
    <div className={classes.progress}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
        aria-valuetext={words.join(', ')}
      >
        <div
          className={classes.value}
          data-paused={paused || undefined}
          style={{ width: `${(share ?? 0) * 100}%` }}
        />
      </div>
      <p className={classes.words}>{words.join(' · ')}</p>
    </div>
  )
}
