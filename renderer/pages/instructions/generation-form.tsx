import { Anchor, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../contract/models'
import { useOperation } from '../../core/hooks'
import { FieldLabel } from '../../ui/help'
import { NumberField, OptionalNumberField } from '../../ui/number-field'
import { PlanLine } from '../../ui/plan-line'
import { useFormat } from '../../ui/use-format'
import { useTasks } from '../query/use-tasks'
import { usableModels } from '../synthesis/recipe'
import classes from '../synthesis/recipe.module.css'
import { type Generation, useGenerationPlan } from './generation'

interface GenerationFormProps {
  readonly generation: Generation
  readonly models: readonly Model[]
}

/** What to ask about, and how, in plain words; every field has a default. */
export function GenerationForm({ generation, models }: GenerationFormProps) {
  const { t } = useTranslation('instructions')
  const { choices, change } = generation
  return (
    <section className={classes.recipe} aria-label={t('form.title')}>
      <div className={classes.fields}>
        <NativeSelect
          label={<FieldLabel help={t('form.notesHelp')}>{t('form.notes')}</FieldLabel>}
          data={(['without-rows', 'all'] as const).map((value) => ({
            value,
            label: t(`form.notesOf.${value}`),
          }))}
          value={choices.notes}
          onChange={(event) => change({ notes: event.currentTarget.value as typeof choices.notes })}
        />
        <div className={classes.pair}>
          <OptionalNumberField
            label={<FieldLabel help={t('form.limitHelp')}>{t('form.limit')}</FieldLabel>}
            placeholder={t('form.all')}
            value={choices.limit}
            onNumber={(limit) => change({ limit })}
          />
          <NumberField
            label={
              <FieldLabel help={t('form.rowsPerNoteHelp')}>{t('form.rowsPerNote')}</FieldLabel>
            }
            min={1}
            max={8}
            allowDecimal={false}
            value={choices.rowsPerNote}
            onNumber={(rowsPerNote) => change({ rowsPerNote })}
          />
        </div>
        <NativeSelect
          label={<FieldLabel help={t('form.modelHelp')}>{t('form.model')}</FieldLabel>}
          data={usableModels(models).map(({ id, name }) => ({ value: id, label: name }))}
          value={generation.model?.id ?? ''}
          onChange={(event) => change({ modelId: event.currentTarget.value })}
        />
        <NumberField
          label={
            <FieldLabel help={t('form.unanswerableHelp')}>{t('form.unanswerable')}</FieldLabel>
          }
          suffix=" %"
          min={0}
          max={90}
          step={5}
          allowDecimal={false}
          value={Math.round(choices.unanswerable * 100)}
          onNumber={(percent) => change({ unanswerable: percent / 100 })}
        />
        <WeightFields generation={generation} />
        <DetailFields generation={generation} />
      </div>
      <GenerationPlan generation={generation} />
    </section>
  )
}

function WeightFields({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('instructions')
  const tasks = useTasks()
  const { choices, change } = generation
  const { weights } = choices
  return (
    <details className={classes.sampling}>
      <summary>
        {t('form.weights')}
        <span className={classes.soft}>
          {t(weights === null ? 'form.weightsNow' : 'form.weightsChosen')}
        </span>
      </summary>
      <div className={classes.samplingFields}>
        <p className={classes.soft}>{t('form.weightsHelp')}</p>
        {tasks.map((task) => (
          <NumberField
            key={task.id}
            size="xs"
            label={task.name}
            min={0}
            max={100}
            value={weights === null ? 1 : (weights[task.id] ?? 0)}
            onNumber={(value) => {
              const all = Object.fromEntries(
                tasks.map(({ id }) => [id, weights === null ? 1 : (weights[id] ?? 0)]),
              )
              change({ weights: { ...all, [task.id]: value } })
            }}
          />
        ))}
        {weights !== null && (
          <Anchor component="button" size="sm" onClick={() => change({ weights: null })}>
            {t('form.weightsReset')}
          </Anchor>
        )}
      </div>
    </details>
  )
}

function DetailFields({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const prompts = useOperation('instructions.prompts', {}).data ?? []
  const { choices, change, questionTemperature } = generation
  const number = (
    name: 'answerTemperature' | 'maxQuestionTokens' | 'maxAnswerTokens' | 'retries' | 'seed',
    range: { readonly min: number; readonly max: number; readonly step?: number },
    help: string,
  ) => (
    <NumberField
      label={t(`form.${name}`)}
      description={help}
      {...range}
      clampBehavior="blur"
      value={choices[name]}
      onNumber={(value) => change({ [name]: value })}
    />
  )
  return (
    <details className={classes.sampling}>
      <summary>
        {t('form.more')}
        <span className={classes.soft}>
          {t('form.moreNow', {
            seed: choices.seed,
            temperature: format.number(questionTemperature, 2),
          })}
        </span>
      </summary>
      <div className={classes.samplingFields}>
        <NativeSelect
          label={t('form.prompt')}
          description={t('form.promptHelp')}
          data={[
            { value: '', label: t('form.promptSuits') },
            ...prompts.map(({ id, name, version }) => ({
              value: id,
              label: t('form.promptOption', { name, version }),
            })),
          ]}
          value={choices.promptId ?? ''}
          onChange={(event) => change({ promptId: event.currentTarget.value || null })}
        />
        <NumberField
          label={t('form.questionTemperature')}
          description={t('form.questionTemperatureHelp')}
          min={0}
          max={2}
          step={0.1}
          value={questionTemperature}
          onNumber={(value) => change({ questionTemperature: value })}
        />
        {number(
          'answerTemperature',
          { min: 0, max: 2, step: 0.1 },
          t('form.answerTemperatureHelp'),
        )}
        {number('maxQuestionTokens', { min: 16, max: 512 }, t('form.tokensHelp'))}
        {number('maxAnswerTokens', { min: 16, max: 4096, step: 50 }, t('form.tokensHelp'))}
        {number('retries', { min: 0, max: 10 }, t('form.retriesHelp'))}
        {number('seed', { min: 0, max: 0xffff_ffff }, t('form.seedHelp'))}
        <OptionalNumberField
          label={t('form.parallel')}
          description={t('form.parallelHelp')}
          placeholder="auto"
          max={64}
          value={choices.parallel}
          onNumber={(parallel) => change({ parallel })}
        />
      </div>
    </details>
  )
}

/** What the request would take, in words. */
function GenerationPlan({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const { request } = generation
  const plan = useGenerationPlan(request)
  if (request === null) return null
  if (plan.error) return <PlanLine words={[plan.error.message]} />
  if (!plan.data) return <PlanLine words={[t('plan.working')]} />
  const { rows, notes, confidential, secondsEstimated } = plan.data
  if (rows === 0) return <PlanLine words={[t('plan.none')]} />
  const parallel = Math.min(request.parallel ?? plan.data.parallel, Math.max(1, rows))
  const words = [
    t('plan.rows', { count: rows, number: format.number(rows) }),
    t('plan.notes', { count: notes, number: format.number(notes) }),
    t('plan.parallel', { count: parallel, number: format.number(parallel) }),
    secondsEstimated === null
      ? t('plan.noTime')
      : t('plan.time', { duration: format.duration(secondsEstimated) }),
  ]
  return (
    <PlanLine
      words={words}
      confidential={
        confidential > 0
          ? t('plan.confidential', { count: confidential, number: format.number(confidential) })
          : null
      }
    />
  )
}
