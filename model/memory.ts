import type {
  DeviceReport,
  LoadPlan,
  MemoryEstimate,
  ModelInspection,
} from '../contract/model-protocol'
import { type Sentence, say } from '../contract/sentences'

/** Sequences side by side, and tokens for each of them. */
export type Shape = {
  readonly gpuLayers: number
  readonly contextSize: number
  readonly sequences: number
}

export type Free = { readonly ramBytes: number; readonly gpuBytes: number }

/** Longest context this app offers: a note of 400 pages. */
export const POLICY_CONTEXT = 131_072
const LEAST_CONTEXT = 256
const MOST_SEQUENCES = 64
/** llama.cpp rounds a sequence's cells up to this. */
const CELL_STEP = 256
/** Left to the rest of the machine and of this process. */
const RAM_RESERVE = 512 * 1024 * 1024
const GPU_RESERVE = 384 * 1024 * 1024

/**
 * Tokens evaluated at once. A function of the model and of where it runs, so that the same prompt
 * is always cut at the same places. On the processor small, so that a stop is heard soon and a
 * slow or busy machine is not taken for a hanging one: nothing is lost, since there the sums take
 * the time and not the reading of weights.
 */
export function batchTokens(inspection: ModelInspection, gpuLayers: number): number {
  if (gpuLayers > 0) return 512
  if (inspection.parameters < 1_500_000_000) return 128
  return inspection.parameters < 5_000_000_000 ? 64 : 32
}

/**
 * Bytes needed, by the layout of llama.cpp with attention without flash attention: weights as in
 * the file; 16-bit keys and values for every layer, cell and sequence; and the largest of the
 * intermediate tensors (attention scores and probabilities of one batch over the whole context,
 * feed-forward, and 32-bit logits of one row for each sequence). The first is exact, the last an
 * upper bound within some tens of megabytes.
 */
export function estimateMemory(
  inspection: ModelInspection,
  shape: Shape,
  free: Free,
): MemoryEstimate {
  const onGpu = Math.min(shape.gpuLayers, inspection.layers)
  const hasOutputOnGpu = shape.gpuLayers > inspection.layers
  const weights = splitWeights(inspection, onGpu, hasOutputOnGpu)
  const cells = Math.ceil(shape.contextSize / CELL_STEP) * CELL_STEP
  const cacheLayer =
    2 *
    inspection.kvHeads *
    (inspection.keyLength + inspection.valueLength) *
    cells *
    shape.sequences
  const cache = {
    ramBytes: cacheLayer * (inspection.layers - onGpu),
    gpuBytes: cacheLayer * onGpu,
  }
  const working = workingBytes(inspection, cells, shape)
  const compute = {
    ramBytes: onGpu < inspection.layers ? working : Math.floor(working / 4),
    gpuBytes: shape.gpuLayers > 0 ? working : 0,
  }
  const total = {
    ramBytes: weights.ramBytes + cache.ramBytes + compute.ramBytes,
    gpuBytes: weights.gpuBytes + cache.gpuBytes + compute.gpuBytes,
  }
  const fits =
    total.ramBytes + RAM_RESERVE <= free.ramBytes &&
    (total.gpuBytes === 0 || total.gpuBytes + GPU_RESERVE <= free.gpuBytes)
  return {
    weights,
    cache,
    compute,
    total,
    free,
    fits,
    statement: memoryStatement(total, free, fits),
  }
}

function splitWeights(
  inspection: ModelInspection,
  onGpu: number,
  hasOutputOnGpu: boolean,
): { ramBytes: number; gpuBytes: number } {
  const firstOnGpu = inspection.layerBytes.length - onGpu
  const sum = (part: readonly number[]): number => part.reduce((all, one) => all + one, 0)
  /** A model without an output matrix of its own uses its input one, on both sides. */
  const output =
    inspection.outputBytes > inspection.embedding * 8
      ? inspection.outputBytes
      : inspection.inputBytes
  const isTied = output === inspection.inputBytes
  const inLayers = sum(inspection.layerBytes.slice(0, firstOnGpu))
  return {
    ramBytes: inLayers + inspection.inputBytes + (hasOutputOnGpu || isTied ? 0 : output),
    gpuBytes: sum(inspection.layerBytes.slice(firstOnGpu)) + (hasOutputOnGpu ? output : 0),
  }
}

function workingBytes(inspection: ModelInspection, cells: number, shape: Shape): number {
  const rows = Math.max(batchTokens(inspection, shape.gpuLayers), shape.sequences)
  const scores = 2 * 4 * inspection.heads * cells * rows
  const mask = 4 * cells * rows
  const feedForward = 3 * 4 * inspection.feedForward * rows
  const stream = 6 * 4 * inspection.embedding * rows
  const logits = 2 * 4 * inspection.vocabulary * Math.max(shape.sequences, 1)
  return scores + mask + feedForward + stream + logits
}

function memoryStatement(total: Free, free: Free, fits: boolean): Sentence[] {
  const memories = total.gpuBytes > 0 ? 'both-memories' : 'memory'
  const bytes = ({ ramBytes, gpuBytes }: Free) => ({ memory: ramBytes, gpu: gpuBytes })
  const needed = say(`needs-${memories}`, bytes(total))
  return fits ? [needed] : [needed, say(`free-${memories}`, bytes(free)), say('fits-not')]
}

export type Wish = {
  readonly gpuLayers?: unknown
  readonly contextSize?: unknown
  readonly sequences?: unknown
  readonly threads?: unknown
}

/**
 * Layers on the GPU, context and sequences that fit what is free. A wish is kept where it can be;
 * one that is no positive whole number counts as not made. The context is the smallest of the
 * wish, the model's trained length, the app's limit and what memory allows, and never grows the
 * GPU share down to nothing: layers are given up before context falls under 2,048 tokens.
 */
export function fitPlan(
  inspection: ModelInspection,
  wish: Wish,
  devices: Pick<DeviceReport, 'gpu' | 'gpuMemory' | 'ram' | 'cores'>,
): LoadPlan {
  const free = { ramBytes: devices.ram.freeBytes, gpuBytes: devices.gpuMemory.freeBytes }
  const reasons: Sentence[] = []
  const sequences = clamp(whole(wish.sequences) || 1, 1, MOST_SEQUENCES)
  const longest = Math.max(LEAST_CONTEXT, Math.min(inspection.trainedContext, POLICY_CONTEXT))
  const wished = whole(wish.contextSize) || undefined
  if (wished !== undefined && wished > longest) {
    reasons.push(say('context-as-trained', { tokens: longest }))
  }
  const most = clamp(wished ?? Math.min(longest, 8192), LEAST_CONTEXT, longest)
  const allLayers = devices.gpu === 'none' ? 0 : inspection.layers + 1
  const wishedLayers = whole(wish.gpuLayers)
  const mostLayers = Math.min(wishedLayers ?? allLayers, allLayers)
  const shape = largestFit(
    inspection,
    { gpuLayers: mostLayers, contextSize: most, sequences },
    free,
  )
  if (shape.contextSize < most) {
    reasons.push(say('context-as-fits', { tokens: shape.contextSize }))
  }
  if (shape.gpuLayers < mostLayers) {
    reasons.push(say('layers-as-fit', { layers: shape.gpuLayers, all: inspection.layers + 1 }))
  }
  const threads = clamp(
    whole(wish.threads) || threadsBesideTheApp(devices.cores),
    1,
    Math.max(1, devices.cores),
  )
  return { ...shape, threads, estimate: estimateMemory(inspection, shape, free), reasons }
}

function largestFit(inspection: ModelInspection, most: Shape, free: Free): Shape {
  const fits = (shape: Shape): boolean => estimateMemory(inspection, shape, free).fits
  const floor = Math.min(2048, most.contextSize)
  for (let gpuLayers = most.gpuLayers; gpuLayers >= 0; gpuLayers -= 1) {
    for (
      let contextSize = most.contextSize;
      contextSize >= floor;
      contextSize = smaller(contextSize, floor)
    ) {
      const shape = { ...most, gpuLayers, contextSize }
      if (fits(shape)) return shape
      if (contextSize === floor) break
    }
  }
  for (
    let contextSize = floor;
    contextSize > LEAST_CONTEXT;
    contextSize = smaller(contextSize, LEAST_CONTEXT)
  ) {
    const shape = { ...most, gpuLayers: 0, contextSize }
    if (fits(shape)) return shape
  }
  return { ...most, gpuLayers: 0, contextSize: Math.min(LEAST_CONTEXT, most.contextSize) }
}

function smaller(contextSize: number, floor: number): number {
  const next = Math.floor((contextSize * 0.75) / CELL_STEP) * CELL_STEP
  return Math.max(floor, next)
}

function whole(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return undefined
  return value >= 1 ? Math.floor(value) : value === 0 ? 0 : undefined
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

/**
 * One core is left to the window and the core process: the threads of a model wait for each other
 * after every operation, so that one that is kept waiting by other work slows all of them down
 * (measured with two threads on two busy cores: five times slower than one thread).
 */
export function threadsBesideTheApp(cores: number): number {
  return Math.max(1, cores - 1)
}
