import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstimateOrNot, TestOrNot, UndefinedReason } from '../../../contract/statistics'
import type { TaskId } from '../../../contract/tasks'
import { useFormat } from '../../ui/use-format'
import { useTasks } from '../query/use-tasks'

export interface Figures {
  /** "3.12", or "–" where there is none. */
  readonly value: (figure: EstimateOrNot, digits?: number) => string
  /** "2.98 to 3.27"; empty where there is none. */
  readonly interval: (figure: EstimateOrNot, digits?: number) => string
  /** "+0.42" and "+0.21 to +0.63". */
  readonly signedValue: (figure: EstimateOrNot) => string
  readonly signedInterval: (figure: EstimateOrNot) => string
  /** "23 %" and "14 % to 36 %". */
  readonly share: (figure: EstimateOrNot) => string
  readonly shareInterval: (figure: EstimateOrNot) => string
  /** "p = 0.031", "p < 0.001", or why there is none. */
  readonly p: (test: TestOrNot) => string
  readonly pValue: (p: number) => string
  /** Why a figure does not exist, in a sentence. */
  readonly reason: (reason: UndefinedReason) => string
}

/** How the figures of this stage are written. Nothing is computed here. */
export function useFigures(): Figures {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  return useMemo(() => {
    const range = (figure: EstimateOrNot, write: (value: number) => string): string =>
      figure.kind === 'estimate'
        ? t('figures.range', { low: write(figure.low), high: write(figure.high) })
        : ''
    const one = (figure: EstimateOrNot, write: (value: number) => string): string =>
      figure.kind === 'estimate' ? write(figure.value) : '–'
    const signed = (value: number): string => format.signed(value, 2)
    const share = (value: number): string => format.percent(value, value < 0.1 ? 1 : 0)
    const reason = (why: UndefinedReason): string => t(`figures.reasons.${why}`)
    const pValue = (p: number): string =>
      p < 0.001 ? `p < ${format.fixed(0.001, 3)}` : `p = ${format.fixed(p, p < 0.1 ? 3 : 2)}`
    return {
      value: (figure, digits = 2) => one(figure, (value) => format.fixed(value, digits)),
      interval: (figure, digits = 2) => range(figure, (value) => format.fixed(value, digits)),
      signedValue: (figure) => one(figure, signed),
      signedInterval: (figure) => range(figure, signed),
      share: (figure) => one(figure, share),
      shareInterval: (figure) => range(figure, share),
      p: (test) => (test.kind === 'test' ? pValue(test.p) : reason(test.reason)),
      pValue,
      reason,
    }
  }, [t, format])
}

/** The name of a task, or of all together, or of none. */
export function useTaskName(): (task: TaskId | null) => string {
  const { t } = useTranslation('evaluation')
  const tasks = useTasks()
  return useMemo(
    () => (task) => tasks.find((one) => one.id === task)?.name ?? t('figures.allTasks'),
    [tasks, t],
  )
}
