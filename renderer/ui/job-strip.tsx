import { ActionIcon, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../contract/jobs'
import { useCommand } from '../core/hooks'
import { useMay } from '../core/person'
import { IconPlayerPause, IconPlayerPlay, IconX } from './icons'
import classes from './job-strip.module.css'
import { ProgressLine } from './progress-line'
import { Verdict } from './status-mark'
import { useUnitName } from './use-counted'
import { useJobWords } from './use-worded'

interface JobStripProps {
  readonly job: Job
  /** What is or was under way, in the page's own words. */
  readonly title: string
}

const resumable: readonly Job['status'][] = ['paused', 'interrupted']

/** Whether a job still has something to do. */
export function isUnderWay(job: Job): boolean {
  return ['waiting', 'running', 'paused', 'interrupted'].includes(job.status)
}

/** A job where its work is: how far, how fast, how long still, and how to stop it. */
export function JobStrip({ job, title }: JobStripProps) {
  const { t } = useTranslation('jobs')
  const unitName = useUnitName()
  const canResume = resumable.includes(job.status)
  return (
    <div className={classes.job}>
      <div className={classes.progress}>
        <p className={classes.title}>
          {title}
          {job.status !== 'running' && ` · ${t(`status.${job.status}`)}`}
        </p>
        <ProgressLine
          label={title}
          done={job.done}
          total={job.total}
          unit={unitName(job.unit)}
          rate={job.rate}
          secondsLeft={job.secondsLeft}
          paused={job.status !== 'running'}
        />
      </div>
      <JobActions job={job} canResume={canResume} />
    </div>
  )
}

/** A job that stopped by itself: what the page says of it, and below that the reason. */
export function StoppedJob({ job, title }: JobStripProps) {
  const words = useJobWords()
  return (
    <Verdict meaning="wrong" title={title}>
      {words(job).message}
    </Verdict>
  )
}

function JobActions({ job, canResume }: { readonly job: Job; readonly canResume: boolean }) {
  const { t } = useTranslation('jobs')
  const pause = useCommand('jobs.pause')
  const resume = useCommand('jobs.resume')
  const cancel = useCommand('jobs.cancel')
  const mayChange = useMay('jobs.cancel')
  if (!mayChange) return null
  const isPausable = job.canPause && (job.status === 'running' || job.status === 'waiting')
  const action = canResume
    ? { label: t('resume'), Icon: IconPlayerPlay, run: () => resume.run({ id: job.id }) }
    : isPausable
      ? { label: t('pause'), Icon: IconPlayerPause, run: () => pause.run({ id: job.id }) }
      : null
  return (
    <div className={classes.actions}>
      {action && (
        <Tooltip label={action.label}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={action.label}
            onClick={() => void action.run()}
          >
            <action.Icon size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('cancel')}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('cancel')}
          onClick={() => void cancel.run({ id: job.id })}
        >
          <IconX size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
