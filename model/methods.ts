import type { z } from 'zod'
import type { MODEL_METHODS, ModelMethod, ModelMethods } from '../contract/model-protocol'
import { type Engine, openEngine } from './engine'
import type { Listener } from './generation'
import { inspectAdapter } from './gguf/adapter'
import { inspectModel } from './gguf/inspect'
import { batchTokens, estimateMemory, fitPlan } from './memory'
import { ModelRefusal } from './refusal'
import { openRuntime, type Runtime } from './runtime'

export type CallContext = {
  readonly signal: AbortSignal
  readonly onText: (text: string, tokens: number) => void
  /** `allowSeconds` is how long may pass until the next sign of life. */
  readonly onProgress: (value: number, allowSeconds?: number) => void
}

export type Methods = {
  readonly [M in ModelMethod]: (
    params: z.output<ModelMethods[M]['params']>,
    call: CallContext,
  ) => Promise<z.output<(typeof MODEL_METHODS)[M]['result']>>
}

/** A machine that does less than this many operations a second is taken to have stopped. */
const SLOWEST_MACHINE = 1e9
const LEAST_ALLOWED_SECONDS = 30

/** The calls of the protocol, over one runtime and at most one loaded model. */
export function createMethods(): Methods {
  let runtime: { readonly allowGpu: boolean; readonly opened: Promise<Runtime> } | undefined
  let engine: Engine | undefined
  /** Loading and unloading wait for each other. */
  let turn: Promise<unknown> = Promise.resolve()

  function runtimeFor(allowGpu: boolean): Promise<Runtime> {
    if (runtime === undefined || (runtime.allowGpu && !allowGpu)) {
      runtime = { allowGpu, opened: openRuntime(allowGpu) }
    }
    return runtime.opened
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work)
    turn = result.catch(() => undefined)
    return result
  }

  async function unload(): Promise<boolean> {
    const last = engine
    engine = undefined
    await last?.close()
    return last !== undefined
  }

  function loadedEngine(): Engine {
    if (engine !== undefined) return engine
    throw new ModelRefusal('model-not-loaded', 'No model is loaded. Choose a model first.')
  }

  async function devices(allowGpu: boolean) {
    return await (await runtimeFor(allowGpu)).report()
  }

  /**
   * Devices with the memory that a load would find: the model that is loaded now goes first.
   * Otherwise the same wish would fit worse the second time, and be loaded again for nothing.
   */
  async function devicesForNextLoad() {
    const report = await devices(runtime?.allowGpu ?? true)
    if (engine === undefined) return report
    const { inspection, gpuLayers, contextSize, sequences } = engine.loaded
    const none = { ramBytes: 0, gpuBytes: 0 }
    const held = estimateMemory(inspection, { gpuLayers, contextSize, sequences }, none)
    /** Weights in memory are pages of the file, which count as free already. */
    const ram = held.cache.ramBytes + held.compute.ramBytes
    const { ram: machine, gpuMemory: card } = report
    return {
      ...report,
      ram: { ...machine, freeBytes: Math.min(machine.totalBytes, machine.freeBytes + ram) },
      gpuMemory: {
        ...card,
        freeBytes: Math.min(card.totalBytes, card.freeBytes + held.total.gpuBytes),
      },
    }
  }

  async function freeMemory() {
    const report = await devicesForNextLoad()
    return { ramBytes: report.ram.freeBytes, gpuBytes: report.gpuMemory.freeBytes }
  }

  return {
    inspect: async ({ path }) => inspectModel(path),
    inspectAdapter: async ({ path, base }) => inspectAdapter(path, base),
    devices: ({ allowGpu }) => devices(allowGpu),
    estimate: async ({ inspection, ...shape }) =>
      estimateMemory(inspection, shape, await freeMemory()),
    fit: async ({ inspection, wish }) => fitPlan(inspection, wish, await devicesForNextLoad()),
    load: (params, call) =>
      inTurn(async () => {
        call.signal.throwIfAborted()
        await unload()
        call.onProgress(0, 60)
        engine = await openEngine(await runtimeFor(params.allowGpu), params, {
          signal: call.signal,
          onProgress: throttled((value) => call.onProgress(value, value > 0.9 ? 120 : 30)),
        })
        return engine.loaded
      }),
    unload: () => inTurn(async () => ({ wasLoaded: await unload() })),
    generate: async (params, call) => {
      const used = loadedEngine()
      return await used.generate(params, call.signal, listenerOf(used, call))
    },
    ask: async (params, call) => {
      const used = loadedEngine()
      return await used.ask(params, call.signal, listenerOf(used, call))
    },
    measure: async (_params, call) => {
      const used = loadedEngine()
      return await used.measure(call.signal, listenerOf(used, call))
    },
    tokenize: async (params) => loadedEngine().tokenize(params),
    countTokens: async ({ texts }) => ({ counts: loadedEngine().countTokens(texts) }),
  }
}

function listenerOf(engine: Engine, call: CallContext): Listener {
  const { inspection, gpuLayers } = engine.loaded
  const operations = 2 * inspection.parameters * batchTokens(inspection, gpuLayers)
  const allowSeconds = Math.max(LEAST_ALLOWED_SECONDS, operations / SLOWEST_MACHINE)
  call.onProgress(0, allowSeconds)
  return {
    onText: call.onText,
    onStep: throttled((share) => call.onProgress(share, allowSeconds)),
  }
}

/** At most ten times a second. */
function throttled(tell: (value: number) => void): (value: number) => void {
  let told = Number.NEGATIVE_INFINITY
  return (value) => {
    if (performance.now() - told < 100) return
    told = performance.now()
    tell(value)
  }
}
