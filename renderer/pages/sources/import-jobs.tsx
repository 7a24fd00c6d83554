import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../contract/jobs'
import type { Collection } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { setParams } from '../../core/route'
import { isUnderWay, JobStrip } from '../../ui/job-strip'
import { Verdict } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useJobWords } from '../../ui/use-worded'
import classes from './sources.module.css'

export interface ImportJob {
  readonly job: Job
  readonly name: string
  /** All records are in; what is left is to make them searchable. */
  readonly isIndexing: boolean
}

/**
 * The project's imports that are under way, and those started here that stopped. One started here
 * that is done opens its collection.
 */
export function useImportJobs(
  followed: readonly string[],
  collections: readonly Collection[],
): readonly ImportJob[] {
  const { t } = useTranslation('sources')
  const project = useOpenProject()
  const jobs = useOperation('jobs.list', {}).data ?? []
  const said = useRef(new Set<string>())
  const shown = jobs
    .filter((job) => job.kind === 'import' && job.projectId === project.id)
    .filter((job) => isUnderWay(job) || followed.includes(job.id))
    .map((job): ImportJob => {
      const collection = collections.find((one) => one.id === job.resultId)
      const name = collection?.name ?? String(job.said.title[0]?.values.name ?? job.title)
      return { job, name, isIndexing: collection !== undefined }
    })
  const done = shown.find(({ job }) => job.status === 'done' && !said.current.has(job.id))
  useEffect(() => {
    if (!done) return
    said.current.add(done.job.id)
    tell('fine', t('jobs.done', { name: done.name }))
    setParams({ collection: done.job.resultId, record: null })
  }, [done, t])
  return shown.filter(({ job }) => job.status !== 'done')
}

export function ImportJobs({ jobs }: { readonly jobs: readonly ImportJob[] }) {
  const { t } = useTranslation('sources')
  const words = useJobWords()
  if (jobs.length === 0) return null
  return (
    <div className={classes.jobs}>
      {jobs.map(({ job, name, isIndexing }) => {
        if (job.status === 'failed')
          return (
            <Verdict key={job.id} meaning="wrong" title={t('jobs.failed', { name })}>
              {words(job).message}
            </Verdict>
          )
        if (job.status === 'cancelled')
          return <Verdict key={job.id} meaning="look" title={t('jobs.cancelled', { name })} />
        const title = isIndexing ? t('jobs.indexing', { name }) : t('jobs.importing', { name })
        return <JobStrip key={job.id} job={job} title={title} />
      })}
    </div>
  )
}
