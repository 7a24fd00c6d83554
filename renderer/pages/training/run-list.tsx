import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { setParams } from '../../core/route'
import { IconLock } from '../../ui/icons'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './run.module.css'

interface RunListProps {
  readonly runs: readonly TrainingRun[]
  readonly chosen: string
}

/** All runs, newest first; arrow keys move through them. */
export function RunList({ runs, chosen }: RunListProps) {
  const { t } = useTranslation('training')
  const list = useRef<HTMLUListElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = runs.findIndex((run) => run.id === chosen)
    const next = Math.min(runs.length - 1, Math.max(0, at + step))
    setParams({ run: runs[next]?.id ?? null, over: null })
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <nav className={classes.list} aria-label={t('runs.list')}>
      <ul ref={list} onKeyDown={onKeyDown}>
        {runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              className={classes.item}
              aria-current={run.id === chosen || undefined}
              data-confidential={run.confidential || undefined}
              onClick={() => setParams({ tab: 'run', run: run.id, over: null })}
            >
              <RunItem run={run} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function RunItem({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation(['training', 'common'])
  const format = useFormat()
  const word = t(`runs.status.${run.status}`)
  return (
    <>
      <span className={classes.itemName}>
        {run.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
        {run.name}
      </span>
      <span className={classes.itemFacts}>
        {run.status === 'failed' ? <StatusMark meaning="wrong">{word}</StatusMark> : word}
        {' · '}
        {format.when(run.createdAt)}
      </span>
      <span className={classes.itemFacts}>{run.modelName}</span>
    </>
  )
}
