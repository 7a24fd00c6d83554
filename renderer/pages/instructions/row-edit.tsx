import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InstructionFull } from '../../../contract/instructions'
import { call } from '../../core/bridge'
import { useCommand } from '../../core/hooks'
import { offerUndo } from '../../ui/tell'
import classes from './instructions.module.css'

interface EditRowProps {
  readonly row: InstructionFull
  readonly onClose: () => void
}

/** Changes a row by hand, with a reason; what stood there before is kept and can be put back. */
export function EditRow({ row, onClose }: EditRowProps) {
  const { t } = useTranslation(['instructions', 'common'])
  const [draft, setDraft] = useState({
    question: row.question,
    answer: row.answer,
    answerable: row.answerable,
  })
  const [reason, setReason] = useState('')
  const edit = useCommand('instructions.edit')
  const undo = useCommand('instructions.undoEdit')
  const isChanged =
    draft.question.trim() !== row.question ||
    draft.answer.trim() !== row.answer ||
    draft.answerable !== row.answerable
  const isComplete =
    draft.question.trim() !== '' && draft.answer.trim() !== '' && reason.trim() !== ''
  const run = async (): Promise<void> => {
    const done = await edit.run({
      id: row.id,
      question: draft.question.trim(),
      answer: draft.answer.trim(),
      answerable: draft.answerable,
      reason: reason.trim(),
    })
    if (!done) return
    onClose()
    offerUndo(t('row.saved'), async () => {
      const { edits } = await call('instructions.get', { id: row.id })
      const [latest] = edits
      if (latest) await undo.run({ id: row.id, editId: latest.id, reason: t('row.undoReason') })
    })
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && isComplete) void run()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <Textarea
        label={t('row.question')}
        autosize
        minRows={2}
        autoFocus
        maxLength={4000}
        value={draft.question}
        onChange={(event) => setDraft({ ...draft, question: event.currentTarget.value })}
      />
      <Textarea
        label={t('row.answer')}
        autosize
        minRows={4}
        maxLength={40_000}
        value={draft.answer}
        onChange={(event) => setDraft({ ...draft, answer: event.currentTarget.value })}
      />
      <Checkbox
        label={t('row.answerable')}
        checked={draft.answerable}
        onChange={(event) => setDraft({ ...draft, answerable: event.currentTarget.checked })}
      />
      <TextInput
        label={t('row.why')}
        placeholder={t('row.whyHint')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button type="submit" disabled={!isChanged || !isComplete} loading={edit.isRunning}>
          {t('row.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
