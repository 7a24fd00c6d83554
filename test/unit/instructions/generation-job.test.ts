import { afterEach, expect, test } from 'vitest'
import { instructionFull } from '../../../contract/instructions'
import { taskIds } from '../../../contract/tasks'
import { seedOf } from '../../../core/instructions/draws'
import {
  allRows,
  askedFor,
  generate,
  generation,
  type InstructionsCore,
  openInstructions,
  writeWell,
} from '../../fixtures/instructions'

let made: InstructionsCore
afterEach(() => made.core.close())

/** What must be the same whatever was faster: everything but ids and times. */
async function texts(runId: string) {
  const { core, projectId } = made
  const page = await core.ask('instructions.page', { filter: { projectId, runId }, limit: 200 })
  const rows = await Promise.all(page.rows.map(({ id }) => core.ask('instructions.get', { id })))
  return rows
    .map(({ noteId, task, question, answer, answerable, caughtBy, lineage }) => ({
      noteId,
      task,
      question,
      answer,
      answerable,
      caughtBy,
      seeds: lineage?.seeds,
      earlier: lineage?.earlier,
    }))
    .sort((a, b) => (a.noteId ?? 0) - (b.noteId ?? 0) || (a.task < b.task ? -1 : 1))
}

test('A run writes a question and an answer for each note, with everything they came from', async () => {
  made = await openInstructions({ notes: 24 })
  const { job, runId } = await generate(made, { unanswerable: 0.25 })
  const rows = await allRows(made)
  const [run] = await made.core.ask('instructions.runs', { projectId: made.projectId })
  const [first] = rows
  expect({
    job: [job.status, job.message],
    fits: rows.map((row) => instructionFull.safeParse(row).success),
    unanswerable: rows.filter((row) => !row.answerable).length,
    asked: rows.filter((row) => row.lineage?.askedUnanswerable).length,
    refusals: rows.filter((row) => row.answer.startsWith('The note does not say, because')).length,
    seeds: rows.every((row) => row.lineage?.seeds.length === 3),
    // Item 16 is the first of the second wave: from there on earlier questions can be shown.
    earlier: rows.some((row) => (row.lineage?.earlier.length ?? 0) > 0),
    kept: rows.filter((row) => row.kept).length,
    lineage: [first?.lineage?.runId, first?.lineage?.promptVersion, first?.lineage?.modelName],
    seed: first?.lineage?.question.seed === seedOf(first?.lineage?.itemSeed ?? 0, 'question', 0),
    run: [run?.planned, run?.finished, run?.failed, run?.questionMalformed, run?.verdict.state],
  }).toEqual({
    job: ['done', '24 rows written.'],
    fits: rows.map(() => true),
    unanswerable: 6,
    asked: 6,
    refusals: 6,
    seeds: true,
    earlier: true,
    kept: 24,
    lineage: [runId, 1, 'Fake model'],
    seed: true,
    run: [24, 24, 0, 0, 'good'],
  })
})

test('The same run gives the same rows one by one, side by side, and cut off in between', async () => {
  made = await openInstructions({ notes: 30, pieceMilliseconds: 1 })
  const wish = { notes: 'all' as const, rowsPerNote: 2 }
  const alone = await texts((await generate(made, { ...wish, parallel: 1 })).runId)
  const together = await texts((await generate(made, { ...wish, parallel: 6 })).runId)
  const { jobId, runId } = await made.core.ask('instructions.start', {
    ...generation(made, { ...wish, parallel: 4 }),
  })
  const counts = async () =>
    (await made.core.ask('instructions.runs', { projectId: made.projectId }))[0]?.finished ?? 0
  while ((await counts()) < 21) await new Promise((resolve) => setTimeout(resolve, 5))
  await made.core.ask('jobs.pause', { id: jobId })
  await made.core.workspace.services.jobs.ended(jobId)
  const halfway = await counts()
  await made.core.ask('jobs.resume', { id: jobId })
  await made.core.workspace.services.jobs.ended(jobId)
  const cutOff = await texts(runId)
  // Later runs repeat the questions of the first: only that is different.
  const plain = (rows: typeof alone) => rows.map(({ caughtBy: _, ...row }) => row)
  expect({ together: plain(together), cutOff: plain(cutOff), wasHalfway: halfway < 60 }).toEqual({
    together: plain(alone),
    cutOff: plain(alone),
    wasHalfway: true,
  })
  expect(together.every((row) => row.caughtBy.includes('near-duplicate'))).toBe(true)
})

test('Output of the wrong form is counted, tried again within the limit, and then given up', async () => {
  made = await openInstructions({
    notes: 12,
    write: (prompt, seed) => {
      const kind = askedFor(prompt)
      const own = /fever of (\w+)/.exec(prompt)?.[1]
      // One note never gets a question; every third answer is empty at first.
      if (kind === 'question' && own === 'd') return 'Too\nmany lines'
      if (kind === 'answer' && seed % 3 === 0) return ''
      return writeWell(prompt, seed)
    },
  })
  const { job } = await generate(made, { retries: 4, unanswerable: 0 })
  const [run] = await made.core.ask('instructions.runs', { projectId: made.projectId })
  const rows = await allRows(made)
  const extra = rows.reduce((sum, row) => sum + (row.lineage?.answer.attempts ?? 1) - 1, 0)
  expect({
    job: [job.status, job.message],
    rows: rows.length,
    run: [run?.failed, run?.questionMalformed, run?.answerMalformed, run?.questionCalls],
    answersTriedAgain: extra > 0,
    givenUp: run?.verdict.givenUp,
  }).toEqual({
    job: ['done', '11 rows written. One could not be written.'],
    rows: 11,
    run: [1, 5, extra, 16],
    answersTriedAgain: true,
    givenUp: 1,
  })
})

test('A model that mostly writes rubbish is called not good enough', async () => {
  made = await openInstructions({
    notes: 12,
    write: (prompt, seed) => (askedFor(prompt) === 'answer' ? 'Is it?' : writeWell(prompt, seed)),
  })
  await generate(made, { unanswerable: 0 })
  const [run] = await made.core.ask('instructions.runs', { projectId: made.projectId })
  expect(run?.verdict).toEqual({
    state: 'not-good-enough',
    calls: 24,
    malformed: 0,
    rows: 12,
    caught: 12,
    givenUp: 0,
  })
})

test('Tasks are drawn by weight: only those with one are written, and all of them alike without', async () => {
  made = await openInstructions({ notes: 40 })
  await generate(made, { weights: { summarization: 3, paraphrasing: 1 } })
  const weighed = await made.core.ask('instructions.board', { projectId: made.projectId })
  const rowsOf = (task: string) => weighed.tasks.find((one) => one.task === task)?.rows ?? 0
  await generate(made, { notes: 'all', rowsPerNote: 8, seed: 6 })
  const all = await made.core.ask('instructions.board', { projectId: made.projectId })
  expect({
    both: rowsOf('summarization') + rowsOf('paraphrasing'),
    more: rowsOf('summarization') > rowsOf('paraphrasing') + 8,
    all: all.tasks.map(({ task, rows }) => rows - rowsOf(task)),
  }).toEqual({ both: 40, more: true, all: taskIds.map(() => 40) })
})

test('The model process ending in the middle costs nothing: the row is written again', async () => {
  made = await openInstructions({ notes: 6 })
  made.host.misbehave('generate', 'crash', 1)
  const { job } = await generate(made)
  expect([job.status, job.message, (await allRows(made)).length]).toEqual([
    'done',
    '6 rows written.',
    6,
  ])
})

test('Without kept notes, or with all of them asked about, the run is refused with the next step', async () => {
  made = await openInstructions({ notes: 0 })
  const refused = async () =>
    made.core
      .ask('instructions.start', generation(made))
      .catch((cause) => (cause as { code: string }).code)
  const none = await refused()
  await made.core.close()
  made = await openInstructions({ notes: 2 })
  await generate(made)
  expect([none, await refused()]).toEqual(['no-notes', 'no-new-notes'])
})
