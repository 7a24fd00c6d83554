import { Button, PasswordInput, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles } from '../../../contract/operation'
import {
  neededSignatures,
  type ReleaseFull,
  type ReleaseSignature,
} from '../../../contract/release'
import { useCommand } from '../../core/hooks'
import { useMay, usePerson } from '../../core/person'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './release.module.css'

interface SignaturesProps {
  readonly release: ReleaseFull
}

/** The places to sign: signed ones first, then one for the person who is here. */
export function Signatures({ release }: SignaturesProps) {
  const person = usePerson()
  const maySign = useMay('release.sign')
  const hasSigned = release.signatures.some(({ personId }) => personId === person.id)
  const isOwnTurn = release.state === 'waiting' && maySign && !hasSigned
  const free = Math.max(0, neededSignatures - release.signatures.length)
  return (
    <div className={classes.places}>
      {release.signatures.map((signature) => (
        <Signed key={signature.personId} signature={signature} />
      ))}
      {Array.from({ length: free }, (_, index) => {
        const number = release.signatures.length + index + 1
        return isOwnTurn && index === 0 ? (
          <SignHere key={number} release={release} number={number} />
        ) : (
          <Empty
            key={number}
            number={number}
            maySign={maySign}
            isOpen={release.state === 'waiting'}
          />
        )
      })}
    </div>
  )
}

function Signed({ signature }: { readonly signature: ReleaseSignature }) {
  const { t } = useTranslation(['release', 'common'])
  const format = useFormat()
  const role = roles.find((one) => one === signature.role)
  return (
    <div className={classes.place}>
      <p className={classes.signer}>{signature.personName}</p>
      <p className={classes.soft}>{role ? t(`common:roles.${role}`) : signature.role}</p>
      <p className={classes.signedMeaning}>{signature.meaning}</p>
      <p className={classes.soft}>
        {format.moment(signature.at, signature.zone)}
        {signature.zone !== 'UTC' && ` (${signature.zone})`}
      </p>
      <StatusMark meaning={signature.isValid ? 'fine' : 'wrong'}>
        {t(signature.isValid ? 'sign.valid' : 'sign.altered')}
      </StatusMark>
    </div>
  )
}

interface EmptyProps {
  readonly number: number
  readonly maySign: boolean
  readonly isOpen: boolean
}

function Empty({ number, maySign, isOpen }: EmptyProps) {
  const { t } = useTranslation('release')
  return (
    <div className={classes.place} data-empty>
      <p className={classes.placeTitle}>{t('sign.place', { number })}</p>
      <p className={classes.soft}>{t('sign.empty')}</p>
      {isOpen && <p className={classes.soft}>{t(maySign ? 'sign.other' : 'sign.notYou')}</p>}
    </div>
  )
}

/** The name goes under the release with the password of the person who is signed in. */
function SignHere({ release, number }: SignaturesProps & { readonly number: number }) {
  const { t } = useTranslation('release')
  const person = usePerson()
  const sign = useCommand('release.sign', { quiet: true })
  const [password, setPassword] = useState('')
  const [meaning, setMeaning] = useState(t('sign.meaningText'))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const done = await sign.run({ id: release.id, password, meaning, zone })
    setPassword('')
    if (done) tell('fine', t('sign.done'))
  }
  return (
    <form className={classes.place} onSubmit={(event) => void submit(event)}>
      <p className={classes.placeTitle}>{t('sign.place', { number })}</p>
      <Textarea
        size="sm"
        label={t('sign.meaning')}
        autosize
        minRows={2}
        maxLength={500}
        value={meaning}
        onChange={(event) => setMeaning(event.currentTarget.value)}
      />
      <PasswordInput
        size="sm"
        label={t('sign.password')}
        autoComplete="off"
        maxLength={256}
        value={password}
        error={sign.failure?.message}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button
        type="submit"
        disabled={password === '' || meaning.trim().length < 5}
        loading={sign.isRunning}
      >
        {t('sign.button', { name: person.name })}
      </Button>
    </form>
  )
}
