import { useTranslation } from 'react-i18next'
import type { StudyFigures } from '../../../../contract/study-figures'
import { errorTypes, harmGrades } from '../../../../contract/validation-rating'
import { FigureTable } from '../../../ui/figure-table'
import { useFormat } from '../../../ui/use-format'
import classes from './results.module.css'
import { StudyArmName } from './study-arm-name'
import type { ArmsProps } from './use-arms'

/** What raters named in the answers, and how grave it could be. */
export function MistakeTables({ figures, looks }: ArmsProps<StudyFigures>) {
  const { t } = useTranslation('studyResults')
  const { mistakes } = figures
  const errors = errorTypes.map((type) => ({
    key: type,
    name: t(`errors.${type}`),
    counts: mistakes.map((one) => one.errors.find((row) => row.type === type)?.answers ?? 0),
  }))
  const harm = [...harmGrades, null].map((grade) => ({
    key: grade ?? 'ungraded',
    name: t(`harm.${grade ?? 'ungraded'}`),
    counts: mistakes.map((one) => one.harm.find((row) => row.grade === grade)?.answers ?? 0),
  }))
  return (
    <div className={classes.twoTables}>
      <CountTable head={t('mistakes.error')} rows={errors} figures={figures} looks={looks} />
      <CountTable head={t('mistakes.harm')} rows={harm} figures={figures} looks={looks} />
    </div>
  )
}

interface CountTableProps extends ArmsProps<StudyFigures> {
  readonly head: string
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    readonly counts: readonly number[]
  }[]
}

function CountTable({ head, rows, figures, looks }: CountTableProps) {
  const format = useFormat()
  const share = (count: number, rated: number): string =>
    rated === 0 ? '–' : format.percent(count / rated, count > 0 && count / rated < 0.1 ? 1 : 0)
  return (
    <FigureTable
      heads={[
        head,
        ...figures.mistakes.map(({ arm }) => (
          <StudyArmName key={arm} figures={figures} looks={looks} arm={arm} />
        )),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">{row.name}</th>
          {figures.mistakes.map(({ arm, rated }, at) => (
            <td key={arm}>
              {format.number(row.counts[at]!)}{' '}
              <span className={classes.soft}>{share(row.counts[at]!, rated)}</span>
            </td>
          ))}
        </tr>
      ))}
    </FigureTable>
  )
}
