import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteReference } from '../../../contract/query'
import { KeyHint } from '../../ui/key-hint'
import { usePageKeys } from '../../ui/use-page-keys'
import { AnswerPart } from './answer-part'
import classes from './ask.module.css'
import { ReleaseMark } from './release-mark'
import { TaskTiles } from './task-tiles'
import type { Ask, AskedModel } from './use-ask'
import type { ModelChoice } from './use-model-choice'
import { useTasks } from './use-tasks'

interface AskPanelProps {
  readonly ask: Ask
  readonly note: NoteReference | null
  readonly model: AskedModel | null
  readonly until: ModelChoice['until']
  readonly active: number | null
  readonly onActive: (statement: number | null) => void
}

/** The question, and under it the answer. */
export function AskPanel({ ask, note, model, until, active, onActive }: AskPanelProps) {
  const { t } = useTranslation('query')
  const tasks = useTasks()
  const field = useRef<HTMLTextAreaElement>(null)
  const isRunning = ask.stream.status === 'running'
  const missing = missingOf(note, model, ask.instruction)
  const run = (): void => {
    if (missing === null && note && model && !isRunning) void ask.run(model, note)
  }
  useAskKeys({ run, stop: isRunning ? ask.stream.cancel : null })
  usePageKeys(
    Object.fromEntries(
      tasks.map((task, index) => [
        String(index + 1),
        () => {
          ask.chooseTask(task.id)
          field.current?.focus()
        },
      ]),
    ),
  )
  const isNext = ask.answer !== null
  return (
    <div className={classes.panel}>
      <div className={classes.question}>
        <TaskTiles task={ask.task} onTask={ask.chooseTask} />
        <Textarea
          ref={field}
          label={isNext ? t('ask.again') : t('ask.label')}
          description={isNext ? t('ask.againHelp') : undefined}
          placeholder={t('ask.placeholder')}
          rows={isNext ? 2 : 3}
          maxLength={8000}
          value={ask.instruction}
          onChange={(event) => ask.write(event.currentTarget.value)}
        />
        <div className={classes.go}>
          {isRunning ? (
            <Button
              variant="default"
              rightSection={<KeyHint keys="Esc" />}
              onClick={ask.stream.cancel}
            >
              {t('ask.stop')}
            </Button>
          ) : (
            <Button
              disabled={missing !== null}
              rightSection={<KeyHint keys="Ctrl ↵" />}
              onClick={run}
            >
              {t('ask.go')}
            </Button>
          )}
          {missing && !isRunning && (
            <span className={classes.soft}>{t(`ask.needs.${missing}`)}</span>
          )}
        </div>
        <div className={classes.marks}>
          <p className={classes.research}>{t('research')}</p>
          {until !== undefined && <ReleaseMark until={until} />}
        </div>
      </div>
      <AnswerPart ask={ask} active={active} onActive={onActive} />
    </div>
  )
}

export function missingOf(
  note: NoteReference | null,
  model: AskedModel | null,
  instruction: string,
): 'note' | 'model' | 'instruction' | null {
  if (note === null) return 'note'
  if (model === null) return 'model'
  return instruction.trim() === '' ? 'instruction' : null
}

/** Ctrl Enter asks and Escape stops, also while typing. */
function useAskKeys({ run, stop }: { run: () => void; stop: (() => void) | null }): void {
  const latest = useRef({ run, stop })
  latest.current = { run, stop }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { run: ask, stop: halt } = latest.current
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        ask()
      } else if (event.key === 'Escape' && halt) {
        event.preventDefault()
        halt()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
