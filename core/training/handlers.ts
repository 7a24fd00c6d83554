import { say } from '../../contract/sentences'
import { type TrainingPlan, trainingPlan } from '../../contract/training-plan'
import type { CallContext, Handlers } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { type AdapterNames, adapterHandlers } from './adapter-handlers'
import { curvesOf } from './curves'
import { factsOf } from './facts'
import { preflightOf } from './preflights'
import { logPage, type RunRow, runRow, runRows, storedPlan, storePlan, updateRun } from './queries'
import { toRun } from './runs'
import { samplesOf } from './sample-queries'
import { startPreflight, startRun } from './start'

type Names =
  | AdapterNames
  | 'training.facts'
  | 'training.plan'
  | 'training.savePlan'
  | 'training.preflight'
  | 'training.preflightOf'
  | 'training.start'
  | 'training.stopAndKeep'
  | 'training.rename'
  | 'training.runs'
  | 'training.run'
  | 'training.curves'
  | 'training.samples'
  | 'training.log'

export const trainingHandlers: Handlers<Names> = {
  ...adapterHandlers,
  'training.facts': ({ db }, { projectId, modelId }) => factsOf(db, projectId, modelId),
  'training.plan': ({ db }, { projectId }) => {
    const stored = storedPlan(db, projectId)
    return stored === undefined ? null : (trainingPlan.parse(JSON.parse(stored)) as TrainingPlan)
  },
  'training.savePlan': (context, { plan }) => {
    projectById(context.db, plan.projectId)
    context.commit({ action: 'training.plan-saved', object: plan.projectId }, (db) =>
      storePlan(db, plan.projectId, plan, context.clock.now()),
    )
    return {}
  },
  'training.preflight': (context, { plan }) => startPreflight(context, plan),
  'training.preflightOf': ({ db }, { projectId, id }) => preflightOf(db, projectId, id),
  'training.start': (context, { plan, name }) => startRun(context, plan, name),
  'training.stopAndKeep': (context, { id, which }) =>
    stopAndKeep(context, knownRun(context, id), which),
  'training.rename': (context, { id, name }) => {
    knownRun(context, id)
    context.commit({ action: 'training.renamed', object: id }, (db) => updateRun(db, id, { name }))
    return {}
  },
  'training.runs': (context, { projectId }) =>
    runRows(context.db, projectId).map((row) => toRun(context, context.db, row)),
  'training.run': (context, { id }) => toRun(context, context.db, knownRun(context, id)),
  'training.curves': (context, { runIds, ...request }) =>
    runIds.map((id) => {
      const curves = curvesOf(context.db, id, request)
      if (!curves) throw noRun()
      return curves
    }),
  'training.samples': (context, { id }) => samplesOf(context.db, knownRun(context, id).id),
  'training.log': (context, { id, after, limit }) =>
    logPage(context.db, knownRun(context, id).id, after, limit),
}

function knownRun(context: Pick<CallContext, 'db'>, id: string): RunRow {
  const row = runRow(context.db, id)
  if (!row) throw noRun()
  return row
}

function noRun(): Refusal {
  return new Refusal('no-run', say('no-training'))
}

/** A paused or interrupted run is resumed for as long as it takes to put its adapter in the registry. */
function stopAndKeep(
  context: CallContext<never>,
  row: RunRow,
  which: 'last' | 'best',
): { jobId: string } {
  const run = toRun(context, context.db, row)
  if (run.adapterId !== null) throw new Refusal('run-over', say('training-over'))
  if (!run.canKeep) throw new Refusal('nothing-to-keep', say('no-checkpoint-yet'))
  context.commit({ action: 'training.keep-asked', object: row.id, detail: { which } }, (db) =>
    updateRun(db, row.id, { keep_asked: which }),
  )
  if (run.status === 'running') context.training.desk.keep(row.id)
  else if (run.status !== 'waiting') context.jobs.resume(context.person, row.job_id)
  return { jobId: row.job_id }
}
