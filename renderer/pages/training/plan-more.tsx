import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanField } from '../../../contract/training-plan'
import classes from './plan.module.css'
import { usePlan } from './plan-form'
import { valueAt } from './plan-state'

interface MoreFieldsProps {
  readonly fields: readonly PlanField[]
  readonly children: ReactNode
}

/** Fields that few people change; open by itself where one is odd or not as in the preset. */
export function MoreFields({ fields, children }: MoreFieldsProps) {
  const { t } = useTranslation('training')
  const { plan, usual, warnings } = usePlan()
  const [chosen, setChosen] = useState<boolean | null>(null)
  const asks = fields.some(
    (field) =>
      warnings.some((one) => one.field === field) || valueAt(plan, field) !== valueAt(usual, field),
  )
  return (
    <details
      className={classes.more}
      open={chosen ?? asks}
      onToggle={(event) => {
        const isOpen = event.currentTarget.open
        if (isOpen !== (chosen ?? asks)) setChosen(isOpen)
      }}
    >
      <summary>{t('plan.more')}</summary>
      {children}
    </details>
  )
}
