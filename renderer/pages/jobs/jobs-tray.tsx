import { Button, CloseButton } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job, JobStatus } from '../../../contract/jobs'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { EmptyState } from '../../ui/empty-state'
import { JobLine } from './job-line'
import classes from './jobs.module.css'

const parts: readonly { name: 'now' | 'next' | 'over'; statuses: readonly JobStatus[] }[] = [
  { name: 'now', statuses: ['running', 'interrupted', 'paused'] },
  { name: 'next', statuses: ['waiting'] },
  { name: 'over', statuses: ['done', 'cancelled', 'failed'] },
]

/** Every running, waiting and finished job, at the side of whatever page is open. */
export function JobsTray({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['jobs', 'common'])
  const jobs = useOperation('jobs.list', {}).data ?? []
  const clear = useCommand('jobs.clearFinished')
  const mayClear = useMay('jobs.clearFinished')
  const tray = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    tray.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <section
      className={classes.tray}
      aria-label={t('title')}
      ref={tray}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className={classes.trayHead}>
        <h2>{t('title')}</h2>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </div>
      <div className={classes.trayBody}>
        {jobs.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
        {parts.map(({ name, statuses }) => (
          <Part
            key={name}
            title={t(`parts.${name}`)}
            jobs={jobs.filter((job) => statuses.includes(job.status))}
            action={
              name === 'over' &&
              mayClear && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  loading={clear.isRunning}
                  onClick={() => void clear.run({})}
                >
                  {t('clear')}
                </Button>
              )
            }
          />
        ))}
      </div>
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly jobs: readonly Job[]
  readonly action: ReactNode
}

function Part({ title, jobs, action }: PartProps) {
  if (jobs.length === 0) return null
  return (
    <section className={classes.part}>
      <div className={classes.partHead}>
        <h3>{title}</h3>
        {action}
      </div>
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </section>
  )
}
