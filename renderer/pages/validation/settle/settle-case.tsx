import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettleCase } from '../../../../contract/rating-settle'
import {
  type RatingDetail,
  ratingDetail,
  type Score,
  scores,
} from '../../../../contract/validation-rating'
import { useCommand, useOperation } from '../../../core/hooks'
import { KeyHint } from '../../../ui/key-hint'
import { ReadingPane } from '../../../ui/reading-pane'
import { StatusMark } from '../../../ui/status-mark'
import { useFormat } from '../../../ui/use-format'
import { usePageKeys } from '../../../ui/use-page-keys'
import { RatePanel } from '../rate/rate-panel'
import { errorKeys, harmKeys } from '../rate/rating-keys'
import classes from './settle.module.css'
import { VerdictCard } from './verdict-card'

interface SettleCaseProps {
  readonly studyId: string
  readonly caseNo: number
  readonly onSettled: () => void
}

export function SettleCaseView({ studyId, caseNo, onSettled }: SettleCaseProps) {
  const { data } = useOperation('settle.case', { studyId, caseNo })
  if (!data) return null
  return <Reader studyId={studyId} shown={data} onSettled={onSettled} />
}

interface ReaderProps extends Pick<SettleCaseProps, 'studyId' | 'onSettled'> {
  readonly shown: SettleCase
}

/** Note, question, answer, the verdicts by letters, and what counts in the end. */
function Reader({ studyId, shown, onSettled }: ReaderProps) {
  const { t } = useTranslation('rating')
  const format = useFormat()
  const decision = useDecision(studyId, shown, onSettled)
  return (
    <>
      <div className={classes.note}>
        <ReadingPane
          text={shown.note}
          label={t('note')}
          confidential={shown.confidential}
          head={<b>{t('note')}</b>}
          marks={shown.verdicts.flatMap((verdict) =>
            verdict.detail.spans.flatMap((span) =>
              span.note ? [{ ...span.note, look: 'evidence' as const, title: verdict.rater }] : [],
            ),
          )}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl Enter settles from any field inside */}
      <div
        className={classes.side}
        data-enter="page"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) decision.settle()
          if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
        }}
      >
        <div className={classes.reading}>
          <h3 className={classes.question}>{shown.question}</h3>
          <p className={classes.answer}>{shown.answer}</p>
          <div className={classes.verdicts}>
            {shown.verdicts.map((verdict) => (
              <VerdictCard key={verdict.rater} verdict={verdict} answer={shown.answer} />
            ))}
          </div>
          {shown.missing > 0 && (
            <StatusMark meaning="look">
              {t('settle.missingHere', { count: shown.missing })}
            </StatusMark>
          )}
          {shown.decision && (
            <StatusMark meaning="fine">
              {t('settle.by', {
                score: shown.decision.score,
                name: shown.decision.by,
                when: format.moment(shown.decision.at),
              })}
            </StatusMark>
          )}
        </div>
        <RatePanel
          rating={decision.spoken}
          answer={shown.answer}
          isAsking={decision.isAsking}
          isCompact
          commentLabel={t('settle.reason')}
          onRate={decision.rate}
          onError={decision.toggleError}
          onHarm={decision.setHarm}
        />
        <div className={classes.foot}>
          <span className={classes.soft}>{t('settle.stays')}</span>
          <Button
            loading={decision.isSaving}
            rightSection={<KeyHint keys="Enter" />}
            disabled={!decision.isReady}
            onClick={decision.settle}
          >
            {t('settle.decide')}
          </Button>
        </div>
      </div>
    </>
  )
}

/** What the third person says so far; their reason stands in the comment's place until it is stored. */
function useDecision(studyId: string, shown: SettleCase, onSettled: () => void) {
  const known = shown.decision
  const [score, setScore] = useState<Score | null>(known?.score ?? null)
  const [detail, setDetail] = useState<RatingDetail>(() =>
    known ? { ...known.detail, comment: known.reason } : ratingDetail.parse({}),
  )
  const decide = useCommand('settle.decide')
  const reason = detail.comment.trim()
  const isReady = score !== null && reason !== ''
  const changeDetail = (next: Partial<RatingDetail>): void =>
    setDetail((before) => ({ ...before, ...next }))
  const toggleError = (type: RatingDetail['errors'][number]): void =>
    changeDetail({
      errors: detail.errors.includes(type)
        ? detail.errors.filter((one) => one !== type)
        : [...detail.errors, type],
    })
  const setHarm = (harm: RatingDetail['harm']): void =>
    changeDetail({ harm: detail.harm === harm ? null : harm })
  const save = async (): Promise<void> => {
    if (score === null || reason === '') return
    const { caseNo } = shown
    const done = await decide.run({
      studyId,
      caseNo,
      score,
      detail: { ...detail, comment: '' },
      reason,
      // Said beside the verdicts: who opened this answer chose not to wait.
      withoutWaiting: shown.missing > 0,
    })
    if (done) onSettled()
  }
  const settle = (): void => void save()
  const focus = (what: string): void =>
    document.querySelector<HTMLElement>(`textarea[data-field="${what}"]`)?.focus()
  usePageKeys({
    ...Object.fromEntries(scores.map((one) => [String(one.score), () => setScore(one.score)])),
    ...Object.fromEntries(errorKeys.map(({ key, type }) => [key, () => toggleError(type)])),
    ...Object.fromEntries(harmKeys.map(({ key, grade }) => [key, () => setHarm(grade)])),
    k: () => focus('comment'),
    r: () => focus('correction'),
    Enter: settle,
  })
  return {
    spoken: { score, detail, isLocked: false, changeDetail },
    isAsking: score === null && reason !== '',
    isReady,
    isSaving: decide.isRunning,
    rate: setScore,
    toggleError,
    setHarm,
    settle,
  }
}
