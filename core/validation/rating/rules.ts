import type { RatingProgress } from '../../../contract/ratings'
import { say } from '../../../contract/sentences'
import type { RatedSpan, RatingDetail } from '../../../contract/validation-rating'
import { Refusal } from '../../kernel/refusal'

interface Place {
  readonly position: number
  readonly state: 'draft' | 'done' | null
  readonly seconds: number | null
}

/** Fewer say little of how fast somebody is. */
const enoughForPace = 3

/** How far a rater is; `next` is looked for after `from` first, then from the start. */
export function progressOf(places: readonly Place[], from = 0): RatingProgress {
  const open = places.filter((place) => place.state !== 'done')
  const seconds = places.flatMap(({ state, seconds: took }) =>
    state === 'done' && took !== null && took > 0 ? [took] : [],
  )
  return {
    total: places.length,
    done: places.length - open.length,
    secondsEach: seconds.length < enoughForPace ? null : medianOf(seconds),
    next: (open.find((place) => place.position > from) ?? open[0])?.position ?? null,
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

/** Places marked in texts must lie in them. @throws Refusal `place-outside` */
export function checkSpans(detail: RatingDetail, answer: string, note: string): void {
  const isIn = ({ start, end }: RatedSpan['answer'], text: string): boolean =>
    start >= 0 && start < end && end <= text.length
  const isFine = detail.spans.every(
    (span) => isIn(span.answer, answer) && (span.note === null || isIn(span.note, note)),
  )
  if (!isFine) throw new Refusal('place-outside', say('place-outside'))
}

/** A correction that says the same as the answer, or nothing, is none. */
export function tidyDetail(detail: RatingDetail, answer: string): RatingDetail {
  const correction = detail.correction?.trim() ?? ''
  return {
    ...detail,
    errors: [...new Set(detail.errors)].sort(),
    correction: correction === '' || correction === answer.trim() ? null : correction,
  }
}
