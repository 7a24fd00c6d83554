import { z } from 'zod'
import { adapterOperations } from './adapters'
import { id, instant, jobStarted, shortText } from './common'
import { jobStatus } from './jobs'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'
import { sentence } from './sentences'
import { taskIds } from './tasks'
import { planFacts, trainingPlan, trainingStageId } from './training-plan'

/*
 * Stage 4. The plan (contract/training-plan.ts: fields, ranges, presets; training-rules.ts: the
 * warnings, a pure rule that the page runs while people type), the pre-flight, the run, and the
 * adapters that come of it (contract/adapters.ts).
 */

const count = z.number().int().nonnegative()
const bytes = z.number().nonnegative()
const figures = z.record(z.string(), z.number())

// ---------------------------------------------------------------- pre-flight

/**
 * `stop`: no go. `care`: go, with something to look at. `fine`: looked at and in order.
 * `figures` by code:
 * - memory-*: neededBytes, freeBytes, totalBytes. disk-*, private-room-*: neededBytes, freeBytes.
 * - beyond-context: samples, ofSamples, tokensCut. left-out: samples (question and answer alone do
 *   not fit). confidential: samples. self-test: difference, tolerance. time: seconds.
 * - nothing-to-learn: sources (of a stage of which no sample is left).
 * - no-validation, leakage-*, no-private-room: none.
 */
export const preflightReasonCodes = [
  'memory-fits',
  'memory-tight',
  'memory-short',
  'disk-fits',
  'disk-short',
  'private-room-fits',
  'private-room-short',
  'no-private-room',
  'leakage-passed',
  'leakage-overridden',
  'leakage-blocked',
  'leakage-not-split',
  'all-within-context',
  'beyond-context',
  'left-out',
  'nothing-to-learn',
  'no-validation',
  'confidential',
  'self-test',
  'time',
] as const
export const preflightReason = z.object({
  code: z.enum(preflightReasonCodes),
  severity: z.enum(['stop', 'care', 'fine']),
  figures,
})
export type PreflightReason = z.infer<typeof preflightReason>

/** One sample whose note is cut, as people see it: the instruction and the answer never are. */
export const cutExample = z.object({
  rowId: z.number().int(),
  question: z.string(),
  /** The last 600 characters that are kept, and the first 600 that are cut. */
  keptEnd: z.string(),
  cutStart: z.string(),
  keptTokens: count,
  cutTokens: count,
  cutCharacters: count,
  confidential: z.boolean(),
})

export type CutExample = z.infer<typeof cutExample>

export const preflightStage = z.object({
  stage: trainingStageId,
  /** Notes or pairs taken, and the samples made of them (blocks or pairs). */
  sources: count,
  samples: count,
  tokens: count,
  supervisedTokens: count,
  longestTokens: count,
  validationSamples: count,
  steps: count,
  stepsPerEpoch: count,
  /** Measured by real steps of this stage's samples on this machine. */
  measuredSteps: count,
  secondsPerStep: z.number(),
  tokensPerSecond: z.number(),
  /** The whole stage with its looks at the validation side. */
  seconds: z.number(),
  beyondContext: z.object({
    samples: count,
    tokensCut: count,
    /** The context in which nothing would be cut. */
    contextForAll: count,
    example: cutExample.nullable(),
  }),
  /** Pairs whose question and answer alone are longer than the context: not trained on. */
  leftOut: count,
})
export type PreflightStage = z.infer<typeof preflightStage>

export const preflightResult = z.object({
  verdict: z.enum(['go', 'go-with-care', 'no-go']),
  reasons: z.array(preflightReason),
  stages: z.array(preflightStage),
  /** Both stages, validation and the samples at checkpoints. */
  seconds: z.number(),
  memory: z.object({
    /** Highest use during the measured steps, and what the header alone foretold. */
    measuredBytes: bytes,
    estimatedBytes: bytes,
    freeBytes: bytes,
    totalBytes: bytes,
    parts: z.object({
      weights: bytes,
      adapter: bytes,
      checkpoints: bytes,
      work: bytes,
      other: bytes,
    }),
    device: z.string(),
    threads: count,
  }),
  disk: z.object({ neededBytes: bytes, freeBytes: bytes }),
  /** Memory-backed room for what must not touch a disk in the clear. */
  privateRoom: z.object({ neededBytes: bytes, freeBytes: bytes }).nullable(),
  leakage: z.object({
    state: z.enum(['not-split', 'passed', 'blocked', 'overridden']),
    /** In English. */
    reason: z.string(),
    /** The same as a sentence; pre-flights of before have none. */
    said: z.array(sentence).optional(),
  }),
  facts: planFacts,
  confidential: z.boolean(),
  /** Parameters of the adapter that would be trained. */
  trainableParameters: count,
})
export type PreflightResult = z.infer<typeof preflightResult>

export const preflight = z.object({
  id,
  jobId: id,
  projectId: id,
  plan: trainingPlan,
  status: jobStatus,
  /** What the job ended with, in words, where there is no result. */
  message: z.string().nullable(),
  /** The message as sentences; empty where only its English is known. */
  messageSaid: z.array(sentence),
  createdAt: instant,
  createdBy: z.string(),
  result: preflightResult.nullable(),
  /** The split or the rows changed since: measure again. */
  isOutdated: z.boolean(),
})
export type Preflight = z.infer<typeof preflight>

// ---------------------------------------------------------------- runs

export const runStage = z.object({
  stage: trainingStageId,
  state: z.enum(['off', 'waiting', 'running', 'done', 'stopped-early', 'kept', 'skipped']),
  step: count,
  steps: count.nullable(),
  samples: count.nullable(),
  supervisedTokens: count.nullable(),
  lastLoss: z.number().nullable(),
  bestValidationLoss: z.number().nullable(),
  bestStep: count.nullable(),
  /** Time spent computing steps. */
  seconds: z.number(),
  dataSha256: z.string().nullable(),
})
export type RunStage = z.infer<typeof runStage>

/** What a run is doing now; figures of the last step. Null unless its job runs. */
export const runLive = z.object({
  phase: z.enum([
    'waiting',
    'preparing-data',
    'base-answers',
    'loading',
    'training',
    'validating',
    'answering-samples',
    /** A question of a person has the machine; the training goes on by itself. */
    'lent',
    'keeping',
  ]),
  stage: trainingStageId.nullable(),
  loss: z.number().nullable(),
  learningRate: z.number().nullable(),
  gradientNorm: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  memoryBytes: bytes.nullable(),
  /** Until the end of the last stage; null while unknown. */
  secondsLeft: z.number().nullable(),
  lentTo: z.string().nullable(),
})
export type RunLive = z.infer<typeof runLive>

export const trainingRun = z.object({
  id,
  jobId: id,
  projectId: id,
  name: z.string(),
  modelId: id,
  modelName: z.string(),
  modelSha256: z.string(),
  plan: trainingPlan,
  status: jobStatus,
  /** What it ended with, in words. */
  message: z.string().nullable(),
  /** The message as sentences; empty where only its English is known. */
  messageSaid: z.array(sentence),
  stages: z.array(runStage),
  live: runLive.nullable(),
  confidential: z.boolean(),
  splitSha256: z.string().nullable(),
  leakage: z.enum(['passed', 'overridden']),
  /** Asked to end with what it has. */
  keepAsked: z.enum(['last', 'best']).nullable(),
  /** Whether stop-and-keep can give an adapter: a checkpoint is stored. */
  canKeep: z.boolean(),
  /** The adapter it made; null until it ended. */
  adapterId: id.nullable(),
  createdAt: instant,
  createdBy: z.string(),
  endedAt: instant.nullable(),
})
export type TrainingRun = z.infer<typeof trainingRun>

/**
 * Steps of a run in at most `points` buckets: every list is as long as `step`. A bucket of one step
 * has loss = lossMin = lossMax. `step` is the last step of the bucket; `tokens` and `seconds` are
 * running sums to its end, so that two runs can be laid over each other by steps, tokens or time.
 */
export const stepCurve = z.object({
  step: z.array(z.number()),
  loss: z.array(z.number()),
  lossMin: z.array(z.number()),
  lossMax: z.array(z.number()),
  learningRate: z.array(z.number()),
  gradientNorm: z.array(z.number()),
  gradientNormMax: z.array(z.number()),
  tokensPerSecond: z.array(z.number()),
  memoryBytes: z.array(z.number()),
  tokens: z.array(z.number()),
  seconds: z.array(z.number()),
})
export type StepCurve = z.infer<typeof stepCurve>

export const stageCurves = z.object({
  stage: trainingStageId,
  /** Stored steps of the stage (within the asked range), and how many a bucket holds. */
  stored: count,
  stepsPerBucket: count,
  curve: stepCurve,
  validation: z.array(z.object({ step: count, loss: z.number(), best: z.boolean() })),
  checkpoints: z.array(z.object({ step: count, at: instant })),
})
export type StageCurves = z.infer<typeof stageCurves>

export const runCurves = z.object({ runId: id, name: z.string(), stages: z.array(stageCurves) })
export type RunCurves = z.infer<typeof runCurves>

const sampleAnswer = z.object({
  ordinal: count,
  text: z.string(),
  finishReason: z.enum(['stop', 'length']),
  seconds: z.number(),
})

export const runSamples = z.object({
  /** Fixed at the start of the run: the same questions at each checkpoint. */
  questions: z.array(
    z.object({
      ordinal: count,
      rowId: z.number().int(),
      task: z.enum(taskIds),
      note: z.string(),
      question: z.string(),
      /** The stored answer, for comparison. */
      answer: z.string(),
      confidential: z.boolean(),
    }),
  ),
  /** What the untouched base says. */
  base: z.array(sampleAnswer),
  /** Newest first. */
  checkpoints: z.array(
    z.object({
      stage: trainingStageId,
      step: count,
      at: instant,
      answers: z.array(sampleAnswer),
      /** Why there are none, in words; null where there are. */
      missing: z.string().nullable(),
    }),
  ),
})
export type RunSamples = z.infer<typeof runSamples>

/**
 * The log of a run as codes and figures; the page words them. `text` is for people and comes from
 * the trainer or a refusal; it never holds text of a note. Figures by code:
 * - data: samples, tokens, supervisedTokens, cut, leftOut. plan: memoryBytes, parameters, steps,
 *   threads. self-test: difference, tolerance. resumed: step. checkpoint: step, bytes.
 * - validation: step, loss. stage-done, stopped-early, kept: step, loss. adapter: bytes.
 * - lent, taken-back: step. samples: step, seconds. warning, failed: none.
 */
export const runLogCodes = [
  'started',
  'data',
  'plan',
  'self-test',
  'resumed',
  'checkpoint',
  'validation',
  'samples',
  'samples-missing',
  'lent',
  'taken-back',
  'paused',
  'warning',
  'failed',
  'stage-done',
  'stopped-early',
  'kept',
  'adapter',
] as const
export const runLogEntry = z.object({
  id: z.number().int(),
  at: instant,
  stage: trainingStageId.nullable(),
  code: z.enum(runLogCodes),
  figures,
  text: z.string(),
})
export type RunLogEntry = z.infer<typeof runLogEntry>

const byId = z.object({ id })

export const trainingOperations = {
  ...adapterOperations,
  /** Counts for `planWarnings`; a model makes the context and the layers known. */
  'training.facts': query({
    input: z.object({ projectId: id, modelId: id.nullable().default(null) }),
    output: planFacts,
    access: builders,
    touches: ['instructions', 'synthesis', 'models'],
  }),
  /** The last plan that was saved, measured or started here; null before the first. */
  'training.plan': query({
    input: z.object({ projectId: id }),
    output: trainingPlan.nullable(),
    access: noteReaders,
    touches: ['training'],
  }),
  'training.savePlan': command({
    input: z.object({ plan: trainingPlan }),
    output: z.object({}),
    access: builders,
    touches: ['training'],
  }),
  /** A job with progress: tokenises, runs a few real steps of each stage, and gives a verdict. */
  'training.preflight': command({
    input: z.object({ plan: trainingPlan }),
    output: jobStarted.extend({ preflightId: id }),
    access: builders,
    touches: ['jobs', 'training'],
  }),
  /** One pre-flight, or the project's latest where no id is given; null where there is none. */
  'training.preflightOf': query({
    input: z.object({ projectId: id, id: id.nullable().default(null) }),
    output: preflight.nullable(),
    access: noteReaders,
    touches: ['training', 'jobs', 'instructions'],
  }),
  /**
   * Starts a run. Refused (codes `plan-stopped`, `leakage`, `no-trainer`, `no-private-room`,
   * `disk-full`, `preflight-no-go`) where it could not come to a good end. A pre-flight is not
   * needed; the latest one of the same plan must not have said no.
   */
  'training.start': command({
    input: z.object({ plan: trainingPlan, name: shortText.nullable().default(null) }),
    output: jobStarted.extend({ runId: id }),
    access: builders,
    touches: ['jobs', 'training'],
  }),
  /**
   * Ends a run with the adapter of its last or best checkpoint; a stage that is still to come is
   * left out. Works on a running, paused or interrupted run. Pause, resume and cancel: `jobs.*`.
   */
  'training.stopAndKeep': command({
    input: z.object({ id, which: z.enum(['last', 'best']).default('last') }),
    output: jobStarted,
    access: builders,
    touches: ['jobs', 'training', 'adapters'],
  }),
  'training.rename': command({
    input: z.object({ id, name: shortText }),
    output: z.object({}),
    access: builders,
    touches: ['training'],
  }),
  /** Newest first. */
  'training.runs': query({
    input: z.object({ projectId: id }),
    output: z.array(trainingRun),
    access: noteReaders,
    touches: ['training', 'jobs'],
  }),
  'training.run': query({
    input: byId,
    output: trainingRun,
    access: noteReaders,
    touches: ['training', 'jobs'],
  }),
  /**
   * Curves of several runs to be laid over each other. `fromStep` and `toStep` zoom in: the buckets
   * then cover that part alone.
   */
  'training.curves': query({
    input: z.object({
      runIds: z.array(id).min(1).max(6),
      stage: trainingStageId.nullable().default(null),
      fromStep: count.nullable().default(null),
      toStep: count.nullable().default(null),
      points: z.number().int().min(10).max(2000).default(400),
    }),
    output: z.array(runCurves),
    access: noteReaders,
    touches: ['training'],
  }),
  'training.samples': query({
    input: byId,
    output: runSamples,
    access: noteReaders,
    touches: ['training'],
  }),
  /** Newest first; `after` is the id of the last entry of the page before. */
  'training.log': query({
    input: z.object({
      id,
      after: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    output: z.array(runLogEntry),
    access: noteReaders,
    touches: ['training'],
  }),
} as const
