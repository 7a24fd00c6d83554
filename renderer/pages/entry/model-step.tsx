import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useOperation } from '../../core/hooks'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { JobLine } from '../jobs/job-line'
import { ModelDrop } from '../models/model-drop'
import classes from './entry.module.css'
import { StepHeading } from './step-heading'

interface ModelStepProps {
  readonly isFinishing: boolean
  readonly onDone: () => void
}

/** A model to begin with: the small one that set-up left, one from a stick, or later. */
export function ModelStep({ isFinishing, onDone }: ModelStepProps) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const [jobId, setJobId] = useState<string | null>(null)
  const offer = useOperation('models.sampleOffer', {}).data
  const models = useOperation('models.list', {}).data ?? []
  const job = useOperation('jobs.list', {}).data?.find((one) => one.id === jobId)
  const isImporting = job !== undefined && job.endedAt === null
  const importSample = useCommand('models.importSample')
  const takeSample = async (): Promise<void> => {
    const started = await importSample.run({})
    if (started) setJobId(started.jobId)
  }
  return (
    <>
      <StepHeading title={t('model.title')} lead={t('model.lead')} />
      {models.length > 0 && (
        <div className={classes.part}>
          <StatusMark meaning="fine">
            {t('model.ready', { name: models.map((one) => one.name).join(', ') })}
          </StatusMark>
        </div>
      )}
      {offer?.available && !isImporting && (
        <div className={classes.part}>
          <h2>{t('model.sample')}</h2>
          <p className={classes.lead}>
            {t('model.sampleText', { size: format.bytes(offer.bytes) })}
          </p>
          <Button loading={importSample.isRunning} onClick={() => void takeSample()}>
            {t('model.useSample')}
          </Button>
        </div>
      )}
      {!isImporting && (
        <div className={classes.part}>
          <h2>{t('model.own')}</h2>
          <ModelDrop onStarted={setJobId} />
        </div>
      )}
      {job && job.status !== 'done' && (
        <div className={classes.part}>
          <JobLine job={job} />
        </div>
      )}
      <div className={classes.actions}>
        <Button
          variant={models.length > 0 ? 'filled' : 'default'}
          loading={isFinishing}
          onClick={onDone}
        >
          {models.length > 0
            ? t('model.open')
            : isImporting
              ? t('model.openMeanwhile')
              : t('model.later')}
        </Button>
      </div>
    </>
  )
}
