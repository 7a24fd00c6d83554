import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { useMay } from '../../core/person'
import { setParams } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import classes from './run.module.css'
import { RunChart } from './run-chart'
import { RunDifferences } from './run-differences'
import { RunHead } from './run-head'
import { RunList } from './run-list'
import { RunLog } from './run-log'
import { RunSamples } from './run-samples'
import { RunSettings } from './run-settings'

interface RunTabProps {
  /** Newest first. */
  readonly runs: readonly TrainingRun[]
  readonly chosen: string | undefined
  readonly over: string | undefined
}

/** Every run of the project at the left; the chosen one with its curves, answers, settings and log. */
export function RunTab({ runs, chosen, over }: RunTabProps) {
  const { t } = useTranslation('training')
  const mayStart = useMay('training.start')
  const run = runs.find((one) => one.id === chosen) ?? runs[0]
  if (!run)
    return (
      <EmptyState
        title={t('runs.empty.title')}
        text={t(mayStart ? 'runs.empty.text' : 'runs.empty.reader')}
        action={
          mayStart && (
            <Button onClick={() => setParams({ tab: 'plan' })}>{t('runs.empty.action')}</Button>
          )
        }
      />
    )
  const others = runs.filter((one) => one.id !== run.id)
  const overRun = others.find((one) => one.id === over) ?? null
  return (
    <div className={classes.bench}>
      <RunList runs={runs} chosen={run.id} />
      <div className={classes.run} key={run.id}>
        <RunHead run={run} />
        <section className={classes.section} aria-label={t('runs.chart.title')}>
          <RunChart run={run} over={overRun} others={others} />
        </section>
        {overRun && <RunDifferences run={run} over={overRun} />}
        <RunSamples run={run} />
        <details className={classes.fold}>
          <summary>{t('runs.settings')}</summary>
          <RunSettings run={run} />
        </details>
        <details className={classes.fold}>
          <summary>{t('runs.log')}</summary>
          <RunLog run={run} />
        </details>
      </div>
    </div>
  )
}
