import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StageCurves } from '../../../contract/training'
import type { PlotCell, PlotTable } from '../../ui/plot-export'

interface NamedStage {
  readonly name: string
  readonly found: StageCurves
}

const columns = [
  ['step', 0],
  ['loss', 4],
  ['min', 4],
  ['max', 4],
  ['validation', 4],
  ['rate', 8],
  ['gradient', 4],
  ['speed', 1],
] as const

/** The chart's numbers row by row: the buckets of the curve, and each look at the validation side. */
export function useLossTable(stages: readonly NamedStage[]): PlotTable {
  const { t } = useTranslation('training')
  return useMemo(
    () => ({
      columns: [
        { header: t('runs.chart.columns.run') },
        ...columns.map(([key, digits]) => ({ header: t(`runs.chart.columns.${key}`), digits })),
      ],
      rows: stages.flatMap(({ name, found }) => rowsOf(name, found)),
    }),
    [stages, t],
  )
}

function rowsOf(
  name: string,
  { curve, validation }: StageCurves,
): readonly (readonly PlotCell[])[] {
  const steps = curve.step.map((step, at): readonly PlotCell[] => [
    name,
    step,
    curve.loss[at]!,
    curve.lossMin[at]!,
    curve.lossMax[at]!,
    null,
    curve.learningRate[at]!,
    curve.gradientNorm[at]!,
    curve.tokensPerSecond[at]!,
  ])
  const looks = validation.map((one): readonly PlotCell[] => [
    name,
    one.step,
    null,
    null,
    null,
    one.loss,
    null,
    null,
    null,
  ])
  return [...steps, ...looks].sort((a, b) => Number(a[1]) - Number(b[1]))
}
