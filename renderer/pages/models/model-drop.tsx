import { Button } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import { adoptFiles, call, failureMessage } from '../../core/bridge'
import { useCommand } from '../../core/hooks'
import { IconUpload } from '../../ui/icons'
import { tell } from '../../ui/tell'
import classes from './models.module.css'

interface ModelDropProps {
  readonly onStarted?: (jobId: string) => void
}

/** Takes a GGUF file by dialog or by drop; what it is, the model process finds out. */
export function ModelDrop({ onStarted }: ModelDropProps) {
  const { t } = useTranslation('models')
  const [isOver, setOver] = useState(false)
  const start = useCommand('models.import')
  const take = async (files: readonly ChosenFile[]): Promise<void> => {
    for (const file of files) {
      const job = await start.run({ token: file.token })
      if (job) onStarted?.(job.jobId)
    }
  }
  const choose = async (): Promise<void> => {
    try {
      await take(await call('shell.chooseFiles', { what: 'model' }))
    } catch (cause) {
      tell('wrong', failureMessage(cause))
    }
  }
  const onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    const adopted = await adoptFiles(files)
    if (adopted.length < files.length) tell('look', t('drop.notTaken'))
    await take(adopted)
  }
  return (
    <section
      className={classes.drop}
      aria-label={t('drop.label')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void onDrop(event)}
    >
      <IconUpload size={18} aria-hidden />
      <p>{t('drop.text')}</p>
      <Button variant="default" loading={start.isRunning} onClick={() => void choose()}>
        {t('drop.choose')}
      </Button>
    </section>
  )
}
