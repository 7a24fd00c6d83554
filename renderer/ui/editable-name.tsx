import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './editable-name.module.css'
import { offerUndo } from './tell'

interface EditableNameProps {
  readonly name: string
  /** Names the field for people who hear it. */
  readonly label: string
  readonly mayRename: boolean
  readonly isSaving: boolean
  /** Null where the core refused; the field then stays. */
  readonly onRename: (name: string) => Promise<unknown>
  /** What is told afterwards, beside Undo. */
  readonly done: (name: string) => string
}

/** A heading that can be renamed where it stands, and back again. */
export function EditableName(props: EditableNameProps) {
  const { name, label, mayRename, isSaving, onRename, done } = props
  const { t } = useTranslation('common')
  const [draft, setDraft] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const next = draft?.trim() ?? ''
    if (next === '' || next === name) return setDraft(null)
    if (!(await onRename(next))) return
    setDraft(null)
    offerUndo(done(next), () => onRename(name))
  }
  if (draft === null)
    return (
      <div className={classes.line}>
        <h2>{name}</h2>
        {mayRename && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setDraft(name)}>
            {t('rename')}
          </Button>
        )}
      </div>
    )
  return (
    <form className={classes.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        autoFocus
        size="xs"
        aria-label={label}
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
      />
      <Button size="xs" type="submit" loading={isSaving}>
        {t('save')}
      </Button>
    </form>
  )
}
