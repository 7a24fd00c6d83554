import { useTranslation } from 'react-i18next'
import { useOperation } from '../../core/hooks'
import { isUnderWay, JobStrip, StoppedJob } from '../../ui/job-strip'
import classes from './results.module.css'

interface JobLinesProps {
  readonly projectId: string
  readonly jobIds: readonly string[]
  readonly kind: 'perplexity' | 'ability'
}

/** The jobs of a part that are under way, and the newest one where it stopped by itself. */
export function JobLines({ projectId, jobIds, kind }: JobLinesProps) {
  const { t } = useTranslation('evaluation')
  const jobs = useOperation('jobs.list', {}).data ?? []
  const own = jobs.filter((job) => job.projectId === projectId && jobIds.includes(job.id))
  const underWay = own.filter(isUnderWay)
  const stopped = own.find((job) => job.id === jobIds[0] && job.status === 'failed')
  if (underWay.length === 0 && !stopped) return null
  return (
    <div className={classes.jobs}>
      {underWay.map((job) => (
        <JobStrip key={job.id} job={job} title={t(`jobs.${kind}`)} />
      ))}
      {stopped && <StoppedJob job={stopped} title={t('run.stopped')} />}
    </div>
  )
}
