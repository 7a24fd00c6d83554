import type { ReactNode } from 'react'
import classes from './figure.module.css'

interface FigureProps {
  readonly label: ReactNode
  /** Already formatted. */
  readonly value: ReactNode
  readonly unit?: string
  readonly note?: ReactNode
}

/** One number that matters, with its unit and what it counts. */
export function Figure({ label, value, unit, note }: FigureProps) {
  return (
    <div className={classes.figure}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>
        {value}
        {unit && <span className={classes.unit}> {unit}</span>}
      </span>
      {note && <span className={classes.note}>{note}</span>}
    </div>
  )
}

export function FigureRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes.row}>{children}</div>
}

interface FactsProps {
  readonly rows: readonly { readonly label: ReactNode; readonly value: ReactNode }[]
}

/** Names and values in two columns, for inspectors and cards. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity but their place
        <div className={classes.fact} key={index}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
