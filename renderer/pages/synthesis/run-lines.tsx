import { useTranslation } from 'react-i18next'
import type { Job } from '../../../contract/jobs'
import type { SynthesisRun } from '../../../contract/synthesis'
import { useOperation } from '../../core/hooks'
import { isUnderWay, JobStrip, StoppedJob } from '../../ui/job-strip'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './synthesis.module.css'

interface RunLinesProps {
  readonly projectId: string
  readonly runs: readonly SynthesisRun[]
}

function useSynthesisJobs(projectId: string): readonly Job[] {
  const jobs = useOperation('jobs.list', {}).data ?? []
  return jobs.filter((job) => job.kind === 'synthesis' && job.projectId === projectId)
}

export function useRunsUnderWay(projectId: string): readonly Job[] {
  return useSynthesisJobs(projectId).filter(isUnderWay)
}

/** Runs that are under way, each on one line, and the latest one where it stopped by itself. */
export function RunLines({ projectId, runs }: RunLinesProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const own = useSynthesisJobs(projectId)
  const underWay = own.filter(isUnderWay)
  const latest = runs.reduce<SynthesisRun | null>(
    (last, run) => (last === null || run.createdAt > last.createdAt ? run : last),
    null,
  )
  const stopped = own.find((job) => job.id === latest?.jobId && job.status === 'failed')
  const failed = underWay.length === 0 ? (latest?.failed ?? 0) : 0
  if (underWay.length === 0 && !stopped && failed === 0) return null
  return (
    <div className={classes.runs}>
      {underWay.map((job) => (
        <JobStrip key={job.id} job={job} title={t('run.writing')} />
      ))}
      {stopped && latest && (
        <StoppedJob
          job={stopped}
          title={t('run.failed', { finished: format.number(latest.finished) })}
        />
      )}
      {failed > 0 && (
        <StatusMark meaning="look">
          {t('run.failedNotes', { count: failed, number: format.number(failed) })}
        </StatusMark>
      )}
    </div>
  )
}
