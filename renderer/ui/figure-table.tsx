import type { ReactNode } from 'react'
import classes from './figure-table.module.css'

interface FigureTableProps {
  /** Above the columns; the first stands over the names of the rows. */
  readonly heads: readonly ReactNode[]
  /** Rows, each with its name as a row header; `data-all` marks the one of all together. */
  readonly children: ReactNode
}

/** Figures in rows and columns; what is too wide for the page scrolls inside. */
export function FigureTable({ heads, children }: FigureTableProps) {
  return (
    <div className={classes.box}>
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
