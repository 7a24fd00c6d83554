import type { PromptFamily } from '../../contract/prompt-families'
import { say } from '../../contract/sentences'
import type { RunLive } from '../../contract/training'
import { defineJob, type JobContext, type JobOutcome } from '../jobs/definition'
import { Refusal } from '../kernel/refusal'
import { usableModel } from '../models/ready'
import type { Lender } from './desk'
import { trainerOf } from './devices'
import { createLoanGate } from './gate'
import { createRunLog } from './log'
import { prepareRun } from './prepare'
import { planOf, runRow, type StageRow, stageRows, updateRun, updateStage } from './queries'
import { registerResult } from './register'
import { runFiles } from './run-files'
import { questionsOf } from './sample-queries'
import { answerUndisturbed, runStage } from './stage-run'
import type { RunWork } from './work'

/**
 * A training: pretraining, then tuning from its adapter. Everything it needs to go on is sealed in
 * the workspace (data, checkpoints, the adapter between the stages), so it goes on after a pause, an
 * end of the app, `kill -9` or a power cut, from its last checkpoint and to the same adapter.
 */
export const trainingJob = defineJob<{ runId: string }>({
  kind: 'training',
  resource: 'model',
  unit: 'steps',
  canPause: true,
  touches: ['training'],
  storedItems: (db, { runId }) => stageRows(db, runId).reduce((sum, row) => sum + row.step, 0),
  run: async (context, { runId }) => {
    const work = await openWork(context, runId)
    const { desk } = context.services.training
    const leave = desk.arrive(runId, lenderOf(work))
    try {
      return await runPlan(work)
    } catch (cause) {
      await afterEnd(work, cause)
      throw cause
    } finally {
      leave()
      desk.tell(runId, null)
    }
  },
})

/** As long as a layer of a large model may take. */
const patienceMilliseconds = 60_000

const quietLive: RunLive = {
  phase: 'waiting',
  stage: null,
  loss: null,
  learningRate: null,
  gradientNorm: null,
  tokensPerSecond: null,
  memoryBytes: null,
  secondsLeft: null,
  lentTo: null,
}

async function openWork(context: JobContext, runId: string): Promise<RunWork> {
  const { services, signal } = context
  const run = runRow(services.vault.db(), runId)
  if (!run) throw new Refusal('no-run', say('no-training'))
  const plan = planOf(run)
  const model = usableModel(services, run.model_id)
  if (services.models.stamp(model.sha256) !== model.stamp)
    await services.models.verify(model.sha256, signal)
  const { trainer, device } = await trainerOf(services, plan.device, signal)
  let live = quietLive
  const stages = stageRows(services.vault.db(), runId)
  const work: RunWork = {
    context,
    run,
    plan,
    model,
    trainer,
    device,
    family: run.family as PromptFamily,
    files: runFiles(services.vault, runId),
    gate: createLoanGate(),
    log: createRunLog(context, runId),
    attempt: { current: null },
    tell: (change) => {
      live = { ...live, ...change }
      services.training.desk.tell(runId, live)
      if (change.phase) services.changed(['training'])
    },
    onStep: (step) => tellProgress(work, stages, step),
  }
  work.tell({})
  work.log(null, 'started')
  return work
}

async function runPlan(work: RunWork): Promise<JobOutcome> {
  const { context, run } = work
  const db = context.services.vault.db()
  await prepareRun(work)
  if (questionsOf(db, run.id).length > 0)
    await answerUndisturbed(work, { stage: 'base', step: 0, adapterFile: null })
  let before: StageRow | null = null
  let isKept = false
  for (const stage of stageRows(db, run.id)) {
    if (stage.state === 'waiting' || stage.state === 'running') {
      if (isKept) context.stage((write) => updateStage(write, stage.id, { state: 'skipped' }))
      else isKept = (await runStage(work, stage, before)).isKept
    } else if (stage.state === 'kept') isKept = true
    before = stage
  }
  work.tell({ phase: 'keeping' })
  const adapter = await registerResult(work)
  await work.files.removeAll()
  return adapter
}

function tellProgress(work: RunWork, stages: readonly StageRow[], step: number): void {
  const rows = stageRows(work.context.services.vault.db(), work.run.id)
  const live = work.context.services.training.desk.live(work.run.id)
  const now = rows.findIndex((row) => row.stage === (live?.stage ?? stages[0]?.stage))
  const done = rows.slice(0, Math.max(0, now)).reduce((sum, row) => sum + row.step, 0) + step
  const total = rows.reduce((sum, row) => sum + (row.steps ?? 0), 0)
  const source = live?.stage === 'pretraining' ? 'notes' : 'answers'
  work.context.progress({ done, total, step: say(`learning-from-${source}`) })
}

/** How a question borrows the machine, and how stop-and-keep reaches a run. */
function lenderOf(work: RunWork): Lender {
  const { gate, attempt, log } = work
  return {
    lend: async (to) => {
      const isNew = !gate.isLent()
      const used = gate.lend(to)
      work.tell({ phase: 'lent', lentTo: to })
      await stillOrEnded(work)
      await used
      if (isNew) log(null, 'lent', {}, to)
    },
    freeMemory: async () => {
      const process = attempt.current
      process?.stop('memory')
      await process?.ended
    },
    takeBack: () => {
      gate.takeBack()
      log(null, 'taken-back')
      work.tell({ phase: attempt.current ? 'training' : 'loading', lentTo: null })
      attempt.current?.resume('lent')
    },
    keep: () => attempt.current?.stop('keep'),
  }
}

/** A trainer that does not stand still in time is ended: a person waits. It goes on from its state. */
async function stillOrEnded({ attempt, context }: RunWork): Promise<void> {
  const process = attempt.current
  if (!process) return
  const most = context.services.training.times?.stop ?? patienceMilliseconds
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), most)
  })
  const first = await Promise.race([process.pause('lent'), late])
  clearTimeout(timer)
  if (first !== 'late') return
  process.stop('memory')
  await process.ended
}

/** What is left to do where a run ends without an adapter. */
async function afterEnd(work: RunWork, cause: unknown): Promise<void> {
  const { context, files, log, run } = work
  const { signal, services } = context
  if (!signal.aborted) {
    log(null, 'failed', {}, cause instanceof Refusal ? cause.message : '')
    return
  }
  if (signal.reason !== 'cancel') {
    log(null, 'paused')
    return
  }
  await files.removeAll()
  context.stage((db) => updateRun(db, run.id, { ended_at: services.clock.now() }))
}
