import { useTranslation } from 'react-i18next'
import type { StudyCell } from '../../../../contract/study-figures'
import { useFormat } from '../../../ui/use-format'
import classes from './results.module.css'

const scores = [1, 2, 3, 4] as const

interface DistributionBarProps {
  readonly name: string
  readonly distribution: StudyCell['distribution']
}

/** How many answers had each outcome, from Unacceptable at the left to Excellent. */
export function DistributionBar({ name, distribution }: DistributionBarProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const words = (score: (typeof scores)[number]): string =>
    t('table.scoreCount', {
      number: format.number(distribution[score - 1]!),
      score: t(`scores.${score}`),
    })
  const spoken = `${t('table.distribution', { name })}: ${scores.map(words).join(', ')}`
  return (
    <div className={classes.bar} role="img" aria-label={spoken}>
      {scores.map((score) => {
        const count = distribution[score - 1]!
        return (
          count > 0 && (
            <span
              key={score}
              className={classes.segment}
              data-score={score}
              style={{ flexGrow: count }}
              title={words(score)}
            >
              {format.number(count)}
            </span>
          )
        )
      })}
    </div>
  )
}
