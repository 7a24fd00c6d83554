import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Sentence, say } from '../../../contract/sentences'
import type { Problem } from '../../../contract/sources'
import type { AnswerFile } from '../../../contract/studies'
import type { ReadableDb } from '../../database/types'
import type { RunRow } from '../../evaluation/queries'
import type { CallContext } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { recognise } from '../../sources/formats/detect'
import { readRecords } from '../../sources/formats/read'
import { toProblem } from '../../sources/problems'

interface FileAnswer {
  readonly ordinal: number
  readonly text: string
}

/**
 * Takes answers that were made elsewhere: a table with the columns question and answer, and number
 * (of the question in the comparison, from 1) where one question is asked of several notes.
 */
export async function importAnswers(
  context: CallContext<never>,
  run: RunRow,
  path: string,
  name: string,
): Promise<{ file: AnswerFile; problems: Problem[] }> {
  const source = await recognise([path])
  const columns = source.columns.map((one) => one.name)
  const column = (wanted: string): string | undefined =>
    columns.find((one) => one.toLowerCase() === wanted)
  const [answer, question, number] = ['answer', 'question', 'number'].map(column)
  if (!answer || !(question || number))
    throw new Refusal('no-answers', say('answers-without-columns'))
  const fileName = source.files[0]?.name ?? ''
  const problems: Problem[] = []
  const answers = new Map<number, string>()
  const find = finder(context.db, run.id)
  const mapping = { text: answer, title: question ?? null, externalId: number ?? null }
  for await (const batch of readRecords(source, mapping, { signal: context.signal })) {
    problems.push(...batch.problems.map(toProblem))
    for (const record of batch.records) {
      const found = find(
        number ? record.externalId : null,
        question ? (record.extra[question] ?? record.title) : null,
      )
      const at = { file: fileName, line: record.line }
      if (typeof found !== 'number') problems.push(toProblem({ ...at, reason: found }))
      else if (answers.has(found))
        problems.push(toProblem({ ...at, reason: say('question-answered') }))
      else answers.set(found, record.text)
    }
  }
  if (answers.size === 0)
    throw new Refusal('no-answers', [say('no-answers'), ...(problems[0]?.said ?? [])])
  const rows = [...answers].map(([ordinal, text]) => ({ ordinal, text }))
  return { file: await store(context, run, { path, name, fileName, rows }), problems }
}

/** By the number where the file has one, else by the question's words. @returns an ordinal, or why not. */
function finder(db: ReadableDb, runId: string) {
  const rows = db.all<{ ordinal: number; question: string }>(
    'SELECT ordinal, question FROM evaluation_item WHERE run_id = ? ORDER BY ordinal',
    runId,
  )
  const first = rows[0]?.ordinal ?? 0
  const known = new Set(rows.map((row) => row.ordinal))
  const byWords = new Map<string, number[]>()
  for (const row of rows) {
    const key = row.question.trim()
    byWords.set(key, [...(byWords.get(key) ?? []), row.ordinal])
  }
  return (number: string | null, question: string | null): number | Sentence => {
    if (number !== null && number !== '') {
      const ordinal = Number(number) - 1 + first
      return known.has(ordinal) ? ordinal : say('number-not-asked')
    }
    const found = byWords.get((question ?? '').trim()) ?? []
    if (found.length === 1) return found[0] ?? 0
    return found.length === 0 ? say('question-not-asked') : say('question-asked-often')
  }
}

async function store(
  context: CallContext<never>,
  run: RunRow,
  given: {
    readonly path: string
    readonly name: string
    readonly fileName: string
    readonly rows: readonly FileAnswer[]
  },
): Promise<AnswerFile> {
  const id = newId()
  const sha256 = await fileHash(given.path)
  const file = {
    id,
    runId: run.id,
    name: given.name,
    fileName: given.fileName,
    sha256,
    answers: given.rows.length,
  }
  context.commit(
    {
      action: 'study.answers-imported',
      object: id,
      detail: { run: run.id, sha256, answers: given.rows.length },
    },
    (db) => {
      db.run(
        `INSERT INTO study_answer_file (id, project_id, run_id, name, file_name, sha256, answers,
           created_at, created_by)
         VALUES (:id, :projectId, :runId, :name, :fileName, :sha256, :answers, :at, :by)`,
        {
          ...file,
          projectId: run.project_id,
          at: context.clock.now(),
          by: context.person.name,
        },
      )
      for (const row of given.rows)
        db.run(
          'INSERT INTO study_file_answer (file_id, ordinal, text) VALUES (?, ?, ?)',
          id,
          row.ordinal,
          row.text,
        )
    },
  )
  return file
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

export function answerFilesOf(db: ReadableDb, runId: string): AnswerFile[] {
  return db.all(
    `SELECT id, run_id AS runId, name, file_name AS fileName, sha256, answers
     FROM study_answer_file WHERE run_id = ? ORDER BY created_at, id`,
    runId,
  )
}
