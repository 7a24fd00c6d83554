import { useTranslation } from 'react-i18next'
import { type PresetId, presetIds, presets } from '../../../contract/training-plan'
import { offerUndo } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './plan.module.css'
import { usePlan } from './plan-form'
import { rateWords } from './plan-number'
import { basisOf, withPreset } from './plan-state'

/** Three places to start from; choosing one sets every field, and Undo sets them back. */
export function PresetCards() {
  const { t } = useTranslation('training')
  const { plan, setPlan } = usePlan()
  const isCustom = plan.preset === 'custom'
  const choose = (id: PresetId): void => {
    if (plan.preset === id) return
    setPlan(withPreset(plan, id))
    if (isCustom)
      offerUndo(t('plan.presets.replaced', { name: t(`plan.presets.${id}.name`) }), () =>
        setPlan(plan),
      )
  }
  return (
    <>
      <div className={classes.presets} role="radiogroup" aria-label={t('plan.presets.title')}>
        {presetIds.map((id) => (
          <label key={id} className={classes.preset} data-chosen={plan.preset === id || undefined}>
            <input
              type="radio"
              name="preset"
              checked={plan.preset === id}
              onChange={() => choose(id)}
            />
            <span className={classes.presetWords}>
              <span className={classes.presetName}>{t(`plan.presets.${id}.name`)}</span>
              <span>{t(`plan.presets.${id}.text`)}</span>
              <PresetFigures id={id} />
            </span>
          </label>
        ))}
      </div>
      {isCustom && (
        <p className={classes.soft} role="status">
          {t('plan.presets.custom', { name: t(`plan.presets.${basisOf(plan)}.name`) })}
        </p>
      )}
    </>
  )
}

function PresetFigures({ id }: { readonly id: PresetId }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const { tuning, context } = presets[id]
  return (
    <span className={classes.soft}>
      {t('plan.presets.figures', {
        rate: rateWords(tuning.learningRate, format.language),
        batch: format.number(tuning.batch),
        epochs: t('plan.presets.passes', {
          count: tuning.epochs,
          number: format.number(tuning.epochs),
        }),
        tokens: format.number(context),
      })}
    </span>
  )
}
