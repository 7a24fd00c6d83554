import { NativeSelect } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import type { Askable } from '../../../contract/release'
import { useOperation } from '../../core/hooks'
import { useOpenProject, usePerson } from '../../core/person'
import { AdapterSelect, chosenAdapter, useAdapters } from '../../ui/adapter-select'
import classes from './query.module.css'
import type { AskedModel } from './use-ask'
import { useAskedModel } from './use-asked-model'

export interface ModelChoice {
  readonly asked: AskedModel | null
  /** Known only once the list is: the first look at models starts the model process. */
  readonly missing: 'model' | 'release' | null
  readonly chooser: ReactNode
  /** Until when the choice is released, null on a test bench; undefined before that is known. */
  readonly until: string | null | undefined
}

/** What is asked: a clinician chooses among what is released, everybody else among all models. */
export function useModelChoice(): ModelChoice {
  const isClinician = usePerson().role === 'clinician'
  const project = useOpenProject()
  const released = useOperation('release.askable', { projectId: project.id }).data
  const bench = useBenchChoice(!isClinician, released)
  const clinic = useReleasedChoice(released)
  return isClinician ? clinic : bench
}

const keyOf = ({ modelId, adapterId }: AskedModel): string => `${modelId} ${adapterId ?? ''}`

function useReleasedChoice(released: readonly Askable[] | undefined): ModelChoice {
  const { t } = useTranslation('query')
  const nameOf = useAskedModel()
  const [key, setKey] = useState<string | null>(null)
  const chosen = released?.find((one) => keyOf(one) === key) ?? released?.[0] ?? null
  const asked = useMemo(
    () => chosen && { modelId: chosen.modelId, adapterId: chosen.adapterId },
    [chosen],
  )
  return {
    asked,
    missing: released?.length === 0 ? 'release' : null,
    until: chosen?.until,
    chooser: chosen && (
      <Select
        label={t('model')}
        options={(released ?? []).map((one) => ({ value: keyOf(one), label: nameOf(one) }))}
        value={keyOf(chosen)}
        onChoose={setKey}
      />
    ),
  }
}

function useBenchChoice(isOn: boolean, released: readonly Askable[] | undefined): ModelChoice {
  const { t } = useTranslation(['query', 'adapters'])
  const project = useOpenProject()
  const [modelId, setModelId] = useState<string | null>(null)
  const [adapterId, setAdapterId] = useState<string | null>(null)
  const models = useOperation('models.list', {}, { enabled: isOn }).data
  const usable = models?.filter(isUsable) ?? []
  const model = usable.find((one) => one.id === modelId) ?? usable[0] ?? null
  const adapters = useAdapters(model?.id ?? null, project.id)
  const adapter = chosenAdapter(adapters, adapterId)
  const asked = useMemo(
    () => (model ? { modelId: model.id, adapterId: adapter?.id ?? null } : null),
    [model, adapter],
  )
  const release = asked && released?.find((one) => keyOf(one) === keyOf(asked))
  return {
    asked,
    until: asked && released ? (release?.until ?? null) : undefined,
    missing: models !== undefined && usable.length === 0 ? 'model' : null,
    chooser: model && (
      <>
        <Select
          label={t('model')}
          options={usable.map(({ id, name }) => ({ value: id, label: name }))}
          value={model.id}
          onChoose={setModelId}
        />
        {adapters.length > 0 && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
          <label className={classes.model}>
            {t('adapters:select')}
            <AdapterSelect
              adapters={adapters}
              value={adapter?.id ?? null}
              onChoose={setAdapterId}
            />
          </label>
        )}
      </>
    ),
  }
}

function isUsable(model: Model): boolean {
  return model.quarantine === null
}

interface SelectProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChoose: (value: string) => void
}

function Select({ label, options, value, onChoose }: SelectProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select is inside
    <label className={classes.model}>
      {label}
      <NativeSelect
        data={[...options]}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </label>
  )
}
