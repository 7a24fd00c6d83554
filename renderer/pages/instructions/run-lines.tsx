import { useTranslation } from 'react-i18next'
import type { InstructionRun } from '../../../contract/instructions'
import { useOperation } from '../../core/hooks'
import { isUnderWay, JobStrip, StoppedJob } from '../../ui/job-strip'
import { Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
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
  const format = useFormat()
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
      {stopped && latest && (
        <StoppedJob
          job={stopped}
          title={t('run.failed', { finished: format.number(latest.finished) })}
        />
      )}
      {hasVerdict && !stopped && (!isWriting || latest.verdict.state === 'not-good-enough') && (
        <ModelVerdictLine run={latest} />
      )}
    </div>
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
