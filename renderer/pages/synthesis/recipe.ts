import { useMemo, useState } from 'react'
import { type Sampling, smallModelSampling, synthesisSampling } from '../../../contract/common'
import type { Model } from '../../../contract/models'
import type { Collection } from '../../../contract/sources'
import type { RunRequest } from '../../../contract/synthesis'
import type { Template } from '../../../contract/templates'

/** What a person has chosen; null stands for what suits: of collections, the public ones; of sampling, the template's. */
export interface RecipeChoices {
  readonly collectionIds: readonly string[] | null
  readonly limit: number | null
  readonly templateId: string | null
  readonly modelId: string | null
  /** An adapter of the chosen model; null writes with the model as it is. */
  readonly adapterId: string | null
  readonly sampling: Sampling | null
  readonly seed: number
  readonly maxTokens: number
  readonly parallel: number | null
}

export const firstChoices: RecipeChoices = {
  collectionIds: null,
  limit: null,
  templateId: null,
  modelId: null,
  adapterId: null,
  sampling: null,
  seed: 1,
  maxTokens: 1024,
  parallel: null,
}

/** Below this, models lose long lists of rules and do better with the short template. */
const smallModelParameters = 1.5e9

/** The template that suits a model: the built-in one for its size, in its newest version. */
export function suitingTemplate(
  templates: readonly Template[],
  model: Model | undefined,
): Template | undefined {
  const isSmall = model !== undefined && model.parameters < smallModelParameters
  const builtIn = templates.filter((template) => template.builtIn)
  return (
    builtIn.find((template) => template.id.includes('small') === isSmall) ??
    builtIn[0] ??
    templates[0]
  )
}

export function suitingSampling(template: Pick<Template, 'headings'> | undefined): Sampling {
  return template && template.headings.length > 0 ? smallModelSampling : synthesisSampling
}

export interface Recipe {
  readonly choices: RecipeChoices
  readonly change: (changes: Partial<RecipeChoices>) => void
  readonly template: Template | undefined
  readonly model: Model | undefined
  readonly sampling: Sampling
  /** What would be asked for; null while something is missing. */
  readonly request: RunRequest | null
}

interface RecipeParts {
  readonly projectId: string
  readonly collections: readonly Collection[]
  readonly templates: readonly Template[]
  readonly models: readonly Model[]
}

export function usableModels(models: readonly Model[]): readonly Model[] {
  return models.filter((model) => model.quarantine === null)
}

/** The form's state and the request that comes of it. */
export function useRecipe({ projectId, collections, templates, models }: RecipeParts): Recipe {
  const [choices, setChoices] = useState(firstChoices)
  return useMemo(() => {
    const usable = usableModels(models)
    const model = usable.find((one) => one.id === choices.modelId) ?? usable[0]
    const template =
      templates.find((one) => one.id === choices.templateId) ?? suitingTemplate(templates, model)
    return {
      choices,
      change: (changes) => setChoices((before) => ({ ...before, ...changes })),
      template,
      model,
      sampling: choices.sampling ?? suitingSampling(template),
      request: requestOf({ projectId, collections }, choices, template, model),
    }
  }, [projectId, collections, templates, models, choices])
}

/** The collections to write from. Local notes are taken only where a person ticked them. */
export function chosenCollections(
  collections: readonly Collection[],
  { collectionIds }: Pick<RecipeChoices, 'collectionIds'>,
): readonly Collection[] {
  return collections.filter((one) => collectionIds?.includes(one.id) ?? !one.confidential)
}

export function requestOf(
  parts: Pick<RecipeParts, 'projectId' | 'collections'>,
  choices: RecipeChoices,
  template: Template | undefined,
  model: Model | undefined,
): RunRequest | null {
  const chosen = chosenCollections(parts.collections, choices).map((one) => one.id)
  if (!template || !model || chosen.length === 0) return null
  return {
    projectId: parts.projectId,
    collectionIds: chosen,
    limit: choices.limit,
    templateId: template.id,
    modelId: model.id,
    adapterId: choices.adapterId,
    sampling: choices.sampling ?? suitingSampling(template),
    seed: choices.seed,
    maxTokens: choices.maxTokens,
    parallel: choices.parallel,
  }
}
