import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Model, type ModelFit, promptFamily } from '../../../contract/models'
import { useCommand } from '../../core/hooks'
import { FieldLabel } from '../../ui/help'
import classes from './models.module.css'

interface ModelSettingsProps {
  readonly model: Model
  /** Undefined while the machine is looked at. */
  readonly fit: ModelFit | undefined
  readonly onDone: () => void
}

function asNumber(value: string | number): number | null {
  return value === '' ? null : Number(value)
}

/** Name, prompt family, and what otherwise is chosen by what fits: layers on the GPU and context. */
export function ModelSettings({ model, fit, onDone }: ModelSettingsProps) {
  const { t } = useTranslation(['models', 'common'])
  const [name, setName] = useState(model.name)
  const [family, setFamily] = useState(model.family)
  const [gpuLayers, setGpuLayers] = useState(model.gpuLayers)
  const [contextSize, setContextSize] = useState(model.contextSize)
  const configure = useCommand('models.configure', { quiet: true })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (await configure.run({ id: model.id, name, family, gpuLayers, contextSize })) onDone()
  }
  return (
    <form className={classes.settings} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={<FieldLabel help={t('familyHelp')}>{t('family')}</FieldLabel>}
        value={family}
        data={promptFamily.options.map((one) => ({ value: one, label: t(`familyNames.${one}`) }))}
        onChange={(event) => setFamily(promptFamily.parse(event.currentTarget.value))}
      />
      <NumberInput
        label={<FieldLabel help={t('gpuLayersHelp')}>{t('gpuLayers')}</FieldLabel>}
        placeholder={t('asItFits', { value: fit?.gpuLayers ?? '…' })}
        min={0}
        max={model.layers + 1}
        value={gpuLayers ?? ''}
        onChange={(value) => setGpuLayers(asNumber(value))}
      />
      <NumberInput
        label={<FieldLabel help={t('contextHelp')}>{t('contextSize')}</FieldLabel>}
        placeholder={t('asItFits', { value: fit?.contextSize ?? '…' })}
        min={256}
        step={256}
        value={contextSize ?? ''}
        onChange={(value) => setContextSize(asNumber(value))}
      />
      {configure.failure && (
        <p role="alert" className={classes.refusal}>
          {configure.failure.message}
        </p>
      )}
      <div className={classes.settingsActions}>
        <Button size="compact-md" variant="subtle" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button
          size="compact-md"
          type="submit"
          disabled={name.trim() === ''}
          loading={configure.isRunning}
        >
          {t('common:save')}
        </Button>
      </div>
    </form>
  )
}
