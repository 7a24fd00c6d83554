import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetInspection } from '../../../contract/evaluation-sets'
import type { TaskId } from '../../../contract/tasks'
import { useCommand } from '../../core/hooks'
import { setParams } from '../../core/route'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './sets.module.css'

interface SetChoicesProps {
  readonly projectId: string
  readonly tokens: string[]
  readonly tasks: readonly TaskId[]
  readonly inspection: SetInspection
}

type Kind = 'public' | 'confidential'
type OnProblem = 'keep-good' | 'all-or-nothing'

/** Name, public or confidential, and what to do with bad rows. The kind is never preset. */
export function SetChoices({ projectId, tokens, tasks, inspection }: SetChoicesProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const [name, setName] = useState(inspection.suggestedName)
  const [kind, setKind] = useState<Kind | null>(null)
  const [onProblem, setOnProblem] = useState<OnProblem>('keep-good')
  const start = useCommand('evaluation.importSet')
  const isNamed = name.trim() !== ''
  const missing = isNamed
    ? kind === null
      ? t('importing.missingKind')
      : null
    : t('importing.missingName')
  const run = async (): Promise<void> => {
    if (kind === null || !isNamed) return
    const done = await start.run({
      projectId,
      tokens,
      name: name.trim(),
      confidential: kind === 'confidential',
      layout: inspection.layout,
      mapping: inspection.mapping,
      tasks: [...tasks],
      onProblem,
    })
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
    <form
      className={classes.choices}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Radio.Group
        label={t('importing.kind')}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        withAsterisk
      >
        <div className={classes.kinds}>
          <Radio
            value="public"
            label={t('importing.public')}
            description={t('importing.publicMeans')}
          />
          <Radio
            value="confidential"
            label={t('importing.confidential')}
            description={t('importing.confidentialMeans')}
          />
        </div>
      </Radio.Group>
      <div className={classes.stack}>
        <TextInput
          label={t('importing.name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('importing.onProblem')}
          value={onProblem}
          onChange={(value) => setOnProblem(value as OnProblem)}
        >
          <div className={classes.kinds}>
            <Radio value="keep-good" label={t('importing.keepGood')} />
            <Radio value="all-or-nothing" label={t('importing.allOrNothing')} />
          </div>
        </Radio.Group>
      </div>
      <div className={classes.go}>
        <Button type="submit" disabled={missing !== null} loading={start.isRunning}>
          {t('importing.go')}
        </Button>
        {missing && <p className={classes.soft}>{missing}</p>}
      </div>
    </form>
  )
}
