import { useTranslation } from 'react-i18next'
import type { SettleVerdict } from '../../../../contract/rating-settle'
import { scores } from '../../../../contract/validation-rating'
import classes from './settle.module.css'

interface VerdictCardProps {
  readonly verdict: Pick<SettleVerdict, 'score' | 'detail'> & { readonly rater: string }
  readonly answer: string
}

/** What one rater said, in words, with the places marked in the answer. */
export function VerdictCard({ verdict, answer }: VerdictCardProps) {
  const { t } = useTranslation('rating')
  const { score, detail } = verdict
  const name = scores.find((one) => one.score === score)?.name ?? 'Poor'
  const wrong = detail.errors.map((type) => t(`errors.${type}.name`)).join(', ')
  return (
    <article className={classes.verdict}>
      <h4 className={classes.verdictHead}>
        <span className={classes.rater}>{verdict.rater}</span>
        <span className={classes.score} data-score={score}>
          {score}
        </span>
        {t(`scores.${name}.name`)}
      </h4>
      <p className={classes.soft}>
        {wrong === '' ? t('settle.nothingWrong') : wrong}
        {detail.harm && ` · ${t('settle.harm', { harm: t(`harm.${detail.harm}`) })}`}
      </p>
      {detail.spans.map(({ answer: place, relation }) => (
        <p className={classes.quote} key={`${place.start} ${place.end}`}>
          <q>{answer.slice(place.start, place.end)}</q> <i>{t(`marks.relations.${relation}`)}</i>
        </p>
      ))}
      {detail.comment && <p className={classes.words}>{detail.comment}</p>}
      {detail.expected && (
        <p className={classes.soft}>{t('settle.expected', { words: detail.expected })}</p>
      )}
      {detail.correction && (
        <p className={classes.soft}>{t('settle.better', { words: detail.correction })}</p>
      )}
    </article>
  )
}
