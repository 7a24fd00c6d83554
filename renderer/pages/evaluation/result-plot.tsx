import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Results } from '../../../contract/evaluation-results'
import { DifferencePlot } from './difference-plot'
import type { SeriesLook } from './use-choices'

interface ResultPlotProps {
  readonly results: Results
  readonly looks: readonly SeriesLook[]
}

/** The models of a comparison against its base. */
export function ResultPlot({ results, looks }: ResultPlotProps) {
  const { t } = useTranslation('evaluation')
  const base = results.arms.find((arm) => arm.isBase)?.name ?? ''
  const compared = useMemo(
    () => ({
      arms: results.arms.map((arm) => ({ ...arm, arm: arm.id })),
      tasks: results.tasks,
      paired: results.paired.map((one) => ({ ...one, arm: one.armId })),
    }),
    [results],
  )
  return (
    <DifferencePlot
      compared={compared}
      looks={looks}
      title={t('plot.title')}
      summary={t('plot.summary', { base })}
      axis={t('plot.difference', { base })}
      armHead={t('plot.model')}
    />
  )
}
