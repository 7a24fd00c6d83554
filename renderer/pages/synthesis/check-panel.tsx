import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { KeyHint } from '../../ui/key-hint'
import { StatusMark } from '../../ui/status-mark'
import { offerUndo } from '../../ui/tell'
import { usePageKeys } from '../../ui/use-page-keys'
import classes from './note-reader.module.css'

interface CheckPanelProps {
  readonly note: NoteFull
  readonly onChecked: () => void
}

type Verdict = 'passed' | 'failed'

/** The verdict on a drawn note: one key, then the next note. */
export function CheckPanel({ note, onChecked }: CheckPanelProps) {
  const { t } = useTranslation('synthesis')
  const [comment, setComment] = useState(note.spotComment)
  const field = useRef<HTMLTextAreaElement>(null)
  const tick = useCommand('spotCheck.tick')
  const mayTick = useMay('spotCheck.tick')
  const judge = async (verdict: Verdict): Promise<void> => {
    if (!mayTick || tick.isRunning) return
    const before = { noteId: note.id, verdict: note.spotCheck, comment: note.spotComment }
    const done = await tick.run({ noteId: note.id, verdict, comment: comment.trim() })
    if (!done) return
    offerUndo(`${note.title}: ${t(`check.state.${verdict}`)}`, () =>
      tick.run({ ...before, verdict: before.verdict === 'not-drawn' ? 'open' : before.verdict }),
    )
    onChecked()
  }
  usePageKeys({
    p: () => void judge('passed'),
    f: () => void judge('failed'),
    c: () => field.current?.focus(),
  })
  return (
    <section className={classes.check} aria-label={t('check.title')}>
      <div className={classes.row}>
        <h2>{t('check.title')}</h2>
        {note.spotCheck === 'open' ? (
          <span className={classes.soft}>{t('check.state.open')}</span>
        ) : (
          <StatusMark meaning={note.spotCheck === 'passed' ? 'fine' : 'wrong'}>
            {t(`check.state.${note.spotCheck}`)}
          </StatusMark>
        )}
      </div>
      <p>{t('check.ask')}</p>
      <Textarea
        ref={field}
        size="sm"
        rows={2}
        label={
          <span className={classes.row}>
            {t('check.comment')} <KeyHint keys="C" />
          </span>
        }
        placeholder={t('check.commentHint')}
        maxLength={2000}
        readOnly={!mayTick}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          field.current?.blur()
        }}
      />
      {mayTick && (
        <div className={classes.verdicts}>
          <Button
            variant="default"
            rightSection={<KeyHint keys="P" />}
            onClick={() => void judge('passed')}
          >
            {t('check.passed')}
          </Button>
          <Button
            variant="default"
            rightSection={<KeyHint keys="F" />}
            onClick={() => void judge('failed')}
          >
            {t('check.failed')}
          </Button>
        </div>
      )}
    </section>
  )
}
