import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import classes from './run.module.css'
import { usePlanRows } from './use-plan-rows'

interface RunDifferencesProps {
  readonly run: TrainingRun
  readonly over: TrainingRun
}

/** Beside two curves the settings in which they differ: what may have made the difference. */
export function RunDifferences({ run, over }: RunDifferencesProps) {
  const { t } = useTranslation('training')
  const rowsOf = usePlanRows()
  const others = new Map(rowsOf(over.plan).map((row) => [row.key, row]))
  const own = new Map(rowsOf(run.plan).map((row) => [row.key, row]))
  const rows = [...new Map([...others, ...own]).values()]
    .map(({ key, label }) => ({
      key,
      label,
      one: own.get(key)?.value ?? '–',
      other: others.get(key)?.value ?? '–',
    }))
    .filter((row) => row.one !== row.other)
  const model =
    run.modelId === over.modelId
      ? []
      : [
          {
            key: 'model',
            label: t('plan.fields.modelId.label'),
            one: run.modelName,
            other: over.modelName,
          },
        ]
  const all = [...model, ...rows]
  return (
    <section className={classes.section} aria-label={t('runs.differs.title')}>
      <div className={classes.sectionHead}>
        <h2>{t('runs.differs.title')}</h2>
      </div>
      {all.length === 0 ? (
        <p className={classes.soft}>{t('runs.differs.none')}</p>
      ) : (
        <table className={classes.differs}>
          <thead>
            <tr>
              <th scope="col">{t('runs.differs.field')}</th>
              <th scope="col">{run.name}</th>
              <th scope="col">{over.name}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                <td>{row.one}</td>
                <td>{row.other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
