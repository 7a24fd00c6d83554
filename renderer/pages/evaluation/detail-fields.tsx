import { NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../../ui/help'
import { NumberField } from '../../ui/number-field'
import { Section } from '../../ui/page'
import type { Comparison, ComparisonChoices } from './comparison'
import classes from './comparison.module.css'

type NumberName = 'seed' | 'maxTokens' | 'parallel' | 'retries'

const ranges: Readonly<Record<NumberName, { readonly min: number; readonly max: number }>> = {
  seed: { min: 0, max: 0xffff_ffff },
  maxTokens: { min: 16, max: 4096 },
  parallel: { min: 1, max: 64 },
  retries: { min: 0, max: 5 },
}

/** What has a good default: name, seed, length, how many at once. */
export function DetailFields({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation('evaluation')
  const { choices, change } = comparison
  const field = (name: NumberName) => (
    <NumberInput
      key={name}
      size="sm"
      label={<FieldLabel help={t(`form.${name}Help`)}>{t(`form.${name}`)}</FieldLabel>}
      {...ranges[name]}
      allowDecimal={false}
      clampBehavior="blur"
      placeholder={name === 'parallel' ? t('form.automatic') : undefined}
      value={choices[name] ?? ''}
      onChange={(value) => {
        if (typeof value === 'number') change({ [name]: value } as Partial<ComparisonChoices>)
        else if (name === 'parallel') change({ parallel: null })
      }}
    />
  )
  return (
    <Section title={t('form.details')} note={t('form.detailsNote')}>
      <div className={classes.fields}>
        <TextInput
          className={classes.name}
          size="sm"
          label={t('form.name')}
          placeholder={t('form.nameHint')}
          maxLength={200}
          value={choices.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {field('seed')}
        {field('maxTokens')}
        {field('parallel')}
        {field('retries')}
        <NumberField
          label={<FieldLabel help={t('form.temperatureHelp')}>{t('form.temperature')}</FieldLabel>}
          min={0}
          max={2}
          step={0.1}
          value={choices.sampling.temperature}
          onNumber={(temperature) => change({ sampling: { ...choices.sampling, temperature } })}
        />
      </div>
    </Section>
  )
}
