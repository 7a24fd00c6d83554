import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Span } from '../../../../contract/common'
import type { RatingCase } from '../../../../contract/ratings'
import {
  type ErrorType,
  type HarmGrade,
  type Score,
  scores,
} from '../../../../contract/validation-rating'
import { ReadingPane } from '../../../ui/reading-pane'
import { tell } from '../../../ui/tell'
import { type PageKeys, usePageKeys } from '../../../ui/use-page-keys'
import { linkNote, markNext, overlaps } from './marks'
import classes from './rate.module.css'
import { RateAnswer } from './rate-answer'
import { RateBar } from './rate-bar'
import { RateExpected } from './rate-expected'
import { RatePanel } from './rate-panel'
import { backToQueue } from './rate-study'
import { errorKeys, harmKeys } from './rating-keys'
import { selectedIn, sentencesOf, step } from './sentences'
import { type Drafts, useRating } from './use-rating'

interface RateCaseProps {
  readonly shown: RatingCase
  readonly drafts: Drafts
  readonly onGo: (position: number | null) => void
  readonly onUndo: (position: number | null) => Promise<void>
}

/** The note at the left, the question, the answer and the keys at the right, progress at the foot. */
export function RateCase({ shown, drafts, onGo, onUndo }: RateCaseProps) {
  const { t } = useTranslation('rating')
  const rating = useRating(shown, drafts)
  const places = usePlaces(shown)
  const frame = useRef<HTMLDivElement>(null)
  const [isAsking, setAsking] = useState(false)
  const { position, progress } = shown
  const isHidden = shown.answer === null

  const rate = (score: Score): void => {
    rating.change({ score })
    setAsking(false)
  }
  const finish = async (): Promise<void> => {
    if (rating.isLocked) return onGo(progress.next)
    if (isHidden) return rating.reveal()
    if (rating.score === null) return setAsking(true)
    // The next answer stands there at once; should this one be refused, we come back to it. What lies
    // further up may have been finished since this one was read: then the core says what is next.
    const isAhead = progress.next !== null && progress.next > position
    const finishing = rating.finish(rating.score)
    if (isAhead) onGo(progress.next)
    const after = await finishing
    if (after === null) onGo(position)
    else if (!isAhead) onGo(after.next)
  }
  const mark = (): void => {
    const place = selectedIn(places.answerBox.current) ?? places.answerPlace
    if (place) rating.changeDetail({ spans: markNext(rating.detail.spans, place) })
    else tell('look', t('marks.chooseFirst'))
  }
  const link = (): void => {
    const place = selectedIn(frame.current?.querySelector('section') ?? null) ?? places.notePlace
    const { spans } = rating.detail
    if (place && spans.length > 0)
      rating.changeDetail({ spans: linkNote(spans, places.answerPlace, place) })
    else tell('look', t('marks.linkFirst'))
  }
  const toggleError = (type: ErrorType): void => {
    const { errors } = rating.detail
    rating.changeDetail({
      errors: errors.includes(type) ? errors.filter((one) => one !== type) : [...errors, type],
    })
  }
  const setHarm = (grade: HarmGrade): void =>
    rating.changeDetail({ harm: rating.detail.harm === grade ? null : grade })
  const pause = async (): Promise<void> => {
    await rating.flush()
    backToQueue()
  }
  const focus = (what: string): void => {
    const field = `[data-field="${what}"]`
    frame.current?.querySelector<HTMLElement>(`textarea${field}, ${field} input`)?.focus()
  }
  const undo = (): void => void onUndo(rating.isLocked ? position : null)
  const back = (): void => {
    if (position > 1) onGo(position - 1)
  }
  const skip = (): void => {
    if (position < progress.total) onGo(position + 1)
  }

  const answerNext = (): void => places.stepAnswer(1)
  const answerBefore = (): void => places.stepAnswer(-1)
  const noteNext = (): void => places.stepNote(1)
  const noteBefore = (): void => places.stepNote(-1)
  const next = (): void => void finish()
  const judging: PageKeys = isHidden
    ? {}
    : {
        ...Object.fromEntries(scores.map(({ score }) => [String(score), () => rate(score)])),
        ...Object.fromEntries(errorKeys.map(({ key, type }) => [key, () => toggleError(type)])),
        ...Object.fromEntries(harmKeys.map(({ key, grade }) => [key, () => setHarm(grade)])),
        ArrowRight: answerNext,
        ArrowLeft: answerBefore,
        m: mark,
        l: link,
        k: () => focus('comment'),
        r: () => focus('correction'),
      }
  usePageKeys({
    ...judging,
    ArrowDown: noteNext,
    ArrowUp: noteBefore,
    '/': () => focus('note'),
    Enter: next,
    u: undo,
    p: () => void pause(),
    ',': back,
    '.': skip,
  })

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl Enter finishes from any field inside
    <div
      className={classes.frame}
      ref={frame}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault()
          void finish()
        }
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
      }}
    >
      <div className={classes.note} data-field="note">
        <ReadingPane
          text={shown.note}
          label={t('note')}
          confidential={shown.confidential}
          marks={places.noteMarks(rating.detail.spans)}
          activeMark={places.notePlace ? 'here' : null}
          head={<span className={classes.noteHead}>{t('note')}</span>}
        />
      </div>
      <div className={classes.side} data-enter="page">
        <div className={classes.reading}>
          <p className={classes.question}>{shown.question}</p>
          {shown.answer === null ? (
            <RateExpected rating={rating} />
          ) : (
            <RateAnswer
              answer={shown.answer}
              box={places.answerBox}
              active={places.answerPlace}
              rating={rating}
              expected={shown.askExpectedFirst ? rating.detail.expected : null}
              onMark={mark}
              onLink={link}
            />
          )}
        </div>
        {!isHidden && (
          <RatePanel
            rating={rating}
            isAsking={isAsking}
            answer={shown.answer ?? ''}
            onRate={rate}
            onError={toggleError}
            onHarm={setHarm}
          />
        )}
      </div>
      <RateBar
        shown={shown}
        rating={rating}
        onBack={back}
        onSkip={skip}
        onUndo={undo}
        onPause={() => void pause()}
        onNext={next}
      />
    </div>
  )
}

/** Where the reading marks stand: a sentence of the answer and a line of the note. */
function usePlaces(shown: RatingCase) {
  const { answer, note } = shown
  const answerSentences = useMemo(() => sentencesOf(answer ?? ''), [answer])
  const noteSentences = useMemo(() => sentencesOf(note), [note])
  const [inAnswer, setInAnswer] = useState<number | null>(null)
  const [inNote, setInNote] = useState<number | null>(null)
  const answerBox = useRef<HTMLDivElement>(null)
  const answerPlace = inAnswer === null ? null : answerSentences[inAnswer]!
  const notePlace = inNote === null ? null : noteSentences[inNote]!
  return {
    answerBox,
    answerPlace,
    notePlace,
    stepAnswer: (by: 1 | -1) => setInAnswer((at) => step(at, by, answerSentences.length)),
    stepNote: (by: 1 | -1) => setInNote((at) => step(at, by, noteSentences.length)),
    noteMarks: (spans: readonly { readonly answer: Span; readonly note: Span | null }[]) => [
      ...spans.flatMap((span) =>
        span.note === null
          ? []
          : [
              {
                ...span.note,
                look: 'evidence' as const,
                id: answerPlace && overlaps(span.answer, answerPlace) ? 'linked' : 'other',
              },
            ],
      ),
      ...(notePlace ? [{ ...notePlace, look: 'phrase' as const, id: 'here' }] : []),
    ],
  }
}
