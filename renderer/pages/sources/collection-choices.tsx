import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { Inspection } from '../../../contract/sources'
import { useCommand } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { ImportChoices, type ImportKind, type ImportWish } from '../../ui/import-choices'
import { isComplete } from './terms-fields'

interface CollectionChoicesProps {
  readonly tokens: string[]
  readonly inspection: Inspection
  /** Chosen above, beside what the files were recognised as. */
  readonly terms: SourceTerms
  readonly kind: ImportKind | null
  readonly onKind: (kind: ImportKind) => void
  readonly onStarted: (jobId: string) => void
}

/** How the collection is kept; public texts need their terms, local notes have none. */
export function CollectionChoices(props: CollectionChoicesProps) {
  const { tokens, inspection, terms, kind, onKind, onStarted } = props
  const { t } = useTranslation('sources')
  const project = useOpenProject()
  const start = useCommand('sources.import')
  const run = async (wish: ImportWish): Promise<void> => {
    const started = await start.run({
      ...wish,
      projectId: project.id,
      tokens,
      mapping: inspection.mapping,
      terms: wish.confidential ? null : terms,
    })
    if (started) onStarted(started.jobId)
  }
  return (
    <ImportChoices
      words={t('importing.choices', { returnObjects: true })}
      suggestedName={inspection.suggestedName}
      kind={kind}
      onKind={onKind}
      missing={kind === 'public' && !isComplete(terms) ? t('importing.missingTerms') : null}
      isRunning={start.isRunning}
      onImport={(wish) => void run(wish)}
    />
  )
}
