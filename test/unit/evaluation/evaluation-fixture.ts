import type { InputOf } from '../../../contract/operations'
import { openTestCore, type TestCore, type TestCoreOptions } from '../../fixtures/core'
import { createFakeModelHost, type FakeModelHost } from '../../fixtures/fake-model-host'

/** A model process that is started again at once. */
export const quickRestarts: TestCoreOptions['inference'] = {
  policy: {
    backOffMilliseconds: [5],
    mostRestarts: 50,
    windowMilliseconds: 60_000,
    crashesToQuarantine: 3,
  },
  limits: {
    pingMilliseconds: 20,
    pongMilliseconds: 200,
    quietMilliseconds: 300,
    quietLoadMilliseconds: 500,
  },
}

export interface Bench {
  readonly core: TestCore
  readonly host: FakeModelHost
  readonly projectId: string
  readonly base: string
  readonly tuned: string
  readonly judge: string
  /** A set of so many questions; every note names its number. */
  readonly importQuestions: (count: number, confidential?: boolean) => Promise<string>
  readonly run: (
    wish?: Partial<InputOf<'evaluation.start'>>,
  ) => Promise<{ runId: string; jobId: string }>
  readonly ended: (jobId: string) => Promise<{ status: string; message: string | null }>
}

export interface BenchOptions {
  /** What the judge writes: the letters it sees with the text under each, the question, the try. */
  readonly judge?: (
    answers: ReadonlyMap<string, string>,
    question: string,
    isRetry: boolean,
  ) => string
  readonly pieceMilliseconds?: number
  readonly folder?: string
}

/** Letters and texts of a judge's prompt. */
function answersIn(prompt: string): Map<string, string> {
  const blocks = prompt.matchAll(/\[Answer (\w)\]\n([\s\S]*?)\n\[End of answer \1\]/g)
  return new Map([...blocks].map((block) => [block[1]!, block[2]!]))
}

/** The reply that the grammar would enforce. */
export function reply(marks: Iterable<readonly [string, number]>): string {
  const entries = [...marks].map(
    ([letter, mark]) => `"${letter}": {"reason": "because of ${letter}", "mark": ${mark}}`,
  )
  return `{${entries.join(', ')}}`
}

/** The mark that the answers of this fixture ask for: "worth 3". */
export function worthOf(text: string): number {
  return Number(/worth (\d)/.exec(text)?.[1] ?? 1)
}

/**
 * A core with a base, a tuned model and a judge. The base's answer to question n is worth n % 4 + 1
 * points, the tuned one's a point more up to four, and the judge gives exactly what an answer is worth.
 */
export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const hashes = new Map<string, string>()
  const host = createFakeModelHost({
    pieceMilliseconds: options.pieceMilliseconds ?? 0,
    write: (prompt, _seed, sha256) => {
      const answers = answersIn(prompt)
      if (answers.size > 0) {
        const question = /\[Question\]\n([\s\S]*?)\n\[End/.exec(prompt)?.[1] ?? ''
        const isRetry = prompt.includes('could not be read')
        return (
          options.judge?.(answers, question, isRetry) ??
          reply([...answers].map(([letter, text]) => [letter, worthOf(text)]))
        )
      }
      const number = Number(/Question (\d+)/.exec(prompt)?.[1] ?? 0)
      const worth = (number % 4) + 1
      const isTuned = hashes.get(sha256) === 'tuned'
      return `This is worth ${isTuned ? Math.min(4, worth + 1) : worth} points. Metoprolol 25 mg was given.`
    },
  })
  const core = await openTestCore({
    modelHost: host,
    inference: quickRestarts,
    ...(options.folder === undefined ? {} : { folder: options.folder }),
  })
  await core.signIn()
  const projectId = (await core.ask('projects.create', { name: 'P' })).id
  const model = async (name: string): Promise<string> => {
    const id = await core.importModel(core.file(`${name}.gguf`, `GGUF ${name}`))
    const row = (await core.ask('models.list', {})).find((one) => one.id === id)
    hashes.set(row?.sha256 ?? '', name)
    return id
  }
  const base = await model('base')
  const tuned = await model('tuned')
  const judge = await model('judge')
  const importQuestions: Bench['importQuestions'] = async (count, confidential = false) => {
    const rows = Array.from({ length: count }, (_, n) => {
      const task = ['Summarization', 'Question Answering'][n % 2]
      return `q${n},"Note ${n}. Metoprolol 25 mg was given.",Question ${n}?,Reference ${n},${task}`
    })
    const path = core.file(`set-${count}.csv`, `id,note,question,answer,task\n${rows.join('\n')}\n`)
    const { set } = await core.ask('evaluation.importSet', {
      projectId,
      tokens: [core.token(path)],
      name: `Set of ${count}`,
      confidential,
      layout: 'csv',
      mapping: {
        note: 'note',
        question: 'question',
        answer: 'answer',
        task: 'task',
        externalId: 'id',
      },
    })
    return set.id
  }
  return {
    core,
    host,
    projectId,
    base,
    tuned,
    judge,
    importQuestions,
    run: async (wish = {}) => {
      const source = wish.source ?? { kind: 'set', id: await importQuestions(12) }
      return core.ask('evaluation.start', {
        projectId,
        name: 'Base against tuned',
        source,
        arms: [{ modelId: base }, { modelId: tuned }],
        judge: { modelId: judge },
        parallel: 3,
        ...wish,
      })
    },
    ended: (jobId) => core.workspace.services.jobs.ended(jobId),
  }
}
