import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contract/session'
import { useCommand } from '../../core/hooks'
import { isLongEnough, PasswordField } from '../../ui/password-field'
import classes from './entry.module.css'
import { StepHeading } from './step-heading'

interface RecoverProps {
  readonly people: readonly Person[]
  readonly personId: string
  readonly onStart: () => void
  readonly onRecovered: (fresh: { key: string; name: string }) => void
  readonly onBack: () => void
}

/** Back in with the printed key: it sets a new password and makes a new sheet. */
export function Recover({ people, personId, onStart, onRecovered, onBack }: RecoverProps) {
  const { t } = useTranslation(['entry', 'common'])
  const [who, setWho] = useState(personId)
  const [recoveryKey, setRecoveryKey] = useState('')
  const [password, setPassword] = useState('')
  const [reason, setReason] = useState('')
  const recover = useCommand('session.recover', { quiet: true })
  const isReady = recoveryKey.trim() !== '' && isLongEnough(password) && reason.trim() !== ''
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isReady) return
    onStart()
    const done = await recover.run({ recoveryKey, personId: who, password, reason })
    if (done) onRecovered({ key: done.recoveryKey, name: done.person.name })
  }
  const code = recover.failure?.code
  const isAboutKey = code?.startsWith('recovery-key')
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <div>
        <StepHeading title={t('recover.title')} lead={t('recover.lead')} />
        <NativeSelect
          label={t('recover.who')}
          value={who}
          data={people.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      </div>
      <Textarea
        label={t('recover.key')}
        description={t('recover.keyHelp')}
        autosize
        minRows={2}
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={recoveryKey}
        error={isAboutKey && recover.failure?.message}
        onChange={(event) => setRecoveryKey(event.currentTarget.value)}
      />
      <PasswordField
        label={t('recover.password')}
        value={password}
        onChange={setPassword}
        refusal={isAboutKey ? undefined : recover.failure?.message}
      />
      <TextInput
        label={t('recover.reason')}
        description={t('recover.reasonHelp')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button type="submit" disabled={!isReady} loading={recover.isRunning}>
          {t('recover.recover')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('common:back')}
        </Button>
      </div>
    </form>
  )
}
