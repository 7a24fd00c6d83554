import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionSet } from '../../../contract/evaluation-sets'
import type { ChosenFile } from '../../../contract/shell'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconFileImport } from '../../ui/icons'
import { SideChoice } from '../../ui/side-choice'
import { offerUndo } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { ActionButton } from './action-button'
import { openPart, PartFrame } from './part-frame'
import { SetDrop } from './set-drop'
import { SetImport } from './set-import'
import { SetQuestions } from './set-questions'
import classes from './sets.module.css'

/** Questions from elsewhere: the list of sets, what is in one, and how a new one comes in. */
export function SetPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('evaluation')
  const { params } = useRoute()
  const sets = useOperation('evaluation.sets', { projectId })
  const mayImport = useMay('evaluation.importSet')
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const take = useCallback((chosen: readonly ChosenFile[]) => {
    setFiles(chosen)
    setParams({ import: 1 })
  }, [])
  const leave = (): void => {
    setFiles([])
    setParams({ import: null })
  }
  if (sets.error) return <RefusalNote message={sets.error.message} />
  if (!sets.data) return null
  if (params.import && mayImport)
    return <SetImport projectId={projectId} files={files} onFiles={setFiles} onLeave={leave} />
  const shown = sets.data.filter((set) => !set.removed)
  const chosen = shown.find((set) => set.id === params.set) ?? shown[0]
  return (
    <PartFrame
      part="sets"
      action={
        mayImport && (
          <ActionButton Icon={IconFileImport} onClick={() => setParams({ import: 1 })}>
            {t('sets.import')}
          </ActionButton>
        )
      }
    >
      {chosen ? (
        <div className={classes.columns}>
          <SetList sets={shown} chosen={chosen} />
          <div className={classes.open}>
            <SetHead set={chosen} />
            <SetQuestions key={chosen.id} set={chosen} />
          </div>
        </div>
      ) : mayImport ? (
        <div className={classes.empty}>
          <EmptyState title={t('sets.none.title')} text={t('sets.none.text')} />
          <SetDrop onFiles={take} />
        </div>
      ) : (
        <EmptyState title={t('sets.none.title')} text={t('sets.none.reader')} />
      )}
    </PartFrame>
  )
}

interface SetListProps {
  readonly sets: readonly QuestionSet[]
  readonly chosen: QuestionSet
}

function SetList({ sets, chosen }: SetListProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  return (
    <ul className={classes.list} aria-label={t('parts.sets')}>
      {sets.map((set) => (
        <li key={set.id}>
          <SideChoice
            name={set.name}
            note={t('sets.figure', {
              questions: format.number(set.questions),
              layout: t(`layouts.${set.layout}`),
            })}
            isConfidential={set.confidential}
            isCurrent={set.id === chosen.id}
            onChoose={() => setParams({ set: set.id })}
          />
        </li>
      ))}
    </ul>
  )
}

function SetHead({ set }: { readonly set: QuestionSet }) {
  const { t } = useTranslation(['evaluation', 'common'])
  const format = useFormat()
  const remove = useCommand('evaluation.removeSet')
  const restore = useCommand('evaluation.restoreSet')
  const mayRemove = useMay('evaluation.removeSet')
  const facts = [
    t('sets.notes', { number: format.number(set.notes) }),
    t('sets.withAnswer', { number: format.number(set.withAnswer) }),
    set.problems > 0 &&
      t('sets.problems', { count: set.problems, number: format.number(set.problems) }),
    set.fileNames,
    t('sets.imported', { when: format.when(set.createdAt), who: set.createdBy }),
  ]
  const takeAway = async (): Promise<void> => {
    if (!(await remove.run({ setId: set.id }))) return
    setParams({ set: null })
    offerUndo(t('sets.removed', { name: set.name }), () => restore.run({ setId: set.id }))
  }
  return (
    <div className={classes.head}>
      <div className={classes.headWords}>
        <h2>{set.name}</h2>
        <p className={classes.soft}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {mayRemove && (
        <div className={classes.headActions}>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => openPart('compare', { new: 1 })}
          >
            {t('sets.compare')}
          </Button>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            loading={remove.isRunning}
            onClick={() => void takeAway()}
          >
            {t('common:remove')}
          </Button>
        </div>
      )}
    </div>
  )
}
