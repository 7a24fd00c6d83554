import { useTranslation } from 'react-i18next'
import classes from './score.module.css'
import { useFormat } from './use-format'

const scores = [1, 2, 3, 4] as const
export type Score = (typeof scores)[number]

interface ScoreBarProps {
  readonly name: string
  /** How many answers had score 1, 2, 3, 4. */
  readonly distribution: readonly [number, number, number, number]
  /** Makes each part a way to its answers. */
  readonly onShow?: (score: Score) => void
}

/** How many answers had each score, from Unacceptable at the left to Excellent. */
export function ScoreBar({ name, distribution, onShow }: ScoreBarProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const title = t('table.distribution', { name })
  const parts = scores.map((score) => {
    const count = distribution[score - 1]!
    const number = format.number(count)
    return {
      score,
      count,
      number,
      words: t('table.scoreCount', { number, score: t(`scores.${score}`) }),
    }
  })
  const shown = parts.filter(({ count }) => count > 0)
  const look = ({ score, count, words }: (typeof parts)[number]) => ({
    className: `${classes.colours} ${classes.segment}`,
    'data-score': score,
    style: { flexGrow: count },
    title: words,
  })
  if (!onShow)
    return (
      <div
        className={classes.bar}
        role="img"
        aria-label={`${title}: ${parts.map(({ words }) => words).join(', ')}`}
      >
        {shown.map((part) => (
          <span key={part.score} {...look(part)}>
            {part.number}
          </span>
        ))}
      </div>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame into every cell
    <div className={classes.bar} role="group" aria-label={title}>
      {shown.map((part) => (
        <button
          key={part.score}
          type="button"
          {...look(part)}
          aria-label={part.words}
          onClick={() => onShow(part.score)}
        >
          {part.number}
        </button>
      ))}
    </div>
  )
}
