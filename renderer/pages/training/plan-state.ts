import {
  type NumberField,
  type PlanField,
  type PlanSettings,
  type PresetId,
  planFields,
  presetIds,
  presets,
  stageFields,
  type TrainingPlan,
} from '../../../contract/training-plan'

/* The plan's fields by their names, and what a change makes of it. All functions are pure. */

export type StageFieldName = keyof typeof stageFields
export type NumberFieldName =
  | keyof typeof planFields
  | `pretraining.${StageFieldName}`
  | `tuning.${StageFieldName}`
export type FieldWords = keyof typeof planFields | `stage.${StageFieldName}`

export function isStageField(field: NumberFieldName): boolean {
  return field.startsWith('pretraining.') || field.startsWith('tuning.')
}

export function definitionOf(field: NumberFieldName): NumberField {
  const own = (planFields as Readonly<Record<string, NumberField>>)[field]
  return own ?? stageFields[field.split('.')[1] as StageFieldName]
}

/** Under which key a field's words stand: both stages share theirs. */
export function wordsOf(field: NumberFieldName): FieldWords {
  return isStageField(field)
    ? `stage.${field.split('.')[1] as StageFieldName}`
    : (field as keyof typeof planFields)
}

type Tree = Readonly<Record<string, unknown>>

export function valueAt(plan: PlanSettings | TrainingPlan, field: PlanField): unknown {
  return field.split('.').reduce<unknown>((at, part) => (at as Tree)[part], plan)
}

export function numberAt(plan: PlanSettings | TrainingPlan, field: NumberFieldName): number | null {
  return valueAt(plan, field) as number | null
}

export function withValue(plan: TrainingPlan, field: PlanField, value: unknown): TrainingPlan {
  const put = (tree: Tree, [part = '', ...rest]: readonly string[]): Tree => ({
    ...tree,
    [part]: rest.length === 0 ? value : put(tree[part] as Tree, rest),
  })
  const changed = put(plan as unknown as Tree, field.split('.')) as unknown as TrainingPlan
  return { ...changed, preset: presetOf(changed) }
}

/** Settings without what only names them and what they are made for. */
function bareOf(plan: PlanSettings | TrainingPlan): unknown {
  const { projectId, modelId, startAdapterId, preset, ...settings } = plan as TrainingPlan
  const lora = { ...settings.lora, targets: [...settings.lora.targets].sort() }
  return { ...settings, lora }
}

/** The same whatever the order of keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.localeCompare(b)))
      : one,
  )
}

/** The preset that the settings are those of; `custom` where one differs. */
export function presetOf(plan: PlanSettings | TrainingPlan): PresetId | 'custom' {
  const own = textOf(bareOf(plan))
  return presetIds.find((id) => textOf(bareOf(presets[id])) === own) ?? 'custom'
}

export function withPreset(plan: TrainingPlan, preset: PresetId): TrainingPlan {
  const { projectId, modelId, startAdapterId } = plan
  return { ...presets[preset], projectId, modelId, startAdapterId }
}

/** Whether two plans would train the same thing in the same way. */
export function isSamePlan(one: TrainingPlan, other: TrainingPlan): boolean {
  const whole = (plan: TrainingPlan) =>
    textOf([bareOf(plan), plan.projectId, plan.modelId, plan.startAdapterId])
  return whole(one) === whole(other)
}

export const firstPreset: PresetId = 'lora'

/** The preset whose values a plan's fields are compared with: its own, or the nearest. */
export function basisOf(plan: TrainingPlan): PresetId {
  if (plan.preset !== 'custom') return plan.preset
  const differences = (id: PresetId): number => leavesThatDiffer(bareOf(plan), bareOf(presets[id]))
  return presetIds.reduce(
    (best, id) => (differences(id) < differences(best) ? id : best),
    firstPreset,
  )
}

function leavesThatDiffer(one: unknown, other: unknown): number {
  if (one !== null && other !== null && typeof one === 'object' && typeof other === 'object')
    return Object.keys({ ...one, ...other }).reduce(
      (sum, key) => sum + leavesThatDiffer((one as Tree)[key], (other as Tree)[key]),
      0,
    )
  return one === other ? 0 : 1
}

/** Every field that has words, in the order of the page. */
export const numberFieldNames: readonly NumberFieldName[] = [
  ...(Object.keys(planFields) as (keyof typeof planFields)[]),
  ...(['pretraining', 'tuning'] as const).flatMap((stage) =>
    (Object.keys(stageFields) as StageFieldName[]).map((name) => `${stage}.${name}` as const),
  ),
]
