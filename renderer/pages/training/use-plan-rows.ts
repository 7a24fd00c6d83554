import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type TrainingPlan, trainingStageIds } from '../../../contract/training-plan'
import { useFormat } from '../../ui/use-format'
import { writeNumber } from './plan-number'
import { definitionOf, isStageField, numberAt, numberFieldNames, wordsOf } from './plan-state'

export interface PlanRow {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** Every setting of a plan in words, in the order of the form; stages that are off say only that. */
export function usePlanRows(): (plan: TrainingPlan) => readonly PlanRow[] {
  const { t } = useTranslation(['training', 'common'])
  const format = useFormat()
  return useCallback(
    (plan) => {
      const numbers = numberFieldNames
        .filter((field) => {
          const stage = trainingStageIds.find((one) => field.startsWith(`${one}.`))
          return stage === undefined || plan[stage].enabled
        })
        .map((field): PlanRow => {
          const definition = definitionOf(field)
          const value = numberAt(plan, field)
          const sign = definition.unit === 'share' ? '\u00a0%' : ''
          const label = t(`plan.fields.${wordsOf(field)}.label`)
          const stage = field.split('.')[0] as (typeof trainingStageIds)[number]
          return {
            key: field,
            label: isStageField(field) ? `${t(`runs.stage.${stage}`)}: ${label}` : label,
            value:
              value === null
                ? t('plan.fields.stage.maxSamples.all')
                : `${writeNumber(value, definition, format.language)}${sign}`,
          }
        })
      const stages = trainingStageIds.map(
        (stage): PlanRow => ({
          key: stage,
          label: t(`runs.stage.${stage}`),
          value: plan[stage].enabled
            ? t(`plan.fields.stage.schedule.${plan[stage].schedule}`)
            : t('runs.stageStates.off'),
        }),
      )
      return [
        {
          key: 'preset',
          label: t('plan.presets.title'),
          value: plan.preset === 'custom' ? '–' : t(`plan.presets.${plan.preset}.name`),
        },
        {
          key: 'style',
          label: t('plan.fields.style.label'),
          value: t(`plan.fields.style.${plan.style}`, { family: '' }),
        },
        {
          key: 'device',
          label: t('plan.fields.device.label'),
          value: t(`plan.fields.device.${plan.device}`),
        },
        {
          key: 'precision',
          label: t('plan.fields.precision.label'),
          value: t(`plan.fields.precision.${plan.precision}`),
        },
        {
          key: 'targets',
          label: t('plan.fields.lora.targets.label'),
          value: plan.lora.targets.join(', '),
        },
        ...stages,
        ...numbers,
      ]
    },
    [t, format],
  )
}
