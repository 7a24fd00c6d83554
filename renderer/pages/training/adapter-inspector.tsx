import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdapterFull } from '../../../contract/adapters'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { EditableName } from '../../ui/editable-name'
import { RefusalNote } from '../../ui/error-boundary'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { offerUndo, tell } from '../../ui/tell'
import classes from './adapter.module.css'
import { AdapterExport } from './adapter-export'
import { AdapterLineage } from './adapter-lineage'

/** All that is known of one adapter, and what can be done with it. */
export function AdapterInspector({ id }: { readonly id: string }) {
  const { t } = useTranslation('adapters')
  const adapter = useOperation('adapters.get', { id }, { keepPrevious: true })
  const mayChange = useMay('adapters.setNote')
  if (adapter.error && !adapter.data) return <RefusalNote message={adapter.error.message} />
  const full = adapter.data
  if (!full) return null
  return (
    <div className={classes.parts}>
      <AdapterName adapter={full} />
      <div>
        {full.confidential ? (
          <StatusMark meaning="confidential">{t('confidential.mark')}</StatusMark>
        ) : (
          <StatusMark meaning="fine">{t('confidential.public')}</StatusMark>
        )}
      </div>
      {full.blocked && <Verdict meaning="wrong" title={t('blocked')} />}
      {mayChange ? <AdapterNote adapter={full} /> : full.note && <p>{full.note}</p>}
      {full.removedAt === null && !full.blocked && <AdapterExport adapter={full} />}
      <AdapterLineage adapter={full} />
      <RemoveAdapter adapter={full} />
    </div>
  )
}

interface AdapterProps {
  readonly adapter: AdapterFull
}

function AdapterName({ adapter }: AdapterProps) {
  const { t } = useTranslation('adapters')
  const rename = useCommand('adapters.rename')
  return (
    <EditableName
      name={adapter.name}
      label={t('columns.name')}
      mayRename={useMay('adapters.rename')}
      isSaving={rename.isRunning}
      onRename={(name) => rename.run({ id: adapter.id, name })}
      done={(name) => t('rename.done', { name })}
    />
  )
}

function AdapterNote({ adapter }: AdapterProps) {
  const { t } = useTranslation(['adapters', 'common'])
  const [draft, setDraft] = useState(adapter.note)
  const setNote = useCommand('adapters.setNote')
  const save = async (): Promise<void> => {
    if (await setNote.run({ id: adapter.id, note: draft })) tell('fine', t('note.saved'))
  }
  return (
    <div className={classes.note}>
      <Textarea
        size="sm"
        label={t('note.label')}
        placeholder={t('note.hint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {draft.trim() !== adapter.note && (
        <Button size="xs" loading={setNote.isRunning} onClick={() => void save()}>
          {t('common:save')}
        </Button>
      )}
    </div>
  )
}

/** Out of the lists and back again: nothing is deleted, so nothing is asked. */
function RemoveAdapter({ adapter }: AdapterProps) {
  const { t } = useTranslation(['adapters', 'common'])
  const remove = useCommand('adapters.remove')
  const restore = useCommand('adapters.restore')
  const mayRemove = useMay('adapters.remove')
  if (!mayRemove) return null
  const { id, name } = adapter
  const takeOut = async (): Promise<void> => {
    if (await remove.run({ id })) offerUndo(t('remove.done', { name }), () => restore.run({ id }))
  }
  const bringBack = async (): Promise<void> => {
    if (await restore.run({ id })) tell('fine', t('remove.restored', { name }))
  }
  return adapter.removedAt === null ? (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        loading={remove.isRunning}
        onClick={() => void takeOut()}
      >
        {t('common:remove')}
      </Button>
    </div>
  ) : (
    <div>
      <Button size="xs" loading={restore.isRunning} onClick={() => void bringBack()}>
        {t('remove.restore')}
      </Button>
    </div>
  )
}
