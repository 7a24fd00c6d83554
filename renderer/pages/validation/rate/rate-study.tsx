import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RatingCase } from '../../../../contract/ratings'
import { call } from '../../../core/bridge'
import { useCommand, useOperation } from '../../../core/hooks'
import { setParams, useRoute } from '../../../core/route'
import { EmptyState } from '../../../ui/empty-state'
import { KeyHint } from '../../../ui/key-hint'
import { usePageKeys } from '../../../ui/use-page-keys'
import classes from './rate.module.css'
import { RateCase } from './rate-case'
import type { Drafts } from './use-rating'

/** One study, one answer after the other; the address keeps the place. */
export function RateStudy({ studyId }: { readonly studyId: string }) {
  const { t } = useTranslation('rating')
  const at = Number(useRoute().params.item) || null
  const queue = useOperation('ratings.queue', {}).data
  const queued = queue?.find((one) => one.studyId === studyId)
  const position = at ?? queued?.next ?? null
  const drafts = useRef<Drafts>(new Map())
  const client = useQueryClient()
  const reopening = useCommand('ratings.reopen')
  useEffect(() => {
    document.title = `${t('title')} · Asclepius Workstation`
  }, [t])

  const go = useCallback((to: number | null) => setParams({ item: to }), [])
  const undo = useCallback(
    async (which: number | null) => {
      const opened = await reopening.run({ studyId, position: which })
      if (!opened) return
      const input = { studyId, position: opened.position }
      client.setQueryData<RatingCase>(['ratings.case', input], (before) =>
        before ? { ...before, state: 'draft' } : before,
      )
      go(opened.position)
    },
    [reopening.run, studyId, client, go],
  )
  const shown = useOperation(
    'ratings.case',
    { studyId, position: position ?? 1 },
    { enabled: position !== null },
  )
  const next = shown.data?.progress.next ?? null
  useEffect(() => {
    if (next === null) return
    // The next answer is read while this one is rated, so that it stands there at once.
    const input = { studyId, position: next }
    void client.prefetchQuery({
      queryKey: ['ratings.case', input],
      queryFn: () => call('ratings.case', input),
    })
  }, [client, studyId, next])

  if (queue === undefined) return null
  if (!queued || shown.error) return <Gone message={shown.error?.message} />
  if (position === null) return <AllDone total={queued.total} onUndo={() => void undo(null)} />
  const data = shown.data
  if (!data) return <div className={classes.frame} aria-busy />
  return (
    <RateCase
      key={`${position} ${data.state === 'done'} ${data.answer === null}`}
      shown={data}
      drafts={drafts.current}
      onGo={go}
      onUndo={undo}
    />
  )
}

function Gone({ message }: { readonly message: string | undefined }) {
  const { t } = useTranslation('rating')
  return (
    <EmptyState
      title={t('gone.title')}
      text={message ?? t('gone.text')}
      action={<Button onClick={backToQueue}>{t('toQueue')}</Button>}
    />
  )
}

function AllDone({ total, onUndo }: { readonly total: number; readonly onUndo: () => void }) {
  const { t } = useTranslation('rating')
  usePageKeys({ Enter: backToQueue, u: onUndo })
  return (
    <div className={classes.allDone}>
      <EmptyState
        title={t('allDone.title', { count: total })}
        text={t('allDone.text')}
        action={
          <div className={classes.barKeys}>
            <Button variant="default" rightSection={<KeyHint keys="U" />} onClick={onUndo}>
              {t('undo')}
            </Button>
            <Button rightSection={<KeyHint keys="Enter" />} onClick={backToQueue}>
              {t('toQueue')}
            </Button>
          </div>
        }
      />
    </div>
  )
}

export function backToQueue(): void {
  setParams({ study: null, item: null })
}
