import { useTranslation } from 'react-i18next'
import type { CorrelationOrNot, StudyFigures } from '../../../../contract/study-figures'
import { FigureTable } from '../../../ui/figure-table'
import { useFormat } from '../../../ui/use-format'
import { useFigures } from '../../evaluation/use-figures'
import classes from './results.module.css'

/** The automatic judge beside the clinicians. */
export function JudgeTable({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  const { judge } = figures
  if (judge === null) return <p className={classes.soft}>{t('judge.none')}</p>
  const nameOf = (arm: string | null): string =>
    figures.arms.find((one) => one.arm === arm)?.name ?? t('agreement.all')
  return (
    <>
      <p className={classes.soft}>{t('judge.who', { name: judge.name })}</p>
      <FigureTable
        heads={[t('agreement.answers'), t('judge.both'), 'Pearson', t('judge.kendall'), 'Spearman']}
      >
        {judge.rows.map((row) => (
          <tr key={row.arm ?? 'all'} data-all={row.arm === null || undefined}>
            <th scope="row">{nameOf(row.arm)}</th>
            <td>{format.number(row.answers)}</td>
            <Correlated figure={row.pearson} />
            <Correlated figure={row.kendall} />
            <Correlated figure={row.spearman} />
          </tr>
        ))}
      </FigureTable>
    </>
  )
}

function Correlated({ figure }: { readonly figure: CorrelationOrNot }) {
  const { t } = useTranslation('evaluation')
  const figures = useFigures()
  const format = useFormat()
  if (figure.kind === 'not-defined')
    return <td className={classes.soft}>{figures.reason(figure.reason)}</td>
  const { value, interval, p } = figure
  const write = (one: number): string => format.fixed(one, 2)
  return (
    <td>
      {write(value)}{' '}
      <span className={classes.soft}>
        {interval &&
          `${t('figures.range', { low: write(interval.low), high: write(interval.high) })}, `}
        {figures.pValue(p)}
      </span>
    </td>
  )
}
