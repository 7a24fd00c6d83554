import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerplexityTable } from '../../../contract/evaluation-scoring'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import classes from './evaluation.module.css'
import { JobLines } from './job-lines'
import { PartFrame } from './part-frame'
import { PerplexityForm } from './perplexity-form'
import { PerplexityResult } from './perplexity-result'
import { StartPick } from './start-pick'

/** How well a model foresees each kind of text: the form at the left, the tables of one start at the right. */
export function PerplexityPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('evaluation')
  const tables = useOperation('evaluation.perplexity', { projectId })
  const mayStart = useMay('evaluation.startPerplexity')
  const [chosen, setChosen] = useState<string | null>(null)
  const starts = useMemo(() => startsOf(tables.data ?? []), [tables.data])
  if (tables.error) return <RefusalNote message={tables.error.message} />
  const start = starts.find((one) => one.jobId === chosen) ?? starts[0]
  return (
    <PartFrame part="perplexity">
      <div className={classes.bench} data-bare={!mayStart || undefined}>
        {mayStart && <PerplexityForm projectId={projectId} onStarted={setChosen} />}
        <div className={classes.outcome}>
          <JobLines
            projectId={projectId}
            jobIds={starts.map((one) => one.jobId)}
            kind="perplexity"
          />
          {tables.data && !start && (
            <EmptyState
              title={t('perplexity.none.title')}
              text={t(mayStart ? 'perplexity.none.text' : 'perplexity.none.reader')}
            />
          )}
          {start && (
            <>
              <StartPick
                label={t('perplexity.show')}
                starts={starts.map((one) => ({
                  id: one.jobId,
                  name: one.tables[0]!.modelName,
                  createdAt: one.tables[0]!.createdAt,
                }))}
                value={start.jobId}
                onChoose={setChosen}
              />
              <PerplexityResult tables={start.tables} />
            </>
          )}
        </div>
      </div>
    </PartFrame>
  )
}

interface Start {
  readonly jobId: string
  /** The model alone first, then its adapters. */
  readonly tables: readonly PerplexityTable[]
}

/** Tables of one start share their documents, and so stand side by side. Newest first, as given. */
export function startsOf(tables: readonly PerplexityTable[]): readonly Start[] {
  const jobs = [...new Set(tables.map((table) => table.jobId))]
  return jobs.map((jobId) => ({
    jobId,
    tables: tables
      .filter((table) => table.jobId === jobId)
      .sort(
        (a, b) =>
          Number(a.adapterId !== null) - Number(b.adapterId !== null) ||
          (a.adapterName ?? '').localeCompare(b.adapterName ?? ''),
      ),
  }))
}
