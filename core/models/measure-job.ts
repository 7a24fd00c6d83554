import { say } from '../../contract/sentences'
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
    context.progress({ done: 0, total: 2, step: say('loading-model') })
    const { row } = await readyModel(services, modelId, { sequences: 1 }, { signal })
    context.progress({ done: 1, total: 2, step: say('trying-speed') })
    const measured = await services.inference.measure({ signal })
    context.commit({ action: 'model.measured', object: modelId }, (db) =>
      setModelSpeed(db, modelId, {
        promptTokensPerSecond: measured.promptTokensPerSecond,
        generationTokensPerSecond: measured.generationTokensPerSecond,
        measuredAt: services.clock.now(),
      }),
    )
    const speed = {
      name: row.name,
      reads: Math.round(measured.promptTokensPerSecond),
      writes: Math.round(measured.generationTokensPerSecond * 10) / 10,
    }
    return { made: [say('model-speed', speed)], resultId: modelId }
  },
})
