import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../../../ui/help'
import { Section } from '../../../ui/page'
import type { PlanForm } from './plan-state'
import classes from './study.module.css'

/** Name, judge and seed. */
export function DetailFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { run, plan, change } = form
  return (
    <Section title={t('form.details')} note={t('form.detailsNote')}>
      <div className={classes.fields}>
        <TextInput
          size="sm"
          className={classes.wide}
          label={t('form.name')}
          placeholder={run?.name}
          maxLength={200}
          value={form.name}
          onChange={(event) => form.setName(event.currentTarget.value)}
        />
        <NativeSelect
          size="sm"
          label={<FieldLabel help={t('form.judgingHelp')}>{t('form.judging')}</FieldLabel>}
          data={[
            { value: '', label: t('form.newestJudging') },
            ...(run?.judgings ?? []).map((one) => ({ value: one.id, label: one.judgeName })),
          ]}
          value={plan.judgingId ?? ''}
          onChange={(event) => change({ judgingId: event.currentTarget.value || null })}
        />
        <NumberInput
          size="sm"
          label={<FieldLabel help={t('form.seedHelp')}>{t('form.seed')}</FieldLabel>}
          min={0}
          max={0xffff_ffff}
          allowDecimal={false}
          clampBehavior="blur"
          value={plan.seed}
          onChange={(value) => {
            if (typeof value === 'number') change({ seed: value })
          }}
        />
      </div>
    </Section>
  )
}
