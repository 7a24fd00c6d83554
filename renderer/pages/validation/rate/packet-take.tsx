import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../../contract/operations'
import type { ChosenFile } from '../../../../contract/shell'
import { call } from '../../../core/bridge'
import { useCommand } from '../../../core/hooks'
import { usePerson } from '../../../core/person'
import { Verdict } from '../../../ui/status-mark'
import { tell } from '../../../ui/tell'
import classes from './rate.module.css'

/** Takes in a packet from a stick: the file, its passphrase, and the study stands above. */
export function PacketTake() {
  const { t } = useTranslation('rating')
  const packet = usePacket()
  const { file, passphrase } = packet
  if (packet.forAnother)
    return (
      <ForAnother
        raterName={packet.forAnother.raterName}
        isTaking={packet.isTaking}
        onTake={() => void packet.take(true)}
        onLeave={packet.leave}
      />
    )
  return (
    <form
      className={classes.packetForm}
      onSubmit={(event) => {
        event.preventDefault()
        void packet.take(false)
      }}
    >
      <Button variant="default" onClick={() => void packet.choose()}>
        {file ? file.name : t('packet.choose')}
      </Button>
      {file && (
        <>
          <PasswordInput
            label={t('packet.passphrase')}
            autoComplete="off"
            w={280}
            value={passphrase}
            onChange={(event) => packet.setPassphrase(event.currentTarget.value)}
          />
          <Button type="submit" loading={packet.isTaking} disabled={passphrase === ''}>
            {t('packet.take')}
          </Button>
        </>
      )}
    </form>
  )
}

interface ForAnotherProps {
  readonly raterName: string
  readonly isTaking: boolean
  readonly onTake: () => void
  readonly onLeave: () => void
}

/** A packet names its rater; accounts are made on each computer, so the name here may be another. */
function ForAnother({ raterName, isTaking, onTake, onLeave }: ForAnotherProps) {
  const { t } = useTranslation('rating')
  const { name } = usePerson()
  return (
    <Verdict
      meaning="look"
      title={t('packet.for', { name: raterName })}
      action={
        <div className={classes.barKeys}>
          <Button size="compact-md" variant="default" onClick={onLeave}>
            {t('packet.leave')}
          </Button>
          <Button size="compact-md" variant="default" loading={isTaking} onClick={onTake}>
            {t('packet.takeAnyway')}
          </Button>
        </div>
      }
    >
      {t('packet.forAnother', { here: name, name: raterName })}
    </Verdict>
  )
}

/** A chosen packet on its way in, and whom it is for where that is another name than the one signed in. */
function usePacket() {
  const { t } = useTranslation('rating')
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [forAnother, setForAnother] = useState<OutputOf<'packets.look'> | null>(null)
  const looking = useCommand('packets.look')
  const taking = useCommand('packets.take')
  const leave = (): void => {
    setFile(null)
    setPassphrase('')
    setForAnother(null)
  }
  const choose = async (): Promise<void> => {
    const [chosen] = await call('shell.chooseFiles', { what: 'sources' })
    if (chosen) setFile(chosen)
  }
  const take = async (underOtherName: boolean): Promise<void> => {
    if (!file || passphrase === '') return
    const input = { file: file.token, passphrase }
    const seen = forAnother ?? (await looking.run(input))
    if (!seen) return setPassphrase('')
    if (!seen.isYours && !underOtherName) return setForAnother(seen)
    const taken = await taking.run({ ...input, underOtherName })
    leave()
    if (taken) tell('fine', t('packet.taken', { count: taken.cases, name: seen.raterName }))
  }
  return {
    file,
    passphrase,
    setPassphrase,
    forAnother,
    isTaking: looking.isRunning || taking.isRunning,
    choose,
    take,
    leave,
  }
}
