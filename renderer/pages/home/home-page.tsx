import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../contract/jobs'
import { useOperation } from '../../core/hooks'
import { useMay, useProject } from '../../core/person'
import { go, goToProject, pageIds } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { Facts } from '../../ui/figure'
import { MachineFacts } from '../../ui/machine-facts'
import { Page, Section } from '../../ui/page'
import { SealChecks } from '../../ui/seal-checks'
import { useFormat } from '../../ui/use-format'
import { JobLine } from '../jobs/job-line'
import classes from './home.module.css'
import { useNextStep } from './next-step'

/** What waits for me, where I go on, and whether the machine is well. */
export function HomePage() {
  const { t } = useTranslation('home')
  const project = useProject()
  return (
    <Page
      title={project ? project.name : t('title')}
      windowTitle={t('title')}
      purpose={t('purpose')}
    >
      <div className={classes.columns}>
        <div>
          <NextStep />
          <Waiting />
          <Jobs />
        </div>
        <div>
          <Section title={t('seal')}>
            <SealChecks />
          </Section>
          <Section title={t('machine')}>
            <MachineFacts />
          </Section>
          <Workspace />
        </div>
      </div>
    </Page>
  )
}

function NextStep() {
  const { t } = useTranslation('home')
  const next = useNextStep()
  if (!next) return null
  return (
    <section className={classes.next} aria-label={t('continue')}>
      <div>
        <h2>{next.title}</h2>
        <p>{next.text}</p>
      </div>
      <Button loading={next.isRunning} onClick={next.go}>
        {next.action}
      </Button>
    </section>
  )
}

const waitingWords = {
  'spot-check': 'spotCheck',
  rate: 'rate',
  settle: 'settle',
  close: 'close',
  sign: 'sign',
} as const

function isKnown(what: string): what is keyof typeof waitingWords {
  return what in waitingWords
}

function Waiting() {
  const { t } = useTranslation('home')
  const home = useOperation('system.home', {}).data
  const projects = useOperation('projects.list', {}).data ?? []
  if (!home) return null
  return (
    <Section title={t('waiting.title')}>
      {home.waiting.length === 0 ? (
        <p className={classes.soft}>{t('waiting.nothing')}</p>
      ) : (
        <ul className={classes.list}>
          {home.waiting.map((one) => (
            <li key={`${one.what} ${one.projectId}`} className={classes.row}>
              <span>
                {isKnown(one.what)
                  ? t(`waiting.${waitingWords[one.what]}`, { count: one.count })
                  : t('waiting.other', { count: one.count, what: one.what })}
                <span className={classes.soft}>
                  {' '}
                  {projects.find((project) => project.id === one.projectId)?.name}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  goToProject(one.projectId, pageIds.find((id) => id === one.page) ?? 'home')
                }
              >
                {t('waiting.open')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const latelyShown = 3

/** Whether a job belongs on this project's page: its own, or one that serves every project. */
function isOfProject(job: Job, projectId: string | undefined): boolean {
  return job.projectId === null || projectId === undefined || job.projectId === projectId
}

/** What runs, here or elsewhere, and what ended last in this project: the tray has the rest. */
function Jobs() {
  const { t } = useTranslation('home')
  const mayCancel = useMay('jobs.cancel')
  const project = useProject()
  const jobs = useOperation('jobs.list', {}).data ?? []
  if (!mayCancel) return null
  const open = jobs.filter((job) => job.endedAt === null)
  const over = jobs
    .filter((job) => job.endedAt !== null && isOfProject(job, project?.id))
    .sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
    .slice(0, latelyShown)
  return (
    <>
      {open.length > 0 && (
        <Section title={t('jobs')}>
          <div className={classes.jobs}>
            {open.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </div>
        </Section>
      )}
      {over.length > 0 && (
        <Section title={t('lately')}>
          <div className={classes.jobs}>
            {over.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

function Workspace() {
  const { t } = useTranslation('home')
  const format = useFormat()
  const home = useOperation('system.home', {})
  const models = useOperation('models.list', {}).data
  if (home.error && !home.data) return <EmptyState title={t('title')} text={home.error.message} />
  if (!home.data) return null
  return (
    <Section
      title={t('workspace.title')}
      action={
        models && (
          <Button size="compact-sm" variant="subtle" onClick={() => go('models')}>
            {t('workspace.models', { count: models.length })}
          </Button>
        )
      }
    >
      <Facts
        rows={[
          {
            label: t('workspace.database'),
            value: t('workspace.encrypted', { size: format.bytes(home.data.databaseBytes) }),
          },
          { label: t('workspace.folder'), value: home.data.workspacePath },
          { label: t('workspace.backup'), value: t('workspace.noBackup') },
          { label: t('workspace.version'), value: home.data.appVersion },
        ]}
      />
    </Section>
  )
}
