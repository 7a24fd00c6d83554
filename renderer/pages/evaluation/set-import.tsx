import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type SetInspection,
  type SetLayout,
  type SetMapping,
  setLayouts,
} from '../../../contract/evaluation-sets'
import type { ChosenFile } from '../../../contract/shell'
import type { TaskId } from '../../../contract/tasks'
import { useOperation } from '../../core/hooks'
import {
  ImportFrame,
  type ImportParts,
  ImportSections,
  RecognisedFiles,
  UnreadFiles,
} from '../../ui/import-parts'
import { useWorded } from '../../ui/use-worded'
import { useTasks } from '../query/use-tasks'
import { SetChoices } from './set-choices'
import { SetDrop } from './set-drop'
import { SetPreview } from './set-preview'
import classes from './sets.module.css'

interface SetImportProps {
  readonly projectId: string
  readonly files: readonly ChosenFile[]
  readonly onFiles: (files: readonly ChosenFile[]) => void
  readonly onLeave: () => void
}

/** Questions from files: looked at, told what they are, then brought in. */
export function SetImport({ projectId, files, onFiles, onLeave }: SetImportProps) {
  const { t } = useTranslation('evaluation')
  return (
    <ImportFrame
      title={t('importing.title')}
      windowTitle={t('title')}
      purpose={t('importing.purpose')}
      back={t('importing.back')}
      onLeave={onLeave}
    >
      {files.length === 0 ? (
        <Parts files={<SetDrop onFiles={onFiles} />} />
      ) : (
        <ChosenParts
          key={files.map((file) => file.token).join(' ')}
          projectId={projectId}
          files={files}
          onOther={() => onFiles([])}
        />
      )}
    </ImportFrame>
  )
}

function Parts(parts: ImportParts) {
  const { t } = useTranslation('evaluation')
  return <ImportSections {...parts} words={t('importing.sections', { returnObjects: true })} />
}

interface ChosenPartsProps {
  readonly projectId: string
  readonly files: readonly ChosenFile[]
  readonly onOther: () => void
}

function ChosenParts({ projectId, files, onOther }: ChosenPartsProps) {
  const { t } = useTranslation('evaluation')
  const [layout, setLayout] = useState<SetLayout | null>(null)
  const [mapping, setMapping] = useState<SetMapping | null>(null)
  const [tasks, setTasks] = useState<readonly TaskId[]>(['summarization', 'question-answering'])
  const tokens = files.map((file) => file.token)
  const look = useOperation(
    'evaluation.inspectSet',
    { tokens, layout, mapping, tasks: [...tasks] },
    { keepPrevious: true },
  )
  if (!look.data || look.error) {
    const byHand = layout === null && (
      <Button onClick={() => setLayout('csv')}>{t('importing.byHand')}</Button>
    )
    return (
      <Parts
        files={<UnreadFiles refusal={look.error?.message} wayOut={byHand} onOther={onOther} />}
      />
    )
  }
  // What was chosen counts at once, also while the rows under it are still those of the last look.
  const inspection = { ...look.data, mapping: mapping ?? look.data.mapping }
  const chooseLayout = (next: SetLayout): void => {
    setLayout(next)
    setMapping(null)
  }
  return (
    <Parts
      files={<Recognised inspection={inspection} onLayout={chooseLayout} onOther={onOther} />}
      seen={{
        rows: (
          <>
            {inspection.layout === 'mtsamples' && <TaskFields tasks={tasks} onTasks={setTasks} />}
            <SetPreview inspection={inspection} onMapping={setMapping} />
          </>
        ),
        choices: (
          <SetChoices projectId={projectId} tokens={tokens} tasks={tasks} inspection={inspection} />
        ),
      }}
    />
  )
}

interface RecognisedProps {
  readonly inspection: SetInspection
  readonly onLayout: (layout: SetLayout) => void
  readonly onOther: () => void
}

/** The layout that was found can be put right by hand. */
function Recognised({ inspection, onLayout, onOther }: RecognisedProps) {
  const { t } = useTranslation('evaluation')
  const say = useWorded()
  const { layoutName, explanation, fileNames, layout } = inspection
  const names = fileNames.slice(0, 4).join(', ')
  return (
    <RecognisedFiles
      format={layoutName}
      note={`${say([explanation], '')} ${names}${fileNames.length > 4 ? ' …' : ''}`}
      action={
        <NativeSelect
          size="sm"
          aria-label={t('importing.layout')}
          data={setLayouts.map((one) => ({ value: one, label: t(`layouts.${one}`) }))}
          value={layout}
          onChange={(event) => onLayout(event.currentTarget.value as SetLayout)}
        />
      }
      onOther={onOther}
    />
  )
}

interface TaskFieldsProps {
  readonly tasks: readonly TaskId[]
  readonly onTasks: (tasks: readonly TaskId[]) => void
}

/** Notes without questions are asked the first instruction of each of these. */
function TaskFields({ tasks, onTasks }: TaskFieldsProps) {
  const { t } = useTranslation('evaluation')
  return (
    <fieldset className={classes.tasks}>
      <legend>{t('importing.tasks')}</legend>
      {useTasks().map((task) => (
        <Checkbox
          key={task.id}
          size="sm"
          label={task.name}
          description={task.instruction}
          checked={tasks.includes(task.id)}
          onChange={() =>
            onTasks(
              tasks.includes(task.id)
                ? tasks.filter((one) => one !== task.id)
                : [...tasks, task.id],
            )
          }
        />
      ))}
    </fieldset>
  )
}
