import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import { IconLock } from '../../ui/icons'
import classes from './evaluation.module.css'
import { adaptersOf, type Choices } from './use-choices'

interface ModelFieldsProps {
  readonly choices: Choices
  readonly model: Model | undefined
  /** Adapters that are measured beside the model alone. */
  readonly adapterIds: readonly string[]
  readonly most: number
  readonly onModel: (id: string) => void
  readonly onAdapters: (ids: readonly string[]) => void
}

/** A model, and which of its adapters are measured beside it. */
export function ModelFields(props: ModelFieldsProps) {
  const { choices, model, adapterIds, most, onModel, onAdapters } = props
  const { t } = useTranslation(['evaluation', 'common'])
  const own = adaptersOf(choices, model?.id)
  const toggle = (id: string): void =>
    onAdapters(
      adapterIds.includes(id) ? adapterIds.filter((one) => one !== id) : [...adapterIds, id],
    )
  return (
    <>
      <NativeSelect
        size="sm"
        label={t('model')}
        data={choices.models.map(({ id, name }) => ({ value: id, label: name }))}
        value={model?.id ?? ''}
        onChange={(event) => onModel(event.currentTarget.value)}
      />
      <fieldset className={classes.group}>
        <legend>{t('measured')}</legend>
        <Checkbox size="sm" checked readOnly disabled label={t('modelAlone')} />
        {own.map((adapter) => (
          <Checkbox
            key={adapter.id}
            size="sm"
            checked={adapterIds.includes(adapter.id)}
            disabled={!adapterIds.includes(adapter.id) && adapterIds.length >= most}
            onChange={() => toggle(adapter.id)}
            label={
              <span className={classes.withIcon}>
                {adapter.confidential && (
                  <IconLock size={13} aria-label={t('common:confidential')} />
                )}
                {adapter.name}
              </span>
            }
          />
        ))}
        {own.length === 0 && <p className={classes.soft}>{t('form.noAdapters')}</p>}
      </fieldset>
    </>
  )
}
