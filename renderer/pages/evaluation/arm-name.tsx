import type { ReactNode } from 'react'
import classes from './evaluation.module.css'
import { Swatch } from './swatch'
import type { SeriesLook } from './use-choices'

interface ArmNameProps {
  readonly look: SeriesLook | undefined
  readonly children: ReactNode
}

/** What was compared, by its colour, shape and name. */
export function ArmName({ look, children }: ArmNameProps) {
  return (
    <span className={classes.arm}>
      <Swatch look={look} />
      {children}
    </span>
  )
}
