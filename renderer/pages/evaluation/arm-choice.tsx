import { Anchor, Checkbox, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adapter } from '../../../contract/adapters'
import type { ModelChoice } from '../../../contract/evaluation-comparison'
import { addressOf } from '../../core/route'
import { FieldLabel } from '../../ui/help'
import { IconLock } from '../../ui/icons'
import { Section } from '../../ui/page'
import { useFormat } from '../../ui/use-format'
import { type Comparison, type ComparisonParts, mostArms, toggled } from './comparison'
import classes from './comparison.module.css'
import { Swatch } from './swatch'
import { adaptersOf, isSameChoice, useLooks } from './use-choices'

interface ArmChoiceProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

/** The base, and what is compared with it: its adapters first, other models below. */
export function ArmChoice({ comparison, parts }: ArmChoiceProps) {
  const { t } = useTranslation('evaluation')
  const { base, others, change } = comparison
  const own = adaptersOf(parts, base?.id)
  const rest = parts.models
    .filter((model) => model.id !== base?.id)
    .flatMap((model) => [
      { choice: { modelId: model.id, adapterId: null }, name: model.name, adapter: null },
      ...adaptersOf(parts, model.id).map((adapter) => ({
        choice: { modelId: model.id, adapterId: adapter.id },
        name: t('form.armName', { model: model.name, adapter: adapter.name }),
        adapter,
      })),
    ])
  const line = (choice: ModelChoice, name: string, adapter: Adapter | null): ReactNode => (
    <ArmLine
      key={`${choice.modelId} ${choice.adapterId}`}
      choice={choice}
      name={name}
      adapter={adapter}
      others={others}
      onToggle={() => change({ others: toggled(others, choice) })}
    />
  )
  return (
    <Section title={t('form.arms')}>
      <div className={classes.base}>
        <NativeSelect
          size="sm"
          label={<FieldLabel help={t('form.baseHelp')}>{t('form.base')}</FieldLabel>}
          data={parts.models.map(({ id, name }) => ({ value: id, label: name }))}
          value={base?.id ?? ''}
          onChange={(event) => change({ baseId: event.currentTarget.value, others: null })}
        />
      </div>
      <fieldset className={classes.group}>
        <legend>{t('form.adapters', { model: base?.name ?? '' })}</legend>
        {own.map((adapter) =>
          line({ modelId: adapter.modelId, adapterId: adapter.id }, adapter.name, adapter),
        )}
        {own.length === 0 && (
          <p className={classes.soft}>
            {t('form.noAdapters')}{' '}
            <Anchor size="sm" underline="always" href={addressOf('training')}>
              {t('form.toTraining')}
            </Anchor>
          </p>
        )}
      </fieldset>
      {rest.length > 0 && (
        <fieldset className={classes.group}>
          <legend>{t('form.otherModels')}</legend>
          {rest.map(({ choice, name, adapter }) => line(choice, name, adapter))}
        </fieldset>
      )}
      {others.length + 1 >= mostArms && (
        <p className={classes.soft}>{t('form.mostArms', { count: mostArms })}</p>
      )}
    </Section>
  )
}

interface ArmLineProps {
  readonly choice: ModelChoice
  readonly name: string
  readonly adapter: Adapter | null
  readonly others: readonly ModelChoice[]
  readonly onToggle: () => void
}

function ArmLine({ choice, name, adapter, others, onToggle }: ArmLineProps) {
  const { t } = useTranslation(['evaluation', 'common'])
  const format = useFormat()
  const series = others.map((one) => ({ ...one, adapterId: one.adapterId ?? null }))
  const looks = useLooks(series)
  const at = others.findIndex((one) => isSameChoice(one, choice))
  return (
    <Checkbox
      size="sm"
      checked={at >= 0}
      disabled={at < 0 && others.length + 1 >= mostArms}
      onChange={onToggle}
      label={
        <span className={classes.option}>
          {at >= 0 && <Swatch look={looks[at]} />}
          {adapter?.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
          {name}
          {adapter && (
            <span className={classes.soft}>
              {[adapter.runName, format.when(adapter.createdAt)].filter(Boolean).join(' · ')}
            </span>
          )}
        </span>
      }
    />
  )
}
