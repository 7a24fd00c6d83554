import { greedySampling } from '../../contract/common'
import type { NoteTrim } from '../../contract/model-protocol'
import type { Answer, AskEvent, AskRequest, NoteReference, Trimming } from '../../contract/query'
import { say } from '../../contract/sentences'
import type { CallContext, Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { documentFull } from '../sources/document-queries'
import { noteFull } from '../synthesis/board-queries'
import { saysNotInNote } from './content-words'
import { answerById, answerPage, insertAnswer, setComplaint } from './queries'
import { type QuestionModel, withQuestionModel } from './question-model'
import { linkStatements } from './statements'

type Names = 'query.ask' | 'query.replay' | 'query.history' | 'query.get' | 'query.flag'

interface AskedNote {
  readonly title: string
  readonly text: string
  readonly confidential: boolean
}

export const queryHandlers: Handlers<Names> = {
  'query.ask': async (context, request) => {
    projectById(context.db, request.projectId)
    const note = askedNote(context, request.note)
    context.emit({ type: 'reading', trimming: null })
    return withQuestionModel(context, request, (model) => askModel(context, request, note, model))
  },
  'query.replay': async (context, { id }) => {
    const { answer, contextSize } = stored(context, id)
    const { projectId, modelId, adapterId } = answer
    const wish = { projectId, modelId, adapterId, contextSize }
    const made = await withQuestionModel(context, wish, (model) =>
      context.inference.ask(
        {
          family: model.family,
          note: answer.note,
          instruction: answer.instruction,
          sampling: answer.sampling,
          seed: answer.seed,
          maxTokens: answer.maxTokens,
        },
        { signal: context.signal, onText: (text) => context.emit({ type: 'text', text }) },
      ),
    )
    context.signal.throwIfAborted()
    const text = made.text.trim()
    const same = text === answer.text
    context.commit({ action: 'query.replayed', object: id, detail: { same } }, () => undefined)
    return { same, text }
  },
  'query.history': ({ db }, request) => answerPage(db, request),
  'query.get': (context, { id }) => stored(context, id).answer,
  'query.flag': (context, { id, reason }) => {
    stored(context, id)
    context.commit(
      { action: reason === null ? 'query.flag-taken-back' : 'query.flagged', object: id },
      (db) => setComplaint(db, id, reason),
    )
    return {}
  },
}

async function askModel(
  context: CallContext<AskEvent>,
  request: AskRequest,
  note: AskedNote,
  model: QuestionModel,
): Promise<Answer> {
  const sampling = request.sampling ?? greedySampling
  const started = performance.now()
  const made = await context.inference.ask(
    {
      family: model.family,
      note: note.text,
      instruction: request.instruction,
      sampling,
      seed: request.seed,
      maxTokens: request.maxTokens,
    },
    { signal: context.signal, onText: (text) => context.emit({ type: 'text', text }) },
  )
  const id = newId()
  const text = made.text.trim()
  const trimming = trimmingOf(made.trim)
  const seen = trimming ? note.text.slice(0, trimming.keptCharacters) : note.text
  const { row, adapter, family } = model
  context.commit(
    {
      action: 'query.answered',
      object: id,
      detail: {
        model: row.sha256,
        ...(adapter ? { adapter: adapter.sha256 } : {}),
        family,
        seed: request.seed,
        tokens: made.generatedTokens,
        trimmed: trimming !== null,
        release: model.releaseId,
      },
    },
    (db) =>
      insertAnswer(db, {
        id,
        project_id: request.projectId,
        model_id: row.id,
        adapter_id: adapter?.id ?? null,
        release_id: model.releaseId,
        note_kind: request.note.kind,
        note_id: request.note.kind === 'text' ? null : request.note.id,
        note_title: note.title,
        note_text: note.text,
        // What an adapter learned from confidential text may come out in any answer.
        confidential: note.confidential || adapter?.confidential === 1 ? 1 : 0,
        task: request.task,
        instruction: request.instruction,
        family,
        text,
        finish_reason: made.finishReason === 'aborted' ? 'stopped-by-person' : made.finishReason,
        figures: {
          modelSha256: row.sha256,
          adapterName: adapter?.name ?? null,
          adapterSha256: adapter?.sha256 ?? null,
          statements: linkStatements(text, seen),
          saysNotInNote: saysNotInNote(text),
          trimming,
          seed: request.seed,
          sampling,
          maxTokens: request.maxTokens,
          promptTokens: made.promptTokens,
          reusedTokens: made.reusedTokens,
          answerTokens: made.generatedTokens,
          firstTokenSeconds: made.firstTokenSeconds,
          seconds: (performance.now() - started) / 1000,
          contextSize: model.contextSize,
        },
        created_by: context.person.name,
        created_at: context.clock.now(),
      }),
  )
  return stored(context, id).answer
}

function stored(context: Pick<CallContext, 'db'>, id: string) {
  const found = answerById(context.db, id)
  if (!found) throw new Refusal('no-answer', say('no-answer'))
  return found
}

/** A text that a person put in is treated as confidential: nobody said that it is not. */
function askedNote(context: CallContext<AskEvent>, note: AskRequest['note']): AskedNote {
  if (note.kind === 'text')
    return { title: 'Pasted note', text: note.text.trim(), confidential: true }
  const found = storedNote(context, note)
  if (!found) throw new Refusal('no-note', say('no-note'))
  return found
}

function storedNote(
  context: Pick<CallContext, 'db'>,
  note: Exclude<NoteReference, { kind: 'text' }>,
): AskedNote | undefined {
  return note.kind === 'document'
    ? documentFull(context.db, note.id)
    : noteFull(context.db, note.id)
}

function trimmingOf(trim: NoteTrim): Trimming | null {
  if (!trim.isTrimmed) return null
  return {
    keptCharacters: trim.keptCharacters,
    cutCharacters: trim.removedCharacters,
    keptTokens: trim.noteTokens - trim.removedTokens,
    cutTokens: trim.removedTokens,
  }
}
