import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { IconArrowBackUp } from '../../ui/icons'
import { offerUndo } from '../../ui/tell'
import classes from './note-reader.module.css'

/** Keeps a note although a gate caught it, with a reason; or lets the gates decide again. */
export function BringBack({ note }: { readonly note: NoteFull }) {
  const { t } = useTranslation(['synthesis', 'common'])
  const [reason, setReason] = useState<string | null>(null)
  const set = useCommand('notes.setRestored')
  const mayChange = useMay('notes.setRestored')
  const isCaught = note.gates.some((gate) => gate.caught)
  const run = async (restored: boolean, why: string): Promise<void> => {
    const done = await set.run({ id: note.id, restored, reason: why })
    if (!done) return
    setReason(null)
    offerUndo(restored ? t('restore.done') : t('restore.undone'), () =>
      set.run({ id: note.id, restored: !restored, reason: t('restore.undoReason') }),
    )
  }
  if (!mayChange || !isCaught) return null
  if (note.restored)
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={set.isRunning}
        onClick={() => void run(false, t('restore.undoReason'))}
      >
        {t('restore.undo')}
      </Button>
    )
  if (reason === null)
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={14} aria-hidden />}
        onClick={() => setReason('')}
      >
        {t('restore.bring')}
      </Button>
    )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') void run(true, reason.trim())
      }}
    >
      <TextInput
        size="sm"
        autoFocus
        label={t('restore.reason')}
        placeholder={t('restore.reasonHint')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setReason(null)
        }}
      />
      <div className={classes.row}>
        <Button
          size="compact-sm"
          type="submit"
          disabled={reason.trim() === ''}
          loading={set.isRunning}
        >
          {t('restore.keep')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setReason(null)}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
