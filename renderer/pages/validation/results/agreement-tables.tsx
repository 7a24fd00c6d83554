import { useTranslation } from 'react-i18next'
import type { EstimateOrNot } from '../../../../contract/statistics'
import type { StudyFigures } from '../../../../contract/study-figures'
import { FigureTable } from '../../../ui/figure-table'
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
      <FigureTable
        heads={[
          t('agreement.answers'),
          t('agreement.shared'),
          <Helped key="alpha" figure="alpha" />,
          <Helped key="ac2" figure="ac2" />,
        ]}
      >
        {figures.agreement.map((one) => (
          <tr key={one.arm ?? 'all'} data-all={one.arm === null || undefined}>
            <th scope="row">{nameOf(one.arm)}</th>
            <td>{format.number(one.answers)}</td>
            <Agreed figure={one.alpha} />
            <Agreed figure={one.ac2} />
          </tr>
        ))}
      </FigureTable>
      {figures.pairs.length > 0 && <PairTable figures={figures} />}
    </div>
  )
}

function PairTable({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  return (
    <FigureTable
      heads={[t('agreement.pair'), t('agreement.both'), <Helped key="kappa" figure="kappa" />]}
    >
      {figures.pairs.map((pair) => (
        <tr key={`${pair.first}/${pair.second}`}>
          <th scope="row">{t('agreement.and', pair)}</th>
          <td>{format.number(pair.answers)}</td>
          <Agreed figure={pair.kappa} />
        </tr>
      ))}
    </FigureTable>
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

function Helped({ figure }: { readonly figure: 'alpha' | 'ac2' | 'kappa' }) {
  const { t } = useTranslation('studyResults')
  const name = t(`agreement.${figure}.name`)
  return (
    <>
      {name} <Help about={name}>{t(`agreement.${figure}.help`)}</Help>
    </>
  )
}
