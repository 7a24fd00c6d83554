import { Anchor, Checkbox, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sampling } from '../../../contract/common'
import type { Model } from '../../../contract/models'
import type { Collection } from '../../../contract/sources'
import type { Template } from '../../../contract/templates'
import { useOperation } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { AdapterSelect, useAdapters } from '../../ui/adapter-select'
import { FieldLabel } from '../../ui/help'
import { IconLock } from '../../ui/icons'
import { NumberField, OptionalNumberField, SeedField } from '../../ui/number-field'
import { PlanLine } from '../../ui/plan-line'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { chosenCollections, type Recipe, usableModels } from './recipe'
import classes from './recipe.module.css'

interface RecipeFormProps {
  readonly recipe: Recipe
  readonly collections: readonly Collection[]
  readonly templates: readonly Template[]
  readonly models: readonly Model[]
  readonly onTemplate: () => void
}

/** What to write notes from, and how, in plain words. */
export function RecipeForm(props: RecipeFormProps) {
  const { recipe, collections, templates, models, onTemplate } = props
  const { t } = useTranslation('synthesis')
  const { choices, change } = recipe
  const format = useFormat()
  const project = useOpenProject()
  const adapters = useAdapters(recipe.model?.id, project.id)
  const reports = chosenCollections(collections, choices).reduce((sum, one) => sum + one.records, 0)
  return (
    <section className={classes.recipe} aria-label={t('recipe.title')}>
      <div className={classes.fields}>
        <ReportChoice recipe={recipe} collections={collections} />
        <OptionalNumberField
          label={<FieldLabel help={t('recipe.limitHelp')}>{t('recipe.limit')}</FieldLabel>}
          placeholder={t('recipe.all', { number: format.number(reports) })}
          value={choices.limit}
          onNumber={(limit) => change({ limit })}
        />
        <div className={classes.withAction}>
          <NativeSelect
            label={<FieldLabel help={t('recipe.templateHelp')}>{t('recipe.template')}</FieldLabel>}
            data={templates.map(({ id, name, version }) => ({
              value: id,
              label: t('recipe.templateOption', { name, version }),
            }))}
            value={recipe.template?.id ?? ''}
            onChange={(event) => change({ templateId: event.currentTarget.value })}
          />
          <Anchor component="button" type="button" size="sm" onClick={onTemplate}>
            {t('recipe.edit')}
          </Anchor>
        </div>
        <NativeSelect
          label={<FieldLabel help={t('recipe.modelHelp')}>{t('recipe.model')}</FieldLabel>}
          data={usableModels(models).map(({ id, name }) => ({ value: id, label: name }))}
          value={recipe.model?.id ?? ''}
          onChange={(event) => change({ modelId: event.currentTarget.value, adapterId: null })}
        />
        <AdapterSelect
          isField
          adapters={adapters}
          value={choices.adapterId}
          onChoose={(adapterId) => change({ adapterId })}
        />
        <SamplingFields sampling={recipe.sampling} onChange={(sampling) => change({ sampling })} />
        <RunFields recipe={recipe} />
      </div>
      <RecipePlan recipe={recipe} />
    </section>
  )
}

function ReportChoice({ recipe, collections }: Pick<RecipeFormProps, 'recipe' | 'collections'>) {
  const { t } = useTranslation(['synthesis', 'common'])
  const counted = useCounted()
  const chosen = chosenCollections(collections, recipe.choices).map((one) => one.id)
  const toggle = (id: string): void =>
    recipe.change({
      collectionIds: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id],
    })
  return (
    <fieldset className={classes.reports}>
      <legend>{t('recipe.reports')}</legend>
      {collections.map((one) => (
        <Checkbox
          key={one.id}
          size="sm"
          checked={chosen.includes(one.id)}
          onChange={() => toggle(one.id)}
          label={
            <span className={classes.collection}>
              {one.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
              {one.name}
              <span className={classes.soft}>{counted(one.records, 'records')}</span>
            </span>
          }
        />
      ))}
      {chosen.length === 0 && <p className={classes.missing}>{t('recipe.none')}</p>}
    </fieldset>
  )
}

interface SamplingFieldsProps {
  readonly sampling: Sampling
  readonly onChange: (sampling: Sampling) => void
}

const samplingRanges: Readonly<
  Record<keyof Sampling, { readonly min: number; readonly max: number; readonly step: number }>
> = {
  temperature: { min: 0, max: 2, step: 0.1 },
  topP: { min: 0.01, max: 1, step: 0.05 },
  topK: { min: 0, max: 1000, step: 1 },
  minP: { min: 0, max: 1, step: 0.01 },
  repeatPenalty: { min: 0.5, max: 2, step: 0.05 },
}

function SamplingFields({ sampling, onChange }: SamplingFieldsProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const names = Object.keys(samplingRanges) as (keyof Sampling)[]
  return (
    <details className={classes.sampling}>
      <summary>
        {t('recipe.sampling')}
        <span className={classes.soft}>
          {t('recipe.samplingNow', {
            temperature: format.number(sampling.temperature, 2),
            topP: format.number(sampling.topP, 2),
          })}
        </span>
      </summary>
      <div className={classes.samplingFields}>
        {names.map((name) => (
          <NumberField
            key={name}
            label={t(`recipe.${name}`)}
            description={t(`recipe.${name}Help`)}
            {...samplingRanges[name]}
            value={sampling[name]}
            onNumber={(value) => onChange({ ...sampling, [name]: value })}
          />
        ))}
      </div>
    </details>
  )
}

function RunFields({ recipe }: { readonly recipe: Recipe }) {
  const { t } = useTranslation('synthesis')
  const { choices, change } = recipe
  const label = (name: 'seed' | 'maxTokens' | 'parallel'): ReactNode => (
    <FieldLabel help={t(`recipe.${name}Help`)}>{t(`recipe.${name}`)}</FieldLabel>
  )
  return (
    <>
      <div className={classes.pair}>
        <SeedField label={label('seed')} seed={choices.seed} onSeed={(seed) => change({ seed })} />
        <OptionalNumberField
          label={label('parallel')}
          placeholder="auto"
          max={64}
          value={choices.parallel}
          onNumber={(parallel) => change({ parallel })}
        />
      </div>
      <NumberField
        label={label('maxTokens')}
        suffix={` ${t('recipe.maxTokensUnit')}`}
        min={16}
        max={8192}
        step={128}
        clampBehavior="blur"
        allowDecimal={false}
        value={choices.maxTokens}
        onNumber={(maxTokens) => change({ maxTokens })}
      />
    </>
  )
}

/** What the request would take, asked of the core as the form changes. */
function RecipePlan({ recipe }: { readonly recipe: Recipe }) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const { request } = recipe
  const plan = useOperation(
    'synthesis.plan',
    {
      projectId: request?.projectId ?? '-',
      collectionIds: request?.collectionIds ?? null,
      limit: request?.limit ?? null,
      modelId: request?.modelId ?? '-',
    },
    { enabled: request !== null, keepPrevious: true },
  )
  if (request === null) return null
  if (plan.error) return <PlanLine words={[plan.error.message]} />
  if (!plan.data) return <PlanLine words={[t('plan.working')]} />
  const { reports, confidential, secondsEstimated } = plan.data
  const parallel = Math.min(request.parallel ?? plan.data.parallel, Math.max(1, reports))
  const words = [
    t('plan.reports', { count: reports, number: format.number(reports) }),
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
