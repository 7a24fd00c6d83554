import { useTranslation } from 'react-i18next'
import type { InstructionRun } from '../../../contract/instructions'
import type { Job } from '../../../contract/jobs'
import { useOperation } from '../../core/hooks'
import { isUnderWay, JobStrip } from '../../ui/job-strip'
import { Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useJobWords } from '../../ui/use-worded'
import classes from '../synthesis/synthesis.module.css'

const titles = {
  instructions: 'run.writing',
  'instruction-import': 'run.importing',
  'instruction-export': 'run.exporting',
} as const

function titleOf(kind: string): (typeof titles)[keyof typeof titles] | null {
  return kind in titles ? titles[kind as keyof typeof titles] : null
}

interface RunLinesProps {
  readonly projectId: string
  readonly runs: readonly InstructionRun[]
}

/** What is under way, and what the last run says of its model. */
export function RunLines({ projectId, runs }: RunLinesProps) {
  const { t } = useTranslation('instructions')
  const jobs = useOperation('jobs.list', {}).data ?? []
  const own = jobs.filter((job) => job.projectId === projectId && titleOf(job.kind) !== null)
  const underWay = own.filter(isUnderWay)
  const [latest] = runs
  const isWriting = underWay.some((job) => job.kind === 'instructions')
  const stopped = own.find((job) => job.id === latest?.jobId && job.status === 'failed')
  const hasVerdict = latest !== undefined && latest.verdict.state !== 'too-early'
  if (underWay.length === 0 && !stopped && !hasVerdict) return null
  return (
    <div className={classes.runs}>
      {underWay.map((job) => {
        const title = titleOf(job.kind)
        return title && <JobStrip key={job.id} job={job} title={t(title)} />
      })}
      {stopped && latest && <Stopped job={stopped} run={latest} />}
      {hasVerdict && !stopped && (!isWriting || latest.verdict.state === 'not-good-enough') && (
        <ModelVerdictLine run={latest} />
      )}
    </div>
  )
}

function Stopped({ job, run }: { readonly job: Job; readonly run: InstructionRun }) {
  const { t } = useTranslation('instructions')
  const words = useJobWords()
  const format = useFormat()
  return (
    <Verdict meaning="wrong" title={t('run.failed', { finished: format.number(run.finished) })}>
      {words(job).message}
    </Verdict>
  )
}

const meanings = { good: 'fine', weak: 'look', 'not-good-enough': 'wrong' } as const

/** Whether the model is good enough for this stage, said honestly, with the figures. */
function ModelVerdictLine({ run }: { readonly run: InstructionRun }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const { state, calls, malformed, rows, caught, givenUp } = run.verdict
  if (state === 'too-early') return null
  const words = [
    t('verdict.advice', { model: run.modelName }),
    t('run.malformed', { malformed: format.number(malformed), calls: format.number(calls) }),
    t('run.caught', { caught: format.number(caught), rows: format.number(rows) }),
    ...(givenUp > 0 ? [t('run.gaveUp', { count: givenUp, number: format.number(givenUp) })] : []),
  ]
  return (
    <Verdict meaning={meanings[state]} title={t(`verdict.${state}`)}>
      {words.join(' · ')}
    </Verdict>
  )
}
