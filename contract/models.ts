import { z } from 'zod'
import { fileToken, id, instant, jobStarted, nothing, shortText } from './common'
import { command, query } from './operation'
import { builders } from './roles'
import { sentence } from './sentences'

/** How a prompt is dressed for a model; see prompt-families.ts for the bytes. */
export const promptFamily = z.enum([
  'asclepius',
  'chatml',
  'llama-2',
  'llama-3',
  'mistral',
  'gemma',
  'plain',
])

export const modelFit = z.object({
  gpuLayers: z.number().int(),
  contextSize: z.number().int(),
  /** Estimated bytes in use at that setting. */
  memoryBytes: z.number(),
  gpuBytes: z.number(),
  fits: z.boolean(),
  /** Why it fits so, or does not. */
  reasons: z.array(sentence),
})
export type ModelFit = z.infer<typeof modelFit>

export const modelSpeed = z.object({
  promptTokensPerSecond: z.number(),
  generationTokensPerSecond: z.number(),
  measuredAt: instant,
})

export const model = z.object({
  id,
  name: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  architecture: z.string(),
  parameters: z.number(),
  quantisation: z.string(),
  trainedContext: z.number().int(),
  layers: z.number().int(),
  family: promptFamily,
  /** By what the family was found, or that a person chose it. */
  familyFrom: z.enum(['name', 'template', 'no-template', 'unknown-template', 'person']),
  /** Null means "as it fits". */
  gpuLayers: z.number().int().nullable(),
  contextSize: z.number().int().nullable(),
  speed: modelSpeed.nullable(),
  /** Why the model is shut off after crashes; null when it is not. */
  quarantine: z.string().nullable(),
  isSample: z.boolean(),
  createdAt: instant,
  /** What the header of the file says of itself. */
  header: z.object({
    name: z.string(),
    version: z.number().int(),
    tensors: z.number().int(),
    heads: z.number().int(),
    kvHeads: z.number().int(),
    embedding: z.number().int(),
    vocabulary: z.number().int(),
    tokenizer: z.string(),
  }),
})
export type Model = z.infer<typeof model>

export const computeDevices = z.object({
  backend: z.enum(['cuda', 'vulkan', 'metal', 'none']),
  /** What was found, and what models run on. */
  statement: z.array(sentence),
  devices: z.array(z.object({ name: z.string(), totalBytes: z.number(), freeBytes: z.number() })),
  cpuName: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  freeMemoryBytes: z.number(),
  diskFreeBytes: z.number(),
})
export type ComputeDevices = z.infer<typeof computeDevices>

export const modelOperations = {
  'models.list': query({
    input: nothing,
    output: z.array(model),
    access: 'signed-in',
    touches: ['models'],
  }),
  /** How a model would sit on this machine now; waits for the model process to have started. */
  'models.fit': query({
    input: z.object({ id }),
    output: modelFit,
    access: 'signed-in',
    touches: ['models'],
  }),
  'models.devices': query({
    input: nothing,
    output: computeDevices,
    access: 'signed-in',
    touches: [],
  }),
  'models.import': command({
    input: z.object({ token: fileToken, name: shortText.nullable().default(null) }),
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'models'],
  }),
  /** Whether set-up left a sample model that is not imported yet. */
  'models.sampleOffer': query({
    input: nothing,
    output: z.object({ available: z.boolean(), bytes: z.number() }),
    access: 'signed-in',
    touches: ['models'],
  }),
  'models.importSample': command({
    input: nothing,
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'models'],
  }),
  'models.configure': command({
    input: z.object({
      id,
      name: shortText,
      family: promptFamily,
      gpuLayers: z.number().int().min(0).max(1000).nullable(),
      contextSize: z.number().int().min(256).max(1_048_576).nullable(),
    }),
    output: nothing,
    access: builders,
    touches: ['models'],
  }),
  'models.measure': command({
    input: z.object({ id }),
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'models'],
  }),
  'models.release': command({
    input: z.object({ id }),
    output: nothing,
    access: builders,
    touches: ['models'],
  }),
  'models.remove': command({
    input: z.object({ id }),
    output: nothing,
    access: builders,
    touches: ['models'],
  }),
} as const
