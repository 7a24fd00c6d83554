import type { ItemFull } from '../../contract/evaluation-results'
import type { ParsedInputOf } from '../../contract/operations'
import { say } from '../../contract/sentences'
import type { ReadableDb } from '../database/types'
import type { CallContext, Handlers } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { chosen } from './adapters'
import { judgePrompts, toJudgePrompt } from './judge/prompt'
import { dropUnusedNotes } from './notes'
import { complaintCounts } from './open-questions'
import {
  answersTo,
  askedItem,
  deleteRun,
  insertJudging,
  judgementRow,
  type RunRow,
  runProgress,
  runRow,
  runsOf,
  type StoredAnswer,
  scoresTo,
  setRunJob,
  toRun,
} from './queries'
import { itemCount, itemPage, judgingFor } from './results/queries'
import { judgingsOf, resultsOf } from './results/results'
import { scoringHandlers } from './scoring/handlers'
import { setHandlers } from './sets/handlers'
import { judgingRow, planEvaluation, startEvaluation } from './start'
import type { MachineStatement } from './statement-check/check'
import {
  labelsOf,
  removeLabel,
  statementCheckOf,
  storeCheckSetting,
  storeLabel,
} from './statement-check/queries'

type Names =
  | 'evaluation.complaints'
  | 'evaluation.judgePrompts'
  | 'evaluation.plan'
  | 'evaluation.start'
  | 'evaluation.judge'
  | 'evaluation.runs'
  | 'evaluation.run'
  | 'evaluation.removeRun'
  | 'evaluation.results'
  | 'evaluation.items'
  | 'evaluation.itemCount'
  | 'evaluation.item'
  | 'evaluation.statementCheck'
  | 'evaluation.setStatementCheck'
  | 'evaluation.labelStatement'

const runHandlers: Handlers<Names> = {
  'evaluation.complaints': ({ db }, { projectId }) => {
    projectById(db, projectId)
    return complaintCounts(db, projectId)
  },
  'evaluation.judgePrompts': ({ resources }) => judgePrompts(resources).map(toJudgePrompt),
  'evaluation.plan': (context, request) => planEvaluation(context, request),
  'evaluation.start': (context, request) => startEvaluation(context, request),
  'evaluation.judge': (context, { runId, judge: wish }) => {
    const run = knownRun(context.db, runId)
    refuseRunning(context, run)
    const row = judgingRow(context, runId, wish, chosen(context, wish))
    const jobId = context.commit(
      {
        action: 'evaluation.judging-started',
        object: row.id,
        detail: { run: runId, judge: row.model_sha256, prompt: row.prompt_sha256 },
      },
      (db) => {
        insertJudging(db, row)
        const job = context.jobs.create(db, context.person, {
          kind: 'evaluation',
          title: say('judge-answers', { run: run.name, model: row.model_name }),
          projectId: run.project_id,
          params: { runId },
          total: runProgress(db, runId).total,
          resultId: runId,
        })
        setRunJob(db, runId, job)
        return job
      },
    )
    context.jobs.kick()
    return { jobId, judgingId: row.id }
  },
  'evaluation.runs': ({ db }, { projectId }) =>
    runsOf(db, projectId).map((row) => toRun(db, row, judgingsOf(db, row.id))),
  'evaluation.run': ({ db }, { runId }) => toRun(db, knownRun(db, runId), judgingsOf(db, runId)),
  'evaluation.removeRun': (context, { runId }) => {
    const run = knownRun(context.db, runId)
    refuseRunning(context, run)
    refuseStudied(context.db, runId)
    context.commit({ action: 'evaluation.run-removed', object: runId }, (db) => {
      deleteRun(db, runId)
      dropUnusedNotes(db, run.project_id)
    })
    return {}
  },
  'evaluation.results': ({ db }, { runId, judgingId }) =>
    resultsOf(db, knownRun(db, runId), judgingId),
  'evaluation.items': ({ db }, { filter, after, limit }) => itemPage(db, filter, after, limit),
  'evaluation.itemCount': ({ db }, { filter }) => ({ count: itemCount(db, filter) }),
  'evaluation.item': ({ db }, request) => itemFull(db, request),
  'evaluation.statementCheck': ({ db }, { projectId }) => {
    projectById(db, projectId)
    return statementCheckOf(db, projectId)
  },
  'evaluation.setStatementCheck': (context, { projectId, floor, isSwitchedOff }) => {
    projectById(context.db, projectId)
    context.commit(
      {
        action: 'evaluation.statement-check-set',
        object: projectId,
        detail: { ...floor, isSwitchedOff },
      },
      (db) => storeCheckSetting(db, projectId, floor, isSwitchedOff),
    )
    return {}
  },
  'evaluation.labelStatement': (context, { verdict, ...place }) => {
    const answer = answersTo(context.db, place.runId, place.ordinal).find(
      (one) => one.arm === place.armId,
    )
    const statement = answer && statementAt(answer, place.start, place.end)
    if (!statement) throw new Refusal('no-statement', say('no-statement'))
    context.commit(
      {
        action: verdict === null ? 'evaluation.label-removed' : 'evaluation.labelled',
        object: `${place.runId}/${place.armId}/${place.ordinal}`,
        detail: { verdict },
      },
      (db) => {
        if (verdict === null) return removeLabel(db, place)
        const at = context.clock.now()
        storeLabel(db, place, { said: statement.verdict, verdict, at, by: context.person.name })
      },
    )
    return {}
  },
}

export const evaluationHandlers = { ...setHandlers, ...runHandlers, ...scoringHandlers }

function knownRun(db: ReadableDb, id: string): RunRow {
  const run = runRow(db, id)
  if (!run) throw new Refusal('no-run', say('comparison-not-here'))
  return run
}

function refuseRunning(context: Pick<CallContext, 'jobs'>, run: RunRow): void {
  const job = context.jobs.list().find((one) => one.id === run.job_id)
  const isOpen = job && ['running', 'waiting', 'paused', 'interrupted'].includes(job.status)
  if (isOpen) throw new Refusal('run-not-over', say('comparison-not-over'))
}

function refuseStudied(db: ReadableDb, runId: string): void {
  const study = db.one<{ name: string }>('SELECT name FROM study WHERE run_id = ? LIMIT 1', runId)
  const file = db.one('SELECT 1 FROM study_answer_file WHERE run_id = ? LIMIT 1', runId)
  if (study || file)
    throw new Refusal(
      'run-in-study',
      study ? say('comparison-in-study', { name: study.name }) : say('comparison-with-answers'),
    )
}

function statementsOf(answer: StoredAnswer): MachineStatement[] {
  return JSON.parse(answer.statements) as MachineStatement[]
}

function statementAt(
  answer: StoredAnswer,
  start: number,
  end: number,
): MachineStatement | undefined {
  return statementsOf(answer).find((one) => one.start === start && one.end === end)
}

function itemFull(db: ReadableDb, request: ParsedInputOf<'evaluation.item'>): ItemFull {
  const { runId, ordinal, judgingId: wanted, forLabelling } = request
  const run = knownRun(db, runId)
  const item = askedItem(db, runId, ordinal)
  if (!item) throw new Refusal('no-item', say('question-not-in-comparison'))
  const judgingId = judgingFor(db, runId, wanted)
  const judgement = judgingId === null ? undefined : judgementRow(db, judgingId, ordinal)
  const scores = judgingId === null ? [] : scoresTo(db, judgingId, ordinal)
  const labels = labelsOf(db, runId, ordinal)
  const { isOn } = statementCheckOf(db, run.project_id)
  const isEnded = judgement !== undefined && judgement.state !== 'waiting'
  return {
    runId,
    ordinal,
    judgingId,
    task: item.task,
    note: item.note,
    question: item.question,
    reference: item.reference,
    answerable: item.answerable === null ? null : item.answerable === 1,
    confidential: item.confidential === 1,
    answers: answersTo(db, runId, ordinal).map((answer) => {
      const score = scores.find((one) => one.arm === answer.arm)
      const people = labels.filter((label) => label.arm === answer.arm)
      return {
        armId: answer.arm,
        state: answer.state,
        text: answer.text,
        finishReason: answer.finish_reason,
        failure: answer.failure,
        seed: item.seed,
        tokens: answer.tokens,
        seconds: answer.seconds,
        cutCharacters: answer.cut_characters,
        saysNotInNote: answer.says_not_in_note === 1,
        letter: score?.letter ?? null,
        score: score?.score ?? null,
        reason: score?.reason ?? null,
        statements:
          isOn || forLabelling
            ? statementsOf(answer).map((statement) => ({
                ...statement,
                human:
                  people.find((p) => p.start === statement.start && p.end === statement.end)
                    ?.verdict ?? null,
              }))
            : [],
      }
    }),
    judge: isEnded
      ? {
          state: judgement.state,
          raw: judgement.raw,
          tries: judgement.tries,
        }
      : null,
  }
}
