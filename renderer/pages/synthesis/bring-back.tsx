import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { IconArrowBackUp } from '../../ui/icons'
import { ReasonForm } from '../../ui/reason-form'
import { offerUndo } from '../../ui/tell'

/** Keeps a note although a gate caught it, with a reason; or lets the gates decide again. */
export function BringBack({ note }: { readonly note: NoteFull }) {
  const { t } = useTranslation('synthesis')
  const [isAsking, setAsking] = useState(false)
  const set = useCommand('notes.setRestored')
  const mayChange = useMay('notes.setRestored')
  const isCaught = note.gates.some((gate) => gate.caught)
  const run = async (restored: boolean, why: string): Promise<void> => {
    const done = await set.run({ id: note.id, restored, reason: why })
    if (!done) return
    setAsking(false)
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
  if (!isAsking)
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('restore.bring')}
      </Button>
    )
  return (
    <ReasonForm
      label={t('restore.reason')}
      placeholder={t('restore.reasonHint')}
      submit={t('restore.keep')}
      isSaving={set.isRunning}
      onReason={(reason) => void run(true, reason)}
      onCancel={() => setAsking(false)}
    />
  )
}
