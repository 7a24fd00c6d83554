import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { Inspection } from '../../../contract/sources'
import { useCommand } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import classes from './import.module.css'
import { isComplete } from './terms-fields'

interface ImportChoicesProps {
  readonly tokens: string[]
  readonly inspection: Inspection
  /** Chosen above, beside what the files were recognised as. */
  readonly terms: SourceTerms
  readonly kind: Kind | null
  readonly onKind: (kind: Kind) => void
  readonly onStarted: (jobId: string) => void
}

export type Kind = 'public' | 'confidential'
type OnProblem = 'keep-good' | 'all-or-nothing'

/** Name, public or confidential, and what to do with bad records. The kind is never preset. */
export function ImportChoices(props: ImportChoicesProps) {
  const { tokens, inspection, terms, kind, onKind, onStarted } = props
  const { t } = useTranslation('sources')
  const project = useOpenProject()
  const [name, setName] = useState(inspection.suggestedName)
  const [onProblem, setOnProblem] = useState<OnProblem>('keep-good')
  const start = useCommand('sources.import')
  const isNamed = name.trim() !== ''
  const isSaid = kind === 'confidential' || isComplete(terms)
  const missing = !isNamed
    ? t('importing.missingName')
    : kind === null
      ? t('importing.missingKind')
      : isSaid
        ? null
        : t('importing.missingTerms')
  const run = async (): Promise<void> => {
    if (kind === null || missing !== null) return
    const started = await start.run({
      projectId: project.id,
      tokens,
      name: name.trim(),
      confidential: kind === 'confidential',
      mapping: inspection.mapping,
      terms: kind === 'confidential' ? null : terms,
      onProblem,
    })
    if (started) onStarted(started.jobId)
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
        onChange={(value) => onKind(value as Kind)}
        withAsterisk
      >
        <div className={classes.kinds}>
          <KindCard kind="public" chosen={kind} />
          <KindCard kind="confidential" chosen={kind} />
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

function KindCard({ kind, chosen }: { readonly kind: Kind; readonly chosen: Kind | null }) {
  const { t } = useTranslation('sources')
  return (
    <Radio
      className={classes.kind}
      wrapperProps={{
        'data-chosen': chosen === kind || undefined,
        'data-confidential': kind === 'confidential' || undefined,
      }}
      value={kind}
      label={t(`importing.${kind}`)}
      description={t(kind === 'public' ? 'importing.publicMeans' : 'importing.confidentialMeans')}
    />
  )
}
