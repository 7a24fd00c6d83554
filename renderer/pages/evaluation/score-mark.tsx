import { useTranslation } from 'react-i18next'
import type { ItemRow } from '../../../contract/evaluation-results'
import { ScoreNumber } from '../../ui/score-number'
import classes from './results.module.css'

interface ScoreMarkProps {
  readonly state: ItemRow['scores'][number]['state']
  readonly score: number | null
}

/** A score with its word; what has no score says why, and is never a zero. */
export function ScoreMark({ state, score }: ScoreMarkProps) {
  const { t } = useTranslation('evaluation')
  const known = score === 1 || score === 2 || score === 3 || score === 4 ? score : null
  if (state !== 'judged' || known === null)
    return (
      <span className={classes.noScore} data-look={state === 'unparseable' || undefined}>
        {t(`states.${state === 'judged' ? 'waiting' : state}`)}
      </span>
    )
  return (
    <span className={classes.score}>
      <ScoreNumber score={known} />
      {t(`scores.${known}`)}
    </span>
  )
}
