import type { Sampling } from '../../contract/common'
import { type Sentence, say } from '../../contract/sentences'
import { defineJob, type JobContext } from '../jobs/definition'
import { Refusal } from '../kernel/refusal'
import { readyModel } from '../models/ready'
import { sideBySide } from '../models/side-by-side'
import { saysNotInNote } from '../query/content-words'
import { chosen } from './adapters'
import { judgeItem, prepareJudge } from './judge/judge-item'
import {
  type ArmRow,
  armRows,
  askedItem,
  failAnswer,
  type JudgingRow,
  judgingRows,
  type RunRow,
  runProgress,
  runRow,
  setJudgementFailed,
  storeAnswer,
  toArm,
  waitingAnswers,
  waitingJudgements,
} from './queries'
import { checkStatements } from './statement-check/check'

/**
 * All answers of an arm, then those of the next, so that each model is loaded once; then every
 * judging that is not finished. Each answer and each judgement is stored by itself: after a stop of
 * any kind the job goes on with what is missing. A failed answer or judgement is given up with its
 * reason and is not tried for ever.
 */
export const evaluationJob = defineJob<{ runId: string }>({
  kind: 'evaluation',
  resource: 'model',
  unit: 'answers and judgements',
  canPause: true,
  touches: ['evaluation'],
  storedItems: (db, { runId }) => runProgress(db, runId).done,
  run: async (context, { runId }) => {
    const db = context.services.vault.db()
    const run = runRow(db, runId)
    if (!run) throw new Refusal('no-run', say('comparison-not-here'))
    for (const arm of armRows(db, runId)) await answerAll(context, run, arm)
    for (const judging of judgingRows(db, runId)) await judgeAll(context, run, judging)
    const { done } = runProgress(db, runId)
    return { made: [say('answers-made', { count: done })], resultId: runId }
  },
})

function tell(context: JobContext, run: RunRow, step: Sentence): void {
  context.progress({ ...runProgress(context.services.vault.db(), run.id), step })
}

async function answerAll(context: JobContext, run: RunRow, arm: ArmRow): Promise<void> {
  const { services, signal } = context
  const db = services.vault.db()
  const waiting = waitingAnswers(db, run.id, arm.arm)
  if (waiting.length === 0) return
  const { name } = toArm(arm)
  tell(context, run, say('loading-named-model', { name }))
  refuseChanged(context, arm)
  const wish = {
    sequences: Math.min(run.parallel, waiting.length),
    contextSize: run.context_size,
    adapterId: arm.adapter_id,
  }
  const { loaded } = await readyModel(services, arm.model_id, wish, { signal })
  const describe = (): void =>
    tell(context, run, say('answering', { name, count: loaded.sequences }))
  describe()
  await sideBySide({
    services,
    modelId: arm.model_id,
    signal,
    items: waiting,
    width: loaded.sequences,
    work: (ordinal) => answerOne(context, run, arm, ordinal),
    giveUp: (ordinal, reason) =>
      context.commit(
        { action: 'evaluation.answer-given-up', object: `${run.id}/${arm.arm}/${ordinal}` },
        (write) => failAnswer(write, run.id, arm.arm, ordinal, reason),
      ),
    after: describe,
  })
}

/** An arm is what it was when the comparison began, or it is not run at all. */
function refuseChanged(context: JobContext, arm: ArmRow): void {
  const now = chosen(context.services, { modelId: arm.model_id, adapterId: arm.adapter_id })
  const isSame =
    now.model.sha256 === arm.model_sha256 && (now.adapter?.sha256 ?? null) === arm.adapter_sha256
  if (!isSame) throw new Refusal('arm-changed', say('arm-changed', { name: toArm(arm).name }))
}

async function answerOne(
  context: JobContext,
  run: RunRow,
  arm: ArmRow,
  ordinal: number,
): Promise<void> {
  const { services, signal } = context
  const item = askedItem(services.vault.db(), run.id, ordinal)
  if (!item) return
  const started = performance.now()
  const made = await services.inference.ask(
    {
      family: arm.family,
      note: item.note,
      instruction: item.question,
      sampling: JSON.parse(run.sampling) as Sampling,
      seed: item.seed,
      maxTokens: run.max_tokens,
    },
    { signal },
  )
  signal.throwIfAborted()
  if (made.finishReason === 'aborted') throw new Refusal('answer-stopped', say('answer-stopped'))
  const text = made.text.trim()
  const finishReason = made.finishReason
  context.commit(
    {
      action: 'evaluation.answered',
      object: `${run.id}/${arm.arm}/${ordinal}`,
      detail: { model: arm.model_sha256, adapter: arm.adapter_sha256, seed: item.seed },
    },
    (db) =>
      storeAnswer(
        db,
        { runId: run.id, arm: arm.arm, ordinal },
        {
          text,
          finishReason,
          tokens: made.generatedTokens,
          seconds: (performance.now() - started) / 1000,
          cutCharacters: made.trim.removedCharacters,
          saysNotInNote: saysNotInNote(text),
          statements: checkStatements(text, item.note),
        },
      ),
  )
}

async function judgeAll(context: JobContext, run: RunRow, judging: JudgingRow): Promise<void> {
  const { services, signal } = context
  const waiting = waitingJudgements(services.vault.db(), judging.id)
  if (waiting.length === 0) return
  tell(context, run, say('loading-judge', { name: judging.model_name }))
  const judge = await prepareJudge(context, run, judging, waiting.length)
  const describe = (): void => tell(context, run, say('judging', { name: judging.model_name }))
  describe()
  await sideBySide({
    services,
    modelId: judging.model_id,
    signal,
    items: waiting,
    width: judge.width,
    work: (ordinal) => judgeItem(context, judge, ordinal),
    giveUp: (ordinal, reason) =>
      context.commit(
        { action: 'evaluation.judgement-given-up', object: `${judging.id}/${ordinal}` },
        (write) => setJudgementFailed(write, judging.id, ordinal, reason),
      ),
    after: describe,
  })
}
