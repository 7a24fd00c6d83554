import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/page'
import type { PlanForm } from './plan-state'
import { ShareField } from './share-field'
import classes from './study.module.css'

/** Answers that test the raters, and from when a third person is asked. */
export function ControlFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const { plan, change } = form
  return (
    <Section title={t('form.controls')}>
      <p className={classes.lead}>{t('form.controlsMeans')}</p>
      <div className={classes.fields}>
        <ShareField
          label={t('form.planted')}
          help={t('form.plantedHelp')}
          value={plan.plantedShare}
          most={0.5}
          onChange={(plantedShare) => change({ plantedShare })}
        />
        <ShareField
          label={t('form.repeats')}
          help={t('form.repeatsHelp')}
          value={plan.repeatShare}
          most={0.5}
          onChange={(repeatShare) => change({ repeatShare })}
        />
        <NativeSelect
          size="sm"
          label={t('form.disagreement')}
          data={[1, 2, 3].map((points) => ({
            value: String(points),
            label: t('form.disagreementOption', { count: points }),
          }))}
          value={String(plan.disagreement)}
          onChange={(event) => change({ disagreement: Number(event.currentTarget.value) })}
        />
      </div>
    </Section>
  )
}
