import { say } from '../../contract/sentences'
import type { CallContext, Handlers, Services } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { inspectionOf, speedOf } from '../models/queries'
import { planFor, readyModel, usableModel } from '../models/ready'
import { projectById } from '../projects/queries'
import { templateRow } from '../templates/queries'
import { usableAdapter } from '../training/adapters'
import {
  boardOf,
  drawNotes,
  noteFull,
  notePage,
  noteRowById,
  setRestored,
  spotCheckable,
  tickNote,
} from './board-queries'
import { isCaught } from './gates/check-note'
import { noteGrammar, synthesisPrompt } from './prompt'
import {
  eligibleDocuments,
  insertItems,
  insertRun,
  listRuns,
  longestText,
  recheckNotes,
  runRow,
  sourceOf,
  storeThresholds,
} from './queries'
import { noteReading } from './reading'
import { drawSample, noteSeed } from './seeds'

type Names =
  | 'synthesis.start'
  | 'synthesis.plan'
  | 'synthesis.runs'
  | 'synthesis.board'
  | 'synthesis.setThresholds'
  | 'notes.page'
  | 'notes.get'
  | 'notes.setRestored'
  | 'notes.regenerate'
  | 'spotCheck.draw'
  | 'spotCheck.tick'

/** English clinical text has about 3.5 characters a token; 2.5 leaves room for numbers and drug names. */
const charactersPerToken = 2.5
/** A GPU gains from many texts at once; on a processor a few are enough to keep it busy. */
const parallelOnGpu = 8
const parallelOnProcessor = 4
const contextStep = 256

export const synthesisHandlers: Handlers<Names> = {
  'synthesis.plan': async (context, request) => {
    const model = usableModel(context, request.modelId)
    const documents = eligibleDocuments(context.db, request.projectId, request.collectionIds)
    const reports = Math.min(documents.length, request.limit ?? documents.length)
    const plan = await planFor(
      context,
      model,
      { sequences: await usualParallel(context) },
      context.signal,
    )
    const speed = speedOf(model)
    const confidential = documents.filter((d) => d.confidential === 1).length
    return {
      reports,
      confidential,
      parallel: plan.sequences,
      contextSize: plan.contextSize,
      secondsEstimated: speed
        ? (reports * typicalNoteTokens) / speed.generationTokensPerSecond
        : null,
    }
  },
  'synthesis.start': async (context, request) => {
    const project = projectById(context.db, request.projectId)
    const template = templateRow(context.db, request.templateId)
    if (!template) throw new Refusal('no-template', say('no-template'))
    const model = usableModel(context, request.modelId)
    const adapter =
      request.adapterId === null
        ? null
        : usableAdapter(context.db, request.adapterId, request.modelId)
    const documents = eligibleDocuments(context.db, project.id, request.collectionIds)
    if (documents.length === 0) throw new Refusal('no-reports', say('no-reports'))
    const byId = new Map(documents.map((d) => [d.id, d]))
    const ids = [...byId.keys()]
    const drawn = drawSample(ids, request.limit ?? ids.length, request.seed)
    const contextSize = contextFor(
      longestText(context.db, drawn) + template.system.length + template.user.length,
      request.maxTokens,
      model.context_size ?? inspectionOf(model).trainedContext,
    )
    const wish = {
      sequences: Math.min(request.parallel ?? (await usualParallel(context)), drawn.length),
      contextSize,
    }
    const plan = await planFor(context, model, wish, context.signal)
    const runId = newId()
    const items = drawn.map((id) => ({
      documentId: id,
      seed: noteSeed(request.seed, byId.get(id)?.sha256 ?? Buffer.alloc(0)),
    }))
    const jobId = context.commit(
      {
        action: 'synthesis.started',
        object: runId,
        detail: {
          model: model.sha256,
          ...(adapter ? { adapter: adapter.sha256 } : {}),
          template: template.sha256,
          reports: items.length,
        },
      },
      (db) => {
        const job = context.jobs.create(db, context.person, {
          kind: 'synthesis',
          title: say('write-notes', { count: items.length }),
          projectId: project.id,
          params: { runId },
          total: items.length,
          resultId: runId,
        })
        insertRun(db, {
          id: runId,
          job_id: job,
          project_id: project.id,
          template_id: template.id,
          model_id: model.id,
          adapter_id: adapter?.id ?? null,
          sampling: JSON.stringify(request.sampling),
          seed: request.seed,
          max_tokens: request.maxTokens,
          parallel: plan.sequences,
          context_size: plan.contextSize,
          gpu_layers: plan.gpuLayers,
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
  'synthesis.runs': ({ db }, { projectId }) => listRuns(db, projectId),
  'synthesis.board': ({ db }, { projectId, runId }) => boardOf(db, projectId, runId),
  'synthesis.setThresholds': (context, { projectId, thresholds }) => {
    projectById(context.db, projectId)
    return context.commit({ action: 'synthesis.thresholds-set', object: projectId }, (db) => {
      storeThresholds(db, projectId, thresholds)
      return recheckNotes(db, projectId, (gate, value) => isCaught(gate, value, thresholds))
    })
  },
  'notes.page': ({ db }, { filter, after, limit }) => notePage(db, filter, after, limit),
  'notes.get': ({ db }, { id }) => {
    const note = noteFull(db, id)
    if (!note) throw new Refusal('no-note', say('note-gone'))
    return { ...note, ...noteReading(note.text, note.source.text) }
  },
  'notes.setRestored': (context, { id, restored, reason }) => {
    knownNote(context, id)
    context.commit(
      {
        action: restored ? 'note.restored' : 'note.returned-to-gates',
        object: String(id),
        detail: { reason },
      },
      (db) => setRestored(db, id, restored),
    )
    return {}
  },
  'notes.regenerate': async (context, { id }) => {
    const note = knownNote(context, id)
    const run = runRow(context.db, note.run_id)
    const template = run && templateRow(context.db, run.template_id)
    const source = sourceOf(context.db, note.document_id)
    if (!run || !template || !source) throw new Refusal('no-lineage', say('no-lineage'))
    const model = await readyModel(
      context,
      run.model_id,
      { sequences: run.parallel, contextSize: run.context_size, adapterId: run.adapter_id },
      { signal: context.signal },
    )
    const made = await context.inference.generate(
      {
        prompt: synthesisPrompt(model.family, template, source.text),
        sampling: JSON.parse(run.sampling),
        seed: note.seed,
        maxTokens: run.max_tokens,
        grammar: noteGrammar(template),
      },
      { signal: context.signal },
    )
    context.signal.throwIfAborted()
    const text = made.text.trim()
    const same = text === note.text
    context.commit(
      { action: 'note.regenerated', object: String(id), detail: { same } },
      () => undefined,
    )
    return { same, text }
  },
  'spotCheck.draw': (context, { projectId, count, seed }) => {
    const drawn = drawSample(spotCheckable(context.db, projectId), count, seed)
    if (drawn.length === 0) throw new Refusal('no-notes', say('no-notes-to-draw'))
    context.commit(
      { action: 'spot-check.drawn', object: projectId, detail: { count: drawn.length, seed } },
      (db) => drawNotes(db, drawn),
    )
    return { drawn: drawn.length }
  },
  'spotCheck.tick': (context, { noteId, verdict, comment }) => {
    knownNote(context, noteId)
    context.commit({ action: `spot-check.${verdict}`, object: String(noteId) }, (db) =>
      tickNote(db, noteId, verdict, comment),
    )
    return {}
  },
}

/** What a discharge note of this kind tends to take; only for the first guess of a duration. */
const typicalNoteTokens = 500

/** Room for the longest report and the answer, in steps, so that runs of like reports are alike. */
export function contextFor(characters: number, maxTokens: number, trained: number): number {
  const needed = Math.ceil(characters / charactersPerToken) + maxTokens + contextStep
  return Math.min(trained, Math.ceil(needed / contextStep) * contextStep)
}

function knownNote(services: Services, id: number): NonNullable<ReturnType<typeof noteRowById>> {
  const note = noteRowById(services.vault.db(), id)
  if (!note) throw new Refusal('no-note', say('note-gone'))
  return note
}

async function usualParallel(context: Pick<CallContext, 'inference' | 'signal'>): Promise<number> {
  const { gpu } = await context.inference.devices({ signal: context.signal })
  return gpu === 'none' ? parallelOnProcessor : parallelOnGpu
}
