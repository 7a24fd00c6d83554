import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationRun, Judging } from '../../../contract/evaluation-comparison'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { AskFirst } from '../../ui/ask-first'
import { IconLock } from '../../ui/icons'
import { tell } from '../../ui/tell'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { JudgeAgain } from './judge-again'
import classes from './results.module.css'

interface RunHeadProps {
  readonly run: EvaluationRun
  readonly runs: readonly EvaluationRun[]
  readonly judging: Judging | null
  /** Work is under way: neither judged again nor removed meanwhile. */
  readonly isBusy: boolean
}

/** Which comparison, scored by whom, and what it was made of. */
export function RunHead({ run, runs, judging, isBusy }: RunHeadProps) {
  const { t } = useTranslation(['evaluation', 'common'])
  const format = useFormat()
  const counted = useCounted()
  const [isJudging, setJudging] = useState(false)
  const mayJudge = useMay('evaluation.judge')
  const facts = [
    t('run.asked', { questions: counted(run.questions, 'questions'), source: run.sourceName }),
    t('run.seed', { seed: run.seed }),
    judging &&
      t('run.judgedBy', {
        judge: judging.judgeName,
        prompt: judging.promptName,
        version: judging.promptVersion,
        seed: judging.seed,
      }),
    t('run.started', { when: format.when(run.createdAt), who: run.createdBy }),
  ]
  return (
    <div className={classes.head}>
      <div className={classes.choose}>
        <NativeSelect
          size="sm"
          className={classes.runSelect}
          aria-label={t('run.show')}
          data={runs.map((one) => ({
            value: one.id,
            label: t('run.option', { name: one.name, when: format.when(one.createdAt) }),
          }))}
          value={run.id}
          onChange={(event) => setParams({ run: event.currentTarget.value, judging: null })}
        />
        {run.judgings.length > 1 && (
          <NativeSelect
            size="sm"
            aria-label={t('run.judging')}
            data={run.judgings.map((one) => ({
              value: one.id,
              label: t('run.judgingOption', {
                judge: one.judgeName,
                seed: one.seed,
                when: format.when(one.createdAt),
              }),
            }))}
            value={judging?.id ?? ''}
            onChange={(event) => setParams({ judging: event.currentTarget.value })}
          />
        )}
        <div className={classes.headActions}>
          {mayJudge && !isBusy && (
            <Button
              size="compact-md"
              variant="default"
              aria-expanded={isJudging}
              onClick={() => setJudging((open) => !open)}
            >
              {t(judging ? 'run.judgeAgain' : 'run.judge')}
            </Button>
          )}
          {!isBusy && <RemoveRun run={run} />}
        </div>
      </div>
      <p className={classes.soft}>
        {run.confidential && (
          <span className={classes.confidential}>
            <IconLock size={13} aria-hidden />
            {t('common:confidential')}
            {' · '}
          </span>
        )}
        {facts.filter(Boolean).join(' · ')}
      </p>
      {isJudging && !isBusy && <JudgeAgain run={run} onDone={() => setJudging(false)} />}
    </div>
  )
}

/** Answers that were waited for for hours are gone for good. */
function RemoveRun({ run }: { readonly run: EvaluationRun }) {
  const { t } = useTranslation(['evaluation', 'common'])
  const remove = useCommand('evaluation.removeRun')
  const mayRemove = useMay('evaluation.removeRun')
  if (!mayRemove) return null
  return (
    <AskFirst
      label={t('common:remove')}
      title={t('run.removeTitle', { name: run.name })}
      keep={t('run.removeKeep')}
      isRunning={remove.isRunning}
      onConfirm={() => remove.run({ runId: run.id })}
      onDone={() => {
        setParams({ run: null, judging: null })
        tell('fine', t('run.removed', { name: run.name }))
      }}
    >
      <p>{t('run.removeText')}</p>
    </AskFirst>
  )
}
