import { say } from '../../contract/sentences'
import type { TaskId } from '../../contract/tasks'
import { defineJob, type JobContext } from '../jobs/definition'
import { Refusal } from '../kernel/refusal'
import { type ReadyModel, readyModel } from '../models/ready'
import { sideBySide } from '../models/side-by-side'
import { saysNotInNote } from '../query/content-words'
import { caseOfDocument } from './cases'
import { waveOf } from './draws'
import { createQuestionIndex, type QuestionIndex, settleQuestions } from './duplicates'
import { measureRow, type SeedIndexes, seedIndexes } from './measure'
import {
  addCalls,
  type CallCounts,
  type ItemRow,
  indexRow,
  insertRow,
  itemCounts,
  type NoteOfItem,
  noteOf,
  partsOf,
  type RunParts,
  type RunRow,
  runRow,
  setItem,
  setNearest,
  sortRows,
  waitingItems,
} from './queries'
import { shownTo, type Written, writePair } from './write-row'

interface Work {
  readonly context: JobContext
  readonly run: RunRow
  readonly parts: RunParts
  readonly model: ReadyModel
  readonly seeds: SeedIndexes
  readonly questions: QuestionIndex
  /** Questions of this run by task, with the place they have in the run. */
  readonly written: Map<TaskId, { readonly ordinal: number; readonly question: string }[]>
}

/**
 * Writes one row for each waiting item, several side by side, wave after wave. Each row is stored
 * with its measures in one transaction. What an item is shown depends on earlier waves alone, so
 * the same run gives the same rows whatever was faster and however often it was cut off. At the
 * end the questions are compared once more in the order of the run.
 */
export const generationJob = defineJob<{ runId: string }>({
  kind: 'instructions',
  resource: 'model',
  unit: 'rows',
  canPause: true,
  touches: ['instructions', 'projects'],
  storedItems: (db, { runId }) => {
    const { done, failed } = itemCounts(db, runId)
    return done + failed
  },
  run: async (context, { runId }) => {
    const work = await prepare(context, runId)
    const waiting = waitingItems(context.services.vault.db(), runId)
    for (const wave of new Set(waiting.map((item) => item.wave)))
      await writeWave(
        work,
        waiting.filter((item) => item.wave === wave),
      )
    await settle(context, work.run.project_id)
    const counts = itemCounts(context.services.vault.db(), runId)
    const made = [
      say('rows-written', { count: counts.done }),
      ...(counts.failed > 0 ? [say('rows-not-written', { count: counts.failed })] : []),
    ]
    return { made, resultId: runId }
  },
})

async function prepare(context: JobContext, runId: string): Promise<Work> {
  const { services, signal } = context
  const db = services.vault.db()
  const run = runRow(db, runId)
  if (!run) throw new Refusal('no-run', say('no-run'))
  const counts = itemCounts(db, runId)
  context.progress({
    done: counts.done + counts.failed,
    total: counts.total,
    step: say('loading-model'),
  })
  const model = await readyModel(
    services,
    run.model_id,
    { sequences: run.parallel, contextSize: run.context_size },
    { signal },
  )
  const parts = partsOf(run)
  const questions = createQuestionIndex()
  const written: Work['written'] = new Map()
  const stored = db.all<{
    id: number
    run_id: string | null
    ordinal: number
    task: TaskId
    question: string
    made: string | null
  }>(
    `SELECT id, run_id, ordinal, task, question, json_extract(lineage, '$.question.text') AS made
     FROM instruction_row WHERE project_id = ? ORDER BY id`,
    run.project_id,
  )
  for (const row of stored) {
    questions.add(row.id, row.task, row.question)
    if (row.run_id === runId) remember(written, row.task, row.ordinal, row.made ?? row.question)
  }
  const seeds = seedIndexes(parts.seeds.map((set) => [set.task, set.questions]))
  return { context, run, parts, model, seeds, questions, written }
}

function remember(written: Work['written'], task: TaskId, ordinal: number, question: string): void {
  const known = written.get(task)
  if (known) known.push({ ordinal, question })
  else written.set(task, [{ ordinal, question }])
}

async function writeWave(work: Work, items: readonly ItemRow[]): Promise<void> {
  const first = items[0]
  if (!first) return
  // Of earlier waves alone: after a stop rows of this very wave may be stored already.
  const earlier = new Map(
    [...work.written].map(([task, list]) => [
      task,
      list
        .filter(({ ordinal }) => waveOf(ordinal) < first.wave)
        .sort((a, b) => a.ordinal - b.ordinal)
        .map(({ question }) => question),
    ]),
  )
  tell(work)
  await sideBySide({
    services: work.context.services,
    modelId: work.run.model_id,
    signal: work.context.signal,
    items,
    width: work.model.loaded.sequences,
    work: (item) => writeItem(work, item, earlier.get(item.task) ?? []),
    giveUp: (item, reason) => giveUp(work, item, reason),
    after: () => tell(work),
  })
}

async function writeItem(work: Work, item: ItemRow, earlier: readonly string[]): Promise<void> {
  const { context, parts } = work
  const note = noteOf(context.services.vault.db(), item.note_id)
  const seeds = parts.seeds.find((set) => set.task === item.task)?.questions ?? []
  if (!note) return giveUp(work, item, 'The note was removed.')
  const made = await writePair(
    {
      ...parts,
      inference: context.services.inference,
      family: work.model.row.family,
      signal: context.signal,
    },
    item,
    note.text,
    shownTo(item, seeds, earlier),
  )
  context.signal.throwIfAborted()
  if ('malformed' in made) giveUp(work, item, `malformed:${made.malformed}`, made.counts)
  else store(work, item, note, made)
}

function store(
  work: Work,
  item: ItemRow,
  note: NoteOfItem,
  made: Extract<Written, { question: unknown }>,
): void {
  const { context, run, parts } = work
  const { clock, appVersion } = context.services
  const { question, answer, shown, counts } = made
  const answerable = item.unanswerable === 0 && !saysNotInNote(answer.text)
  const text = { task: item.task, question: question.text, answer: answer.text, answerable }
  const measures = measureRow({ ...text, note: note.text }, work.seeds)
  const nearest = work.questions.nearest(item.task, question.text)
  const seedSet = parts.seeds.find((set) => set.task === item.task)
  const lineage = {
    seedSetVersion: seedSet?.version ?? 0,
    itemSeed: item.seed,
    askedUnanswerable: item.unanswerable === 1,
    ...shown,
    question,
    answer,
  }
  const rowId = context.commit(
    {
      action: 'instruction.written',
      object: `${run.id}/${item.ordinal}`,
      detail: { model: work.model.row.sha256, seed: item.seed, task: item.task },
    },
    (db) => {
      const source = caseOfDocument(db, run.project_id, note.document_id)
      setItem(db, run.id, item.ordinal, 'done', null)
      addCalls(db, run.id, counts)
      const id = insertRow(
        db,
        {
          ...text,
          projectId: run.project_id,
          runId: run.id,
          ordinal: item.ordinal,
          importId: null,
          caseId: source.id,
          noteId: note.id,
          ownNoteId: null,
          answerable: answerable ? 1 : 0,
          confidential: note.confidential,
          side: source.side,
          lineage: JSON.stringify(lineage),
          appVersion,
          createdAt: clock.now(),
        },
        measures,
      )
      setNearest(db, id, nearest)
      sortRows(db, run.project_id, { rowId: id })
      indexRow(db, { id, question: question.text, answer: answer.text })
      return id
    },
  )
  work.questions.add(rowId, item.task, question.text)
  remember(work.written, item.task, item.ordinal, question.text)
}

/** Compares all questions of the project in their right order, and sorts the rows by it. */
export async function settle(
  context: Pick<JobContext, 'services' | 'signal' | 'stage'>,
  projectId: string,
): Promise<void> {
  const pages = settleQuestions(() => context.services.vault.db(), context.stage, projectId)
  for (const _ of pages) {
    context.signal.throwIfAborted()
    await new Promise((resolve) => setImmediate(resolve))
  }
  context.stage((db) => sortRows(db, projectId, 'all'))
}

const noCalls: CallCounts = {
  questionCalls: 0,
  questionMalformed: 0,
  answerCalls: 0,
  answerMalformed: 0,
}

function giveUp(work: Work, item: ItemRow, reason: string, counts = noCalls): void {
  work.context.commit(
    { action: 'instruction.given-up', object: `${work.run.id}/${item.ordinal}` },
    (db) => {
      addCalls(db, work.run.id, counts)
      setItem(db, work.run.id, item.ordinal, 'failed', reason)
    },
  )
}

function tell(work: Work): void {
  const counts = itemCounts(work.context.services.vault.db(), work.run.id)
  const { sequences } = work.model.loaded
  work.context.progress({
    done: counts.done + counts.failed,
    total: counts.total,
    step: say('writing-rows', { count: sequences }),
  })
}
