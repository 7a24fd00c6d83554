import { useTranslation } from 'react-i18next'
import type { TrainingRun } from '../../../contract/training'
import { Facts } from '../../ui/figure'
import { useFormat } from '../../ui/use-format'
import classes from './run.module.css'
import { usePlanRows } from './use-plan-rows'

/** Every setting of the run, and the hashes of what went in. */
export function RunSettings({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation(['training', 'adapters'])
  const rowsOf = usePlanRows()
  const format = useFormat()
  const hashes = [
    { label: t('adapters:lineage.model'), value: `${run.modelName}, SHA-256 ${run.modelSha256}` },
    ...(run.splitSha256
      ? [{ label: t('adapters:lineage.split'), value: `SHA-256 ${run.splitSha256}` }]
      : []),
    ...run.stages.flatMap((one) =>
      one.dataSha256
        ? [
            {
              label: t('adapters:lineage.data', { stage: t(`runs.stage.${one.stage}`) }),
              value: `SHA-256 ${one.dataSha256}`,
            },
          ]
        : [],
    ),
    ...run.stages.flatMap((one) =>
      one.bestValidationLoss === null
        ? []
        : [
            {
              label: `${t(`runs.stage.${one.stage}`)}: ${t('adapters:lineage.loss')}`,
              value: format.fixed(one.bestValidationLoss, 4),
            },
          ],
    ),
  ]
  return (
    <div className={classes.settings}>
      <Facts rows={rowsOf(run.plan)} />
      <Facts rows={hashes} />
    </div>
  )
}
