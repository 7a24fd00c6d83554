import { useTranslation } from 'react-i18next'
import { useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { ComparisonForm } from './comparison-form'
import { PartFrame } from './part-frame'
import { RunView } from './run-view'

/** The latest comparison; where there is none yet, the form for the first. */
export function ComparePart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('evaluation')
  const { params } = useRoute()
  const runs = useOperation('evaluation.runs', { projectId })
  const mayStart = useMay('evaluation.start')
  if (runs.error) return <RefusalNote message={runs.error.message} />
  if (!runs.data) return null
  const run = runs.data.find((one) => one.id === params.run) ?? runs.data[0]
  if (mayStart && (params.new || !run))
    return <ComparisonForm projectId={projectId} hasRuns={run !== undefined} />
  if (!run)
    return (
      <PartFrame part="compare">
        <EmptyState title={t('noRuns.title')} text={t('noRuns.text')} />
      </PartFrame>
    )
  return <RunView key={run.id} projectId={projectId} run={run} runs={runs.data} />
}
