import {
  guessedCharactersPerToken,
  type PlanFacts,
  type PlanField,
  type PlanWarning,
  presets,
  type TrainingPlan,
  type TrainingStageId,
  trainingStageIds,
  type WarningCode,
} from './training-plan'

/** Samples of a stage before anything was tokenised: blocks of the context, or pairs. */
export function guessedSamples(
  plan: Pick<TrainingPlan, 'context' | TrainingStageId>,
  stage: TrainingStageId,
  facts: PlanFacts,
): number {
  const most = plan[stage].maxSamples ?? Number.POSITIVE_INFINITY
  if (stage === 'tuning') return Math.min(facts.pairsTrain, most)
  if (facts.notesTrain === 0) return 0
  const share = Math.min(1, most / facts.notesTrain)
  const tokens = (facts.charactersNotes * share) / guessedCharactersPerToken
  return Math.max(1, Math.ceil(tokens / plan.context))
}

/** Optimiser steps: each pass ends with what is left of a batch. */
export function stepsOf(samples: number, batch: number, epochs: number): number {
  return Math.ceil(samples / batch) * epochs
}

/** The trainer's count of warm-up steps for a share of all steps. */
export function warmupSteps(steps: number, share: number): number {
  return Math.round(steps * share)
}

/** Every choice of the plan that is odd for these data and this model, in the order of its fields. */
export function planWarnings(plan: TrainingPlan, facts: PlanFacts): PlanWarning[] {
  const found: PlanWarning[] = []
  const say = (
    code: WarningCode,
    field: PlanField,
    figures: Record<string, number> = {},
    severity: PlanWarning['severity'] = 'care',
  ) => found.push({ code, field, severity, figures })
  if (!plan.pretraining.enabled && !plan.tuning.enabled)
    say('both-stages-off', 'tuning.enabled', {}, 'stop')
  if (plan.startAdapterId !== null) say('start-adapter-decides', 'startAdapterId')
  if (plan.style === 'model') say('style-of-base', 'style')
  contextWarnings(plan, facts, say)
  adapterWarnings(plan, facts, say)
  for (const stage of trainingStageIds)
    if (plan[stage].enabled) stageWarnings(plan, stage, facts, say)
  validationWarnings(plan, facts, say)
  return found
}

type Say = (
  code: WarningCode,
  field: PlanField,
  figures?: Record<string, number>,
  severity?: PlanWarning['severity'],
) => void

function contextWarnings(plan: TrainingPlan, facts: PlanFacts, say: Say): void {
  if (facts.trainedContext > 0 && plan.context > facts.trainedContext)
    say('context-beyond-model', 'context', { context: plan.context, model: facts.trainedContext })
  if (!plan.tuning.enabled || facts.pairsTrain === 0) return
  const mean = facts.charactersPairMean / guessedCharactersPerToken
  const longest = facts.charactersPairMax / guessedCharactersPerToken
  if (longest > plan.context)
    say('context-short-for-data', 'context', {
      context: plan.context,
      mean: Math.round(mean),
      longest: Math.round(longest),
    })
  else if (!plan.pretraining.enabled && longest * 3 < plan.context)
    say('context-long-for-data', 'context', {
      context: plan.context,
      longest: Math.round(longest),
    })
}

function adapterWarnings(plan: TrainingPlan, facts: PlanFacts, say: Say): void {
  if (plan.startAdapterId !== null) return
  const { rank, alpha, targets } = plan.lora
  const samples = facts.notesTrain + facts.pairsTrain
  if (rank >= 64 && samples < 10_000) say('rank-high-for-data', 'lora.rank', { rank, samples })
  if (alpha / rank > 4 || alpha / rank < 0.5) say('alpha-odd', 'lora.alpha', { rank, alpha })
  if (targets.length < 3) say('few-targets', 'lora.targets', { targets: targets.length })
}

const lowRateForLora = 5e-5
const highRate = 1e-3
const fewSteps = 20
const fewSamples = 100

function stageWarnings(
  plan: TrainingPlan,
  stage: TrainingStageId,
  facts: PlanFacts,
  say: Say,
): void {
  const settings = plan[stage]
  const samples = guessedSamples(plan, stage, facts)
  const steps = stepsOf(samples, settings.batch, settings.epochs)
  const available = stage === 'tuning' ? facts.pairsTrain : facts.notesTrain
  if (available === 0) {
    say(stage === 'tuning' ? 'no-pairs' : 'no-notes', `${stage}.enabled`, {}, 'stop')
    return
  }
  const rate = settings.learningRate
  const usual = presets.lora[stage].learningRate
  if (rate < lowRateForLora)
    say('learning-rate-low-for-lora', `${stage}.learningRate`, { rate, usual })
  if (rate > highRate) say('learning-rate-high', `${stage}.learningRate`, { rate, usual })
  if (settings.batch > samples)
    say('batch-above-data', `${stage}.batch`, { batch: settings.batch, samples })
  else if (steps < fewSteps)
    say('few-steps', `${stage}.batch`, { steps, samples, batch: settings.batch })
  if (available < fewSamples) say('few-samples', `${stage}.enabled`, { samples: available })
  if (settings.epochs > 5)
    say('many-epochs', `${stage}.epochs`, { epochs: settings.epochs, samples })
  const warmup = warmupSteps(steps, settings.warmupShare)
  if (settings.warmupShare > 0.2)
    say('warmup-long', `${stage}.warmupShare`, { share: settings.warmupShare, steps: warmup })
  else if (warmup === 0 && rate > 1e-4) say('warmup-none', `${stage}.warmupShare`, { steps, rate })
  if (settings.weightDecay > 0)
    say('weight-decay-not-paper', `${stage}.weightDecay`, { decay: settings.weightDecay })
  if (plan.checkpointEvery > steps)
    say('checkpoint-never', 'checkpointEvery', { every: plan.checkpointEvery, steps })
  const looks = plan.validateEvery > 0 ? Math.floor(steps / plan.validateEvery) : 0
  const validation = Math.min(
    plan.validationSamples,
    stage === 'tuning' ? facts.pairsValidation : facts.notesValidation,
  )
  // A look costs a forward pass, about a third of a training pass over the same samples.
  const share = (looks * validation) / 3 / Math.max(1, samples * settings.epochs)
  if (share > 0.5) say('validation-costly', 'validateEvery', { share, looks, samples: validation })
}

function validationWarnings(plan: TrainingPlan, facts: PlanFacts, say: Say): void {
  const has =
    (!plan.tuning.enabled || facts.pairsValidation > 0) &&
    (!plan.pretraining.enabled || facts.notesValidation > 0)
  if (plan.validateEvery > 0 && !has) say('no-validation', 'validateEvery')
  if (plan.patience > 0 && (plan.validateEvery === 0 || !has))
    say('patience-without-validation', 'patience', { patience: plan.patience })
}
