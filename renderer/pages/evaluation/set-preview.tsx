import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SetInspection, SetMapping } from '../../../contract/evaluation-sets'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { ProblemTable } from '../sources/problem-pane'
import classes from './sets.module.css'
import { useTaskName } from './use-figures'

interface SetPreviewProps {
  readonly inspection: SetInspection
  readonly onMapping: (mapping: SetMapping) => void
}

const columns = ['note', 'question', 'answer', 'task'] as const

/** The first questions as they would be kept, and above each part the column of the file that feeds it. */
export function SetPreview({ inspection, onMapping }: SetPreviewProps) {
  const taskName = useTaskName()
  return (
    <>
      <div className={classes.tableBox}>
        <table className={classes.preview}>
          <thead>
            <tr>
              {columns.map((part) => (
                <th key={part} scope="col" data-part={part}>
                  <ColumnHead part={part} inspection={inspection} onMapping={onMapping} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inspection.firstQuestions.slice(0, 6).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity but their place
              <tr key={at}>
                <td>
                  <span className={classes.cut}>{row.note}</span>
                </td>
                <td>
                  <span className={classes.cut}>{row.question}</span>
                </td>
                <td>
                  <span className={classes.cut}>{row.answer ?? '–'}</span>
                </td>
                <td>{row.task === null ? '–' : taskName(row.task)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Refused inspection={inspection} />
    </>
  )
}

interface ColumnHeadProps extends SetPreviewProps {
  readonly part: (typeof columns)[number]
}

/** A choice of columns where the file has columns and the layout leaves the choice. */
function ColumnHead({ part, inspection, onMapping }: ColumnHeadProps) {
  const { t } = useTranslation('evaluation')
  const { mapping } = inspection
  const isFree = inspection.layout === 'csv' && inspection.columns.length > 0
  if (!isFree) return <span className={classes.soft}>{t(`importing.roles.${part}`)}</span>
  const options = inspection.columns.map((column) => ({ value: column.name, label: column.name }))
  const isNeeded = part === 'note' || part === 'question'
  const data = isNeeded ? options : [{ value: '', label: t('importing.noColumn') }, ...options]
  return (
    <NativeSelect
      size="xs"
      label={t(`importing.roles.${part}`)}
      data={data}
      value={mapping[part] ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value
        onMapping({ ...mapping, [part]: chosen === '' && !isNeeded ? null : chosen })
      }}
    />
  )
}

function Refused({ inspection }: { readonly inspection: SetInspection }) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const { rows, problems } = inspection.looked
  if (problems.length === 0)
    return (
      <p className={classes.refused}>
        <StatusMark meaning="fine">
          {t('importing.allGood', { number: format.number(rows) })}
        </StatusMark>
      </p>
    )
  return (
    <div className={classes.refused}>
      <Verdict
        meaning="look"
        title={t('importing.refused', {
          count: problems.length,
          number: format.number(problems.length),
          looked: format.number(rows),
        })}
      >
        <section
          className={classes.refusedList}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
          tabIndex={0}
          aria-label={t('importing.reasons')}
        >
          <ProblemTable problems={problems} />
        </section>
      </Verdict>
    </div>
  )
}
