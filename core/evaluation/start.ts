import { greedySampling } from '../../contract/common'
import type {
  EvaluationPlan,
  EvaluationRequest,
  JudgeWish,
} from '../../contract/evaluation-comparison'
import { type Sentence, say } from '../../contract/sentences'
import type { CallContext } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { inspectionOf, speedOf } from '../models/queries'
import { planFor } from '../models/ready'
import { projectById } from '../projects/queries'
import { contextFor } from '../synthesis/handlers'
import { type Choice, chosen } from './adapters'
import { seedOf } from './judge/letters'
import { judgePromptHash, judgePromptOf } from './judge/prompt'
import {
  type ArmRow,
  type ItemRowStored,
  insertJudging,
  insertRun,
  type JudgingRow,
} from './queries'
import { type ChosenQuestions, chooseQuestions, longestOf, noteIdOf } from './questions'
import { remarksBefore } from './results/rules'

/** A GPU gains from many texts at once; on a processor a few are enough to keep it busy. */
const parallelOnGpu = 8
const parallelOnProcessor = 4
/** What an answer tends to take, for the first guess of a duration; a judgement reads and writes more. */
const typicalAnswerTokens = 90
const typicalJudgementTokens = 90
/** The template round a note, in characters. */
const templateCharacters = 800
const armNames = 'abcdefgh'

type Wanted = Omit<EvaluationRequest, 'name'>

interface Prepared {
  readonly chosen: ChosenQuestions
  readonly arms: readonly Choice[]
  readonly judge: Choice | null
  readonly parallel: number
  readonly contextSize: number
}

async function prepare(context: CallContext<never>, request: Wanted): Promise<Prepared> {
  projectById(context.db, request.projectId)
  const arms = request.arms.map((arm) => chosen(context, arm))
  const keys = request.arms.map((arm) => `${arm.modelId}/${arm.adapterId ?? ''}`)
  if (new Set(keys).size < keys.length) throw new Refusal('same-arm-twice', say('same-arm-twice'))
  const judge = request.judge === null ? null : chosen(context, request.judge)
  const questions = chooseQuestions(
    context.db,
    request.projectId,
    request.source,
    request.limit,
    request.seed,
  )
  const trained = arms.map(({ model }) => model.context_size ?? inspectionOf(model).trainedContext)
  const contextSize = contextFor(
    longestOf(context.db, questions.questions) + templateCharacters,
    request.maxTokens,
    // One length for all arms: none sees more of a long note than another.
    Math.min(...trained),
  )
  const wanted = request.parallel ?? (await usualParallel(context))
  const plan = await planFor(
    context,
    arms[0]!.model,
    { sequences: Math.min(wanted, questions.questions.length), contextSize },
    context.signal,
  )
  return { chosen: questions, arms, judge, parallel: plan.sequences, contextSize }
}

async function usualParallel(
  context: Pick<CallContext<never>, 'inference' | 'signal'>,
): Promise<number> {
  const { gpu } = await context.inference.devices({ signal: context.signal })
  return gpu === 'none' ? parallelOnProcessor : parallelOnGpu
}

/** What a comparison would take, without starting it. */
export async function planEvaluation(
  context: CallContext<never>,
  request: Wanted,
): Promise<EvaluationPlan> {
  try {
    const ready = await prepare(context, request)
    const { questions } = ready.chosen
    return {
      questions: questions.length,
      confidential: isConfidential(ready),
      answers: questions.length * ready.arms.length,
      parallel: ready.parallel,
      secondsEstimated: secondsFor(ready),
      judgeRemarks: ready.judge ? remarksOf(ready.judge, ready.arms) : [],
      blocked: null,
    }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return {
      questions: 0,
      confidential: false,
      answers: 0,
      parallel: 1,
      secondsEstimated: null,
      judgeRemarks: [],
      blocked: cause.message,
    }
  }
}

function remarksOf(judge: Choice, arms: readonly Choice[]) {
  const facts = ({ model, adapter }: Choice) => ({
    modelSha256: model.sha256,
    adapterId: adapter?.id ?? null,
    parameters: inspectionOf(model).parameters,
  })
  return remarksBefore(
    facts(judge),
    arms.map((arm, place) => ({ id: armNames[place]!, ...facts(arm) })),
  )
}

function secondsFor({ chosen: { questions }, arms, judge }: Prepared): number | null {
  let seconds = 0
  for (const { model } of arms) {
    const speed = speedOf(model)
    if (!speed) return null
    seconds += (questions.length * typicalAnswerTokens) / speed.generationTokensPerSecond
  }
  if (!judge) return seconds
  const speed = speedOf(judge.model)
  if (!speed) return null
  const tokens = questions.length * arms.length * typicalJudgementTokens
  return seconds + tokens / speed.generationTokensPerSecond
}

function isConfidential({ chosen: { questions }, arms, judge }: Prepared): boolean {
  return (
    questions.some((question) => question.confidential) ||
    [...arms, judge].some((choice) => choice?.adapter?.confidential === true)
  )
}

/** Stores a comparison with all its questions and starts its job. */
export async function startEvaluation(
  context: CallContext<never>,
  request: EvaluationRequest,
): Promise<{ jobId: string; runId: string }> {
  const ready = await prepare(context, request)
  const { questions, sourceName, setId, splitSha256 } = ready.chosen
  const runId = newId()
  const isHidden = isConfidential(ready)
  const total = questions.length * (ready.arms.length + (ready.judge ? 1 : 0))
  const jobId = context.commit(
    {
      action: 'evaluation.started',
      object: runId,
      detail: {
        questions: questions.length,
        arms: ready.arms.length,
        judge: ready.judge?.model.sha256 ?? null,
        confidential: isHidden,
      },
    },
    (db) => {
      const job = context.jobs.create(db, context.person, {
        kind: 'evaluation',
        title: titleOf(ready.arms.length, questions.length),
        projectId: request.projectId,
        params: { runId },
        total,
        resultId: runId,
      })
      const items = questions.map(
        (question, ordinal): ItemRowStored => ({
          run_id: runId,
          ordinal,
          note_id: noteIdOf(db, request.projectId, question),
          task: question.task,
          question: question.question,
          reference: question.reference,
          answerable: question.answerable === null ? null : question.answerable ? 1 : 0,
          confidential: question.confidential || isHidden ? 1 : 0,
          seed: seedOf(request.seed, 'answer', ordinal),
        }),
      )
      const run = {
        id: runId,
        job_id: job,
        project_id: request.projectId,
        name: request.name,
        set_id: setId,
        source_name: sourceName,
        split_sha256: splitSha256,
        confidential: isHidden ? 1 : 0,
        sampling: JSON.stringify(request.sampling ?? greedySampling),
        seed: request.seed,
        max_tokens: request.maxTokens,
        parallel: ready.parallel,
        context_size: ready.contextSize,
        created_at: context.clock.now(),
        created_by: context.person.name,
        source: JSON.stringify(request.source),
      }
      insertRun(
        db,
        run,
        ready.arms.map((arm, place) => armRow(runId, arm, place)),
        items,
      )
      if (request.judge && ready.judge)
        insertJudging(db, judgingRow(context, runId, request.judge, ready.judge))
      return job
    },
  )
  context.jobs.kick()
  return { jobId, runId }
}

function armRow(runId: string, { model, adapter, family }: Choice, place: number): ArmRow {
  return {
    run_id: runId,
    arm: armNames[place]!,
    model_id: model.id,
    model_name: model.name,
    model_sha256: model.sha256,
    adapter_id: adapter?.id ?? null,
    adapter_name: adapter?.name ?? null,
    adapter_sha256: adapter?.sha256 ?? null,
    family,
  }
}

/** A new judging of a run, with its prompt as it is now. */
export function judgingRow(
  context: Pick<CallContext<never>, 'resources' | 'clock' | 'person'>,
  runId: string,
  wish: JudgeWish,
  { model, adapter }: Choice,
): Omit<JudgingRow, 'malformed'> {
  const prompt = judgePromptOf(context.resources, wish.promptId)
  return {
    id: newId(),
    run_id: runId,
    model_id: model.id,
    model_name: model.name,
    model_sha256: model.sha256,
    parameters: inspectionOf(model).parameters,
    adapter_id: adapter?.id ?? null,
    adapter_name: adapter?.name ?? null,
    prompt: JSON.stringify(prompt),
    prompt_sha256: judgePromptHash(prompt),
    seed: wish.seed,
    retries: wish.retries,
    created_at: context.clock.now(),
    created_by: context.person.name,
  }
}

function titleOf(models: number, count: number): Sentence {
  return models === 1 ? say('try-model', { count }) : say('compare-models', { models, count })
}
