import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Job, JobStatus } from '../../../contract/jobs'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { IconPlayerPause, IconPlayerPlay, IconX } from '../../ui/icons'
import { ProgressLine } from '../../ui/progress-line'
import { type Meaning, StatusMark } from '../../ui/status-mark'
import { useUnitName } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { useJobWords } from '../../ui/use-worded'
import classes from './jobs.module.css'

const meanings: Partial<Record<JobStatus, Meaning>> = {
  interrupted: 'look',
  paused: 'look',
  failed: 'wrong',
  done: 'fine',
}

/** One job: what it does, how far it is, what can be done about it, and what it made. */
export function JobLine({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const unit = useUnitName()(job.unit)
  const meaning = meanings[job.status]
  const isOver = job.endedAt !== null
  // Two or three steps of different length say nothing about the time of the next.
  const isTimed = job.status === 'running' && job.unit !== 'steps'
  const { title, step, message } = useJobWords()(job)
  const text = job.status === 'interrupted' ? t('interruptedText') : message || step
  const words = t(`status.${job.status}`)
  return (
    <article className={classes.job} aria-label={title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {meaning ? (
          <StatusMark meaning={meaning}>{words}</StatusMark>
        ) : (
          <span className={classes.soft}>{words}</span>
        )}
      </div>
      {!isOver && (
        <ProgressLine
          label={title}
          done={job.done}
          total={job.total}
          unit={unit}
          rate={isTimed ? job.rate : null}
          secondsLeft={isTimed ? job.secondsLeft : null}
          paused={job.status !== 'running'}
        />
      )}
      {text !== '' && <p className={classes.text}>{text}</p>}
      <div className={classes.foot}>
        <span className={classes.soft}>
          {isOver && job.endedAt
            ? t('ended', { when: format.when(job.endedAt), who: job.createdBy })
            : t('startedBy', { who: job.createdBy })}
        </span>
        <JobActions job={job} />
      </div>
    </article>
  )
}

/** Where what a job made can be seen. */
function showResult(job: Job): (() => void) | null {
  if (job.status !== 'done') return null
  switch (job.kind) {
    case 'import':
      return () => go('sources', { collection: job.resultId })
    case 'synthesis':
      return () => go('synthesis', { run: job.resultId })
    case 'instructions':
    case 'instruction-import':
      return () => go('instructions', { part: 'rows' })
    case 'evaluation':
      return () => go('evaluation', { run: job.resultId })
    case 'perplexity':
    case 'ability':
      return () => go('evaluation', { part: job.kind })
    case 'memorisation':
    case 'share-pack':
      return () => go('release', { part: 'share' })
    case 'model-import':
    case 'model-measure':
      return () => go('models')
    default:
      return null
  }
}

function JobActions({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs')
  const pause = useCommand('jobs.pause')
  const resume = useCommand('jobs.resume')
  const cancel = useCommand('jobs.cancel')
  const show = showResult(job)
  const maySteer = useMay('jobs.cancel')
  const canPause =
    maySteer && job.canPause && (job.status === 'running' || job.status === 'waiting')
  const canResume = maySteer && (job.status === 'paused' || job.status === 'interrupted')
  return (
    <div className={classes.actions}>
      {canPause && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          loading={pause.isRunning}
          onClick={() => void pause.run({ id: job.id })}
        >
          {t('pause')}
        </Button>
      )}
      {canResume && (
        <Button
          size="compact-sm"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          loading={resume.isRunning}
          onClick={() => void resume.run({ id: job.id })}
        >
          {t('resume')}
        </Button>
      )}
      {maySteer && job.endedAt === null && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          loading={cancel.isRunning}
          onClick={() => void cancel.run({ id: job.id })}
        >
          {t('cancel')}
        </Button>
      )}
      {show && (
        <Button size="compact-sm" variant="default" onClick={show}>
          {t('show')}
        </Button>
      )}
    </div>
  )
}
