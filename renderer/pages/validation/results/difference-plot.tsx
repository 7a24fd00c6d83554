import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudyFigures } from '../../../../contract/study-figures'
import { Plot } from '../../../ui/plot'
import {
  intervalMarks,
  type PlotFrame,
  roomFor,
  symbolOfPlace,
  zeroLine,
} from '../../../ui/plot-theme'
import { useTaskName } from '../../evaluation/use-figures'
import type { ArmsProps } from './use-arms'

/** Pixels of one row. */
const rowHeight = 24

/** Each arm's difference to the base, task by task, with its interval. */
export function DifferencePlot({ figures, looks }: ArmsProps<StudyFigures>) {
  const { t } = useTranslation('studyResults')
  const rows = useDifferences({ figures, looks })
  const base = figures.arms.find((arm) => arm.isBase)?.name ?? ''
  const draw = useCallback(
    ({ Plot: library }: PlotFrame) => {
      const names = rows.map((row) => row.name)
      const limit = Math.max(0.5, ...rows.flatMap((row) => [Math.abs(row.low), Math.abs(row.high)]))
      return {
        height: 48 + rows.length * rowHeight,
        marginLeft: roomFor(names),
        marginRight: 24,
        marginTop: 8,
        marginBottom: 40,
        x: {
          label: t('plot.axis', { base }),
          labelAnchor: 'center' as const,
          domain: [-limit, limit],
          nice: true,
        },
        y: { label: null, domain: names, tickSize: 0 },
        marks: [zeroLine(library, 'x'), ...intervalMarks(library, rows)],
      }
    },
    [rows, base, t],
  )
  const table = useMemo(
    () => ({
      columns: [
        { header: t('plot.task') },
        { header: t('plot.arm') },
        { header: t('plot.pairs'), digits: 0 },
        { header: t('plot.value'), digits: 2 },
        { header: t('plot.low'), digits: 2 },
        { header: t('plot.high'), digits: 2 },
      ],
      rows: rows.map((row) => [row.task, row.arm, row.pairs, row.value, row.low, row.high]),
    }),
    [rows, t],
  )
  if (rows.length === 0) return null
  return (
    <Plot title={t('plot.title')} summary={t('plot.summary', { base })} draw={draw} table={table} />
  )
}

/** One row a task and arm that has a difference; all tasks together come first. */
function useDifferences({ figures, looks }: ArmsProps<StudyFigures>) {
  const taskName = useTaskName()
  return useMemo(() => {
    const isAlone = figures.arms.length === 2
    return figures.paired.flatMap((paired) => {
      if (paired.difference.kind !== 'estimate') return []
      const at = figures.arms.findIndex((one) => one.arm === paired.arm)
      const arm = figures.arms[at]?.name ?? paired.arm
      const task = taskName(paired.task)
      const { value, low, high } = paired.difference
      return [
        {
          name: isAlone ? task : `${task}: ${arm}`,
          task,
          arm,
          pairs: paired.pairs,
          value,
          low,
          high,
          colour: looks[at]?.colour ?? 'currentColor',
          symbol: symbolOfPlace(looks[at]?.place ?? null),
        },
      ]
    })
  }, [figures, looks, taskName])
}
