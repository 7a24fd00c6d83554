import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommand, useOperation } from '../../core/hooks'
import { RefusalNote } from '../../ui/error-boundary'
import { MachineFacts } from '../../ui/machine-facts'
import { Page, Section } from '../../ui/page'
import { useFormat } from '../../ui/use-format'
import { JobLine } from '../jobs/job-line'
import { ModelCard } from './model-card'
import { ModelDrop } from './model-drop'
import classes from './models.module.css'

/** The language models on this machine, and whether each fits it. */
export function ModelsPage() {
  const { t } = useTranslation('models')
  const models = useOperation('models.list', {})
  const devices = useOperation('models.devices', {}).data
  const jobs = useOperation('jobs.list', {}).data ?? []
  // Also those that came to nothing: why stands where the file was given.
  const importing = jobs.filter(
    (job) => job.kind === 'model-import' && (job.endedAt === null || job.status === 'failed'),
  )
  const measuring = jobs.filter((job) => job.kind === 'model-measure' && job.endedAt === null)
  if (models.error && !models.data)
    return <RefusalNote message={models.error.message} onRetry={() => void models.refetch()} />
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      inspector={
        <>
          <h2 className={classes.inspectorTitle}>{t('machine')}</h2>
          <MachineFacts />
        </>
      }
    >
      <SampleOffer />
      {models.data?.length === 0 && <p className={classes.soft}>{t('none')}</p>}
      {models.data && models.data.length > 0 && (
        <ul className={classes.cards}>
          {models.data.map((model) => (
            <li key={model.id}>
              <ModelCard
                model={model}
                devices={devices}
                measuring={measuring.find((job) => job.resultId === model.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {importing.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
      <Section title={t('add')}>
        <ModelDrop />
      </Section>
    </Page>
  )
}

function SampleOffer() {
  const { t } = useTranslation('models')
  const format = useFormat()
  const offer = useOperation('models.sampleOffer', {}).data
  const importSample = useCommand('models.importSample')
  if (!offer?.available) return null
  return (
    <div className={classes.offer}>
      <div>
        <h2>{t('sample.title')}</h2>
        <p>{t('sample.text', { size: format.bytes(offer.bytes) })}</p>
      </div>
      <Button loading={importSample.isRunning} onClick={() => void importSample.run({})}>
        {t('sample.use')}
      </Button>
    </div>
  )
}
