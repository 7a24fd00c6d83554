import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping, Inspection } from '../../../contract/sources'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './import.module.css'
import { ProblemTable } from './problem-pane'

interface ImportPreviewProps {
  readonly inspection: Inspection
  readonly onMapping: (mapping: ColumnMapping) => void
}

/** The first rows, the column of the file that feeds each part above them, and what is refused. */
export function ImportPreview({ inspection, onMapping }: ImportPreviewProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  return (
    <>
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th className={classes.textColumn}>
                <ColumnSelect part="text" inspection={inspection} onMapping={onMapping} />
              </th>
              <th>
                <ColumnSelect part="title" inspection={inspection} onMapping={onMapping} />
              </th>
              <th>
                <ColumnSelect part="externalId" inspection={inspection} onMapping={onMapping} />
              </th>
              <th className={classes.wordsColumn}>
                <span className={classes.numberHead}>{t('importing.roles.words')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {inspection.firstRows.slice(0, 6).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity but their place
              <tr key={index}>
                <td>
                  <span className={classes.cut}>{row.text}</span>
                </td>
                <td>
                  <span className={classes.cut}>{row.title}</span>
                </td>
                <td>
                  <span className={classes.cut}>{row.externalId}</span>
                </td>
                <td className={classes.number}>{format.number(row.words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Refused inspection={inspection} />
    </>
  )
}

interface ColumnSelectProps extends ImportPreviewProps {
  readonly part: keyof ColumnMapping
}

function ColumnSelect({ part, inspection, onMapping }: ColumnSelectProps) {
  const { t } = useTranslation('sources')
  const { mapping, columns } = inspection
  const options = columns.map((column) => ({ value: column.name, label: column.name }))
  const data =
    part === 'text' ? options : [{ value: '', label: t('importing.noColumn') }, ...options]
  return (
    <NativeSelect
      size="xs"
      label={t(`importing.roles.${part}`)}
      data={data}
      value={mapping[part] ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value
        onMapping({ ...mapping, [part]: chosen === '' ? null : chosen })
      }}
    />
  )
}

function Refused({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { rows, problems } = inspection.looked
  return (
    <div className={classes.refused}>
      {problems.length === 0 ? (
        <StatusMark meaning="fine">
          {t('importing.allGood', { number: format.number(rows) })}
        </StatusMark>
      ) : (
        <Verdict
          meaning="look"
          title={t('importing.refusedTitle', {
            count: problems.length,
            number: format.number(problems.length),
            looked: format.number(rows),
          })}
        >
          <section
            className={classes.refusedList}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
            tabIndex={0}
            aria-label={t('importing.reason')}
          >
            <ProblemTable problems={problems} />
          </section>
        </Verdict>
      )}
    </div>
  )
}
