import type { Sampling } from '../../contract/common'
import type { Generation } from '../../contract/model-protocol'
import { say } from '../../contract/sentences'
import { defineJob, type JobContext } from '../jobs/definition'
import { Refusal } from '../kernel/refusal'
import { type ReadyModel, readyModel } from '../models/ready'
import { sideBySide } from '../models/side-by-side'
import { countWords } from '../sources/import-job'
import { type TemplateRow, templateRow } from '../templates/queries'
import { checkNote } from './gates/check-note'
import { createProjectIndex, type ProjectIndex } from './project-index'
import { noteGrammar, synthesisPrompt } from './prompt'
import {
  type ItemRow,
  insertNote,
  itemCounts,
  type RunRow,
  runRow,
  setItem,
  sourceOf,
  thresholdsOf,
  waitingItems,
} from './queries'

interface Work {
  readonly context: JobContext
  readonly run: RunRow
  readonly template: TemplateRow
  readonly model: ReadyModel
  readonly index: ProjectIndex
}

/**
 * Writes one note for each waiting report, several side by side. Each finished note is stored with
 * its gates in one transaction, so a stop of any kind loses only what was being written.
 */
export const synthesisJob = defineJob<{ runId: string }>({
  kind: 'synthesis',
  resource: 'model',
  unit: 'notes',
  canPause: true,
  touches: ['synthesis', 'projects'],
  storedItems: (db, { runId }) => {
    const { done, failed } = itemCounts(db, runId)
    return done + failed
  },
  run: async (context, { runId }) => {
    const work = await prepare(context, runId)
    tell(work)
    await sideBySide({
      services: context.services,
      modelId: work.run.model_id,
      signal: context.signal,
      items: waitingItems(context.services.vault.db(), runId),
      width: work.model.loaded.sequences,
      work: (item) => writeNote(work, item),
      giveUp: (item, reason) => giveUp(work, item, reason),
      after: () => tell(work),
    })
    const counts = itemCounts(context.services.vault.db(), runId)
    const made = [
      say('notes-written', { count: counts.done }),
      ...(counts.failed > 0 ? [say('reports-without-note', { count: counts.failed })] : []),
    ]
    return { made, resultId: runId }
  },
})

async function prepare(context: JobContext, runId: string): Promise<Work> {
  const { services, signal } = context
  const db = services.vault.db()
  const run = runRow(db, runId)
  const template = run && templateRow(db, run.template_id)
  if (!run || !template) throw new Refusal('no-run', say('no-run'))
  const counts = itemCounts(db, runId)
  context.progress({
    done: counts.done + counts.failed,
    total: counts.total,
    step: say('loading-model'),
  })
  const model = await readyModel(
    services,
    run.model_id,
    { sequences: run.parallel, contextSize: run.context_size, adapterId: run.adapter_id },
    { signal },
  )
  const index = createProjectIndex(db, run.project_id)
  return { context, run, template, model, index }
}

async function writeNote(work: Work, item: ItemRow): Promise<void> {
  const { context, run } = work
  const source = sourceOf(context.services.vault.db(), item.document_id)
  if (!source) return giveUp(work, item, 'The source record was removed.')
  const started = performance.now()
  const generation = await context.services.inference.generate(
    {
      prompt: synthesisPrompt(work.model.family, work.template, source.text),
      sampling: JSON.parse(run.sampling) as Sampling,
      seed: item.seed,
      maxTokens: run.max_tokens,
      grammar: noteGrammar(work.template),
    },
    { signal: context.signal },
  )
  context.signal.throwIfAborted()
  if (generation.finishReason === 'aborted')
    return giveUp(work, item, 'The model stopped in the middle of the note.')
  store(work, item, source, generation, (performance.now() - started) / 1000)
}

function store(
  work: Work,
  item: ItemRow,
  source: NonNullable<ReturnType<typeof sourceOf>>,
  generation: Generation,
  seconds: number,
): void {
  const { context, run, index } = work
  const { vault, clock, appVersion } = context.services
  const text = generation.text.trim()
  const { nearest, signature } = index.look(text)
  const finishReason = generation.finishReason === 'length' ? 'length' : 'stop'
  const results = checkNote({
    note: text,
    source: source.text,
    finishReason,
    thresholds: thresholdsOf(vault.db(), run.project_id),
    nearest,
  })
  const noteId = context.commit(
    {
      action: 'note.synthesised',
      object: `${run.id}/${item.ordinal}`,
      detail: {
        model: work.model.row.sha256,
        ...adapterHash(work),
        template: work.template.sha256,
        seed: item.seed,
      },
    },
    (db) => {
      setItem(db, run.id, item.ordinal, 'done', null)
      return insertNote(
        db,
        {
          runId: run.id,
          projectId: run.project_id,
          documentId: source.id,
          // What an adapter learned from confidential text may come out in any note it writes.
          confidential: source.confidential || work.model.adapter?.confidential || 0,
          title: source.title,
          text,
          words: countWords(text),
          seed: item.seed,
          finishReason,
          tokens: generation.generatedTokens,
          seconds,
          signature,
          appVersion,
          createdAt: clock.now(),
        },
        results,
      )
    },
  )
  index.add(noteId, signature)
}

function adapterHash({ model }: Work): { readonly adapter?: string } {
  return model.adapter ? { adapter: model.adapter.sha256 } : {}
}

function giveUp(work: Work, item: ItemRow, reason: string): void {
  work.context.commit({ action: 'note.given-up', object: `${work.run.id}/${item.ordinal}` }, (db) =>
    setItem(db, work.run.id, item.ordinal, 'failed', reason),
  )
}

function tell(work: Work): void {
  const counts = itemCounts(work.context.services.vault.db(), work.run.id)
  const { sequences } = work.model.loaded
  work.context.progress({
    done: counts.done + counts.failed,
    total: counts.total,
    step: say('writing-notes', { count: sequences }),
  })
}
