import { defineJob } from '../jobs/definition'
import { setModelSpeed } from './queries'
import { readyModel } from './ready'

/** Measures how fast this machine reads a prompt and writes an answer, and keeps the figure. */
export const modelMeasureJob = defineJob<{ modelId: string }>({
  kind: 'model-measure',
  resource: 'model',
  unit: 'steps',
  canPause: false,
  touches: ['models'],
  run: async (context, { modelId }) => {
    const { services, signal } = context
    context.progress({ done: 0, total: 2, description: 'Loading the model' })
    const { row } = await readyModel(services, modelId, { sequences: 1 }, { signal })
    context.progress({ done: 1, total: 2, description: 'Reading and writing a test text' })
    const measured = await services.inference.measure({ signal })
    context.commit({ action: 'model.measured', object: modelId }, (db) =>
      setModelSpeed(db, modelId, {
        promptTokensPerSecond: measured.promptTokensPerSecond,
        generationTokensPerSecond: measured.generationTokensPerSecond,
        measuredAt: services.clock.now(),
      }),
    )
    return {
      message: `${row.name}: reads ${Math.round(measured.promptTokensPerSecond)} and writes ${measured.generationTokensPerSecond.toFixed(1)} tokens a second.`,
      resultId: modelId,
    }
  },
})
