import { useTranslation } from 'react-i18next'
import type { CriterionOutcome, StudyCell, StudyFigures } from '../../../../contract/study-figures'
import { StatusMark } from '../../../ui/status-mark'
import { useCounted } from '../../../ui/use-counted'
import { useFormat } from '../../../ui/use-format'
import { useFigures } from '../../evaluation/use-figures'
import classes from './results.module.css'
import { StudyArmName } from './study-arm-name'
import type { ArmsProps } from './use-arms'

const meanings = { met: 'fine', 'not-met': 'wrong', 'cannot-be-said': 'look' } as const

/** Each arm in a sentence, and the criteria it was held to. */
export function CriteriaPart({ figures, looks }: ArmsProps<StudyFigures>) {
  const { t } = useTranslation('studyResults')
  return (
    <div className={classes.headline} role="status">
      {figures.criteria.map(({ arm, outcomes }) => {
        const cell = figures.cells.find((one) => one.arm === arm && one.task === null)
        const met = outcomes.filter((one) => one.verdict === 'met').length
        const words = { met, all: outcomes.length }
        return (
          <section key={arm} className={classes.verdict}>
            <h2 className={classes.sentence}>
              <StudyArmName figures={figures} looks={looks} arm={arm} />
              <StatusMark meaning={overallMeaning(outcomes)}>
                {t(met === outcomes.length ? 'criteria.all' : 'criteria.some', words)}
              </StatusMark>
            </h2>
            {cell && <RateSentence cell={cell} />}
            <ul className={classes.criteria}>
              {outcomes.map((one) => (
                <Criterion key={one.criterion} outcome={one} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function overallMeaning(outcomes: readonly CriterionOutcome[]) {
  if (outcomes.some((one) => one.verdict === 'not-met')) return 'wrong'
  return outcomes.every((one) => one.verdict === 'met') ? 'fine' : 'look'
}

function RateSentence({ cell }: { readonly cell: StudyCell }) {
  const { t } = useTranslation('studyResults')
  const figures = useFigures()
  const format = useFormat()
  const counted = useCounted()
  if (cell.rated === 0 || cell.upper === null) return <p>{t('criteria.unrated')}</p>
  return (
    <p>
      {t('criteria.rate', {
        bad: format.number(cell.distribution[0]),
        answers: counted(cell.rated, 'answers'),
        share: figures.share(cell.unacceptable),
        interval: figures.shareInterval(cell.unacceptable),
        upper: format.percent(cell.upper, 1),
      })}{' '}
      {cell.mean.kind === 'estimate' &&
        t('criteria.mean', {
          mean: figures.value(cell.mean),
          interval: figures.interval(cell.mean),
        })}
      {cell.mean.kind === 'no-interval' &&
        t('criteria.meanAlone', {
          mean: figures.value(cell.mean),
          why: figures.reason(cell.mean.reason),
        })}
    </p>
  )
}

function Criterion({ outcome }: { readonly outcome: CriterionOutcome }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  const { criterion, required, figure, verdict, n } = outcome
  const isShare = criterion === 'unacceptable-upper' || criterion === 'sensitivity'
  const write = (value: number): string => {
    if (isShare) return format.percent(value, value < 0.1 ? 1 : 0)
    if (criterion === 'no-severe-harm') return format.number(value)
    return criterion === 'not-worse' ? format.signed(value, 2) : format.fixed(value, 2)
  }
  return (
    <li className={classes.criterion}>
      <StatusMark meaning={meanings[verdict]}>{t(`criteria.verdicts.${verdict}`)}</StatusMark>
      <span>{t(`criteria.asks.${criterion}`, { required: write(required) })}</span>
      <span className={classes.soft}>
        {figure === null
          ? t(`criteria.open.${criterion}`)
          : t('criteria.came', { figure: write(figure), n: format.number(n) })}
      </span>
    </li>
  )
}
