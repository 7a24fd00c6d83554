import { NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adapter } from '../../contract/adapters'
import { useOperation } from '../core/hooks'
import { FieldLabel } from './help'

const none: readonly Adapter[] = []

/** The adapters of a model that may be used and belong to the project or to none, newest first. */
export function useAdapters(
  modelId: string | null | undefined,
  projectId: string | null,
): readonly Adapter[] {
  const list = useOperation(
    'adapters.list',
    { modelId: modelId ?? null },
    { enabled: modelId !== null && modelId !== undefined },
  ).data
  return useMemo(
    () =>
      (list ?? none).filter(
        (adapter) =>
          adapter.modelId === modelId &&
          !adapter.blocked &&
          (adapter.projectId === null || adapter.projectId === projectId),
      ),
    [list, modelId, projectId],
  )
}

/** The chosen adapter while it is one of these; else none. */
export function chosenAdapter(
  adapters: readonly Adapter[],
  adapterId: string | null,
): Adapter | null {
  return adapters.find((adapter) => adapter.id === adapterId) ?? null
}

interface AdapterSelectProps {
  readonly adapters: readonly Adapter[]
  readonly value: string | null
  readonly onChoose: (adapterId: string | null) => void
  /** With its name and explanation above it, as forms have; else the page names it. */
  readonly isField?: boolean
}

/** "None" or an adapter of the chosen model. Nothing is shown where the model has none. */
export function AdapterSelect(props: AdapterSelectProps) {
  const { adapters, value, onChoose, isField = false } = props
  const { t } = useTranslation('adapters')
  if (adapters.length === 0) return null
  return (
    <NativeSelect
      label={isField ? <FieldLabel help={t('selectHelp')}>{t('select')}</FieldLabel> : undefined}
      aria-label={isField ? undefined : t('select')}
      data={[
        { value: '', label: t('none') },
        ...adapters.map(({ id, name, confidential }) => ({
          value: id,
          label: confidential ? t('confidentialOption', { name }) : name,
        })),
      ]}
      value={chosenAdapter(adapters, value)?.id ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  )
}
