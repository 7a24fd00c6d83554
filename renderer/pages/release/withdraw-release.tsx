import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseFull } from '../../../contract/release'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { tell } from '../../ui/tell'
import classes from './release.module.css'

const shortestReason = 5

/** Never comes back, so it is asked. */
export function WithdrawRelease({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation(['release', 'common'])
  const mayWithdraw = useMay('release.withdraw')
  const withdraw = useCommand('release.withdraw')
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  if (!mayWithdraw) return null
  const confirm = async (): Promise<void> => {
    if (!(await withdraw.run({ id: release.id, reason: reason.trim() }))) return
    setAsking(false)
    tell('fine', t('withdraw.done', { name: release.name }))
  }
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-md" onClick={() => setAsking(true)}>
        {t('withdraw.button')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('withdraw.title', { name: release.name })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <div className={classes.dialog}>
          <p>{t('withdraw.text')}</p>
          <Textarea
            data-autofocus
            label={t('withdraw.reason')}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        <div className={classes.dialogActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('withdraw.keep')}
          </Button>
          <Button
            color="red"
            disabled={reason.trim().length < shortestReason}
            loading={withdraw.isRunning}
            onClick={() => void confirm()}
          >
            {t('withdraw.button')}
          </Button>
        </div>
      </Modal>
    </>
  )
}
