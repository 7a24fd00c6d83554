import type { TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import { stepsOf, warmupSteps } from '../../contract/training-rules'
import type { TrainingDevice, TrainingSettings } from '../trainer/protocol'

/** The trainer's settings for a stage of a plan. `samples` decides how many steps warm up. */
export function trainerSettings(
  plan: TrainingPlan,
  stage: TrainingStageId,
  options: {
    readonly samples: number
    readonly hasValidation: boolean
    readonly device: TrainingDevice
    readonly metadata: Readonly<Record<string, string>>
  },
): TrainingSettings {
  const own = plan[stage]
  const steps = stepsOf(options.samples, own.batch, own.epochs)
  const validates = options.hasValidation && plan.validateEvery > 0
  return {
    lora: {
      rank: plan.lora.rank,
      alpha: plan.lora.alpha,
      targets: plan.lora.targets,
      seed: plan.seed,
    },
    optimiser: {
      learningRate: own.learningRate,
      beta1: own.beta1,
      beta2: own.beta2,
      epsilon: own.epsilon,
      weightDecay: own.weightDecay,
      clip: own.clip,
    },
    schedule: {
      kind: own.schedule,
      warmupSteps: warmupSteps(steps, own.warmupShare),
      finalFraction: own.finalFraction,
    },
    batch: own.batch,
    epochs: own.epochs,
    shuffle: true,
    shuffleSeed: plan.seed,
    context: plan.context,
    checkpointEvery: plan.checkpointEvery,
    adapterAtCheckpoint: true,
    device: options.device,
    precision: plan.precision,
    metadata: options.metadata,
    ...(plan.threads > 0 ? { threads: plan.threads } : {}),
    ...(validates
      ? {
          validateEvery: plan.validateEvery,
          patience: plan.patience,
          minimumGain: plan.minimumGain,
        }
      : {}),
  }
}
