import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Adapter } from '../../../contract/adapters'
import {
  isLearned,
  type MemorisationResult,
  type MemorisationTest,
} from '../../../contract/memorisation'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { ConfidentialEdge } from '../../ui/confidential-edge'
import { Help } from '../../ui/help'
import { isUnderWay, JobStrip } from '../../ui/job-strip'
import { Section } from '../../ui/page'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useJobWords } from '../../ui/use-worded'
import { CopiesTable, ExposureTable } from './memorisation-tables'
import classes from './release.module.css'

interface MemorisationViewProps {
  readonly projectId: string
  readonly adapter: Adapter
  /** The newest finished test of this very file. */
  readonly test: MemorisationTest | null
}

/** What an adapter knows by heart, beside the model alone; measured here. */
export function MemorisationView({ projectId, adapter, test }: MemorisationViewProps) {
  const { t } = useTranslation('release')
  const format = useFormat()
  return (
    <Section
      title={t('share.heart.title')}
      note={<Help about={t('share.heart.title')}>{t('share.heart.help')}</Help>}
      action={<Measure projectId={projectId} adapter={adapter} isMeasured={test !== null} />}
    >
      <Measuring projectId={projectId} adapterId={adapter.id} />
      {test?.result ? (
        <div className={classes.drawUp}>
          <Sentences result={test.result} />
          <ExposureTable exposures={test.result.exposures} />
          {test.result.copies && (
            <ConfidentialEdge confidential={adapter.confidential}>
              <CopiesTable copies={test.result.copies} />
            </ConfidentialEdge>
          )}
          <p className={classes.soft}>
            {t('share.heart.measured', {
              when: format.when(test.createdAt),
              name: test.createdBy,
            })}
          </p>
        </div>
      ) : (
        <div>
          <StatusMark meaning="look">{t('share.heart.missing')}</StatusMark>
          <p className={classes.soft}>{t('share.heart.missingText')}</p>
        </div>
      )}
    </Section>
  )
}

/** The verdict on the planted strings, and the one on the answers. */
function Sentences({ result: { exposures, copies } }: { readonly result: MemorisationResult }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const known = exposures.filter(({ adapter }) => isLearned(adapter)).length
  return (
    <>
      {exposures.length === 0 && <p>{t('share.heart.notPlanted')}</p>}
      {exposures.length > 0 && (
        <StatusMark meaning={known === 0 ? 'fine' : 'look'}>
          {known === 0
            ? t('share.heart.none')
            : t('share.heart.some', { count: known, of: exposures.length })}
        </StatusMark>
      )}
      {copies && (
        <StatusMark meaning={copies.adapter.shared > 0 ? 'look' : 'fine'}>
          {copies.adapter.shared > 0
            ? t('share.heart.copied', {
                longest: format.number(copies.adapter.longest),
                base: format.number(copies.base.longest),
              })
            : t('share.heart.notCopied')}
        </StatusMark>
      )}
    </>
  )
}

interface MeasureProps {
  readonly projectId: string
  readonly adapter: Adapter
  readonly isMeasured: boolean
}

function Measure({ projectId, adapter, isMeasured }: MeasureProps) {
  const { t } = useTranslation('release')
  const mayStart = useMay('memorisation.start')
  const start = useCommand('memorisation.start')
  const job = useTestJob(projectId, adapter.id)
  if (!mayStart || (job && isUnderWay(job))) return null
  return (
    <Button
      size="xs"
      variant="default"
      loading={start.isRunning}
      onClick={() => void start.run({ projectId, adapterId: adapter.id })}
    >
      {t(isMeasured ? 'share.heart.again' : 'share.heart.start')}
    </Button>
  )
}

/** The newest job that measures, or measured, this adapter; a test that came to nothing has gone. */
function useTestJob(projectId: string, adapterId: string) {
  const tests = useOperation('memorisation.tests', { projectId }).data ?? []
  const jobs = useOperation('jobs.list', {}).data ?? []
  const newest = tests.find((one) => one.adapterId === adapterId)
  return jobs.find((job) => job.id === newest?.jobId)
}

function Measuring({
  projectId,
  adapterId,
}: {
  readonly projectId: string
  readonly adapterId: string
}) {
  const { t } = useTranslation('release')
  const words = useJobWords()
  const job = useTestJob(projectId, adapterId)
  const jobs = useOperation('jobs.list', {}).data ?? []
  const last = jobs.find((one) => one.kind === 'memorisation' && one.projectId === projectId)
  if (job && isUnderWay(job)) return <JobStrip job={job} title={t('share.heart.running')} />
  if (last?.status !== 'failed') return null
  const { title, message } = words(last)
  return (
    <Verdict meaning="wrong" title={t('share.heart.stopped')}>
      <p>{title}</p>
      <p>{message}</p>
    </Verdict>
  )
}
