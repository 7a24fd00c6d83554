import { useTranslation } from 'react-i18next'
import type { PairedResult, Results } from '../../../contract/evaluation-results'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import classes from './results.module.css'
import { Swatch } from './swatch'
import type { SeriesLook } from './use-choices'
import { useFigures } from './use-figures'

interface HeadlineProps {
  readonly results: Results
  readonly looks: readonly SeriesLook[]
}

/** What the interval of a difference says, in a word. */
export function directionOf({ difference }: Pick<PairedResult, 'difference'>) {
  if (difference.kind !== 'estimate') return 'unknown'
  if (difference.low > 0) return 'better'
  if (difference.high < 0) return 'worse'
  return 'open'
}

/** The result in a sentence an arm: how it stands against the base, and how sure that is. */
export function Headline({ results, looks }: HeadlineProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  const counted = useCounted()
  const base = results.arms.find((arm) => arm.isBase)
  const overall = results.paired.filter((one) => one.task === null)
  const testSentence = (test: PairedResult['wilcoxon']): string =>
    test.kind !== 'test' ? figures.reason(test.reason) : t('headline.test', { p: figures.p(test) })
  if (!base) return null
  if (overall.length === 0) return <OneArm results={results} name={base.name} />
  return (
    <div className={classes.headline} role="status">
      {overall.map((paired) => {
        const at = results.arms.findIndex((arm) => arm.id === paired.armId)
        const name = results.arms[at]?.name ?? paired.armId
        const { difference } = paired
        const words = {
          arm: name,
          base: base.name,
          difference: figures.signedValue(difference),
          interval: figures.signedInterval(difference),
          questions: counted(paired.pairs, 'questions'),
        }
        return (
          <div key={paired.armId} className={classes.headlineArm}>
            <p className={classes.sentence}>
              <Swatch look={looks[at]} />
              {t(`headline.${directionOf(paired)}`, words)}
            </p>
            {difference.kind === 'estimate' ? (
              <p className={classes.soft}>
                {t('headline.figures', {
                  ...words,
                  level: format.percent(difference.level),
                })}{' '}
                {testSentence(paired.wilcoxon)}{' '}
                {t('headline.errors', {
                  fixed: format.number(paired.fixed),
                  made: format.number(paired.newlyMade),
                })}
              </p>
            ) : (
              <p className={classes.soft}>{figures.reason(difference.reason)}</p>
            )}
          </div>
        )
      })}
    </div>
  )
}

function OneArm({ results, name }: { readonly results: Results; readonly name: string }) {
  const { t } = useTranslation('evaluation')
  const figures = useFigures()
  const counted = useCounted()
  const cell = results.cells.find((one) => one.task === null)
  if (!cell) return null
  return (
    <div className={classes.headline} role="status">
      <p className={classes.sentence}>
        {t('headline.alone', {
          arm: name,
          mean: figures.value(cell.mean),
          interval: figures.interval(cell.mean),
          answers: counted(cell.judged, 'answers'),
        })}
      </p>
    </div>
  )
}
