import { Button, PasswordInput, UnstyledButton } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contract/session'
import { useCommand } from '../../core/hooks'
import { Verdict } from '../../ui/status-mark'
import classes from './entry.module.css'
import { EntryFrame } from './entry-frame'
import { Recover } from './recover'
import { RecoverySheet } from './recovery-sheet'
import { StepHeading } from './step-heading'
import { useCountdown, waitOf } from './use-countdown'

interface UnlockProps {
  readonly people: readonly Person[]
  readonly notice: string | null
  /** The core opens at once after a recovery; the new key must be seen before the page goes. */
  readonly onRecovering: () => void
  readonly onDone: () => void
}

const lastPersonKey = 'lastPerson'

export function Unlock({ people, notice, onRecovering, onDone }: UnlockProps) {
  const { t } = useTranslation(['entry', 'common'])
  const [isRecovering, setRecovering] = useState(false)
  const [freshKey, setFreshKey] = useState<{ key: string; name: string } | null>(null)
  const [personId, setPersonId] = useState(
    () =>
      people.find((one) => one.id === window.localStorage.getItem(lastPersonKey))?.id ??
      people[0]?.id ??
      '',
  )
  if (freshKey)
    return (
      <EntryFrame wide>
        <RecoverySheet recoveryKey={freshKey.key} name={freshKey.name} onDone={onDone} />
      </EntryFrame>
    )
  if (isRecovering)
    return (
      <EntryFrame>
        <Recover
          people={people}
          personId={personId}
          onStart={onRecovering}
          onRecovered={setFreshKey}
          onBack={() => {
            setRecovering(false)
            onDone()
          }}
        />
      </EntryFrame>
    )
  return (
    <EntryFrame>
      {notice && <Verdict meaning="look" title={notice} />}
      <PasswordForm people={people} personId={personId} onPerson={setPersonId} />
      <div className={classes.actions}>
        <Button variant="subtle" size="compact-sm" onClick={() => setRecovering(true)}>
          {t('unlock.forgotten')}
        </Button>
      </div>
    </EntryFrame>
  )
}

interface PasswordFormProps {
  readonly people: readonly Person[]
  readonly personId: string
  readonly onPerson: (id: string) => void
}

function PasswordForm({ people, personId, onPerson }: PasswordFormProps) {
  const { t } = useTranslation(['entry', 'common'])
  const [password, setPassword] = useState('')
  const unlock = useCommand('session.unlock', { quiet: true })
  const wait = useCountdown()
  const person = people.find((one) => one.id === personId)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (password === '' || wait.seconds > 0) return
    const done = await unlock.run({ personId, password })
    if (done) window.localStorage.setItem(lastPersonKey, personId)
    else setPassword('')
  }
  const { failure } = unlock
  const seconds = wait.follow(failure ? waitOf(failure) : 0, failure)
  const refusal = (): string | null => {
    if (seconds > 0)
      return t(failure?.code === 'wait' ? 'unlock.wait' : 'unlock.wrong', { count: seconds })
    if (!failure) return null
    if (waitOf(failure) === 0) return failure.message
    // Why it did not open stays in sight until somebody tries again.
    return password === '' ? t('unlock.again') : null
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <div>
        <StepHeading
          title={t('unlock.title')}
          lead={people.length > 1 ? t('unlock.who') : t('unlock.lead', { name: person?.name })}
        />
        {people.length > 1 && (
          <PeopleList people={people} personId={personId} onPerson={onPerson} />
        )}
      </div>
      <PasswordInput
        label={t('unlock.password')}
        autoComplete="current-password"
        data-autofocus
        autoFocus
        maxLength={256}
        value={password}
        error={refusal()}
        visibilityToggleButtonProps={{ 'aria-label': t('common:password.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button
          type="submit"
          loading={unlock.isRunning}
          disabled={password === '' || seconds > 0}
          fullWidth
        >
          {t('unlock.unlock')}
        </Button>
      </div>
    </form>
  )
}

/** One stop for Tab; the arrow keys go from person to person. */
function PeopleList({ people, personId, onPerson }: PasswordFormProps) {
  const { t } = useTranslation(['entry', 'common'])
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const at = people.findIndex((one) => one.id === personId)
    const to = (at + by + people.length) % people.length
    onPerson(people[to]?.id ?? personId)
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[to]?.focus()
  }
  return (
    <div role="radiogroup" aria-label={t('unlock.who')} className={classes.people} onKeyDown={step}>
      {people.map((one) => (
        <UnstyledButton
          key={one.id}
          role="radio"
          aria-checked={one.id === personId}
          tabIndex={one.id === personId ? 0 : -1}
          className={classes.personChoice}
          onClick={() => onPerson(one.id)}
        >
          {one.name}
          <span className={classes.role}>{t(`common:roles.${one.role}`)}</span>
        </UnstyledButton>
      ))}
    </div>
  )
}
