import type { TrainerEvent, TrainerEventOf } from '../trainer/protocol'
import { forgetAfter, insertEvaluation, type StageRow, stageRow, updateStage } from './queries'
import type { StepStore } from './step-store'
import type { RunWork } from './work'

/** What a stage does with what its trainer says; a checkpoint is for somebody else to seal. */
export function hearTrainer(
  work: RunWork,
  stage: StageRow,
  steps: StepStore,
  event: TrainerEvent,
): void {
  const { log } = work
  if (event.type === 'plan') onPlan(work, stage, event)
  if (event.type === 'selfTest')
    log(stage.stage, 'self-test', { difference: event.difference, tolerance: event.tolerance })
  if (event.type === 'step') {
    steps.add(stepFigures(event))
    tellStep(work, event)
  }
  if (event.type === 'eval') {
    steps.flush()
    storeEvaluation(work, stage, event)
  }
  if (event.type === 'checkpoint') steps.flush()
  if (event.type === 'warning') log(stage.stage, 'warning', {}, event.code)
}

function stepFigures(event: TrainerEventOf<'step'>) {
  const { step, loss, learningRate, gradientNorm, tokensPerSecond, memory, tokens, seconds } = event
  return { step, loss, learningRate, gradientNorm, tokensPerSecond, memory, tokens, seconds }
}

function tellStep(work: RunWork, event: TrainerEventOf<'step'>): void {
  work.tell({
    ...phaseOf(work),
    loss: event.loss,
    learningRate: event.learningRate,
    gradientNorm: event.gradientNorm,
    tokensPerSecond: event.tokensPerSecond,
    memoryBytes: event.memory,
  })
  work.onStep(event.step)
}

/** The last step before a trainer stands still comes when it is lent already: it stays lent. */
function phaseOf({ gate }: RunWork): { readonly phase: 'training' | 'lent' } {
  return { phase: gate.isLent() ? 'lent' : 'training' }
}

function onPlan(work: RunWork, stage: StageRow, event: TrainerEventOf<'plan'>): void {
  work.context.stage((db) => {
    forgetAfter(db, stage.id, event.resumedFrom)
    updateStage(db, stage.id, {
      state: 'running',
      steps: event.steps,
      step: event.resumedFrom,
      supervised_tokens: event.supervisedTokens,
    })
  })
  work.tell({ ...phaseOf(work), stage: stage.stage })
  work.log(stage.stage, 'plan', {
    memoryBytes: event.memory.total,
    parameters: event.parameters,
    steps: event.steps,
    threads: event.threads,
  })
  if (event.resumedFrom > 0) work.log(stage.stage, 'resumed', { step: event.resumedFrom })
}

function storeEvaluation(work: RunWork, stage: StageRow, event: TrainerEventOf<'eval'>): void {
  work.context.stage((db) => {
    insertEvaluation(db, stage.id, event)
    const row = stageRow(db, stage.id)
    if (row && (row.best_loss === null || event.loss < row.best_loss))
      updateStage(db, stage.id, { best_loss: event.loss, best_step: event.step })
  })
  work.log(stage.stage, 'validation', { step: event.step, loss: event.loss })
}
