import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RunStage, TrainingRun } from '../../../contract/training'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { EditableName } from '../../ui/editable-name'
import { ProgressLine } from '../../ui/progress-line'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useUnitName } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { useWorded } from '../../ui/use-worded'
import classes from './run.module.css'
import { RunControls } from './run-controls'

/** A run's name and state, how far it is, and what can be done with it. */
export function RunHead({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <RunName run={run} />
        <RunControls run={run} />
      </div>
      <p className={classes.soft}>
        {t('runs.base', { model: run.modelName })}
        {' · '}
        {t('runs.started', { when: format.moment(run.createdAt), who: run.createdBy })}
      </p>
      <p className={classes.stages}>
        {run.stages
          .filter((one) => one.state !== 'off')
          .map((one) => (
            <StageWords key={one.stage} stage={one} />
          ))}
        {run.confidential && (
          <StatusMark meaning="confidential">{t('plan.data.confidential')}</StatusMark>
        )}
        {run.leakage === 'overridden' && (
          <StatusMark meaning="look">{t('runs.overridden')}</StatusMark>
        )}
      </p>
      <RunProgress run={run} />
      <RunMessages run={run} />
    </header>
  )
}

function StageWords({ stage }: { readonly stage: RunStage }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const step = format.number(stage.step)
  const state = t(`runs.stageStates.${stage.state}`)
  const far =
    stage.step === 0
      ? ''
      : stage.steps === null
        ? `, ${t('runs.step', { step })}`
        : `, ${t('runs.stepOf', { step, steps: format.number(stage.steps) })}`
  return (
    <span>
      {t('runs.stageLine', { stage: t(`runs.stage.${stage.stage}`), state: state + far })}
    </span>
  )
}

function RunProgress({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const unitName = useUnitName()
  const job = (useOperation('jobs.list', {}).data ?? []).find((one) => one.id === run.jobId)
  const isOver = run.endedAt !== null || ['done', 'cancelled', 'failed'].includes(run.status)
  if (!job || isOver) return null
  const words = run.live ? t(`runs.phases.${run.live.phase}`) : t(`runs.status.${run.status}`)
  return (
    <div>
      <p className={classes.phase} role="status">
        {words}
      </p>
      <ProgressLine
        label={run.name}
        done={job.done}
        total={job.total}
        unit={unitName(job.unit)}
        rate={job.rate}
        secondsLeft={run.live?.secondsLeft ?? job.secondsLeft}
        paused={run.status !== 'running' || run.live?.phase === 'lent'}
      />
    </div>
  )
}

/** What has to be told: a loan to a question, an early end, how it ended, and what it made. */
function RunMessages({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const say = useWorded()
  const isOpen = ['waiting', 'running', 'paused', 'interrupted'].includes(run.status)
  const early = run.stages.filter((one) => one.state === 'stopped-early')
  return (
    <>
      {run.live?.phase === 'lent' && (
        <Verdict
          meaning="look"
          title={run.live.lentTo ? t('runs.lent', { who: run.live.lentTo }) : t('runs.lentUnknown')}
        />
      )}
      {run.status === 'interrupted' && <Verdict meaning="look" title={t('runs.interrupted')} />}
      {isOpen && run.keepAsked && (
        <StatusMark meaning="look">{t(`runs.keepAsked.${run.keepAsked}`)}</StatusMark>
      )}
      {early.map((one) => (
        <StatusMark key={one.stage} meaning="fine">
          {t(one.bestStep === null ? 'runs.earlyNoBest' : 'runs.early', {
            stage: t(`runs.stage.${one.stage}`),
            step: format.number(one.step),
            best: format.number(one.bestStep ?? 0),
          })}
        </StatusMark>
      ))}
      {run.message !== null && run.message !== '' && !isOpen && (
        <Verdict
          meaning={run.status === 'failed' ? 'wrong' : 'fine'}
          title={say(run.messageSaid, run.message)}
        />
      )}
      {run.adapterId && <MadeAdapter id={run.adapterId} />}
    </>
  )
}

function MadeAdapter({ id }: { readonly id: string }) {
  const { t } = useTranslation('training')
  const adapter = useOperation('adapters.get', { id }).data
  if (!adapter) return null
  return (
    <p className={classes.made}>
      {t('runs.made')} <b>{adapter.name}</b>.{' '}
      <Anchor
        size="sm"
        component="button"
        type="button"
        onClick={() => setParams({ tab: 'adapters', adapter: id })}
      >
        {t('runs.openAdapter')}
      </Anchor>
    </p>
  )
}

function RunName({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const rename = useCommand('training.rename')
  return (
    <EditableName
      name={run.name}
      label={t('runs.name')}
      mayRename={useMay('training.rename')}
      isSaving={rename.isRunning}
      onRename={(name) => rename.run({ id: run.id, name })}
      done={(name) => t('runs.renamed', { name })}
    />
  )
}
