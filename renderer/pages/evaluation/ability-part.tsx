import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AbilityCheck } from '../../../contract/evaluation-scoring'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconPlayerPlay } from '../../ui/icons'
import { AbilityItems } from './ability-items'
import { AbilityResult } from './ability-result'
import classes from './evaluation.module.css'
import { JobLines } from './job-lines'
import { ModelFields } from './model-fields'
import { PartFrame } from './part-frame'
import { NoModel, useMeasured } from './perplexity-form'
import { StartPick } from './start-pick'
import { useChoices } from './use-choices'

/** Whether training cost something that is no clinical question: a small fixed set, before and after. */
export function AbilityPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('evaluation')
  const checks = useOperation('evaluation.ability', { projectId })
  const mayStart = useMay('evaluation.startAbility')
  const [chosen, setChosen] = useState<string | null>(null)
  if (checks.error) return <RefusalNote message={checks.error.message} />
  const list = checks.data ?? []
  const check = list.find((one) => one.id === chosen) ?? list[0]
  return (
    <PartFrame part="ability">
      <div className={classes.bench} data-bare={!mayStart || undefined}>
        {mayStart && <AbilityForm projectId={projectId} onStarted={setChosen} />}
        <div className={classes.outcome}>
          <JobLines projectId={projectId} jobIds={list.map((one) => one.jobId)} kind="ability" />
          {checks.data && !check && (
            <EmptyState
              title={t('ability.none.title')}
              text={t(mayStart ? 'ability.none.text' : 'ability.none.reader')}
            />
          )}
          {check && <OpenCheck key={check.id} check={check} list={list} onChoose={setChosen} />}
        </div>
      </div>
    </PartFrame>
  )
}

interface OpenCheckProps {
  readonly check: AbilityCheck
  readonly list: readonly AbilityCheck[]
  readonly onChoose: (id: string) => void
}

function OpenCheck({ check, list, onChoose }: OpenCheckProps) {
  const { t } = useTranslation('evaluation')
  const names = useMemo(
    () => check.arms.map((arm) => (arm.adapterId === null ? t('modelAlone') : arm.name)),
    [check, t],
  )
  return (
    <>
      <StartPick
        label={t('ability.show')}
        starts={list.map((one) => ({ id: one.id, name: one.modelName, createdAt: one.createdAt }))}
        value={check.id}
        onChoose={onChoose}
      />
      <AbilityResult check={check} names={names} />
      <AbilityItems check={check} names={names} />
    </>
  )
}

interface AbilityFormProps {
  readonly projectId: string
  readonly onStarted: (checkId: string) => void
}

const mostAdapters = 6

function AbilityForm({ projectId, onStarted }: AbilityFormProps) {
  const { t } = useTranslation('evaluation')
  const choices = useChoices(projectId)
  const form = useMeasured(choices)
  const start = useCommand('evaluation.startAbility')
  const run = async (): Promise<void> => {
    if (!form.model) return
    const started = await start.run({
      projectId,
      modelId: form.model.id,
      adapterIds: [...form.adapterIds],
    })
    if (started) onStarted(started.checkId)
  }
  if (choices.isReady && choices.models.length === 0) return <NoModel />
  return (
    <form
      className={classes.sideForm}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <ModelFields choices={choices} most={mostAdapters} {...form} />
      <p className={classes.soft}>{t('ability.means')}</p>
      <Button
        type="submit"
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
        disabled={!form.model}
        loading={start.isRunning}
      >
        {t('ability.start')}
      </Button>
    </form>
  )
}
