import { Button, Menu, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
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

/** No undo brings back what was not kept: so it is asked. */
function CancelButton({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation(['training', 'common'])
  const [isAsking, setAsking] = useState(false)
  const cancel = useCommand('jobs.cancel')
  const confirm = async (): Promise<void> => {
    if (await cancel.run({ id: run.jobId })) setAsking(false)
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX size={15} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('runs.cancel')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('runs.cancelTitle')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <p>{t('runs.cancelText')}</p>
        <div className={classes.dialogActions}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('runs.cancelKeep')}
          </Button>
          <Button color="red" loading={cancel.isRunning} onClick={() => void confirm()}>
            {t('runs.cancelRun')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
