import type { StudyFigures } from '../../../../contract/study-figures'
import { Swatch } from '../../evaluation/swatch'
import type { SeriesLook } from '../../evaluation/use-choices'
import classes from './results.module.css'

interface ArmNameProps {
  readonly figures: Pick<StudyFigures, 'arms'>
  readonly looks: readonly SeriesLook[]
  readonly arm: string
}

/** An arm by its colour, shape and name. */
export function ArmName({ figures, looks, arm }: ArmNameProps) {
  const at = figures.arms.findIndex((one) => one.arm === arm)
  return (
    <span className={classes.arm}>
      <Swatch look={looks[at]} />
      {figures.arms[at]?.name ?? arm}
    </span>
  )
}
