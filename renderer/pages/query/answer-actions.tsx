import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../../contract/query'
import { useCommand } from '../../core/hooks'
import { copyText } from '../../ui/copy-text'
import { IconCopy, IconFlag } from '../../ui/icons'
import { KeyHint } from '../../ui/key-hint'
import { Verdict } from '../../ui/status-mark'
import { offerUndo, tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { usePageKeys } from '../../ui/use-page-keys'
import classes from './answer.module.css'
import { Replay } from './replay'
import { useAskedModel } from './use-asked-model'

/** Copy, "this is wrong", and replay. */
export function AnswerActions({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('query')
  const [reason, setReason] = useState<string | null>(null)
  const flag = useCommand('query.flag')
  const isFlagged = answer.complaint !== null
  usePageKeys(isFlagged ? {} : { w: () => setReason((now) => now ?? '') })
  const keep = async (words: string): Promise<void> => {
    const done = await flag.run({ id: answer.id, reason: words })
    if (!done) return
    setReason(null)
    offerUndo(t('wrong.kept'), () => flag.run({ id: answer.id, reason: null }))
  }
  const takeBack = async (): Promise<void> => {
    const before = answer.complaint
    const done = await flag.run({ id: answer.id, reason: null })
    if (done) offerUndo(t('wrong.takenBack'), () => flag.run({ id: answer.id, reason: before }))
  }
  return (
    <>
      {answer.complaint !== null && (
        <Verdict
          meaning="wrong"
          title={t('wrong.marked', { reason: answer.complaint })}
          action={
            <Button size="compact-sm" variant="default" onClick={() => void takeBack()}>
              {t('wrong.takeBack')}
            </Button>
          }
        />
      )}
      {reason !== null && !isFlagged && (
        <Reason
          reason={reason}
          isSaving={flag.isRunning}
          onReason={setReason}
          onKeep={() => void keep(reason.trim())}
        />
      )}
      <div className={classes.actions}>
        <CopyButton answer={answer} />
        {!isFlagged && reason === null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFlag size={15} aria-hidden />}
            rightSection={<KeyHint keys="W" />}
            onClick={() => setReason('')}
          >
            {t('wrong.button')}
          </Button>
        )}
        <Replay answer={answer} />
      </div>
    </>
  )
}

function CopyButton({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('query')
  const askedOf = useAskedModel()
  const format = useFormat()
  const copy = async (): Promise<void> => {
    const source = t(answer.release ? 'answer.source' : 'answer.sourceBench', {
      model: askedOf(answer),
      when: format.moment(answer.at),
    })
    const isDone = await copyText(`${answer.text}\n\n${source}`)
    if (isDone) tell('fine', t('answer.copied'))
    else tell('look', t('answer.notCopied'))
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconCopy size={15} aria-hidden />}
      onClick={() => void copy()}
    >
      {t('answer.copy')}
    </Button>
  )
}

interface ReasonProps {
  readonly reason: string
  readonly isSaving: boolean
  readonly onReason: (reason: string | null) => void
  readonly onKeep: () => void
}

function Reason({ reason, isSaving, onReason, onKeep }: ReasonProps) {
  const { t } = useTranslation(['query', 'common'])
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        onKeep()
      }}
    >
      <Textarea
        autoFocus
        label={t('wrong.reason')}
        placeholder={t('wrong.hint')}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onReason(null)
          if (event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          event.stopPropagation()
          if (reason.trim() !== '') onKeep()
        }}
      />
      <div className={classes.actions}>
        <Button size="xs" type="submit" disabled={reason.trim() === ''} loading={isSaving}>
          {t('wrong.keep')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onReason(null)}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
