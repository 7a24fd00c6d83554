import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunLogEntry, TrainingRun } from '../../../contract/training'
import { useOperation } from '../../core/hooks'
import { useFormat } from '../../ui/use-format'
import classes from './run.module.css'
import { useFigureWords } from './use-figure-words'

const pageSize = 100

/** Everything that happened in a run, newest first. */
export function RunLog({ run }: { readonly run: TrainingRun }) {
  return (
    <div className={classes.log}>
      <LogPage id={run.id} after={null} />
    </div>
  )
}

/** One page of the log, and under it the page before it once it was asked for. */
function LogPage({ id, after }: { readonly id: string; readonly after: number | null }) {
  const { t } = useTranslation('training')
  const [goesOn, setGoesOn] = useState(false)
  const entries = useOperation(
    'training.log',
    { id, after, limit: pageSize },
    { keepPrevious: true },
  ).data
  if (!entries) return null
  const last = entries.at(-1)
  if (!last) return after === null ? <p className={classes.soft}>{t('runs.logNone')}</p> : null
  return (
    <>
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.length === pageSize &&
        (goesOn ? (
          <LogPage id={id} after={last.id} />
        ) : (
          <Button size="compact-sm" variant="subtle" onClick={() => setGoesOn(true)}>
            {t('runs.logMore')}
          </Button>
        ))}
    </>
  )
}

function Entry({ entry }: { readonly entry: RunLogEntry }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const words = useFigureWords()
  const said = t(`runs.logWords.${entry.code}`, words(entry.figures))
  return (
    <li className={classes.entry} data-code={entry.code}>
      <span className={classes.soft}>{format.moment(entry.at)}</span>
      <span className={classes.soft}>{entry.stage ? t(`runs.stage.${entry.stage}`) : ''}</span>
      <span>
        {said}
        {entry.text !== '' && ` · ${entry.text}`}
      </span>
    </li>
  )
}
