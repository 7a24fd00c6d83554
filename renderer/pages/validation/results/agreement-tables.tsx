import { useTranslation } from 'react-i18next'
import type { EstimateOrNot } from '../../../../contract/statistics'
import type { StudyFigures } from '../../../../contract/study-figures'
import { Help } from '../../../ui/help'
import { useFormat } from '../../../ui/use-format'
import { useFigures } from '../../evaluation/use-figures'
import classes from './results.module.css'

/** How far raters agree, all together and two by two. */
export function AgreementTables({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  const nameOf = (arm: string | null): string =>
    figures.arms.find((one) => one.arm === arm)?.name ?? t('agreement.all')
  return (
    <div className={classes.twoTables}>
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('agreement.answers')}</th>
              <th scope="col">{t('agreement.shared')}</th>
              <th scope="col">
                {t('agreement.alpha.name')}{' '}
                <Help about={t('agreement.alpha.name')}>{t('agreement.alpha.help')}</Help>
              </th>
              <th scope="col">
                {t('agreement.ac2.name')}{' '}
                <Help about={t('agreement.ac2.name')}>{t('agreement.ac2.help')}</Help>
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.agreement.map((one) => (
              <tr key={one.arm ?? 'all'} data-all={one.arm === null || undefined}>
                <th scope="row">{nameOf(one.arm)}</th>
                <td>{format.number(one.answers)}</td>
                <Agreed figure={one.alpha} />
                <Agreed figure={one.ac2} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {figures.pairs.length > 0 && <PairTable figures={figures} />}
    </div>
  )
}

function PairTable({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('agreement.pair')}</th>
            <th scope="col">{t('agreement.both')}</th>
            <th scope="col">
              {t('agreement.kappa.name')}{' '}
              <Help about={t('agreement.kappa.name')}>{t('agreement.kappa.help')}</Help>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.pairs.map((pair) => (
            <tr key={`${pair.first}/${pair.second}`}>
              <th scope="row">{t('agreement.and', pair)}</th>
              <td>{format.number(pair.answers)}</td>
              <Agreed figure={pair.kappa} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Agreed({ figure }: { readonly figure: EstimateOrNot }) {
  const figures = useFigures()
  if (figure.kind === 'not-defined')
    return <td className={classes.soft}>{figures.reason(figure.reason)}</td>
  return (
    <td>
      {figures.value(figure)} <span className={classes.soft}>{figures.interval(figure)}</span>
    </td>
  )
}
