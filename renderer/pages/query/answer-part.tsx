import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state'
import { Verdict } from '../../ui/status-mark'
import classes from './answer.module.css'
import { AnswerView } from './answer-view'
import type { Ask } from './use-ask'

interface AnswerPartProps {
  readonly ask: Ask
  readonly active: number | null
  readonly onActive: (statement: number | null) => void
}

/** Nothing yet, words as they come, a refusal, or the answer. */
export function AnswerPart({ ask, active, onActive }: AnswerPartProps) {
  const { t } = useTranslation('query')
  const { status, failure } = ask.stream
  if (status === 'running') return <Coming text={ask.soFar} />
  if (status === 'refused')
    return (
      <div className={classes.part}>
        {failure?.code === 'cancelled' ? (
          <p className={classes.soft} role="status">
            {t('answer.stoppedEmpty')}
          </p>
        ) : (
          <Verdict meaning="wrong" title={failure?.message} />
        )}
      </div>
    )
  if (!ask.answer) return <EmptyState title={t('answer.none.title')} text={t('answer.none.text')} />
  return <AnswerView key={ask.answer.id} answer={ask.answer} active={active} onActive={onActive} />
}

function Coming({ text }: { readonly text: string }) {
  const { t } = useTranslation('query')
  const place = useInView()
  return (
    <section className={classes.part} ref={place} aria-label={t('answer.title')} aria-busy>
      <p className={classes.soft} role="status">
        {text === '' ? t('answer.reading') : t('answer.answering')}
      </p>
      {text !== '' && <div className={classes.text}>{text.trimStart()}</div>}
    </section>
  )
}

/** What has just come is what one wants to read: it is scrolled to its beginning. */
export function useInView() {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'start' }), [])
  return place
}
