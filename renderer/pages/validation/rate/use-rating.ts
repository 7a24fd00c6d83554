import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RatingCase, RatingProgress } from '../../../../contract/ratings'
import type { RatingDetail, Score } from '../../../../contract/validation-rating'
import { call } from '../../../core/bridge'
import { tell } from '../../../ui/tell'

export interface Said {
  readonly score: Score | null
  readonly detail: RatingDetail
}

/** Drafts of this sitting by place: fresher than what was read before they were saved. */
export type Drafts = Map<number, Said>

export interface Rating extends Said {
  readonly isLocked: boolean
  /** 'typing' until it is stored. */
  readonly keeping: 'kept' | 'typing' | 'nothing'
  readonly change: (next: Partial<Said>) => void
  readonly changeDetail: (next: Partial<RatingDetail>) => void
  /** Finishes with what was said. @returns how far the rater is; null where it was not taken. */
  readonly finish: (score: Score) => Promise<RatingProgress | null>
  readonly reveal: () => Promise<void>
  readonly flush: () => Promise<void>
}

const restMilliseconds = 400

/** One answer under the rater's hands. Everything said is stored a moment later, in order. */
export function useRating(shown: RatingCase, drafts: Drafts): Rating {
  const { studyId, position } = shown
  const isLocked = shown.state === 'done'
  const [said, setSaid] = useState<Said>(
    () => drafts.get(position) ?? { score: shown.score, detail: shown.detail },
  )
  const [keeping, setKeeping] = useState<Rating['keeping']>(
    shown.state === 'new' ? 'nothing' : 'kept',
  )
  const latest = useRef(said)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  const seconds = useSeconds(shown.seconds)
  const client = useQueryClient()

  const save = useCallback((): Promise<void> => {
    if (timer.current === null) return Promise.resolve()
    clearTimeout(timer.current)
    timer.current = null
    const input = { studyId, position, ...latest.current, seconds: seconds() }
    const saving = before.current.then(async () => {
      try {
        await call('ratings.save', input)
        if (timer.current === null) setKeeping('kept')
      } catch (cause) {
        tell('wrong', (cause as Error).message)
      }
    })
    before.current = saving
    return saving
  }, [studyId, position, seconds])

  const change = useCallback(
    (next: Partial<Said>) => {
      if (isLocked) return
      latest.current = { ...latest.current, ...next }
      drafts.set(position, latest.current)
      setSaid(latest.current)
      setKeeping('typing')
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), restMilliseconds)
    },
    [isLocked, position, drafts, save],
  )
  useEffect(() => () => void save(), [save])

  return useMemo(
    () => ({
      ...said,
      isLocked,
      keeping,
      change,
      changeDetail: (next) => change({ detail: { ...latest.current.detail, ...next } }),
      flush: save,
      finish: async (score) => {
        if (timer.current !== null) clearTimeout(timer.current)
        timer.current = null
        await before.current
        try {
          const input = { studyId, position, score, detail: latest.current.detail }
          return await call('ratings.finish', { ...input, seconds: seconds() })
        } catch (cause) {
          tell('wrong', (cause as Error).message)
          return null
        }
      },
      reveal: async () => {
        await save()
        const { expected } = latest.current.detail
        try {
          await call('ratings.reveal', { studyId, position, expected })
          await client.invalidateQueries({ queryKey: ['ratings.case', { studyId, position }] })
        } catch (cause) {
          tell('wrong', (cause as Error).message)
        }
      },
    }),
    [said, isLocked, keeping, change, save, client, studyId, position, seconds],
  )
}

/** A pause longer than this is no time spent on an answer. */
const longestSilence = 60

/** Seconds spent on an answer, as far as somebody was there: counted from one sign of life to the next. */
function useSeconds(from: number): () => number {
  const counted = useRef(from)
  const last = useRef(performance.now())
  const count = useCallback(() => {
    const now = performance.now()
    counted.current += Math.min((now - last.current) / 1000, longestSilence)
    last.current = now
    return Math.round(counted.current * 10) / 10
  }, [])
  useEffect(() => {
    const signs = ['keydown', 'pointermove', 'wheel'] as const
    for (const sign of signs) window.addEventListener(sign, count, { passive: true })
    return () => {
      for (const sign of signs) window.removeEventListener(sign, count)
    }
  }, [count])
  return count
}
