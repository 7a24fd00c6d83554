import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdapterFull } from '../../../contract/adapters'
import { call, failureMessage } from '../../core/bridge'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { Help } from '../../ui/help'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './adapter.module.css'

interface ExportProps {
  readonly adapter: AdapterFull
}

/** Takes an adapter out into a folder, or says why it stays. */
export function AdapterExport({ adapter }: ExportProps) {
  const mayExport = useMay('adapters.export')
  if (!mayExport) return null
  return adapter.confidential ? <Refused adapter={adapter} /> : <OpenExport adapter={adapter} />
}

async function chosenFolder(): Promise<string | null> {
  try {
    const [folder] = await call('shell.chooseFiles', { what: 'folder' })
    return folder?.token ?? null
  } catch (cause) {
    tell('wrong', failureMessage(cause))
    return null
  }
}

function OpenExport({ adapter }: ExportProps) {
  const { t } = useTranslation('adapters')
  const format = useFormat()
  const command = useCommand('adapters.export')
  const run = async (): Promise<void> => {
    const folder = await chosenFolder()
    if (folder === null) return
    const done = await command.run({ id: adapter.id, folder })
    if (done)
      tell('fine', t('export.done', { file: done.fileName, size: format.bytes(done.bytes) }))
  }
  return (
    <div className={classes.actions}>
      <Button size="xs" variant="default" loading={command.isRunning} onClick={() => void run()}>
        {t('export.button')}
      </Button>
      <Help about={t('export.button')}>{t('export.help')}</Help>
    </div>
  )
}

function Refused({ adapter }: ExportProps) {
  const { t } = useTranslation('adapters')
  const mayTakeOut = useMay('adapters.exportConfidential')
  return (
    <div className={classes.refused}>
      <StatusMark meaning="confidential">{t('export.refused')}</StatusMark>
      <p className={classes.soft}>{t('export.only')}</p>
      {mayTakeOut && <TakeOut adapter={adapter} />}
    </div>
  )
}

const shortestReason = 10

function TakeOut({ adapter }: ExportProps) {
  const { t } = useTranslation('adapters')
  const format = useFormat()
  const [reason, setReason] = useState('')
  const command = useCommand('adapters.exportConfidential')
  const run = async (): Promise<void> => {
    const folder = await chosenFolder()
    if (folder === null) return
    const done = await command.run({ id: adapter.id, folder, reason: reason.trim() })
    if (!done) return
    setReason('')
    tell('fine', t('export.done', { file: done.fileName, size: format.bytes(done.bytes) }))
  }
  return (
    <details>
      <summary>{t('export.confidential')}</summary>
      <div className={classes.form}>
        <Textarea
          size="sm"
          label={t('export.reason')}
          description={t('export.reasonHint')}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={reason.trim().length < shortestReason}
          loading={command.isRunning}
          onClick={() => void run()}
        >
          {t('export.confidential')}
        </Button>
      </div>
    </details>
  )
}
