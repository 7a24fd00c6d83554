import { basename } from 'node:path'
import type { SetInspection } from '../../../contract/evaluation-sets'
import { say } from '../../../contract/sentences'
import type { Problem } from '../../../contract/sources'
import type { CallContext, Handlers } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { projectById } from '../../projects/queries'
import { notWhole, toProblem } from '../../sources/problems'
import type { FileQuestion } from './layouts'
import { insertQuestion, insertSet, listSets, questionPage, setById, setRemoved } from './queries'
import { readSet, recogniseSet } from './read-set'

type Names =
  | 'evaluation.inspectSet'
  | 'evaluation.importSet'
  | 'evaluation.sets'
  | 'evaluation.setQuestions'
  | 'evaluation.removeSet'
  | 'evaluation.restoreSet'

const previewQuestions = 8
const lookedQuestions = 500
/** Sets are made to be judged one by one; more than this is a corpus and not a set of questions. */
const mostQuestions = 200_000
const shownProblems = 200

export const setHandlers: Handlers<Names> = {
  'evaluation.inspectSet': async (context, { tokens, layout, mapping, tasks }) => {
    const set = await recogniseSet(tokens.map(context.files.path), layout, context.signal)
    const used = mapping ?? set.mapping
    const firstQuestions: SetInspection['firstQuestions'] = []
    const problems: Problem[] = []
    let rows = 0
    for await (const batch of readSet(set, used, tasks, context.signal)) {
      for (const question of batch.questions.slice(0, previewQuestions - firstQuestions.length))
        firstQuestions.push({ ...question, note: question.note.slice(0, 2000) })
      problems.push(...batch.problems.map(toProblem))
      rows += batch.questions.length + batch.problems.length
      if (rows >= lookedQuestions) break
    }
    return {
      layout: set.layout,
      layoutName: set.layoutName,
      explanation: set.explanation,
      fileNames: set.files.slice(0, 20).map((file) => file.name),
      columns: set.columns,
      mapping: used,
      firstQuestions,
      looked: { rows, problems: problems.slice(0, shownProblems) },
      suggestedName: basename(set.files[0]?.name ?? 'Questions').replace(/\.[a-z0-9]+$/i, ''),
    }
  },
  'evaluation.importSet': async (context, request) => {
    projectById(context.db, request.projectId)
    const set = await recogniseSet(
      request.tokens.map(context.files.path),
      request.layout,
      context.signal,
    )
    const { questions, problems } = await readAll(context, set, request)
    const id = newId()
    context.commit(
      {
        action: 'evaluation.set-imported',
        object: id,
        detail: {
          layout: set.layout,
          questions: questions.length,
          problems: problems.length,
          confidential: request.confidential,
        },
      },
      (db) => {
        insertSet(db, {
          id,
          project_id: request.projectId,
          name: request.name,
          layout: set.layout,
          file_names: set.files
            .slice(0, 20)
            .map((file) => file.name)
            .join(', ')
            .slice(0, 300),
          confidential: request.confidential ? 1 : 0,
          problems: problems.length,
          created_at: context.clock.now(),
          created_by: context.person.name,
        })
        for (const question of questions) insertQuestion(db, request.projectId, id, question)
      },
    )
    return { set: setById(context.db, id)!, problems: problems.slice(0, shownProblems) }
  },
  'evaluation.sets': ({ db }, { projectId }) => listSets(db, projectId),
  'evaluation.setQuestions': ({ db }, request) => questionPage(db, request),
  'evaluation.removeSet': (context, { setId }) => {
    knownSet(context, setId)
    context.commit({ action: 'evaluation.set-removed', object: setId }, (db) =>
      setRemoved(db, setId, context.clock.now()),
    )
    return {}
  },
  'evaluation.restoreSet': (context, { setId }) => {
    knownSet(context, setId)
    context.commit({ action: 'evaluation.set-restored', object: setId }, (db) =>
      setRemoved(db, setId, null),
    )
    return {}
  },
}

function knownSet(context: Pick<CallContext, 'db'>, id: string): void {
  if (!setById(context.db, id)) throw new Refusal('no-set', say('no-question-set'))
}

async function readAll(
  context: Pick<CallContext, 'signal'>,
  set: Awaited<ReturnType<typeof recogniseSet>>,
  request: {
    readonly mapping: SetInspection['mapping']
    readonly tasks: Parameters<typeof readSet>[2]
    readonly onProblem: 'keep-good' | 'all-or-nothing'
  },
): Promise<{ questions: FileQuestion[]; problems: Problem[] }> {
  const questions: FileQuestion[] = []
  const problems: Problem[] = []
  for await (const batch of readSet(set, request.mapping, request.tasks, context.signal)) {
    context.signal.throwIfAborted()
    questions.push(...batch.questions)
    const [first] = batch.problems
    if (request.onProblem === 'all-or-nothing' && first) throw notWhole(first)
    problems.push(...batch.problems.map(toProblem))
    if (questions.length > mostQuestions)
      throw new Refusal('set-too-large', say('question-set-too-large', { most: mostQuestions }))
  }
  if (questions.length === 0)
    throw new Refusal('nothing-to-import', [say('no-questions'), ...(problems[0]?.said ?? [])])
  return { questions, problems }
}
