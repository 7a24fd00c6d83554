import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { InputOf } from '../../../contract/operations'
import { buildProgram, type Program } from '../../fixtures/build-program'
import { openTestCore, type TestCore } from '../../fixtures/core'

let core: TestCore
let projectId: string
let program: Program

beforeAll(async () => {
  program = await buildProgram('test/fixtures/core-child.ts')
})
afterAll(() => program.remove())
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'P' })).id
})
afterEach(() => core.close())

type Import = InputOf<'sources.import'>

async function start(path: string, wish: Partial<Import> = {}): Promise<string> {
  const { jobId } = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(path)],
    name: 'Imported',
    confidential: false,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
    ...wish,
  })
  return jobId
}

const ended = (jobId: string) => core.workspace.services.jobs.ended(jobId)

/** Everything that an import can leave in the database. */
function left(): Record<string, number> {
  const tables = ['collection', 'document', 'import_problem']
  const db = core.workspace.services.vault.db()
  return Object.fromEntries(
    tables.map((table) => [
      table,
      db.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1,
    ]),
  )
}
const nothing = { collection: 0, document: 0, import_problem: 0 }

function csv(rows: number, name = 'reports.csv'): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `${n},Report ${n} tells of a fever of day ${n}`,
  )
  return core.file(name, `id,text\n${lines.join('\n')}\n`)
}

test('20,000 rows are imported by one job, counted, listed and found', async () => {
  const job = await ended(await start(csv(20_000)))
  const [collection] = await core.ask('sources.collections', { projectId })
  const found = await core.ask('documents.page', {
    filter: { projectId, search: 'report 19999' },
  })
  expect({
    job: [job.status, job.message, job.done],
    collection: [collection?.records, collection?.duplicates, collection?.searchable],
    found: found.rows.map((row) => row.externalId),
  }).toEqual({
    job: ['done', '20,000 records imported.', 20_000],
    collection: [20_000, 0, true],
    found: ['19999'],
  })
})

test('Exact duplicates are left out and said, and rows that cannot be read are told with their line', async () => {
  const path = core.file(
    'mixed.csv',
    'id,text\n1,one fever\n2,one fever\n3\n4,another\n5,"never ends\n',
  )
  const job = await ended(await start(path))
  const [collection] = await core.ask('sources.collections', { projectId })
  const problems = await core.ask('sources.problems', { collectionId: collection?.id ?? '' })
  expect({
    status: job.status,
    figures: [collection?.records, collection?.duplicates, collection?.problems],
    lines: problems.map((problem) => [problem.file, problem.line]),
  }).toEqual({
    status: 'done',
    figures: [2, 1, 2],
    lines: [
      ['mixed.csv', 4],
      ['mixed.csv', 6],
    ],
  })
})

test('All or nothing: one row that cannot be read, and not a trace of the file stays', async () => {
  const good = Array.from({ length: 3000 }, (_, n) => `${n},Report number ${n}`).join('\n')
  const path = core.file('bad-end.csv', `id,text\n${good}\nlonely\n`)
  const job = await ended(await start(path, { onProblem: 'all-or-nothing' }))
  expect({ status: job.status, isNamed: job.message?.includes('line 3002'), left: left() }).toEqual(
    {
      status: 'failed',
      isNamed: true,
      left: nothing,
    },
  )
})

test('A cancelled import leaves nothing', async () => {
  const jobId = await start(csv(20_000))
  await until(() => (left().document ?? 0) > 0)
  await core.ask('jobs.cancel', { id: jobId })
  const job = await ended(jobId)
  expect({ status: job.status, message: job.message, left: left() }).toEqual({
    status: 'cancelled',
    message: 'Cancelled. Nothing of it was kept.',
    left: nothing,
  })
})

test('An import cannot be paused, and says so; a job that is over cannot be stopped', async () => {
  const jobId = await start(csv(5000))
  const pause = await core.call('jobs.pause', { id: jobId })
  await ended(jobId)
  const cancel = await core.call('jobs.cancel', { id: jobId })
  const resume = await core.call('jobs.resume', { id: jobId })
  const unknown = await core.call('jobs.cancel', { id: 'none' })
  expect(
    [pause, cancel, resume, unknown].map((result) => (result.ok ? 'ok' : result.code)),
  ).toEqual(['cannot-pause', 'job-over', 'cannot-resume', 'no-job'])
})

test('A file that is gone when its turn comes ends the job in words', async () => {
  const path = csv(10)
  const first = await start(csv(8000, 'first.csv'))
  const second = await start(path, { name: 'Second' })
  writeFileSync(path, '')
  await ended(first)
  const job = await ended(second)
  expect({ status: job.status, hasWords: (job.message ?? '').length > 20 }).toEqual({
    status: 'failed',
    hasWords: true,
  })
})

test('Two imports wait for each other, and come in the order they were asked for', async () => {
  const ids = [
    await start(csv(3000, 'a.csv'), { name: 'A' }),
    await start(csv(100, 'b.csv'), { name: 'B' }),
  ]
  const whileRunning = (await core.ask('jobs.list', {})).map((job) => job.status).sort()
  await Promise.all(ids.map(ended))
  const collections = await core.ask('sources.collections', { projectId })
  expect({ whileRunning, names: collections.map((one) => one.name) }).toEqual({
    whileRunning: ['running', 'waiting'],
    names: ['A', 'B'],
  })
})

test('A removed collection is out of every list and count, and comes back whole', async () => {
  await ended(await start(csv(50)))
  const collectionId = (await core.ask('sources.collections', { projectId }))[0]?.id ?? ''
  const look = async () => ({
    collections: (await core.ask('sources.collections', { projectId })).length,
    count: (await core.ask('documents.count', { filter: { projectId } })).count,
    found: (await core.ask('documents.page', { filter: { projectId, search: 'fever' } })).rows
      .length,
    listed: (await core.ask('documents.page', { filter: { projectId } })).rows.length,
  })
  const before = await look()
  await core.ask('sources.remove', { collectionId })
  const removed = await look()
  await core.ask('sources.restore', { collectionId })
  expect({ before, removed, after: await look() }).toEqual({
    before: { collections: 1, count: 50, found: 50, listed: 50 },
    removed: { collections: 0, count: 0, found: 0, listed: 0 },
    after: before,
  })
})

test('What inspecting a file promises is what importing it brings', async () => {
  const path = csv(30)
  const seen = await core.ask('sources.inspect', { tokens: [core.token(path)] })
  await ended(await start(path, { mapping: seen.mapping, name: seen.suggestedName }))
  const page = await core.ask('documents.page', { filter: { projectId } })
  expect({
    suggested: seen.suggestedName,
    rows: seen.looked.rows,
    first: seen.firstRows.map((row) => [row.externalId, row.words]),
  }).toEqual({
    suggested: 'reports',
    rows: page.rows.length,
    first: page.rows.slice(0, seen.firstRows.length).map((row) => [row.externalId, row.words]),
  })
})

test('A folder of text files is one collection that bears its name, however many files it holds', async () => {
  const letters = join(core.folder, 'letters')
  mkdirSync(join(letters, 'ward'), { recursive: true })
  for (let number = 0; number < 25; number += 1)
    writeFileSync(
      join(letters, `letter-${number}.txt`),
      `Dear colleague, this is letter ${number}.`,
    )
  writeFileSync(
    join(letters, 'ward', 'latin.txt'),
    Buffer.from('Herr M\u00fcller hustet.', 'latin1'),
  )
  writeFileSync(join(letters, 'ward', 'empty.txt'), '')
  const seen = await core.ask('sources.inspect', { tokens: [core.token(letters)] })
  const { message } = await ended(
    await start(letters, { name: seen.suggestedName, mapping: seen.mapping }),
  )
  const [collection] = await core.ask('sources.collections', { projectId })
  const filter = { projectId, search: 'M\u00fcller' }
  expect({
    seen: [seen.suggestedName, seen.fileCount, seen.fileNames.length],
    message,
    facts: [collection?.name, collection?.fileName],
    found: (await core.ask('documents.count', { filter })).count,
  }).toEqual({
    seen: ['letters', 27, 20],
    message: '26 records imported. One could not be read.',
    facts: ['letters', 'letters/*.txt'],
    found: 1,
  })
})

/** Imports in a process of its own, which kills itself in the midst of `moment`; false: it did not. */
async function killedWhile(moment: 'reading' | 'indexing', path: string): Promise<boolean> {
  const key = core.workspace.services.vault.copyDataKey().toString('hex')
  await core.workspace.close()
  const child = program.start(['import', core.folder, key, projectId, path, moment])
  const said: string[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => void said.push(line))
  await new Promise((resolve) => child.on('close', resolve))
  core = await core.reopen()
  await core.signIn()
  return said.join() === moment && child.signalCode === 'SIGKILL'
}

test('An import that was killed while reading leaves nothing and can be done again', async () => {
  const path = csv(20_000)
  const isSeen = await killedWhile('reading', path)
  const job = (await core.ask('jobs.list', {}))[0]
  const after = left()
  await ended(await start(path))
  expect({
    isSeen,
    job: [job?.status, job?.message],
    after,
    again: left().document,
    isIntact: (await core.ask('audit.verify', {})).intact,
  }).toEqual({
    isSeen: true,
    job: ['failed', 'The app ended while this ran. Nothing of it was kept. Start it again.'],
    after: nothing,
    again: 20_000,
    isIntact: true,
  })
})

test('An import that was killed while it was made searchable keeps its records and goes on', async () => {
  const isSeen = await killedWhile('indexing', csv(20_000))
  const before = (await core.ask('jobs.list', {}))[0]
  const collection = async () => (await core.ask('sources.collections', { projectId }))[0]
  const unfinished = await collection()
  await core.ask('jobs.resume', { id: before?.id ?? '' })
  const after = await ended(before?.id ?? '')
  const found = await core.ask('documents.count', { filter: { projectId, search: 'fever' } })
  expect({
    isSeen,
    before: [before?.status, unfinished?.records, unfinished?.searchable],
    after: [after.status, (await collection())?.searchable, found.count],
  }).toEqual({
    isSeen: true,
    before: ['interrupted', 20_000, false],
    after: ['done', true, 20_000],
  })
})

const data = resolve(import.meta.dirname, '../../../../shared/data')
const samples = existsSync(data) ? realFiles(data) : []

test.skipIf(samples.length === 0)(
  `The published data sets beside the project are read${samples.length === 0 ? ' (they are not on this machine)' : ''}`,
  async () => {
    const seen: unknown[] = []
    for (const path of samples) {
      const tokens = [core.token(path)]
      const { mapping, suggestedName } = await core.ask('sources.inspect', { tokens })
      const job = await ended(await start(path, { mapping, name: suggestedName }))
      if (job.status !== 'done') seen.push([path, job.message])
    }
    const collections = await core.ask('sources.collections', { projectId })
    expect({
      seen,
      hasRecords: collections.every((one) => one.records > 0 && one.searchable),
      count: collections.length,
    }).toEqual({ seen: [], hasRecords: true, count: samples.length })
  },
)

/** Up to eight data files of moderate size. */
function realFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(csv|json|jsonl)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(path).length < 20_000_000)
    .slice(0, 8)
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}
