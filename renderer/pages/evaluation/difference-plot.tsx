import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstimateOrNot } from '../../../contract/statistics'
import type { TaskId } from '../../../contract/tasks'
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

/** Arms against the base, as a comparison and a study have them. */
export interface Compared {
  readonly arms: readonly {
    readonly arm: string
    readonly name: string
    readonly isBase: boolean
  }[]
  readonly tasks: readonly (TaskId | null)[]
  readonly paired: readonly {
    readonly arm: string
    readonly task: TaskId | null
    readonly pairs: number
    readonly difference: EstimateOrNot
  }[]
}

interface DifferencePlotProps {
  readonly compared: Compared
  readonly looks: readonly SeriesLook[]
  readonly title: string
  readonly summary: string
  /** What the axis measures, and what is compared. */
  readonly axis: string
  readonly armHead: string
}

/** Pixels of one row. */
const rowHeight = 24

/** Each arm's difference to the base, task by task, with its interval, about the line of no difference. */
export function DifferencePlot(props: DifferencePlotProps) {
  const { compared, looks, title, summary, axis, armHead } = props
  const { t } = useTranslation('evaluation')
  const rows = useDifferences(compared, looks)
  const isFaceted = hasSeveral(compared)
  const draw = useCallback(
    ({ Plot: library }: PlotFrame) => {
      const tasks = new Set(rows.map((row) => row.task))
      const names = new Set(rows.map((row) => row.name))
      const limit = Math.max(0.5, ...rows.flatMap((row) => [Math.abs(row.low), Math.abs(row.high)]))
      return {
        height: 48 + rows.length * rowHeight + (isFaceted ? tasks.size * 8 : 0),
        marginLeft: roomFor(tasks),
        marginRight: isFaceted ? roomFor(names) : 24,
        marginTop: 8,
        marginBottom: 40,
        x: { label: axis, labelAnchor: 'center' as const, domain: [-limit, limit], nice: true },
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
    [rows, isFaceted, axis],
  )
  const table = useMemo(
    () => ({
      columns: [
        { header: t('plot.task') },
        { header: armHead },
        { header: t('plot.pairs'), digits: 0 },
        { header: t('plot.value'), digits: 2 },
        { header: t('plot.low'), digits: 2 },
        { header: t('plot.high'), digits: 2 },
      ],
      rows: rows.map((row) => [row.task, row.arm, row.pairs, row.value, row.low, row.high]),
    }),
    [rows, armHead, t],
  )
  if (rows.length === 0) return null
  return <Plot title={title} summary={summary} draw={draw} table={table} />
}

/** Several arms beside the base share a task; one alone has its tasks as rows. */
function hasSeveral({ arms }: Compared): boolean {
  return arms.filter((arm) => !arm.isBase).length > 1
}

/** One row a task and arm that has a difference; all tasks together come first. */
function useDifferences(compared: Compared, looks: readonly SeriesLook[]) {
  const taskName = useTaskName()
  return useMemo(() => {
    const { arms, tasks, paired } = compared
    const isFaceted = hasSeveral(compared)
    return [null, ...tasks.filter((task) => task !== null)].flatMap((task) =>
      arms.flatMap(({ arm, name }, at) => {
        const found = paired.find((one) => one.arm === arm && one.task === task)
        if (found?.difference.kind !== 'estimate') return []
        const { value, low, high } = found.difference
        const look = looks[at]
        return [
          {
            name: isFaceted ? name : taskName(task),
            task: taskName(task),
            arm: name,
            pairs: found.pairs,
            value,
            low,
            high,
            colour: look?.colour ?? 'currentColor',
            symbol: symbolOfPlace(look?.place ?? null),
          },
        ]
      }),
    )
  }, [compared, looks, taskName])
}
