import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../../contract/shell'
import { call } from '../../../core/bridge'
import { useCommand } from '../../../core/hooks'
import { tell } from '../../../ui/tell'
import classes from './rate.module.css'

/** Takes in a packet from a stick: the file, its passphrase, and the study stands above. */
export function PacketTake() {
  const { t } = useTranslation('rating')
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const take = useCommand('packets.take')
  const choose = async (): Promise<void> => {
    const [chosen] = await call('shell.chooseFiles', { what: 'sources' })
    if (chosen) setFile(chosen)
  }
  const run = async (): Promise<void> => {
    if (!file || passphrase === '') return
    const taken = await take.run({ file: file.token, passphrase })
    setPassphrase('')
    if (!taken) return
    setFile(null)
    tell('fine', t('packet.taken', { count: taken.cases }))
  }
  return (
    <form
      className={classes.packetForm}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Button variant="default" onClick={() => void choose()}>
        {file ? file.name : t('packet.choose')}
      </Button>
      {file && (
        <>
          <PasswordInput
            label={t('packet.passphrase')}
            autoComplete="off"
            w={280}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Button type="submit" loading={take.isRunning} disabled={passphrase === ''}>
            {t('packet.take')}
          </Button>
        </>
      )}
    </form>
  )
}
