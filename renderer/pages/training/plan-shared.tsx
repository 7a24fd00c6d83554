import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Projection, projections, trainingPrecisions } from '../../../contract/training-plan'
import { Section } from '../../ui/page'
import classes from './plan.module.css'
import { ChoiceRow, FieldRow, fieldId, NumberRow } from './plan-field'
import { usePlan } from './plan-form'

/** What both stages share: the adapter's shape, looks at the validation side, checkpoints, machine. */
export function PlanShared() {
  const { t } = useTranslation('training')
  const { plan, change } = usePlan()
  return (
    <div className={classes.shared}>
      <Section title={t('plan.parts.adapter')}>
        <NumberRow field="context" />
        <NumberRow field="lora.rank" />
        <NumberRow field="lora.alpha" />
        <Targets />
      </Section>
      <Section title={t('plan.parts.looks')}>
        <NumberRow field="validateEvery" />
        <NumberRow field="validationSamples" />
        <NumberRow field="patience" />
        <NumberRow field="minimumGain" />
      </Section>
      <Section title={t('plan.parts.keeping')}>
        <NumberRow field="checkpointEvery" />
        <NumberRow field="sampleQuestions" />
        <NumberRow field="sampleTokens" />
        <NumberRow field="plantedStrings" />
      </Section>
      <Section title={t('plan.parts.machine')}>
        <ChoiceRow
          field="device"
          label={t('plan.fields.device.label')}
          help={t('plan.fields.device.help')}
          data={(['auto', 'cpu', 'cuda', 'vulkan'] as const).map((value) => ({
            value,
            label: t(`plan.fields.device.${value}`),
          }))}
          value={plan.device}
          onChoose={(device) => change('device', device)}
        />
        <ChoiceRow
          field="precision"
          label={t('plan.fields.precision.label')}
          help={t('plan.fields.precision.help')}
          data={trainingPrecisions.map((value) => ({
            value,
            label: t(`plan.fields.precision.${value}`),
          }))}
          value={plan.precision}
          onChoose={(precision) => change('precision', precision)}
        />
        <NumberRow field="threads" />
        <NumberRow field="seed" />
      </Section>
    </div>
  )
}

/** Which matrices of a layer get an adapter; at least one has to. */
function Targets() {
  const { t } = useTranslation('training')
  const { plan, change } = usePlan()
  const { targets } = plan.lora
  const toggle = (one: Projection): void => {
    const next = projections.filter((each) =>
      each === one ? !targets.includes(each) : targets.includes(each),
    )
    if (next.length > 0) change('lora.targets', next)
  }
  return (
    <FieldRow
      field="lora.targets"
      isGroup
      label={t('plan.fields.lora.targets.label')}
      help={t('plan.fields.lora.targets.help')}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: the row names it, which a fieldset cannot take */}
      <div
        id={fieldId('lora.targets')}
        className={classes.targets}
        role="group"
        aria-labelledby={`${fieldId('lora.targets')}-label`}
      >
        {projections.map((one) => (
          <Checkbox
            key={one}
            size="xs"
            label={one}
            checked={targets.includes(one)}
            onChange={() => toggle(one)}
          />
        ))}
      </div>
    </FieldRow>
  )
}
