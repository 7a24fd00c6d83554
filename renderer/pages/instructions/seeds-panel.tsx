import { ActionIcon, Anchor, Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeedSet } from '../../../contract/instructions'
import type { TaskId } from '../../../contract/tasks'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { Help } from '../../ui/help'
import { IconX } from '../../ui/icons'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './instructions.module.css'

/** The seed questions of one task beside its rows: read, change, go back to an earlier version. */
export function SeedsPanel({ task }: { readonly task: TaskId }) {
  const { t } = useTranslation('instructions')
  const versions = useOperation('instructions.seedVersions', { task }).data
  const [draft, setDraft] = useState<readonly string[] | null>(null)
  const maySave = useMay('instructions.saveSeeds')
  const current = versions?.[0]
  if (!current) return null
  return (
    <aside className={classes.side} aria-label={t('seeds.title')}>
      <div className={classes.blockHead}>
        <h2>{t('seeds.title')}</h2>
        <Help about={t('seeds.title')}>{t('seeds.help')}</Help>
      </div>
      <VersionLine set={current} />
      {draft === null ? (
        <>
          <Questions questions={current.questions} />
          {maySave && (
            <Button size="compact-sm" variant="default" onClick={() => setDraft(current.questions)}>
              {t('seeds.edit')}
            </Button>
          )}
        </>
      ) : (
        <SeedEditor
          current={current}
          draft={draft}
          onDraft={setDraft}
          onClose={() => setDraft(null)}
        />
      )}
      {versions.length > 1 && (
        <details className={classes.list}>
          <summary>{t('seeds.earlier')}</summary>
          {versions.slice(1).map((set) => (
            <div key={set.id}>
              <VersionLine set={set} />
              <Questions questions={set.questions} />
              {maySave && (
                <Anchor component="button" size="sm" onClick={() => setDraft(set.questions)}>
                  {t('seeds.take')}
                </Anchor>
              )}
            </div>
          ))}
        </details>
      )}
    </aside>
  )
}

function VersionLine({ set }: { readonly set: SeedSet }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const who = set.builtIn ? t('seeds.builtIn') : `${set.createdBy}, ${format.moment(set.createdAt)}`
  return <p className={classes.soft}>{t('seeds.version', { version: set.version, who })}</p>
}

function Questions({ questions }: { readonly questions: readonly string[] }) {
  return (
    <ol className={classes.seedList}>
      {questions.map((question) => (
        <li key={question}>{question}</li>
      ))}
    </ol>
  )
}

interface SeedEditorProps {
  readonly current: SeedSet
  readonly draft: readonly string[]
  readonly onDraft: (draft: readonly string[]) => void
  readonly onClose: () => void
}

const fewest = 3
const most = 20

function SeedEditor({ current, draft, onDraft, onClose }: SeedEditorProps) {
  const { t } = useTranslation(['instructions', 'common'])
  const save = useCommand('instructions.saveSeeds')
  const questions = draft.map((one) => one.trim()).filter((one) => one !== '')
  const isChanged = JSON.stringify(questions) !== JSON.stringify(current.questions)
  const isAllowed =
    questions.length >= fewest &&
    questions.length <= most &&
    questions.every((one) => one.length >= 5) &&
    new Set(questions.map((one) => one.toLowerCase())).size === questions.length
  const run = async (): Promise<void> => {
    const saved = await save.run({ task: current.task, questions })
    if (!saved) return
    tell('fine', t('seeds.saved', { version: saved.version }))
    onClose()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <div className={classes.seedList}>
        {draft.map((question, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the question's identity here
          <div key={at} className={classes.seedEdit}>
            <Textarea
              size="xs"
              autosize
              aria-label={t('seeds.question', { number: at + 1 })}
              maxLength={500}
              value={question}
              onChange={(event) => onDraft(draft.with(at, event.currentTarget.value))}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t('seeds.remove', { number: at + 1 })}
              onClick={() => onDraft(draft.filter((_, place) => place !== at))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </div>
      <p className={classes.soft}>{t('seeds.rule')}</p>
      <div className={classes.row}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={draft.length >= most}
          onClick={() => onDraft([...draft, ''])}
        >
          {t('seeds.add')}
        </Button>
        <Button
          size="compact-sm"
          type="submit"
          disabled={!isChanged || !isAllowed}
          loading={save.isRunning}
        >
          {t('seeds.save', { version: current.version + 1 })}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
