import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../contract/sources'
import classes from './import.module.css'
import { ProblemTable } from './problem-table'
import { StatusMark, Verdict } from './status-mark'

export interface PreviewColumn {
  readonly key: string
  readonly head: ReactNode
  readonly width?: string
  readonly isNumber?: boolean
}

interface PreviewTableProps {
  readonly columns: readonly PreviewColumn[]
  /** Cells in the order of the columns; the first few are shown. */
  readonly rows: readonly (readonly ReactNode[])[]
  /** Lines of a cell before its text is cut. */
  readonly lines: 2 | 3
}

/** The first rows as they would come in, and above each part the column of the file that feeds it. */
export function PreviewTable({ columns, rows, lines }: PreviewTableProps) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} data-lines={lines}>
        <thead>
          <tr>
            {columns.map(({ key, head, width, isNumber }) => (
              <th key={key} scope="col" data-number={isNumber} style={{ width }}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 6).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity but their place
            <tr key={at}>
              {columns.map(({ key, isNumber }, place) => (
                <td key={key} data-number={isNumber}>
                  <span className={classes.cut}>{row[place]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ColumnSelectProps {
  readonly label: string
  readonly columns: readonly { readonly name: string }[]
  readonly value: string | null
  /** What it means to take no column; left out where one is needed. */
  readonly none?: string | undefined
  readonly onColumn: (name: string | null) => void
}

/** Which column of the file feeds a part. */
export function ColumnSelect({ label, columns, value, none, onColumn }: ColumnSelectProps) {
  const options = columns.map((column) => ({ value: column.name, label: column.name }))
  return (
    <NativeSelect
      size="xs"
      label={label}
      data={none === undefined ? options : [{ value: '', label: none }, ...options]}
      value={value ?? ''}
      onChange={(event) => onColumn(event.currentTarget.value || null)}
    />
  )
}

interface RefusedRowsProps {
  readonly problems: readonly Problem[]
  /** The verdict where there are none, and where there are some. */
  readonly allGood: string
  readonly refused: string
}

/** What would not come in, and why. */
export function RefusedRows({ problems, allGood, refused }: RefusedRowsProps) {
  const { t } = useTranslation('importing')
  return (
    <div className={classes.refused}>
      {problems.length === 0 ? (
        <StatusMark meaning="fine">{allGood}</StatusMark>
      ) : (
        <Verdict meaning="look" title={refused}>
          <section
            className={classes.refusedList}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
            tabIndex={0}
            aria-label={t('reason')}
          >
            <ProblemTable problems={problems} />
          </section>
        </Verdict>
      )}
    </div>
  )
}
