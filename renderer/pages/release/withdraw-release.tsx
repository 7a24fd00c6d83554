import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseFull } from '../../../contract/release'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { AskFirst } from '../../ui/ask-first'
import { tell } from '../../ui/tell'
import classes from './release.module.css'

const shortestReason = 5

/** What is withdrawn never comes back. */
export function WithdrawRelease({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation('release')
  const mayWithdraw = useMay('release.withdraw')
  const withdraw = useCommand('release.withdraw')
  const [typed, setTyped] = useState('')
  const reason = typed.trim()
  if (!mayWithdraw) return null
  return (
    <AskFirst
      label={t('withdraw.button')}
      title={t('withdraw.title', { name: release.name })}
      keep={t('withdraw.keep')}
      isReady={reason.length >= shortestReason}
      isRunning={withdraw.isRunning}
      onConfirm={() => withdraw.run({ id: release.id, reason })}
      onDone={() => tell('fine', t('withdraw.done', { name: release.name }))}
    >
      <div className={classes.dialog}>
        <p>{t('withdraw.text')}</p>
        <Textarea
          data-autofocus
          label={t('withdraw.reason')}
          rows={3}
          maxLength={2000}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
    </AskFirst>
  )
}
