import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetInspection } from '../../../contract/evaluation-sets'
import type { TaskId } from '../../../contract/tasks'
import { useCommand } from '../../core/hooks'
import { setParams } from '../../core/route'
import { ImportChoices, type ImportKind, type ImportWish } from '../../ui/import-choices'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'

interface SetChoicesProps {
  readonly projectId: string
  readonly tokens: string[]
  readonly tasks: readonly TaskId[]
  readonly inspection: SetInspection
}

/** How the set is kept; its page opens when it is there. */
export function SetChoices({ projectId, tokens, tasks, inspection }: SetChoicesProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const [kind, setKind] = useState<ImportKind | null>(null)
  const start = useCommand('evaluation.importSet')
  const run = async (wish: ImportWish): Promise<void> => {
    const { layout, mapping } = inspection
    const done = await start.run({ ...wish, projectId, tokens, layout, mapping, tasks: [...tasks] })
    if (!done) return
    tell(
      done.problems.length > 0 ? 'look' : 'fine',
      t('importing.done', {
        name: done.set.name,
        questions: format.number(done.set.questions),
        count: done.problems.length,
        problems: format.number(done.set.problems),
      }),
    )
    setParams({ import: null, set: done.set.id })
  }
  return (
    <ImportChoices
      words={t('importing.choices', { returnObjects: true })}
      suggestedName={inspection.suggestedName}
      kind={kind}
      onKind={setKind}
      missing={null}
      isRunning={start.isRunning}
      onImport={(wish) => void run(wish)}
    />
  )
}
