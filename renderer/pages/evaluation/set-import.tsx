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
import { IconArrowLeft } from '../../ui/icons'
import { Page, Section } from '../../ui/page'
import { Verdict } from '../../ui/status-mark'
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

/** One page of three parts that fill in as one goes: files, the questions in them, how to keep them. */
export function SetImport({ projectId, files, onFiles, onLeave }: SetImportProps) {
  const { t } = useTranslation('evaluation')
  return (
    <Page
      title={t('importing.title')}
      windowTitle={t('title')}
      purpose={t('importing.purpose')}
      action={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onLeave}
        >
          {t('importing.back')}
        </Button>
      }
    >
      <div className={classes.importPage}>
        {files.length === 0 ? (
          <>
            <Section title={t('importing.files')}>
              <SetDrop onFiles={onFiles} />
            </Section>
            <LaterParts />
          </>
        ) : (
          <ChosenParts
            key={files.map((file) => file.token).join(' ')}
            projectId={projectId}
            files={files}
            onOther={() => onFiles([])}
          />
        )}
      </div>
    </Page>
  )
}

function LaterParts() {
  const { t } = useTranslation('evaluation')
  return (
    <>
      <Section title={t('importing.look')}>
        <p className={classes.soft}>{t('importing.lookLater')}</p>
      </Section>
      <Section title={t('importing.keep')}>
        <p className={classes.soft}>{t('importing.keepLater')}</p>
      </Section>
    </>
  )
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
  // What was chosen counts at once, also while the rows under it are still those of the last look.
  const inspection = look.data && { ...look.data, mapping: mapping ?? look.data.mapping }
  const other = (
    <Button variant="default" onClick={onOther}>
      {t('importing.other')}
    </Button>
  )
  return (
    <>
      <Section title={t('importing.files')}>
        {look.error && (
          <Verdict
            meaning="wrong"
            title={look.error.message}
            action={
              <div className={classes.headActions}>
                {layout === null && (
                  <Button onClick={() => setLayout('csv')}>{t('importing.byHand')}</Button>
                )}
                {other}
              </div>
            }
          />
        )}
        {!look.error && !look.data && (
          <p className={classes.soft} role="status">
            {t('importing.looking')}
          </p>
        )}
        {inspection && !look.error && (
          <Recognised
            inspection={inspection}
            onLayout={(next) => {
              setLayout(next)
              setMapping(null)
            }}
            action={other}
          />
        )}
      </Section>
      {inspection && !look.error ? (
        <>
          <Section title={t('importing.look')} note={t('importing.firstRows')}>
            {inspection.layout === 'mtsamples' && <TaskFields tasks={tasks} onTasks={setTasks} />}
            <SetPreview inspection={inspection} onMapping={setMapping} />
          </Section>
          <Section title={t('importing.keep')}>
            <SetChoices
              projectId={projectId}
              tokens={tokens}
              tasks={tasks}
              inspection={inspection}
            />
          </Section>
        </>
      ) : (
        <LaterParts />
      )}
    </>
  )
}

interface RecognisedProps {
  readonly inspection: SetInspection
  readonly onLayout: (layout: SetLayout) => void
  readonly action: React.ReactNode
}

function Recognised({ inspection, onLayout, action }: RecognisedProps) {
  const { t } = useTranslation('evaluation')
  const say = useWorded()
  const names = inspection.fileNames.slice(0, 4).join(', ')
  return (
    <div className={classes.recognised}>
      <div className={classes.headWords}>
        <p className={classes.setName} role="status">
          {t('importing.recognised', { layout: inspection.layoutName })}
        </p>
        <p className={classes.soft}>
          {say([inspection.explanation], '')} {names}
          {inspection.fileNames.length > 4 && ' …'}
        </p>
      </div>
      <NativeSelect
        size="sm"
        aria-label={t('importing.layout')}
        data={setLayouts.map((one) => ({ value: one, label: t(`layouts.${one}`) }))}
        value={inspection.layout}
        onChange={(event) => onLayout(event.currentTarget.value as SetLayout)}
      />
      {action}
    </div>
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
