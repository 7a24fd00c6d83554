import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Results } from '../../../contract/evaluation-results'
import { Plot } from '../../ui/plot'
import {
  intervalMarks,
  type PlotFrame,
  roomFor,
  symbolOfPlace,
  zeroLine,
} from '../../ui/plot-theme'
import type { SeriesLook } from './use-choices'
import { useTaskName } from './use-figures'

interface DifferencePlotProps {
  readonly results: Results
  readonly looks: readonly SeriesLook[]
}

/** Pixels of one row. */
const rowHeight = 24

/** Each arm's difference to the base, task by task, with its interval, about the line of no difference. */
export function DifferencePlot({ results, looks }: DifferencePlotProps) {
  const { t } = useTranslation('evaluation')
  const rows = useDifferences(results, looks)
  const base = results.arms.find((arm) => arm.isBase)?.name ?? ''
  const others = results.arms.filter((arm) => !arm.isBase).length
  const draw = useCallback(
    ({ Plot: library }: PlotFrame) => {
      const isFaceted = others > 1
      const tasks = new Set(rows.map((row) => row.task))
      const names = new Set(rows.map((row) => row.name))
      const limit = Math.max(0.5, ...rows.flatMap((row) => [Math.abs(row.low), Math.abs(row.high)]))
      return {
        height: 48 + rows.length * rowHeight + (isFaceted ? tasks.size * 8 : 0),
        marginLeft: roomFor(tasks),
        marginRight: isFaceted ? roomFor(names) : 24,
        marginTop: 8,
        marginBottom: 40,
        x: {
          label: t('plot.difference', { base }),
          labelAnchor: 'center' as const,
          domain: [-limit, limit],
          nice: true,
        },
        y: {
          label: null,
          domain: [...names],
          tickSize: 0,
          axis: isFaceted ? ('right' as const) : ('left' as const),
        },
        ...(isFaceted
          ? { fy: { label: null, domain: [...tasks], axis: 'left' as const, padding: 0.15 } }
          : {}),
        marks: [
          zeroLine(library, 'x'),
          ...intervalMarks(library, rows, isFaceted ? 'task' : undefined),
        ],
      }
    },
    [rows, others, base, t],
  )
  const table = useMemo(
    () => ({
      columns: [
        { header: t('plot.task') },
        { header: t('plot.model') },
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
function useDifferences(results: Results, looks: readonly SeriesLook[]) {
  const taskName = useTaskName()
  return useMemo(() => {
    const isFaceted = results.arms.filter((arm) => !arm.isBase).length > 1
    const tasks = [null, ...results.tasks.filter((task) => task !== null)]
    return tasks.flatMap((task) =>
      results.arms.flatMap((arm, at) => {
        const paired = results.paired.find((one) => one.armId === arm.id && one.task === task)
        if (paired?.difference.kind !== 'estimate') return []
        const { value, low, high } = paired.difference
        const look = looks[at]
        return [
          {
            name: isFaceted ? arm.name : taskName(task),
            task: taskName(task),
            arm: arm.name,
            pairs: paired.pairs,
            value,
            low,
            high,
            colour: look?.colour ?? 'currentColor',
            symbol: symbolOfPlace(look?.place ?? null),
          },
        ]
      }),
    )
  }, [results, looks, taskName])
}
