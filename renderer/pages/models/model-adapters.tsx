import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOperation } from '../../core/hooks'
import { useMay, useProject } from '../../core/person'
import { addressOf } from '../../core/route'
import { IconLock } from '../../ui/icons'
import { useFormat } from '../../ui/use-format'
import classes from './models.module.css'

/** The adapters that work with a model, each with the way to where it is told. */
export function ModelAdapters({ modelId }: { readonly modelId: string }) {
  const { t } = useTranslation(['adapters', 'common'])
  const format = useFormat()
  const project = useProject()
  const mayOpen = useMay('training.runs')
  const adapters = useOperation('adapters.list', { modelId }).data ?? []
  if (adapters.length === 0) return null
  return (
    <p className={classes.adapters}>
      <span className={classes.soft}>
        {t('ofModel', { count: adapters.length, number: format.number(adapters.length) })}
      </span>
      {adapters.map((adapter) => (
        <span key={adapter.id} className={classes.adapter}>
          {adapter.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
          {mayOpen && project && (adapter.projectId ?? project.id) === project.id ? (
            <Anchor
              size="sm"
              href={addressOf('training', { tab: 'adapters', adapter: adapter.id })}
            >
              {adapter.name}
            </Anchor>
          ) : (
            adapter.name
          )}
        </span>
      ))}
    </p>
  )
}
