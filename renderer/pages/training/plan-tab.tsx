import { useTranslation } from 'react-i18next'
import { Help } from '../../ui/help'
import { Section } from '../../ui/page'
import classes from './plan.module.css'
import { PlanShared } from './plan-shared'
import { PlanStage } from './plan-stage'
import { PlanSubject } from './plan-subject'
import { PlanSummary } from './plan-summary'
import { PresetCards } from './preset-cards'

/** What is trained, from which settings, in which two stages; at the right what goes in. */
export function PlanTab() {
  const { t } = useTranslation('training')
  return (
    <div className={classes.bench}>
      <div className={classes.form}>
        <Section title={t('plan.what')} note={<Help about="LoRA">{t('plan.lora')}</Help>}>
          <PlanSubject />
        </Section>
        <Section title={t('plan.presets.title')}>
          <PresetCards />
          <p className={classes.departure}>{t('plan.departure')}</p>
        </Section>
        <Section title={t('plan.stages.title')}>
          <div className={classes.pair}>
            <PlanStage stage="pretraining" />
            <PlanStage stage="tuning" />
          </div>
        </Section>
        <PlanShared />
      </div>
      <PlanSummary />
    </div>
  )
}
