import { say } from '../../contract/sentences'
import type { CallContext, Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { inspectionOf, speedOf } from '../models/queries'
import { planFor, usableModel } from '../models/ready'
import { projectById } from '../projects/queries'
import { contextFor } from '../synthesis/handlers'
import { drawSample } from '../synthesis/seeds'
import { boardOf, listRuns } from './board'
import { planItems } from './draws'
import { changesOthers } from './duplicates'
import { type FileNames, fileHandlers } from './file-handlers'
import { settle } from './generation-job'
import { measureRow, seedIndexes } from './measure'
import { builtInPrompts, type StoredPrompt, suitingPrompt } from './prompts'
import {
  effectOf,
  eligibleNotes,
  indexRow,
  insertItems,
  insertRun,
  longestNote,
  setMeasures,
  sortRows,
  storeThresholds,
  thresholdsOf,
  unindexRow,
} from './queries'
import { readRow } from './reading'
import {
  changeRow,
  editsOf,
  type FullRow,
  fullRow,
  type RowChange,
  rowPage,
  setVerdict,
} from './row-queries'
import { currentSeeds, saveSeeds, seedVersions } from './seeds'
import { type SplitNames, splitHandlers } from './split-handlers'

type Names =
  | FileNames
  | SplitNames
  | 'instructions.seeds'
  | 'instructions.seedVersions'
  | 'instructions.saveSeeds'
  | 'instructions.prompts'
  | 'instructions.plan'
  | 'instructions.start'
  | 'instructions.runs'
  | 'instructions.board'
  | 'instructions.previewThresholds'
  | 'instructions.setThresholds'
  | 'instructions.page'
  | 'instructions.get'
  | 'instructions.edit'
  | 'instructions.undoEdit'
  | 'instructions.setVerdict'

type Context = Omit<CallContext, 'emit'>

/** A GPU gains from many texts at once; on a processor a few are enough to keep it busy. */
const parallelOnGpu = 8
const parallelOnProcessor = 4
/** What a question and its answer tend to take; only for the first guess of a duration. */
const typicalRowTokens = 120

export const instructionHandlers: Handlers<Names> = {
  ...splitHandlers,
  ...fileHandlers,
  'instructions.seeds': ({ db, resources }) => currentSeeds(db, resources),
  'instructions.seedVersions': ({ db, resources }, { task }) => seedVersions(db, resources, task),
  'instructions.saveSeeds': (context, { task, questions }) => {
    const previous = currentSeeds(context.db, context.resources).find((one) => one.task === task)
    if (!previous) throw new Refusal('no-task', say('no-task'))
    const isRepeated = new Set(questions.map((one) => one.toLowerCase())).size < questions.length
    if (isRepeated) throw new Refusal('seed-twice', say('seed-twice'))
    const version = previous.version + 1
    return context.commit(
      { action: 'instruction-seeds.saved', object: task, detail: { version } },
      (db) =>
        saveSeeds(db, previous, questions, {
          name: context.person.name,
          at: context.clock.now(),
        }),
    )
  },
  'instructions.prompts': ({ resources }) =>
    builtInPrompts(resources).map(({ tasks: _, starts: __, ...prompt }) => prompt),
  'instructions.plan': async (context, request) => {
    const model = usableModel(context, request.modelId)
    const eligible = eligibleNotes(context.db, request.projectId, request.notes)
    const notes = Math.min(eligible.length, request.limit ?? eligible.length)
    const wish = { sequences: await usualParallel(context) }
    const plan = await planFor(context, model, wish, context.signal)
    const speed = speedOf(model)
    const rows = notes * request.rowsPerNote
    return {
      keptNotes: eligibleNotes(context.db, request.projectId, 'all').length,
      notes,
      rows,
      confidential: eligible.filter((note) => note.confidential === 1).length,
      parallel: plan.sequences,
      contextSize: plan.contextSize,
      promptId: suitingPrompt(builtInPrompts(context.resources), inspectionOf(model).parameters).id,
      secondsEstimated: speed ? (rows * typicalRowTokens) / speed.generationTokensPerSecond : null,
    }
  },
  'instructions.start': async (context, request) => {
    const project = projectById(context.db, request.projectId)
    const model = usableModel(context, request.modelId)
    const prompt = promptFor(context, request.promptId, inspectionOf(model).parameters)
    const eligible = eligibleNotes(context.db, project.id, request.notes)
    if (eligible.length === 0) throw noNotes(context, project.id)
    const ids = eligible.map((note) => note.id)
    const drawn = drawSample(ids, request.limit ?? ids.length, request.seed)
    const items = planItems(drawn, request)
    if (items.length === 0) throw new Refusal('no-task-chosen', say('no-task-chosen'))
    const contextSize = contextFor(
      longestNote(context.db, drawn) + prompt.question.length + promptRoom,
      Math.max(request.maxAnswerTokens, request.maxQuestionTokens),
      model.context_size ?? inspectionOf(model).trainedContext,
    )
    const wish = {
      sequences: Math.min(request.parallel ?? (await usualParallel(context)), items.length),
      contextSize,
    }
    const plan = await planFor(context, model, wish, context.signal)
    const runId = newId()
    const seeds = currentSeeds(context.db, context.resources)
    const jobId = context.commit(
      {
        action: 'instructions.started',
        object: runId,
        detail: { model: model.sha256, prompt: prompt.sha256, rows: items.length },
      },
      (db) => {
        const job = context.jobs.create(db, context.person, {
          kind: 'instructions',
          title: say('write-rows', { count: items.length }),
          projectId: project.id,
          params: { runId },
          total: items.length,
          resultId: runId,
        })
        insertRun(db, {
          id: runId,
          job_id: job,
          project_id: project.id,
          model_id: model.id,
          prompt: JSON.stringify(prompt),
          seeds: JSON.stringify(seeds),
          request: JSON.stringify(request),
          seed: request.seed,
          parallel: plan.sequences,
          context_size: plan.contextSize,
          created_at: context.clock.now(),
          created_by: context.person.name,
        })
        insertItems(db, runId, items)
        return job
      },
    )
    context.jobs.kick()
    return { jobId, runId }
  },
  'instructions.runs': ({ db }, { projectId }) => listRuns(db, projectId),
  'instructions.board': ({ db }, { projectId, runId }) => boardOf(db, projectId, runId),
  'instructions.previewThresholds': ({ db }, { projectId, thresholds }) =>
    effectOf(db, projectId, thresholds),
  'instructions.setThresholds': async (context, { projectId, thresholds }) => {
    projectById(context.db, projectId)
    const before = thresholdsOf(context.db, projectId)
    const kept = keptRows(context, projectId)
    context.commit({ action: 'instructions.thresholds-set', object: projectId }, (db) => {
      storeThresholds(db, projectId, thresholds)
      sortRows(db, projectId, 'all')
    })
    // A question that another filter caught does not stand in a later one's way any more.
    if (changesOthers(before, thresholds)) await settle(own(context), projectId)
    const now = keptRows(context, projectId)
    return {
      newlyCaught: [...kept].filter((id) => !now.has(id)).length,
      newlyKept: [...now].filter((id) => !kept.has(id)).length,
      kept: now.size,
    }
  },
  'instructions.page': ({ db }, { filter, after, limit }) => rowPage(db, filter, after, limit),
  'instructions.get': ({ db, resources }, { id }) => {
    const seeds = currentSeeds(db, resources)
    const texts = new Map(seeds.map((set) => [set.task, set.questions]))
    return readRow(db, known({ db }, id), seedIndexes(texts), (task) => texts.get(task) ?? [])
  },
  'instructions.edit': (context, { id, reason, ...change }) => {
    const row = known(context, id)
    const isSame =
      row.question === change.question &&
      row.answer === change.answer &&
      (row.answerable === 1) === change.answerable
    if (isSame) throw new Refusal('nothing-changed', say('nothing-changed'))
    editRow(context, row, change, reason)
    return {}
  },
  'instructions.undoEdit': (context, { id, editId, reason }) => {
    const row = known(context, id)
    const edit = editsOf(context.db, id).find((one) => one.id === editId)
    if (!edit) throw new Refusal('no-edit', say('no-edit'))
    const { question, answer, answerable } = edit
    editRow(context, row, { question, answer, answerable }, reason)
    return {}
  },
  'instructions.setVerdict': (context, { id, verdict, reason }) => {
    known(context, id)
    context.commit(
      {
        action: `instruction.${verdict ?? 'back-to-filters'}`,
        object: String(id),
        detail: { reason },
      },
      (db) => setVerdict(db, id, verdict, { name: context.person.name, reason }),
    )
    return {}
  },
}

/** Characters of the examples and the frame around a note. */
const promptRoom = 1200

function editRow(context: Context, row: FullRow, change: RowChange, reason: string): void {
  const seeds = currentSeeds(context.db, context.resources)
  const indexes = seedIndexes(seeds.map((set) => [set.task, set.questions] as const))
  const measures = measureRow({ ...change, task: row.task, note: row.note }, indexes)
  context.commit(
    { action: 'instruction.edited', object: String(row.id), detail: { reason } },
    (db) => {
      unindexRow(db, row)
      changeRow(db, row, change, {
        name: context.person.name,
        at: context.clock.now(),
        reason,
      })
      setMeasures(db, row.id, measures)
      indexRow(db, { id: row.id, question: change.question, answer: change.answer })
      sortRows(db, row.project_id, { rowId: row.id })
    },
  )
}

function known({ db }: Pick<CallContext, 'db'>, id: number): FullRow {
  const row = fullRow(db, id)
  if (!row) throw new Refusal('no-row', say('no-row-here'))
  return row
}

function keptRows({ db }: Context, projectId: string): Set<number> {
  const rows = db.all<{ id: number }>(
    'SELECT id FROM instruction_row WHERE project_id = ? AND kept = 1',
    projectId,
  )
  return new Set(rows.map(({ id }) => id))
}

/** What `settle` needs, out of a call. */
function own(context: Context) {
  return { services: context, signal: context.signal, stage: context.vault.stage }
}

function promptFor(context: Context, id: string | null, parameters: number): StoredPrompt {
  const prompts = builtInPrompts(context.resources)
  if (id === null) return suitingPrompt(prompts, parameters)
  const found = prompts.find((prompt) => prompt.id === id)
  if (!found) throw new Refusal('no-prompt', say('no-prompt'))
  return found
}

function noNotes(context: Context, projectId: string): Refusal {
  return eligibleNotes(context.db, projectId, 'all').length === 0
    ? new Refusal('no-notes', say('no-notes-to-ask'))
    : new Refusal('no-new-notes', say('no-new-notes'))
}

async function usualParallel(context: Pick<CallContext, 'inference' | 'signal'>): Promise<number> {
  const { gpu } = await context.inference.devices({ signal: context.signal })
  return gpu === 'none' ? parallelOnProcessor : parallelOnGpu
}
