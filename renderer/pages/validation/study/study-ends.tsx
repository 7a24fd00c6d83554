import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudyFull } from '../../../../contract/studies'
import { useCommand } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { tell } from '../../../ui/tell'
import { useFormat } from '../../../ui/use-format'
import { openPlan } from '../parts'
import classes from './study.module.css'

/** How rating ends: it is closed, or the study is changed in a version of its own. */
export function StudyEnds({ study }: { readonly study: StudyFull }) {
  const mayPlan = useMay('studies.close')
  if (!mayPlan || study.origin === 'packet') return null
  return (
    <>
      <NewVersion study={study} />
      {study.state === 'open' && <Close study={study} />}
    </>
  )
}

function Close({ study }: { readonly study: StudyFull }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const close = useCommand('studies.close')
  const missing = study.ratingsAssigned - study.ratingsDone
  const end = async (): Promise<void> => {
    const isClosed = await close.run({ studyId: study.id })
    setAsking(false)
    if (isClosed) tell('fine', t('progress.closedNow'))
  }
  return (
    <>
      <Button variant={missing === 0 ? 'filled' : 'default'} onClick={() => setAsking(true)}>
        {t('progress.close')}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('progress.closeTitle')}>
        <p>
          {missing === 0
            ? t('progress.closeAll')
            : t('progress.closeText', { count: missing, number: format.number(missing) })}
        </p>
        <div className={classes.modalActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('progress.closeNo')}
          </Button>
          <Button loading={close.isRunning} onClick={() => void end()}>
            {t('progress.closeYes')}
          </Button>
        </div>
      </Modal>
    </>
  )
}

/** As few words as the core takes for a reason. */
const shortestReason = 5

function NewVersion({ study }: { readonly study: StudyFull }) {
  const { t } = useTranslation('studies')
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const change = useCommand('studies.newVersion')
  const plan = async (): Promise<void> => {
    const draft = await change.run({ studyId: study.id, reason: reason.trim() })
    setAsking(false)
    if (draft) openPlan(draft.studyId)
  }
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {t('progress.newVersion')}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('progress.newVersion')}>
        <p>{t('progress.newVersionText')}</p>
        <Textarea
          className={classes.reason}
          label={t('progress.newVersionReason')}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.modalActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('progress.cancel')}
          </Button>
          <Button
            disabled={reason.trim().length < shortestReason}
            loading={change.isRunning}
            onClick={() => void plan()}
          >
            {t('progress.newVersionYes')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
