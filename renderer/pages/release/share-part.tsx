import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adapter } from '../../../contract/adapters'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { MemorisationView } from './memorisation-view'
import { Obstacles } from './obstacles'
import { PackForm } from './pack-form'
import classes from './release.module.css'

/** What may leave the hospital: what an adapter knows by heart, what stands in the way, and the pack. */
export function SharePart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('release')
  const isOurs = useMay('sharePack.state')
  const list = useOperation('adapters.list', { projectId })
  if (!isOurs) return <p className={classes.soft}>{t('share.notYours')}</p>
  if (list.error) return <RefusalNote message={list.error.message} />
  if (!list.data) return null
  const adapters = list.data.filter((one) => one.projectId === projectId)
  if (adapters.length === 0)
    return (
      <EmptyState
        title={t('share.none.title')}
        text={t('share.none.text')}
        action={<Button onClick={() => go('training')}>{t('share.none.action')}</Button>}
      />
    )
  return <Sharing projectId={projectId} adapters={adapters} />
}

interface SharingProps {
  readonly projectId: string
  readonly adapters: readonly Adapter[]
}

function Sharing({ projectId, adapters }: SharingProps) {
  const { t } = useTranslation(['release', 'adapters'])
  const [adapterId, setAdapterId] = useState<string | null>(null)
  const [reportId, setReportId] = useState<string | null>(null)
  const adapter = adapters.find((one) => one.id === adapterId) ?? adapters[0]
  if (!adapter) return null
  return (
    <article className={classes.view}>
      <div>
        <h2>{t('share.title')}</h2>
        <p className={classes.soft}>{t('share.text')}</p>
      </div>
      <NativeSelect
        className={classes.shareSelect}
        label={t('share.adapter')}
        data={adapters.map(({ id, name, confidential }) => ({
          value: id,
          label: confidential ? t('adapters:confidentialOption', { name }) : name,
        }))}
        value={adapter.id}
        onChange={(event) => {
          setAdapterId(event.currentTarget.value)
          setReportId(null)
        }}
      />
      <Subject
        key={adapter.id}
        projectId={projectId}
        adapter={adapter}
        reportId={reportId}
        onReport={setReportId}
      />
    </article>
  )
}

interface SubjectProps {
  readonly projectId: string
  readonly adapter: Adapter
  readonly reportId: string | null
  readonly onReport: (reportId: string) => void
}

function Subject({ projectId, adapter, reportId, onReport }: SubjectProps) {
  const subject = { projectId, adapterId: adapter.id, reportId }
  const state = useOperation('sharePack.state', subject, { keepPrevious: true })
  if (state.error) return <RefusalNote message={state.error.message} />
  if (!state.data) return null
  return (
    <>
      <MemorisationView projectId={projectId} adapter={adapter} test={state.data.memorisation} />
      <Obstacles obstacles={state.data.obstacles} />
      <PackForm subject={subject} state={state.data} onReport={onReport} />
    </>
  )
}
