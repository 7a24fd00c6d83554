import { Refusal } from '../kernel/refusal'
import type { InferenceClient } from './client'
import type { LaunchModelHost } from './port'

/** Stands here until the real client lands: refuses everything. */
export function createInferenceClient(_options: { launch: LaunchModelHost }): InferenceClient {
  const refuse = async (): Promise<never> => {
    throw new Refusal('model-process-disabled', 'The model process is not there yet.')
  }
  return {
    inspect: refuse,
    inspectAdapter: refuse,
    devices: refuse,
    estimate: refuse,
    fit: refuse,
    load: refuse,
    unload: refuse,
    generate: refuse,
    ask: refuse,
    measure: refuse,
    countTokens: refuse,
    state: () => ({ kind: 'idle' }),
    onState: () => () => undefined,
    reset: () => undefined,
    quarantined: () => [],
    release: () => undefined,
    close: async () => undefined,
  }
}
