import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  EvaluationRun,
  JudgeRemark,
  ModelChoice,
} from '../../../contract/evaluation-comparison'
import { useCommand } from '../../core/hooks'
import { setParams } from '../../core/route'
import { FieldLabel } from '../../ui/help'
import { SeedField } from '../../ui/number-field'
import { suitingJudge } from './comparison'
import { JudgePromptWords, JudgeSelect } from './judge-choice'
import { RemarkList } from './remarks'
import classes from './results.module.css'
import { isSameChoice, useChoices } from './use-choices'

interface JudgeAgainProps {
  readonly run: EvaluationRun
  readonly onDone: () => void
}

/** Another judge for the same answers; earlier judgings stay to be looked at. */
export function JudgeAgain({ run, onDone }: JudgeAgainProps) {
  const { t } = useTranslation('evaluation')
  const choices = useChoices(run.projectId)
  const [chosen, setChosen] = useState<ModelChoice | null>(null)
  const [seed, setSeed] = useState(1)
  const judgeRun = useCommand('evaluation.judge')
  const judge = chosen ?? suitingJudge(choices, undefined)
  const start = async (): Promise<void> => {
    if (!judge) return
    const started = await judgeRun.run({ runId: run.id, judge: { ...judge, seed } })
    if (!started) return
    setParams({ judging: started.judgingId })
    onDone()
  }
  return (
    <form
      className={classes.strip}
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <div className={classes.stripFields}>
        <JudgeSelect choices={choices} judge={judge} onChange={setChosen} />
        <SeedField
          label={<FieldLabel help={t('form.judgeSeedHelp')}>{t('form.judgeSeed')}</FieldLabel>}
          seed={seed}
          onSeed={setSeed}
        />
        <Button type="submit" disabled={judge === null} loading={judgeRun.isRunning}>
          {t('run.judge')}
        </Button>
      </div>
      {judge && (
        <RemarkList
          remarks={ownRemarks(run, judge)}
          nameOf={(id) => run.arms.find((arm) => arm.id === id)?.name ?? id}
        />
      )}
      <JudgePromptWords />
    </form>
  )
}

/** A judge that took part in the comparison is said so before it starts. */
export function ownRemarks(run: EvaluationRun, judge: ModelChoice): readonly JudgeRemark[] {
  return run.arms.flatMap((arm): JudgeRemark[] => {
    if (arm.modelId !== judge.modelId) return []
    return [{ kind: isSameChoice(arm, judge) ? 'judges-itself' : 'same-base', armId: arm.id }]
  })
}
