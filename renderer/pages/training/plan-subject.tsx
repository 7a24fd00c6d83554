import { useTranslation } from 'react-i18next'
import { useAdapters } from '../../ui/adapter-select'
import classes from './plan.module.css'
import { ChoiceRow } from './plan-field'
import { usePlan } from './plan-form'

/** The base model, the adapter to go on from, and how prompts are laid out. */
export function PlanSubject() {
  const { t } = useTranslation('training')
  const { plan, models, change, setPlan } = usePlan()
  const adapters = useAdapters(plan.modelId, plan.projectId)
  const family = models.find((model) => model.id === plan.modelId)?.family ?? ''
  return (
    <div className={classes.thirds}>
      <ChoiceRow
        field="modelId"
        wide
        label={t('plan.fields.modelId.label')}
        help={t('plan.fields.modelId.help')}
        data={models.map(({ id, name }) => ({ value: id, label: name }))}
        value={plan.modelId}
        onChoose={(modelId) => setPlan({ ...plan, modelId, startAdapterId: null })}
      />
      <ChoiceRow
        field="startAdapterId"
        wide
        label={t('plan.fields.startAdapterId.label')}
        help={t('plan.fields.startAdapterId.help')}
        data={[
          { value: '', label: t('plan.fields.startAdapterId.none') },
          ...adapters.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={plan.startAdapterId ?? ''}
        onChoose={(id) => change('startAdapterId', id === '' ? null : id)}
      />
      <ChoiceRow
        field="style"
        wide
        label={t('plan.fields.style.label')}
        help={t('plan.fields.style.help')}
        data={[
          { value: 'asclepius', label: t('plan.fields.style.asclepius') },
          { value: 'model', label: t('plan.fields.style.model', { family }) },
        ]}
        value={plan.style}
        onChoose={(style) => change('style', style)}
      />
    </div>
  )
}
