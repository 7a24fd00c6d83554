import { useMemo, useState } from 'react'
import { greedySampling, synthesisSampling } from '../../../contract/common'
import type { GenerationRequest, TaskWeights } from '../../../contract/instructions'
import type { Model } from '../../../contract/models'
import { useOperation } from '../../core/hooks'
import { usableModels } from '../synthesis/recipe'

/** What a person has chosen; null stands for what suits. */
export interface GenerationChoices {
  readonly modelId: string | null
  readonly promptId: string | null
  readonly notes: GenerationRequest['notes']
  readonly limit: number | null
  readonly rowsPerNote: number
  readonly unanswerable: number
  readonly weights: TaskWeights | null
  readonly questionTemperature: number | null
  readonly answerTemperature: number
  readonly maxQuestionTokens: number
  readonly maxAnswerTokens: number
  readonly retries: number
  readonly seed: number
  readonly parallel: number | null
}

export const firstChoices: GenerationChoices = {
  modelId: null,
  promptId: null,
  notes: 'without-rows',
  limit: null,
  rowsPerNote: 1,
  unanswerable: 0.1,
  weights: null,
  questionTemperature: null,
  answerTemperature: 0,
  maxQuestionTokens: 80,
  maxAnswerTokens: 400,
  retries: 3,
  seed: 1,
  parallel: null,
}

/** Below this, models lose the thread at the published method's temperature of 1. */
const smallModelParameters = 1.5e9

export function usualQuestionTemperature(model: Model | undefined): number {
  return model !== undefined && model.parameters < smallModelParameters ? 0.5 : 1
}

export interface Generation {
  readonly choices: GenerationChoices
  readonly change: (changes: Partial<GenerationChoices>) => void
  readonly model: Model | undefined
  readonly questionTemperature: number
  /** What would be asked for; null while something is missing. */
  readonly request: GenerationRequest | null
}

/** The form's state and the request that comes of it. */
export function useGeneration(projectId: string, models: readonly Model[]): Generation {
  const [choices, setChoices] = useState(firstChoices)
  return useMemo(() => {
    const usable = usableModels(models)
    const model = usable.find((one) => one.id === choices.modelId) ?? usable[0]
    const questionTemperature = choices.questionTemperature ?? usualQuestionTemperature(model)
    const { questionTemperature: _, answerTemperature, modelId: __, ...rest } = choices
    return {
      choices,
      change: (changes) => setChoices((before) => ({ ...before, ...changes })),
      model,
      questionTemperature,
      request: model
        ? {
            ...rest,
            projectId,
            modelId: model.id,
            questionSampling: { ...synthesisSampling, temperature: questionTemperature },
            answerSampling: { ...greedySampling, temperature: answerTemperature },
          }
        : null,
    }
  }, [projectId, models, choices])
}

/** What the request would take, asked of the core as the form changes. */
export function useGenerationPlan(request: GenerationRequest | null) {
  return useOperation(
    'instructions.plan',
    {
      projectId: request?.projectId ?? '-',
      modelId: request?.modelId ?? '-',
      limit: request?.limit ?? null,
      notes: request?.notes ?? 'without-rows',
      rowsPerNote: request?.rowsPerNote ?? 1,
    },
    { enabled: request !== null, keepPrevious: true },
  )
}
