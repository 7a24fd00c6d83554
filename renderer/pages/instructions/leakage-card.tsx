import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeakageReport, SplitState } from '../../../contract/instructions'
import { leakageKinds } from '../../../contract/instructions'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { Help } from '../../ui/help'
import { Verdict } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './instructions.module.css'

interface LeakageCardProps {
  readonly projectId: string
  readonly split: SplitState
}

const meanings = {
  'not-split': 'look',
  passed: 'fine',
  blocked: 'wrong',
  overridden: 'look',
} as const

/** The verdict in a sentence, its reasons, and who may answer for it. */
export function LeakageCard({ projectId, split }: LeakageCardProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const check = useCommand('instructions.checkLeakage')
  const mayCheck = useMay('instructions.checkLeakage')
  const sentence =
    split.state === 'blocked' && split.because === 'changed'
      ? 'changed'
      : split.state === 'blocked' && split.because === 'not-checked'
        ? 'notChecked'
        : split.state
  const isShown =
    split.leakage !== null && (split.because === 'found' || split.because === 'nothing')
  return (
    <section className={classes.card} aria-label={t('leakage.title')}>
      <div className={classes.blockHead}>
        <h2>{t('leakage.title')}</h2>
        <Help about={t('leakage.title')}>{t('leakage.help')}</Help>
      </div>
      <Verdict
        meaning={meanings[split.state]}
        title={t(`leakage.verdict.${sentence}`)}
        action={
          mayCheck &&
          split.state !== 'not-split' && (
            <Button
              size="compact-md"
              variant="default"
              loading={check.isRunning}
              onClick={() => void check.run({ projectId })}
            >
              {t('leakage.check')}
            </Button>
          )
        }
      >
        {isShown && split.leakage && <Found report={split.leakage} />}
        {split.override && (
          <p>
            {t('leakage.overridden', {
              who: split.override.by,
              when: format.moment(split.override.at),
              reason: split.override.reason,
            })}
          </p>
        )}
      </Verdict>
      {isShown && split.leakage && split.leakage.examples.length > 0 && (
        <Examples report={split.leakage} />
      )}
      {split.because === 'found' && split.sha256 && (
        <Override projectId={projectId} sha256={split.sha256} />
      )}
      {split.sha256 && <p className={classes.soft}>{t('leakage.hash', { hash: split.sha256 })}</p>}
    </section>
  )
}

function Found({ report }: { readonly report: LeakageReport }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const found = leakageKinds
    .filter((kind) => report.byKind[kind] > 0)
    .map((kind) =>
      t('leakage.found', {
        count: report.byKind[kind],
        kind: t(`leakage.kinds.${kind}`),
        number: format.number(report.byKind[kind]),
      }),
    )
  const looked = t('leakage.looked', {
    count: report.notes,
    number: format.number(report.notes),
    seconds: format.duration(report.seconds),
    share: format.percent(report.threshold),
  })
  return <p>{[...found, looked].join(' · ')}</p>
}

function Examples({ report }: { readonly report: LeakageReport }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  return (
    <div>
      <h3>{t('leakage.examples')}</h3>
      <ul className={classes.list}>
        {report.examples.map(({ kind, similarity, first, second }) => {
          const words = {
            first: first.caseId,
            firstSide: t(`split.sides.${first.side}`),
            second: second.caseId,
            secondSide: t(`split.sides.${second.side}`),
            share: format.percent(similarity),
          }
          const rowId = first.rowId ?? second.rowId
          const text = t(kind === 'same-case' ? 'leakage.exampleSame' : 'leakage.example', words)
          return (
            <li key={`${kind} ${first.caseId} ${second.caseId} ${rowId}`}>
              {rowId === null ? (
                text
              ) : (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => setParams({ row: rowId })}
                >
                  {text}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** An accountable person may let this very split pass, with a reason. */
function Override({ projectId, sha256 }: { readonly projectId: string; readonly sha256: string }) {
  const { t } = useTranslation('instructions')
  const may = useMay('instructions.overrideLeakage')
  const run = useCommand('instructions.overrideLeakage')
  const [reason, setReason] = useState('')
  if (!may) return <p className={classes.soft}>{t('leakage.who')}</p>
  return (
    <details className={classes.list}>
      <summary>{t('leakage.override')}</summary>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim().length >= 10) void run.run({ projectId, sha256, reason: reason.trim() })
        }}
      >
        <p className={classes.soft}>{t('leakage.overrideHelp')}</p>
        <TextInput
          label={t('leakage.reason')}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.row}>
          <Button
            type="submit"
            color="red"
            disabled={reason.trim().length < 10}
            loading={run.isRunning}
          >
            {t('leakage.overrideRun')}
          </Button>
        </div>
      </form>
    </details>
  )
}
