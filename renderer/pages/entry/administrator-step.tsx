import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../core/hooks'
import { isLongEnough, PasswordField } from '../../ui/password-field'
import classes from './entry.module.css'
import { StepHeading } from './step-heading'

interface AdministratorStepProps {
  readonly onCreated: (recoveryKey: string) => void
}

export function AdministratorStep({ onCreated }: AdministratorStepProps) {
  const { t } = useTranslation(['entry', 'common'])
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const create = useCommand('session.create', { quiet: true })
  const isSame = password === again
  const isReady = name.trim() !== '' && isLongEnough(password) && isSame
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isReady) return
    const made = await create.run({ name, password })
    if (made) onCreated(made.recoveryKey)
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <div>
        <StepHeading title={t('administrator.title')} lead={t('administrator.lead')} />
        <TextInput
          label={t('administrator.name')}
          description={t('administrator.nameHelp')}
          autoComplete="name"
          data-autofocus
          autoFocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <PasswordField
        label={t('administrator.password')}
        value={password}
        onChange={setPassword}
        refusal={create.failure?.message}
      />
      <PasswordInput
        label={t('administrator.again')}
        autoComplete="new-password"
        value={again}
        error={
          again !== '' && !isSame && again.length >= password.length && t('administrator.differs')
        }
        visibilityToggleButtonProps={{ 'aria-label': t('common:password.show') }}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button type="submit" disabled={!isReady} loading={create.isRunning}>
          {t('administrator.create')}
        </Button>
      </div>
    </form>
  )
}
