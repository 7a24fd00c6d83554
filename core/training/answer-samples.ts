import { greedySampling } from '../../contract/common'
import type { TrainingStageId } from '../../contract/training-plan'
import { Refusal } from '../kernel/refusal'
import { planFor, readyModel } from '../models/ready'
import { insertSample, questionsOf, samplesAt } from './sample-queries'
import type { RunWork } from './work'

/*
 * What the model answers to a few fixed questions of the validation side: greedy and with one seed,
 * so that a difference between two checkpoints comes of training alone.
 */

/** Which adapter answers: none, or a file in memory-backed room that stays while it answers. */
export interface Answering {
  readonly stage: TrainingStageId | 'base'
  readonly step: number
  readonly adapterFile: string | null
}

/** Whether the model fits beside the trainer: if not, the trainer has to give its memory back first. */
export async function fitsBeside(work: RunWork): Promise<boolean> {
  const { services, signal } = work.context
  const plan = await planFor(services, work.model, wishOf(work), signal)
  return plan.estimate.fits
}

const wishOf = (work: RunWork) => ({
  sequences: 1,
  contextSize: Math.max(512, work.plan.context + work.plan.sampleTokens),
})

/**
 * Answers what is not answered yet and stores it. A model that cannot answer does not stop the
 * training: the reason stands in place of the answers. Rejects when `signal` fires, with what was
 * stored kept.
 */
export async function answerSamples(
  work: RunWork,
  answering: Answering,
  signal: AbortSignal,
): Promise<void> {
  const { context, run } = work
  const { services } = context
  const db = services.vault.db()
  const known = new Set(samplesAt(db, run.id, answering.stage, answering.step))
  const open = questionsOf(db, run.id).filter(({ ordinal }) => !known.has(ordinal))
  if (open.length === 0) return
  const started = performance.now()
  try {
    await readyModel(
      services,
      run.model_id,
      { ...wishOf(work), adapterFile: answering.adapterFile },
      { signal },
    )
    for (const question of open) {
      const asked = performance.now()
      const made = await services.inference.ask(
        {
          family: work.family,
          note: question.note,
          instruction: question.question,
          sampling: greedySampling,
          seed: work.plan.seed,
          maxTokens: work.plan.sampleTokens,
        },
        { signal },
      )
      signal.throwIfAborted()
      store(work, answering, {
        ordinal: question.ordinal,
        text: made.text.trim(),
        finishReason: made.finishReason === 'length' ? 'length' : 'stop',
        seconds: (performance.now() - asked) / 1000,
        missing: null,
      })
    }
    work.log(logStage(answering), 'samples', {
      step: answering.step,
      seconds: (performance.now() - started) / 1000,
    })
  } catch (cause) {
    signal.throwIfAborted()
    if (!(cause instanceof Refusal)) throw cause
    for (const { ordinal } of open)
      if (!samplesAt(db, run.id, answering.stage, answering.step).includes(ordinal))
        store(work, answering, {
          ordinal,
          text: '',
          finishReason: 'stop',
          seconds: 0,
          missing: cause.message,
        })
    work.log(logStage(answering), 'samples-missing', { step: answering.step }, cause.message)
  } finally {
    // The adapter's file goes away: nobody may find this model loaded and take it for the base.
    await services.inference.unload().catch(() => undefined)
  }
}

function store(
  work: RunWork,
  answering: Answering,
  sample: Omit<Parameters<typeof insertSample>[1], 'runId' | 'stage' | 'step' | 'at'>,
): void {
  const { stage, step } = answering
  work.context.stage((db) =>
    insertSample(db, {
      ...sample,
      runId: work.run.id,
      stage,
      step,
      at: work.context.services.clock.now(),
    }),
  )
}

function logStage(answering: Answering): TrainingStageId | null {
  return answering.stage === 'base' ? null : answering.stage
}
