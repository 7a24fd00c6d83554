import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './reason-form.module.css'

interface ReasonFormProps {
  readonly label: string
  readonly placeholder?: string
  /** What is done once there is a reason. */
  readonly submit: string
  readonly isSaving: boolean
  readonly onReason: (reason: string) => void
  readonly onCancel: () => void
}

/** Asks in one line why something is decided by hand; without words nothing is. */
export function ReasonForm(props: ReasonFormProps) {
  const { label, placeholder, submit, isSaving, onReason, onCancel } = props
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const reason = typed.trim()
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason !== '') onReason(reason)
      }}
    >
      <TextInput
        autoFocus
        label={label}
        placeholder={placeholder}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <div className={classes.actions}>
        <Button size="compact-sm" type="submit" disabled={reason === ''} loading={isSaving}>
          {submit}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
