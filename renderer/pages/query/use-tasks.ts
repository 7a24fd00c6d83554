import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type TaskId, tasks } from '../../../contract/tasks'
import { taskNames } from '../../i18n/de/tasks'

export interface NamedTask {
  readonly id: TaskId
  readonly name: string
  readonly instruction: string
}

/** The eight tasks with their names in the chosen language. */
export function useTasks(): readonly NamedTask[] {
  const { i18n } = useTranslation('query')
  const isGerman = i18n.language === 'de'
  return useMemo(
    () => (isGerman ? tasks.map((task) => ({ ...task, name: taskNames[task.id] })) : tasks),
    [isGerman],
  )
}
