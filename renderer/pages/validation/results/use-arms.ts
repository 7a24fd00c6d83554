import { useMemo } from 'react'
import type { StudyArm } from '../../../../contract/study-figures'
import { type SeriesLook, useLooks } from '../../evaluation/use-choices'

/** The colours of a study's arms: those their models have everywhere. */
export function useArmLooks(arms: readonly StudyArm[]): readonly SeriesLook[] {
  const series = useMemo(
    () =>
      arms.map((arm) => ({
        modelId: arm.modelId ?? arm.arm,
        adapterId: arm.adapterId,
        isBase: arm.isBase,
      })),
    [arms],
  )
  return useLooks(series)
}

export interface ArmsProps<Figures> {
  readonly figures: Figures
  readonly looks: readonly SeriesLook[]
}
