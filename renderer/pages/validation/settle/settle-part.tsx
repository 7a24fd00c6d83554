import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettleRow } from '../../../../contract/rating-settle'
import { useOperation } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { EmptyState } from '../../../ui/empty-state'
import { StatusMark } from '../../../ui/status-mark'
import classes from './settle.module.css'
import { SettleCaseView } from './settle-case'

/** Answers on which raters are far apart: the list at the left, one of them with both verdicts beside. */
export function SettlePart({ studyId }: { readonly studyId: string }) {
  const { t } = useTranslation('rating')
  const maySettle = useMay('settle.list')
  const [chosen, setChosen] = useState<number | null>(null)
  const [withoutWaiting, setWithoutWaiting] = useState(false)
  const listed = useOperation(
    'settle.list',
    { studyId, withoutWaiting },
    { enabled: maySettle, keepPrevious: true },
  ).data
  if (!maySettle)
    return <EmptyState title={t('settle.notYours.title')} text={t('settle.notYours.text')} />
  if (!listed) return null
  const { rows, distance, waiting } = listed
  const doNotWait = (
    <Button size="compact-sm" variant="default" onClick={() => setWithoutWaiting(true)}>
      {t('settle.doNotWait')}
    </Button>
  )
  if (rows.length === 0)
    return (
      <EmptyState
        title={t('settle.none.title')}
        text={
          waiting > 0
            ? t('settle.waiting', { count: waiting })
            : t('settle.none.text', { count: distance })
        }
        action={waiting > 0 && doNotWait}
      />
    )
  const at = rows.find((row) => row.caseNo === chosen) ?? rows[0]!
  const next = rows.find((row) => row.settled === null && row !== at)
  return (
    <div className={classes.settle}>
      <nav className={classes.list} aria-label={t('settle.list')}>
        <p className={classes.count}>
          {t('settle.open', { count: rows.filter((row) => row.settled === null).length })}
        </p>
        {rows.map((row) => (
          <Line key={row.caseNo} row={row} isChosen={row === at} onChoose={setChosen} />
        ))}
        {waiting > 0 && !withoutWaiting && (
          <div className={classes.waiting}>
            <p className={classes.soft}>{t('settle.waiting', { count: waiting })}</p>
            {doNotWait}
          </div>
        )}
      </nav>
      <SettleCaseView
        key={at.caseNo}
        studyId={studyId}
        caseNo={at.caseNo}
        onSettled={() => setChosen(next?.caseNo ?? at.caseNo)}
      />
    </div>
  )
}

interface LineProps {
  readonly row: SettleRow
  readonly isChosen: boolean
  readonly onChoose: (caseNo: number) => void
}

function Line({ row, isChosen, onChoose }: LineProps) {
  const { t } = useTranslation('rating')
  return (
    <button
      type="button"
      className={classes.line}
      aria-current={isChosen || undefined}
      onClick={() => onChoose(row.caseNo)}
    >
      <span className={classes.lineScores}>
        {row.scores.map((score, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: scores have no identity but their place
          <span className={classes.score} data-score={score} key={place}>
            {score}
          </span>
        ))}
        {row.settled !== null && (
          <StatusMark meaning="fine">{t('settle.settledAs', { score: row.settled })}</StatusMark>
        )}
      </span>
      {row.missing > 0 && row.settled === null && (
        <span className={classes.soft}>{t('settle.missing', { count: row.missing })}</span>
      )}
      <span className={classes.lineQuestion}>{row.question}</span>
    </button>
  )
}
