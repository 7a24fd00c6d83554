import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { AskFirst } from '../../ui/ask-first'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconX } from '../../ui/icons'
import { KeyHint } from '../../ui/key-hint'
import { usePageKeys } from '../../ui/use-page-keys'
import classes from './run.module.css'

/** Pause or resume, stop and keep, cancel: for a run that is not over. */
export function RunControls({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const mayChange = useMay('training.stopAndKeep')
  const pause = useCommand('jobs.pause')
  const resume = useCommand('jobs.resume')
  const isMoving = run.status === 'running' || run.status === 'waiting'
  const isResting = run.status === 'paused' || run.status === 'interrupted'
  const isOpen = mayChange && (isMoving || isResting)
  const turn = (): void => {
    if (isOpen) void (isMoving ? pause : resume).run({ id: run.jobId })
  }
  usePageKeys({ p: turn })
  // What a run that stopped has learned can still be kept.
  if (mayChange && !isOpen && run.canKeep)
    return (
      <div className={classes.controls}>
        <KeepMenu run={run} />
      </div>
    )
  if (!isOpen) return null
  const Icon = isMoving ? IconPlayerPause : IconPlayerPlay
  return (
    <div className={classes.controls}>
      <Button
        size="xs"
        variant={isMoving ? 'default' : 'filled'}
        leftSection={<Icon size={15} aria-hidden />}
        rightSection={<KeyHint keys="P" />}
        loading={pause.isRunning || resume.isRunning}
        onClick={turn}
      >
        {t(isMoving ? 'runs.pause' : 'runs.resume')}
      </Button>
      <KeepMenu run={run} />
      <CancelButton run={run} />
    </div>
  )
}

/** Ends the run with what it has: the last checkpoint, or the best. */
function KeepMenu({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const keep = useCommand('training.stopAndKeep')
  const hasBest = run.stages.some((one) => one.bestStep !== null)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={15} aria-hidden />}
          disabled={!run.canKeep || run.keepAsked !== null}
          title={run.canKeep ? undefined : t('runs.keepNot')}
          loading={keep.isRunning}
        >
          {t('runs.keep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void keep.run({ id: run.id, which: 'last' })}>
          {t('runs.keepLast')}
          <span className={classes.menuHelp}>{t('runs.keepLastHelp')}</span>
        </Menu.Item>
        <Menu.Item disabled={!hasBest} onClick={() => void keep.run({ id: run.id, which: 'best' })}>
          {t('runs.keepBest')}
          <span className={classes.menuHelp}>{t('runs.keepBestHelp')}</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What was not kept is gone for good. */
function CancelButton({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training')
  const cancel = useCommand('jobs.cancel')
  return (
    <AskFirst
      look={{ size: 'xs', variant: 'default', leftSection: <IconX size={15} aria-hidden /> }}
      label={t('runs.cancel')}
      title={t('runs.cancelTitle')}
      keep={t('runs.cancelKeep')}
      confirm={t('runs.cancelRun')}
      isRunning={cancel.isRunning}
      onConfirm={() => cancel.run({ id: run.jobId })}
    >
      <p>{t('runs.cancelText')}</p>
    </AskFirst>
  )
}
