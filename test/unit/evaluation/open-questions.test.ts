import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bench, openBench } from './evaluation-fixture'

let bench: Bench
let collectionId: string

beforeAll(async () => {
  bench = await openBench()
  const { core, projectId } = bench
  const rows = Array.from({ length: 4 }, (_, n) => `n${n},"Local note ${n}. Aspirin 100 mg."`)
  const path = core.file('local.csv', `id,text\n${rows.join('\n')}\n`)
  const inspected = await core.ask('sources.inspect', { tokens: [core.token(path)] })
  await core.ask('sources.import', {
    projectId,
    tokens: [core.token(path)],
    name: 'Our notes',
    confidential: true,
    mapping: inspected.mapping,
    onProblem: 'keep-good',
  })
  await core.waitForJobs()
  collectionId = (await core.ask('sources.collections', { projectId }))[0]!.id
}, 60_000)
afterAll(() => bench.core.close())

const runOf = async (source: NonNullable<Parameters<Bench['run']>[0]>['source'], limit?: number) =>
  bench.run({ source: source!, judge: null, ...(limit === undefined ? {} : { limit }) })

const itemsOf = (runId: string) =>
  bench.core.workspace.services.vault
    .db()
    .all<{ task: string; question: string; note: string; confidential: number }>(
      `SELECT i.task, i.question, n.text AS note, i.confidential FROM evaluation_item i
     JOIN evaluation_note n ON n.id = i.note_id WHERE i.run_id = ? ORDER BY i.ordinal`,
      runId,
    )

test('Notes of a collection are asked one instruction a task, and stay confidential', async () => {
  const { runId, jobId } = await runOf({
    kind: 'notes',
    id: collectionId,
    tasks: ['summarization', 'paraphrasing'],
  })
  await bench.ended(jobId)
  const items = itemsOf(runId)
  expect(items).toHaveLength(8)
  expect(new Set(items.map((item) => item.task))).toEqual(
    new Set(['summarization', 'paraphrasing']),
  )
  expect(new Set(items.map((item) => item.note)).size).toBe(4)
  expect(items.every((item) => item.confidential === 1)).toBe(true)
  const run = await bench.core.ask('evaluation.run', { runId })
  expect(run).toMatchObject({ sourceName: 'Our notes', confidential: true })
  expect(run.source).toEqual({
    kind: 'notes',
    id: collectionId,
    tasks: ['summarization', 'paraphrasing'],
  })
})

test('A drawn part of the notes is the same for the same seed', async () => {
  const first = await runOf({ kind: 'notes', id: collectionId }, 5)
  const second = await runOf({ kind: 'notes', id: collectionId }, 5)
  await bench.ended(first.jobId)
  await bench.ended(second.jobId)
  expect(itemsOf(first.runId)).toHaveLength(5)
  expect(itemsOf(second.runId)).toEqual(itemsOf(first.runId))
})

test('A withdrawn note is not asked about', async () => {
  const { core, projectId } = bench
  const [withdrawn] = core.workspace.services.vault
    .db()
    .all<{ id: number }>(
      'SELECT id FROM document WHERE collection_id = ? ORDER BY id',
      collectionId,
    )
  core.workspace.services.vault.stage((db) => {
    db.run(
      "INSERT INTO withdrawn_case VALUES (?, 'withdrawn', 'asked for', '2026-01-05', 'Ada')",
      withdrawn!.id,
    )
  })
  const plan = await core.ask('evaluation.plan', {
    projectId,
    source: { kind: 'notes', id: collectionId, tasks: ['summarization'] },
    arms: [{ modelId: bench.base }],
    judge: null,
  })
  expect(plan.questions).toBe(3)
})

test('Without a complaint there is nothing to ask again, and it says where complaints come from', async () => {
  await expect(runOf({ kind: 'complaints' })).rejects.toMatchObject({ code: 'no-complaints' })
})

test('What people called wrong is asked again once a note and instruction, counted by model', async () => {
  const { core, projectId, base, tuned } = bench
  const add = (id: string, modelId: string, instruction: string, complaint: string | null) =>
    core.workspace.services.vault.stage((db) => {
      db.run(
        `INSERT INTO answer (id, project_id, model_id, note_kind, note_title, note_text, confidential,
           task, instruction, family, text, finish_reason, figures, complaint, created_by, created_at)
         VALUES (?, ?, ?, 'pasted', 'N', 'A pasted note.', 1, NULL, ?, 'plain', 'An answer.', 'stop', '{}', ?, 'C', ?)`,
        id,
        projectId,
        modelId,
        instruction,
        complaint,
        `2026-01-05T08:00:0${id}.000Z`,
      )
    })
  add('1', base, 'What was given?', 'The dose is wrong.')
  add('2', base, 'What was given?', 'Again wrong.')
  add('3', tuned, 'Was there fever?', 'There was none.')
  add('4', tuned, 'Any allergy?', null)
  expect(await core.ask('evaluation.complaints', { projectId })).toEqual([
    { modelId: base, modelName: 'Fake model', adapterName: null, answers: 2, complaints: 2 },
    { modelId: tuned, modelName: 'Fake model', adapterName: null, answers: 2, complaints: 1 },
  ])
  const all = await runOf({ kind: 'complaints' })
  const own = await runOf({ kind: 'complaints', modelId: tuned })
  await bench.ended(all.jobId)
  await bench.ended(own.jobId)
  expect(itemsOf(all.runId).map((item) => item.question)).toEqual([
    'What was given?',
    'Was there fever?',
  ])
  expect(itemsOf(own.runId).map((item) => item.question)).toEqual(['Was there fever?'])
})
