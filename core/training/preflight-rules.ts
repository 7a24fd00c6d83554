import type { PreflightReason, PreflightResult } from '../../contract/training'
import type { TrainingPlan } from '../../contract/training-plan'

/** Left free when the machine is used for something else too. */
export const spareDiskBytes = 1024 ** 3
/** Above this share of the free memory a run is tight: the figure is measured on a few steps alone. */
const tightShare = 0.85

export type Measured = Omit<PreflightResult, 'verdict' | 'reasons'>

/** Every reason for and against, in the order in which people read them. */
export function preflightReasons(
  plan: TrainingPlan,
  measured: Measured,
  selfTest: { readonly difference: number; readonly tolerance: number } | null,
): PreflightReason[] {
  return [
    memoryReason(measured),
    { code: 'time', severity: 'fine', figures: { seconds: measured.seconds } },
    ...roomReasons(measured),
    leakageReason(measured.leakage.state),
    ...lengthReasons(measured),
    ...validationReason(plan, measured),
    ...(measured.confidential
      ? [
          {
            code: 'confidential',
            severity: 'care',
            figures: {
              samples: measured.facts.confidentialNotes + measured.facts.confidentialPairs,
            },
          } as const,
        ]
      : []),
    ...(selfTest
      ? [{ code: 'self-test', severity: 'fine', figures: { ...selfTest } } as const]
      : []),
  ]
}

export function verdictOf(reasons: readonly PreflightReason[]): PreflightResult['verdict'] {
  if (reasons.some((reason) => reason.severity === 'stop')) return 'no-go'
  return reasons.some((reason) => reason.severity === 'care') ? 'go-with-care' : 'go'
}

function memoryReason({ memory }: Measured): PreflightReason {
  const neededBytes = Math.max(memory.measuredBytes, memory.estimatedBytes)
  const figures = { neededBytes, freeBytes: memory.freeBytes, totalBytes: memory.totalBytes }
  if (neededBytes > memory.freeBytes) return { code: 'memory-short', severity: 'stop', figures }
  return neededBytes > memory.freeBytes * tightShare
    ? { code: 'memory-tight', severity: 'care', figures }
    : { code: 'memory-fits', severity: 'fine', figures }
}

function roomReasons({ disk, privateRoom }: Measured): PreflightReason[] {
  const isShort = disk.neededBytes + spareDiskBytes > disk.freeBytes
  const onDisk: PreflightReason = {
    code: isShort ? 'disk-short' : 'disk-fits',
    severity: isShort ? 'stop' : 'fine',
    figures: { ...disk },
  }
  if (privateRoom === null)
    return [onDisk, { code: 'no-private-room', severity: 'stop', figures: {} }]
  const isTooSmall = privateRoom.neededBytes > privateRoom.freeBytes
  return [
    onDisk,
    {
      code: isTooSmall ? 'private-room-short' : 'private-room-fits',
      severity: isTooSmall ? 'stop' : 'fine',
      figures: { ...privateRoom },
    },
  ]
}

function leakageReason(state: PreflightResult['leakage']['state']): PreflightReason {
  const severity = {
    passed: 'fine',
    overridden: 'care',
    blocked: 'stop',
    'not-split': 'stop',
  } as const
  return { code: `leakage-${state}`, severity: severity[state], figures: {} }
}

function lengthReasons({ stages }: Measured): PreflightReason[] {
  const sum = (of: (stage: Measured['stages'][number]) => number): number =>
    stages.reduce((all, stage) => all + of(stage), 0)
  const samples = sum((stage) => stage.beyondContext.samples)
  const leftOut = sum((stage) => stage.leftOut)
  const empty = stages.filter((stage) => stage.samples === 0)
  const found: PreflightReason[] = empty.map(({ sources }) => ({
    code: 'nothing-to-learn',
    severity: 'stop',
    figures: { sources },
  }))
  if (samples > 0)
    found.push({
      code: 'beyond-context',
      severity: 'care',
      figures: {
        samples,
        ofSamples: sum((stage) => (stage.stage === 'tuning' ? stage.sources : 0)),
        tokensCut: sum((stage) => stage.beyondContext.tokensCut),
      },
    })
  if (leftOut > 0) found.push({ code: 'left-out', severity: 'care', figures: { samples: leftOut } })
  return found.length > 0 ? found : [{ code: 'all-within-context', severity: 'fine', figures: {} }]
}

function validationReason(plan: TrainingPlan, { stages }: Measured): PreflightReason[] {
  const isMissing =
    plan.validateEvery === 0 || stages.some((stage) => stage.validationSamples === 0)
  return isMissing ? [{ code: 'no-validation', severity: 'care', figures: {} }] : []
}

/**
 * Seconds of a stage from measured steps: all steps, a look at the validation side every so often
 * (a forward pass, about a third of a training pass a token), and the sample answers.
 */
export function stageSeconds(
  plan: TrainingPlan,
  stage: {
    readonly steps: number
    readonly secondsPerStep: number
    readonly tokensPerSecond: number
    readonly tokens: number
    readonly samples: number
    readonly validationSamples: number
  },
): number {
  const looks = plan.validateEvery > 0 ? Math.floor(stage.steps / plan.validateEvery) + 1 : 0
  const tokensPerSample = stage.tokens / Math.max(1, stage.samples)
  const lookTokens = stage.validationSamples * tokensPerSample
  const lookSeconds = stage.tokensPerSecond > 0 ? lookTokens / (3 * stage.tokensPerSecond) : 0
  return stage.steps * stage.secondsPerStep + looks * lookSeconds
}
