import { useTranslation } from 'react-i18next'
import type { ResultCell } from '../../../contract/evaluation-results'
import { useFormat } from '../../ui/use-format'
import classes from './results.module.css'

const scores = [1, 2, 3, 4] as const
export type Score = (typeof scores)[number]

interface ScoreBarProps {
  readonly name: string
  readonly distribution: ResultCell['distribution']
  readonly onShow: (score: Score) => void
}

/** How many answers had each score, from Unacceptable at the left to Excellent; each part leads to them. */
export function ScoreBar({ name, distribution, onShow }: ScoreBarProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame into every cell
    <div className={classes.bar} role="group" aria-label={t('table.distribution', { name })}>
      {scores.map((score) => {
        const count = distribution[score - 1]!
        const words = t('table.scoreCount', {
          number: format.number(count),
          score: t(`scores.${score}`),
        })
        return (
          count > 0 && (
            <button
              key={score}
              type="button"
              className={classes.segment}
              data-score={score}
              style={{ flexGrow: count }}
              title={words}
              aria-label={words}
              onClick={() => onShow(score)}
            >
              {format.number(count)}
            </button>
          )
        )
      })}
    </div>
  )
}
