import { say } from '../../../contract/sentences'
import { type StudyPlan, studyCriteria, studyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { armRows, type RunRow, runRow, runsOf, toArm } from '../../evaluation/queries'
import { judgingsOf } from '../../evaluation/results/results'
import type { CallContext, Handlers } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { projectById } from '../../projects/queries'
import { itemsForUpperBound, pairsForDifference } from '../../statistics/proportions'
import { answerFilesOf, importAnswers } from './answer-file'
import { openStudy } from './open'
import { previewOf } from './preview'
import {
  deleteDraft,
  insertStudy,
  planOf,
  reviewersOf,
  type StudyRow,
  setClosed,
  studiesOf,
  studyRow,
  updateDraft,
} from './queries'
import { isAsFixed } from './seal'
import { progressOf, toStudy } from './view'

type Names =
  | 'studies.list'
  | 'studies.get'
  | 'studies.check'
  | 'studies.choices'
  | 'studies.preview'
  | 'studies.planner'
  | 'studies.paperDesign'
  | 'studies.saveDraft'
  | 'studies.removeDraft'
  | 'studies.open'
  | 'studies.close'
  | 'studies.newVersion'
  | 'studies.importAnswers'

export const studyHandlers: Handlers<Names> = {
  'studies.list': ({ db }, { projectId }) => {
    projectById(db, projectId)
    return studiesOf(db, projectId).map((row) => toStudy(db, row))
  },
  'studies.get': ({ db }, { studyId }) => {
    const row = studyRow(db, studyId)
    return { ...toStudy(db, row), plan: planOf(row), raters: progressOf(db, studyId) }
  },
  'studies.check': ({ db }, { studyId }) => ({ asFixed: isAsFixed(db, studyRow(db, studyId)) }),
  'studies.choices': ({ db }, { projectId }) => ({
    runs: runsOf(db, projectId).map((run) => ({
      id: run.id,
      name: run.name,
      sourceName: run.source_name,
      questions: questionsIn(db, run.id),
      confidential: run.confidential === 1,
      arms: armRows(db, run.id).map(toArm),
      judgings: judgingsOf(db, run.id).map(({ id, judgeName, judged }) => ({
        id,
        judgeName,
        judged,
      })),
      files: answerFilesOf(db, run.id),
    })),
    reviewers: reviewersOf(db),
  }),
  'studies.preview': ({ db }, { projectId, plan }) => previewOf(db, projectId, plan),
  'studies.planner': (_context, { bound, events, difference, deviation, power }) => ({
    forBound: numberOf(itemsForUpperBound(bound, events)),
    forDifference: numberOf(pairsForDifference(difference / deviation, power)),
  }),
  'studies.paperDesign': ({ db }, { projectId }) => paperDesign(db, projectId),
  'studies.saveDraft': (context, { projectId, studyId, name, plan }) => {
    projectById(context.db, projectId)
    const change = { name, plan: JSON.stringify(plan), ...sourceOf(context.db, projectId, plan) }
    if (studyId !== null) {
      draftRow(context.db, studyId)
      context.commit({ action: 'study.draft-saved', object: studyId }, (db) =>
        updateDraft(db, studyId, change),
      )
      return { studyId }
    }
    const id = newId()
    context.commit({ action: 'study.drafted', object: id }, (db) =>
      insertStudy(db, {
        ...newStudy(context, id, projectId),
        ...change,
        replaces_id: null,
        version: 1,
        change_reason: '',
      }),
    )
    return { studyId: id }
  },
  'studies.removeDraft': (context, { studyId }) => {
    draftRow(context.db, studyId)
    context.commit({ action: 'study.draft-removed', object: studyId }, (db) =>
      deleteDraft(db, studyId),
    )
    return {}
  },
  'studies.open': (context, { studyId }) => openStudy(context, studyRow(context.db, studyId)),
  'studies.close': (context, { studyId }) => {
    const row = studyRow(context.db, studyId)
    if (row.state !== 'open') throw new Refusal('study-not-open', say('study-closes-open'))
    const { ratingsAssigned, ratingsDone } = toStudy(context.db, row)
    context.commit(
      {
        action: 'study.closed',
        object: studyId,
        detail: { done: ratingsDone, unrated: ratingsAssigned - ratingsDone },
      },
      (db) => setClosed(db, studyId, context.clock.now(), context.person.name),
    )
    return {}
  },
  'studies.newVersion': (context, { studyId, reason }) => {
    const before = studyRow(context.db, studyId)
    if (before.state === 'draft' || before.origin === 'packet')
      throw new Refusal('study-is-draft', say('study-is-draft'))
    const id = newId()
    context.commit(
      { action: 'study.new-version', object: id, detail: { replaces: studyId, reason } },
      (db) =>
        insertStudy(db, {
          ...newStudy(context, id, before.project_id),
          name: before.name,
          plan: before.plan,
          run_id: before.run_id,
          judging_id: before.judging_id,
          replaces_id: studyId,
          version: before.version + 1,
          change_reason: reason,
        }),
    )
    return { studyId: id }
  },
  'studies.importAnswers': (context, { runId, token, name }) =>
    importAnswers(context, knownRun(context.db, runId), context.files.path(token), name),
}

function newStudy(context: CallContext<never>, id: string, projectId: string) {
  return {
    id,
    project_id: projectId,
    state: 'draft',
    origin: 'planned',
    created_at: context.clock.now(),
    created_by: context.person.name,
  } as const
}

function knownRun(db: ReadableDb, id: string): RunRow {
  const run = runRow(db, id)
  if (!run) throw new Refusal('no-run', say('comparison-gone'))
  return run
}

function draftRow(db: ReadableDb, id: string): StudyRow {
  const row = studyRow(db, id)
  if (row.state !== 'draft') throw new Refusal('study-fixed', say('study-fixed'))
  return row
}

/** The comparison and the judging of a plan, as they are stored beside it. */
function sourceOf(db: ReadableDb, projectId: string, plan: StudyPlan) {
  const run = knownRun(db, plan.runId)
  if (run.project_id !== projectId) throw new Refusal('no-run', say('comparison-elsewhere'))
  const newest = judgingsOf(db, run.id).at(-1)?.id ?? null
  return { run_id: run.id, judging_id: plan.judgingId ?? newest }
}

function questionsIn(db: ReadableDb, runId: string): number {
  return (
    db.one<{ n: number }>('SELECT count(*) AS n FROM evaluation_item WHERE run_id = ?', runId)?.n ??
    0
  )
}

/** Kweon et al. 2024: 100 questions, two arms, the four-point scale, everybody rates everything. */
function paperDesign(db: ReadableDb, projectId: string): StudyPlan {
  const run = runsOf(db, projectId)[0]
  if (!run) throw new Refusal('no-run', say('no-comparison'))
  return studyPlan.parse({
    purpose:
      'To compare the two models on the published four-point scale, and the judge with clinicians.',
    runId: run.id,
    judgingId: judgingsOf(db, run.id).at(-1)?.id ?? null,
    runArms: armRows(db, run.id)
      .slice(0, 2)
      .map((one) => one.arm),
    questions: 100,
    raterIds: reviewersOf(db).map((one) => one.id),
    overlap: 1,
    plantedShare: 0,
    repeatShare: 0,
    criteria: studyCriteria.parse({ minSensitivity: null }),
  })
}

function numberOf(figure: { kind: 'value'; value: number } | { kind: 'not-defined' }): number {
  if (figure.kind === 'value') return figure.value
  throw new Refusal('out-of-reach', say('target-out-of-reach'))
}
