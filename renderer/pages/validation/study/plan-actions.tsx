import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../core/hooks'
import { IconPlayerPlay } from '../../../ui/icons'
import { tell } from '../../../ui/tell'
import { openPart, openPlan } from '../parts'
import type { PlanForm } from './plan-state'
import classes from './study.module.css'
import { usePreview } from './use-preview'

interface PlanActionsProps {
  readonly form: PlanForm
  readonly studyId: string | null
}

/** Keeps the draft, or fixes it for good after saying what that means. */
export function PlanActions({ form, studyId }: PlanActionsProps) {
  const { t } = useTranslation('studies')
  const [isAsking, setAsking] = useState(false)
  const preview = usePreview(form)
  const saveDraft = useCommand('studies.saveDraft')
  const open = useCommand('studies.open')
  const name = form.name.trim() || form.run?.name || t('form.titleNew')
  const save = async (): Promise<string | null> => {
    const { projectId, plan } = form
    const saved = await saveDraft.run({ projectId, studyId, name: name.slice(0, 200), plan })
    return saved?.studyId ?? null
  }
  const keep = async (): Promise<void> => {
    const id = await save()
    if (!id) return
    tell('fine', t('form.saved'))
    if (studyId === null) openPlan(id)
  }
  const start = async (): Promise<void> => {
    const id = await save()
    setAsking(false)
    if (!id) return
    if (await open.run({ studyId: id })) {
      tell('fine', t('confirm.started'))
      openPart('progress', { study: id })
    } else if (studyId === null) openPlan(id)
  }
  return (
    <>
      <Button variant="default" loading={saveDraft.isRunning} onClick={() => void keep()}>
        {t('form.save')}
      </Button>
      <Button
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
        disabled={!preview.data || preview.data.blocked !== null}
        onClick={() => setAsking(true)}
      >
        {t('form.start')}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('confirm.title')}>
        <p>
          {t('confirm.text', {
            raters: t('confirm.raters', { count: form.plan.raterIds.length }),
          })}
        </p>
        <div className={classes.modalActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('confirm.no')}
          </Button>
          <Button loading={saveDraft.isRunning || open.isRunning} onClick={() => void start()}>
            {t('confirm.yes')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
