import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationRun } from '../../../contract/evaluation-comparison'
import type { ItemFilter } from '../../../contract/evaluation-results'
import { useKeysetPages, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams, useRoute } from '../../core/route'
import { RefusalNote } from '../../ui/error-boundary'
import { IconPlus } from '../../ui/icons'
import { isUnderWay } from '../../ui/job-strip'
import { Section } from '../../ui/page'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { ActionButton } from './action-button'
import { Headline } from './headline'
import { ItemReader } from './item-reader'
import { ItemTable } from './item-table'
import { type ItemView, wholeView } from './item-view'
import { PairedPanel } from './paired-panel'
import { PartFrame } from './part-frame'
import { RemarkList } from './remarks'
import { ResultPlot } from './result-plot'
import { ResultTable } from './result-table'
import classes from './results.module.css'
import { RunHead } from './run-head'
import { RunJobs } from './run-jobs'
import { useLooks } from './use-choices'

interface RunViewProps {
  readonly projectId: string
  readonly run: EvaluationRun
  readonly runs: readonly EvaluationRun[]
}

/** One comparison: how it goes on, what came out, and every single answer. */
export function RunView({ projectId, run, runs }: RunViewProps) {
  const { t } = useTranslation('evaluation')
  const { params } = useRoute()
  const [view, setView] = useState<ItemView>(wholeView)
  const change = useCallback(
    (changes: Partial<ItemView>) => setView((before) => ({ ...before, ...changes })),
    [],
  )
  const judging = run.judgings.find((one) => one.id === params.judging) ?? newestOf(run)
  const judgingId = judging?.id ?? null
  const filter = { runId: run.id, judgingId, ...view } satisfies Partial<ItemFilter>
  const pages = useKeysetPages('evaluation.items', { filter }, { keepPrevious: true })
  const mayStart = useMay('evaluation.start')
  const job = useOperation('jobs.list', {}).data?.find((one) => one.id === run.jobId)
  const isBusy = job !== undefined && isUnderWay(job)
  if (params.item)
    return (
      <ItemReader
        key={params.item}
        run={run}
        judgingId={judgingId}
        ordinal={Number(params.item)}
        rows={pages.rows}
        loadMore={pages.loadMore}
        projectId={projectId}
      />
    )
  return (
    <PartFrame
      part="compare"
      action={
        mayStart && (
          <ActionButton Icon={IconPlus} onClick={() => setParams({ new: 1, item: null })}>
            {t('run.new')}
          </ActionButton>
        )
      }
    >
      <RunHead run={run} runs={runs} judging={judging} isBusy={isBusy} />
      <RunJobs projectId={projectId} run={run} />
      <RunResults run={run} judgingId={judgingId} isBusy={isBusy} view={view} onView={change} />
      <Section title={t('items.title')}>
        <div id="answers">
          <ItemTable run={run} filter={filter} view={view} onView={change} pages={pages} />
        </div>
      </Section>
    </PartFrame>
  )
}

const calmMilliseconds = 15_000

/** Thousands of bootstrap draws stand behind these figures: while work goes on they come seldom. */
function useCalmResults(runId: string, judgingId: string | null, isBusy: boolean) {
  const results = useOperation(
    'evaluation.results',
    { runId, judgingId },
    { keepPrevious: true, enabled: !isBusy },
  )
  const { refetch } = results
  useEffect(() => {
    if (!isBusy) return
    const ask = (): void => void refetch()
    ask()
    const timer = setInterval(ask, calmMilliseconds)
    return () => clearInterval(timer)
  }, [isBusy, refetch])
  return results
}

/** The judging that began last: what results name unless another is chosen. */
export function newestOf(run: EvaluationRun) {
  return [...run.judgings].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0] ?? null
}

interface RunResultsProps {
  readonly run: EvaluationRun
  readonly judgingId: string | null
  readonly isBusy: boolean
  readonly view: ItemView
  readonly onView: (changes: Partial<ItemView>) => void
}

/** Figures as the core gives them; of a run that still runs, of what is there. */
function RunResults({ run, judgingId, isBusy, view, onView }: RunResultsProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const results = useCalmResults(run.id, judgingId, isBusy)
  const looks = useLooks(run.arms)
  const nameOf = (armId: string): string => run.arms.find((one) => one.id === armId)?.name ?? armId
  if (results.error) return <RefusalNote message={results.error.message} />
  if (!results.data) return null
  const show = (changes: Partial<ItemView>): void => {
    onView({ ...wholeView, ...changes })
    document.getElementById('answers')?.scrollIntoView({ block: 'start' })
  }
  const judged = results.data.cells.some((cell) => cell.judged > 0)
  return (
    <>
      <RemarkList remarks={results.data.remarks} nameOf={nameOf} />
      {judged ? (
        <>
          <Headline results={results.data} looks={looks} />
          {results.data.paired.length > 0 && <ResultPlot results={results.data} looks={looks} />}
          <Section
            title={t('table.title')}
            note={t('table.note', {
              level: format.percent(results.data.level),
              draws: format.number(results.data.draws),
            })}
          >
            <ResultTable results={results.data} looks={looks} view={view} onShow={show} />
          </Section>
          {results.data.paired.length > 0 && (
            <PairedPanel results={results.data} looks={looks} view={view} onShow={show} />
          )}
        </>
      ) : (
        <p className={classes.notJudged}>
          <StatusMark meaning="look">
            {t(judgingId === null ? 'run.noJudging' : 'run.notJudgedYet')}
          </StatusMark>
        </p>
      )}
    </>
  )
}
