import { useTranslation } from 'react-i18next'
import { tasks } from '../../../../contract/tasks'
import { english } from '../../../i18n/english'
import { useTaskName } from '../../evaluation/use-figures'

type Part = keyof typeof english.studies.stratumParts

function isPart(part: string): part is Part {
  return part in english.studies.stratumParts
}

/** "Summarisation · long note": the core names strata in English, part by part. */
export function useStratumName(): (stratum: string) => string {
  const { t } = useTranslation('studies')
  const taskName = useTaskName()
  return (stratum) =>
    stratum
      .split(' · ')
      .map((part) => {
        const task = tasks.find((one) => one.id === part)
        if (task) return taskName(task.id)
        return isPart(part) ? t(`stratumParts.${part}`) : part
      })
      .join(' · ')
}
