import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportInspection } from '../../../contract/instructions'
import type { ChosenFile } from '../../../contract/shell'
import type { TaskId } from '../../../contract/tasks'
import { useCommand, useOperation } from '../../core/hooks'
import { DropZone } from '../../ui/drop-zone'
import { RefusalNote } from '../../ui/error-boundary'
import { Help } from '../../ui/help'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
import { useTasks } from '../query/use-tasks'
import classes from './instructions.module.css'

/** Ready-made rows: chosen, looked at, then read in. */
export function ImportRows({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('instructions')
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  return (
    <section className={classes.card} aria-label={t('files.importTitle')}>
      <div className={classes.blockHead}>
        <h2>{t('files.importTitle')}</h2>
        <Help about={t('files.importTitle')}>{t('files.importHelp')}</Help>
      </div>
      {files.length === 0 ? (
        <DropZone compact title={t('files.drop')} note={t('files.importHelp')} onFiles={setFiles} />
      ) : (
        <Chosen
          key={files.map((file) => file.token).join(' ')}
          projectId={projectId}
          files={files}
          onClose={() => setFiles([])}
        />
      )}
    </section>
  )
}

interface ChosenProps {
  readonly projectId: string
  readonly files: readonly ChosenFile[]
  readonly onClose: () => void
}

function Chosen({ projectId, files, onClose }: ChosenProps) {
  const tokens = files.map((file) => file.token)
  const look = useOperation('instructions.inspectImport', { tokens })
  if (look.error) return <RefusalNote message={look.error.message} onRetry={onClose} />
  if (!look.data) return null
  return <Confirm projectId={projectId} tokens={tokens} look={look.data} onClose={onClose} />
}

interface ConfirmProps {
  readonly projectId: string
  readonly tokens: string[]
  readonly look: ImportInspection
  readonly onClose: () => void
}

function Confirm({ projectId, tokens, look, onClose }: ConfirmProps) {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  const [name, setName] = useState(look.suggestedName)
  const [isConfidential, setConfidential] = useState(false)
  const [task, setTask] = useState<TaskId>('question-answering')
  const start = useCommand('instructions.import')
  const run = async (): Promise<void> => {
    const wish = { projectId, tokens, name: name.trim(), confidential: isConfidential, task }
    if (await start.run(wish)) onClose()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Looked look={look} />
      <TextInput
        label={t('files.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('files.task')}
        data={tasks.map((one) => ({ value: one.id, label: one.name }))}
        value={task}
        onChange={(event) => setTask(event.currentTarget.value as TaskId)}
      />
      <Checkbox
        label={t('files.confidential')}
        checked={isConfidential || look.confidential}
        disabled={look.confidential}
        onChange={(event) => setConfidential(event.currentTarget.checked)}
      />
      <div className={classes.row}>
        <Button
          type="submit"
          disabled={name.trim() === '' || look.firstRows.length === 0}
          loading={start.isRunning}
        >
          {t('files.run')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('files.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Looked({ look }: { readonly look: ImportInspection }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const say = useWorded()
  const { rows, problems } = look.looked
  return (
    <>
      <p className={classes.soft} role="status">
        {t('files.looked', {
          format: look.formatName,
          size: format.bytes(look.bytes),
          rows: t('files.lookedRows', { count: rows, number: format.number(rows) }),
        })}
      </p>
      {look.manifest === 'verified' && (
        <StatusMark meaning="fine">{t('files.verified')}</StatusMark>
      )}
      {problems.length > 0 && (
        <details className={classes.list}>
          <summary>
            <StatusMark meaning="look">
              {t('files.problems', {
                count: problems.length,
                number: format.number(problems.length),
              })}
            </StatusMark>
          </summary>
          <ul>
            {problems.slice(0, 20).map(({ file, line, reason, said }) => (
              <li key={`${file} ${line}`}>
                {t('files.problem', { file, line: line ?? '–', reason: say(said, reason) })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <ul className={classes.list}>
        {look.firstRows.slice(0, 3).map((row) => (
          <li key={`${row.caseId} ${row.question}`}>
            <span className={classes.question}>{row.question}</span>
            <br />
            <span className={classes.soft}>{row.answer}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
