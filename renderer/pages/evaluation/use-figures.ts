import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  EffectName,
  EstimateOrNot,
  TestName,
  TestOrNot,
  UndefinedReason,
} from '../../../contract/statistics'
import type { TaskId } from '../../../contract/tasks'
import { useFormat } from '../../ui/use-format'
import { useTasks } from '../query/use-tasks'

export interface Figures {
  /** "3.12", or "–" where there is none. */
  readonly value: (figure: EstimateOrNot, digits?: number) => string
  /** "2.98 to 3.27"; why a figure has none; empty where there is no figure. */
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
  readonly testName: (name: TestName) => string
  readonly effectName: (name: EffectName) => string
  /** Why a figure does not exist, in a sentence. */
  readonly reason: (reason: UndefinedReason) => string
}

/** How the figures of this stage are written. Nothing is computed here. */
export function useFigures(): Figures {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  return useMemo(() => {
    const reason = (why: UndefinedReason): string => t(`figures.reasons.${why}`)
    const range = (figure: EstimateOrNot, write: (value: number) => string): string => {
      if (figure.kind === 'not-defined') return ''
      if (figure.kind === 'no-interval') return reason(figure.reason)
      return t('figures.range', { low: write(figure.low), high: write(figure.high) })
    }
    const one = (figure: EstimateOrNot, write: (value: number) => string): string =>
      figure.kind === 'not-defined' ? '–' : write(figure.value)
    const signed = (value: number): string => format.signed(value, 2)
    const share = (value: number): string => format.percent(value, value < 0.1 ? 1 : 0)
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
      testName: (name) => t(`tests.names.${name}`),
      effectName: (name) => t(`tests.effects.${name}`),
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
