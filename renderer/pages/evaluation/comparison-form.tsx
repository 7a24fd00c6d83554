import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useOperation } from '../../core/hooks'
import { go, setParams } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { IconPlayerPlay } from '../../ui/icons'
import { ArmChoice } from './arm-choice'
import { type Comparison, type ComparisonParts, emptyRequest, useComparison } from './comparison'
import classes from './comparison.module.css'
import { DetailFields } from './detail-fields'
import { JudgeChoice } from './judge-choice'
import { openPart, PartFrame } from './part-frame'
import { PlanBox, useSuggestedName } from './plan-box'
import { SourceChoice } from './source-choice'
import { useChoices } from './use-choices'

interface ComparisonFormProps {
  readonly projectId: string
  readonly hasRuns: boolean
}

/** What to compare, from top to bottom, and what it will take at the right. */
export function ComparisonForm({ projectId, hasRuns }: ComparisonFormProps) {
  const { t } = useTranslation('evaluation')
  const { parts, isReady } = useParts(projectId)
  const comparison = useComparison(parts)
  const back = hasRuns && (
    <Button variant="default" onClick={() => setParams({ new: null })}>
      {t('form.back')}
    </Button>
  )
  const missing = missingOf(parts, isReady)
  if (missing)
    return (
      <PartFrame part="compare" action={back}>
        <Missing what={missing} />
      </PartFrame>
    )
  return (
    <PartFrame
      part="compare"
      action={
        <>
          {back}
          <StartButton comparison={comparison} parts={parts} />
        </>
      }
    >
      <div className={classes.form}>
        <div className={classes.steps}>
          <SourceChoice comparison={comparison} parts={parts} />
          <ArmChoice comparison={comparison} parts={parts} />
          <JudgeChoice comparison={comparison} parts={parts} />
          <DetailFields comparison={comparison} />
        </div>
        <PlanBox comparison={comparison} parts={parts} />
      </div>
    </PartFrame>
  )
}

const none: readonly never[] = []

function useParts(projectId: string): {
  readonly parts: ComparisonParts
  readonly isReady: boolean
} {
  const choices = useChoices(projectId)
  const split = useOperation('instructions.splitState', { projectId })
  const sets = useOperation('evaluation.sets', { projectId })
  const collections = useOperation('sources.collections', { projectId })
  const complaints = useOperation('evaluation.complaints', { projectId })
  const testRows = split.data?.sides.find((side) => side.side === 'test')?.rows
  const isSplit = split.data !== undefined && split.data.state !== 'not-split'
  const parts = useMemo(
    () => ({
      ...choices,
      projectId,
      testQuestions: isSplit ? (testRows ?? 0) : null,
      sets: (sets.data ?? none).filter((set) => !set.removed),
      collections: (collections.data ?? none).filter((one) => one.records > 0),
      complaints: (complaints.data ?? none).filter((one) => one.complaints > 0),
    }),
    [choices, projectId, isSplit, testRows, sets.data, collections.data, complaints.data],
  )
  const isAsked = [split, sets, collections, complaints].every((one) => !one.isPending)
  return { parts, isReady: choices.isReady && isAsked }
}

type MissingPart = 'models' | 'questions'

function missingOf(parts: ComparisonParts, isReady: boolean): MissingPart | null {
  if (!isReady) return null
  if (parts.models.length === 0) return 'models'
  // Collections that are not confidential are read to learn from, and are no reason to skip the split.
  const own = parts.collections.filter((one) => one.confidential)
  const others = parts.sets.length + parts.complaints.length + own.length
  return parts.testQuestions || others > 0 ? null : 'questions'
}

/** The first step of the stage, where something has to come before it. */
function Missing({ what }: { readonly what: MissingPart }) {
  const { t } = useTranslation('evaluation')
  if (what === 'models')
    return (
      <EmptyState
        title={t('noModel.title')}
        text={t('noModel.text')}
        action={<Button onClick={() => go('models')}>{t('noModel.action')}</Button>}
      />
    )
  return (
    <EmptyState
      title={t('noQuestions.title')}
      text={t('noQuestions.text')}
      action={
        <>
          <Button onClick={() => go('instructions')}>{t('noQuestions.action')}</Button>
          <Button variant="default" onClick={() => openPart('sets', { import: 1 })}>
            {t('noQuestions.import')}
          </Button>
        </>
      }
    />
  )
}

interface StartButtonProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

function StartButton({ comparison, parts }: StartButtonProps) {
  const { t } = useTranslation('evaluation')
  const start = useCommand('evaluation.start')
  const { request, choices } = comparison
  const plan = useOperation('evaluation.plan', request ?? emptyRequest, {
    enabled: request !== null,
    keepPrevious: true,
  }).data
  const suggested = useSuggestedName(comparison, parts)
  const run = async (): Promise<void> => {
    if (!request) return
    const started = await start.run({ ...request, name: choices.name.trim() || suggested })
    if (started) setParams({ new: null, run: started.runId })
  }
  return (
    <Button
      leftSection={<IconPlayerPlay size={17} aria-hidden />}
      disabled={request === null || plan === undefined || plan.blocked !== null}
      loading={start.isRunning}
      onClick={() => void run()}
    >
      {t('form.start')}
    </Button>
  )
}
