import { useTranslation } from 'react-i18next'
import type { EvaluationRun } from '../../../contract/evaluation-comparison'
import { useOperation } from '../../core/hooks'
import { isUnderWay, JobStrip, StoppedJob } from '../../ui/job-strip'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './results.module.css'

interface RunJobsProps {
  readonly projectId: string
  readonly run: EvaluationRun
}

/** The run's work that is under way, whatever stopped it, and what could not be had. */
export function RunJobs({ projectId, run }: RunJobsProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const jobs = useOperation('jobs.list', {}).data ?? []
  const own = jobs.filter(
    (job) => job.projectId === projectId && (job.id === run.jobId || job.resultId === run.id),
  )
  const underWay = own.filter(isUnderWay)
  const stopped = own.filter((job) => job.status === 'failed')
  const unreadable = run.judgings.filter((one) => one.unparseable > 0)
  const isQuiet = underWay.length === 0
  if (isQuiet && stopped.length === 0 && run.answersFailed === 0 && unreadable.length === 0)
    return null
  return (
    <div className={classes.jobs}>
      {underWay.map((job) => (
        <JobStrip key={job.id} job={job} title={t('jobs.evaluation')} />
      ))}
      {stopped.map((job) => (
        <StoppedJob key={job.id} job={job} title={t('run.stopped')} />
      ))}
      {isQuiet && run.answersFailed > 0 && (
        <StatusMark meaning="look">
          {t('run.failedAnswers', {
            count: run.answersFailed,
            number: format.number(run.answersFailed),
          })}
        </StatusMark>
      )}
      {unreadable.map((one) => (
        <StatusMark key={one.id} meaning="look">
          {t('run.unreadable', {
            count: one.unparseable,
            number: format.number(one.unparseable),
            planned: format.number(one.planned),
            judge: one.judgeName,
          })}
        </StatusMark>
      ))}
    </div>
  )
}
