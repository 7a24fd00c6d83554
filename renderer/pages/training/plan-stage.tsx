import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TrainingStageId } from '../../../contract/training-plan'
import { guessedSamples, stepsOf } from '../../../contract/training-rules'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './plan.module.css'
import { ChoiceRow, fieldId, NumberRow } from './plan-field'
import { usePlan } from './plan-form'
import { MoreFields } from './plan-more'
import { useFigureWords } from './use-figure-words'

/** One of the two stages: a switch, what goes in, and its fields. */
export function PlanStage({ stage }: { readonly stage: TrainingStageId }) {
  const { t } = useTranslation('training')
  const { plan, change, warnings } = usePlan()
  const words = useFigureWords()
  const { enabled, schedule } = plan[stage]
  const id = fieldId(`${stage}.enabled`)
  const own = warnings.filter((one) => one.field === `${stage}.enabled`)
  return (
    <section className={classes.stage} aria-label={t(`plan.stages.${stage}.name`)}>
      <div className={classes.stageHead}>
        <h3>{t(`plan.stages.${stage}.name`)}</h3>
        <Switch
          id={id}
          size="sm"
          labelPosition="left"
          label={t('plan.stages.on')}
          checked={enabled}
          onChange={(event) => change(`${stage}.enabled`, event.currentTarget.checked)}
        />
      </div>
      <p className={classes.soft}>{t(`plan.stages.${stage}.text`)}</p>
      <StageData stage={stage} />
      {own.map((one) => (
        <StatusMark key={one.code} meaning={one.severity === 'stop' ? 'wrong' : 'look'}>
          {t(`plan.warnings.${one.code}`, words(one.figures))}
        </StatusMark>
      ))}
      {enabled && (
        <div className={classes.fields}>
          <NumberRow field={`${stage}.epochs`} />
          <NumberRow field={`${stage}.learningRate`} />
          <NumberRow field={`${stage}.batch`} />
          <NumberRow field={`${stage}.maxSamples`} empty={t('plan.fields.stage.maxSamples.all')} />
          <MoreFields
            fields={[
              `${stage}.schedule`,
              ...(
                [
                  'warmupShare',
                  'finalFraction',
                  'clip',
                  'weightDecay',
                  'beta1',
                  'beta2',
                  'epsilon',
                ] as const
              ).map((name) => `${stage}.${name}` as const),
            ]}
          >
            <ChoiceRow
              field={`${stage}.schedule`}
              label={t('plan.fields.stage.schedule.label')}
              help={t('plan.fields.stage.schedule.help')}
              data={(['constant', 'linear', 'cosine'] as const).map((value) => ({
                value,
                label: t(`plan.fields.stage.schedule.${value}`),
              }))}
              value={schedule}
              onChoose={(value) => change(`${stage}.schedule`, value)}
            />
            <NumberRow field={`${stage}.warmupShare`} />
            <NumberRow field={`${stage}.finalFraction`} />
            <NumberRow field={`${stage}.clip`} />
            <NumberRow field={`${stage}.weightDecay`} />
            <NumberRow field={`${stage}.beta1`} />
            <NumberRow field={`${stage}.beta2`} />
            <NumberRow field={`${stage}.epsilon`} />
          </MoreFields>
        </div>
      )}
    </section>
  )
}

/** How much there is to learn from, how much of it is confidential, and about how many steps. */
function StageData({ stage }: { readonly stage: TrainingStageId }) {
  const { t } = useTranslation('training')
  const { plan, facts } = usePlan()
  const format = useFormat()
  if (!facts) return null
  const isNotes = stage === 'pretraining'
  const train = isNotes ? facts.notesTrain : facts.pairsTrain
  const validation = isNotes ? facts.notesValidation : facts.pairsValidation
  const confidential = isNotes ? facts.confidentialNotes : facts.confidentialPairs
  const counted = (count: number): string =>
    t(isNotes ? 'plan.stages.notes' : 'plan.stages.pairs', { count, number: format.number(count) })
  const samples = guessedSamples(plan, stage, facts)
  const steps = samples === 0 ? 0 : stepsOf(samples, plan[stage].batch, plan[stage].epochs)
  return (
    <p className={classes.stageData} role="status">
      <span>
        {[
          t('plan.stages.train', { what: counted(train) }),
          t('plan.stages.validation', { what: counted(validation) }),
          ...(plan[stage].enabled && steps > 0
            ? [t('plan.stages.steps', { count: steps, number: format.number(steps) })]
            : []),
        ].join(' · ')}
      </span>
      {confidential > 0 && (
        <StatusMark meaning="confidential">
          {t('plan.stages.confidential', { number: format.number(confidential) })}
        </StatusMark>
      )}
    </p>
  )
}
