import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { synthesisSampling } from '../../../contract/common'
import { defaultGateThresholds } from '../../../contract/gates'
import type { InputOf } from '../../../contract/operations'
import { noteFull as noteFullSchema } from '../../../contract/synthesis'
import { drawSample, noteSeed } from '../../../core/synthesis/seeds'
import { openTestCore, type TestCore, type TestCoreOptions } from '../../fixtures/core'
import { createFakeModelHost, type FakeModelHost } from '../../fixtures/fake-model-host'

const quick: TestCoreOptions['inference'] = {
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

let core: TestCore
let host: FakeModelHost
let projectId: string
let modelId: string

/** A note that no gate catches: long enough, with headings, in words of its own for each report. */
function discharge(prompt: string, seed: number): string {
  const own = /A report (\w+) of/.exec(prompt)?.[1] ?? 'none'
  const filler = Array.from({ length: 70 }, (_, n) => `${own}${letters(seed % 9)}${letters(n)}`)
  return `Admission:\nfever\n\nHospital course:\n${filler.join(' ')}.\n\nDischarge:\nwell.`
}

async function open(options: Parameters<typeof createFakeModelHost>[0] = {}): Promise<void> {
  host = createFakeModelHost({ write: discharge, ...options })
  core = await openTestCore({ modelHost: host, inference: quick })
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'P' })).id
  modelId = await core.importModel()
}

beforeEach(() => open())
afterEach(() => core.close())

/** Imports so many short reports. */
async function reports(count: number, confidential = false): Promise<string> {
  const names = Array.from({ length: count }, (_, n) => `A report ${letters(n)} of a fever`)
  const path = core.file(
    `reports-${confidential}.csv`,
    `id,text\n${names.map((text, n) => `r${n},${text}`).join('\n')}\n`,
  )
  const { jobId } = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(path)],
    name: 'Reports',
    confidential,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  return (await core.workspace.services.jobs.ended(jobId)).resultId ?? ''
}

const letters = (n: number): string => [...String(n)].map((d) => 'abcdefghij'[Number(d)]).join('')

async function request(wish: Partial<InputOf<'synthesis.start'>> = {}) {
  const [template] = await core.ask('templates.list', {})
  return {
    projectId,
    templateId: template?.id ?? '',
    modelId,
    sampling: synthesisSampling,
    seed: 7,
    maxTokens: 400,
    parallel: 4,
    ...wish,
  }
}

async function run(wish: Partial<InputOf<'synthesis.start'>> = {}) {
  const { jobId, runId } = await core.ask('synthesis.start', await request(wish))
  const job = await core.workspace.services.jobs.ended(jobId)
  return { job, runId, jobId }
}

async function notes(runId: string | null = null) {
  const page = await core.ask('notes.page', { filter: { projectId, runId }, limit: 200 })
  return Promise.all(page.rows.map((row) => core.ask('notes.get', { id: row.id })))
}

test('A run writes one note a report, each with its seed, lineage and gates, and the same again', async () => {
  await reports(10)
  const first = await run()
  const made = await notes(first.runId)
  const again = await notes((await run()).runId)
  const [one] = made
  const template = (await core.ask('templates.list', {}))[0]
  expect({
    status: [first.job.status, first.job.message, first.job.done],
    sources: new Set(made.map((note) => note.source.externalId)).size,
    fits: made.map((note) => noteFullSchema.safeParse(note).success),
    seeds: made.every(
      (note) =>
        note.lineage.seed === noteSeed(7, createHash('sha256').update(note.source.text).digest()),
    ),
    lineage: {
      ...one?.lineage,
      modelSha256: '',
      templateSha256: '',
      seconds: 0,
      seed: 0,
      tokens: 0,
    },
    gates: one?.gates.map((gate) => gate.gate).length,
    same:
      again
        .map((note) => note.text)
        .sort()
        .join() ===
      made
        .map((note) => note.text)
        .sort()
        .join(),
  }).toEqual({
    status: ['done', '10 notes written.', 10],
    sources: 10,
    fits: made.map(() => true),
    seeds: true,
    lineage: {
      ...one?.lineage,
      templateName: template?.name,
      templateVersion: template?.version,
      modelName: 'Fake model',
      sampling: synthesisSampling,
      sourceSha256: createHash('sha256')
        .update(one?.source.text ?? '')
        .digest('hex'),
      maxTokens: 400,
      finishReason: 'stop',
      appVersion: '0.0.0-test',
      createdAt: core.clock.now(),
      modelSha256: '',
      templateSha256: '',
      seconds: 0,
      seed: 0,
      tokens: 0,
    },
    gates: 10,
    same: true,
  })
})

test('Confidential reports are taken only when they are named, and their notes stay confidential', async () => {
  await reports(3)
  const confidential = await reports(2, true)
  const plan = await core.ask('synthesis.plan', { projectId, modelId })
  const open = await notes((await run()).runId)
  const closed = await notes((await run({ collectionIds: [confidential] })).runId)
  expect({
    plan: [plan.reports, plan.confidential],
    open: open.map((note) => note.confidential),
    closed: closed.map((note) => note.confidential),
  }).toEqual({ plan: [3, 0], open: [false, false, false], closed: [true, true] })
})

test('The seed draws the same reports each time, and another seed draws others', async () => {
  await reports(40)
  const drawn = async (seed: number) =>
    (await notes((await run({ limit: 5, seed })).runId)).map((note) => note.source.id)
  const [first, second, other] = [await drawn(1), await drawn(1), await drawn(2)]
  expect({
    same: first.join() === second.join(),
    count: first.length,
    other: other.join() === first.join(),
  }).toEqual({ same: true, count: 5, other: false })
  expect(drawSample([1, 2, 3], 9, 1)).toEqual([1, 2, 3])
})

test('Thresholds sort the stored notes again, a caught note can be brought back, and the board adds up', async () => {
  await reports(6)
  await run()
  const board = () => core.ask('synthesis.board', { projectId })
  const before = await board()
  const strict = { ...defaultGateThresholds, minWords: 900 }
  const moved = await core.ask('synthesis.setThresholds', { projectId, thresholds: strict })
  const caught = await core.ask('notes.page', {
    filter: { projectId, show: 'caught', gate: 'length' },
  })
  const id = caught.rows[0]?.id ?? 0
  await core.ask('notes.setRestored', { id, restored: true, reason: 'Read by me' })
  const restored = await board()
  const back = await core.ask('synthesis.setThresholds', {
    projectId,
    thresholds: defaultGateThresholds,
  })
  const after = await board()
  const length = restored.gates.find((gate) => gate.gate === 'length')
  expect({
    before: [before.notes, before.kept],
    moved,
    caught: caught.rows.length,
    restored: [restored.kept, restored.restored, length?.caught],
    back,
    after: [after.kept, after.restored],
  }).toEqual({
    before: [6, 6],
    moved: { newlyCaught: 6, newlyKept: 0 },
    caught: 6,
    restored: [1, 1, 6],
    back: { newlyCaught: 0, newlyKept: 6 },
    after: [6, 1],
  })
})

test('A note comes out the same when it is made once more', async () => {
  await reports(2)
  const [note] = await notes((await run()).runId)
  const again = await core.ask('notes.regenerate', { id: note?.id ?? 0 })
  expect(again).toEqual({ same: true, text: note?.text })
})

test('The spot check draws kept notes once, and its ticks reach the board, the home page and the rail', async () => {
  await reports(8)
  await run()
  const draw = (count: number) => core.ask('spotCheck.draw', { projectId, count, seed: 3 })
  const first = await draw(3)
  const rows = async () =>
    (await core.ask('notes.page', { filter: { projectId, show: 'spot-check' } })).rows
  const ids = (await rows()).map((row) => row.id)
  const waiting = (await core.ask('system.home', {})).waiting
  await core.ask('spotCheck.tick', { noteId: ids[0] ?? 0, verdict: 'passed' })
  await core.ask('spotCheck.tick', {
    noteId: ids[1] ?? 0,
    verdict: 'failed',
    comment: 'Wrong dose',
  })
  const second = await draw(100)
  const none = await core.call('spotCheck.draw', { projectId, count: 1, seed: 3 })
  const board = await core.ask('synthesis.board', { projectId })
  const rail = await core.ask('projects.rail', { projectId })
  expect({
    drawn: [first.drawn, second.drawn, none.ok],
    waiting: waiting.map((one) => [one.what, one.count]),
    board: board.spotCheck,
    rail: rail.slice(0, 2).map((stage) => [stage.state, stage.figure?.count]),
  }).toEqual({
    drawn: [3, 5, false],
    waiting: [['spot-check', 3]],
    board: { drawn: 8, passed: 1, failed: 1 },
    rail: [
      ['done', 8],
      ['needs-you', 8],
    ],
  })
})

test('Paused, resumed and cancelled: every report gets one note at most, and finished ones stay', async () => {
  await core.close()
  await open({ pieceMilliseconds: 1 })
  await reports(24)
  const { jobId, runId } = await core.ask('synthesis.start', await request({ parallel: 2 }))
  const { jobs } = core.workspace.services
  const count = async (): Promise<number> =>
    (await core.ask('synthesis.runs', { projectId }))[0]?.finished ?? 0
  const atLeast = async (wanted: number): Promise<void> => {
    while ((await count()) < wanted) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await atLeast(3)
  await core.ask('jobs.pause', { id: jobId })
  const paused = await jobs.ended(jobId)
  const atPause = await count()
  await core.ask('jobs.resume', { id: jobId })
  await atLeast(atPause + 3)
  await core.ask('jobs.cancel', { id: jobId })
  const cancelled = await jobs.ended(jobId)
  const kept = await notes(runId)
  expect({
    statuses: [paused.status, cancelled.status],
    message: cancelled.message,
    isPartial: kept.length >= atPause + 3 && kept.length < 24,
    once: new Set(kept.map((note) => note.source.id)).size === kept.length,
  }).toEqual({
    statuses: ['paused', 'cancelled'],
    message: 'Cancelled. What was finished is kept.',
    isPartial: true,
    once: true,
  })
})

test('The app may end in the middle of a run: what was finished is there, and Resume writes the rest', async () => {
  await core.close()
  await open({ pieceMilliseconds: 1 })
  await reports(16)
  const { jobId } = await core.ask('synthesis.start', await request({ parallel: 2 }))
  while (((await core.ask('synthesis.runs', { projectId }))[0]?.finished ?? 0) < 3)
    await new Promise((resolve) => setTimeout(resolve, 5))
  core = await core.reopen()
  await core.signIn()
  const before = (await core.ask('jobs.list', {})).find((job) => job.id === jobId)
  const had = (await notes()).length
  await core.ask('jobs.resume', { id: jobId })
  const after = await core.workspace.services.jobs.ended(jobId)
  const all = await notes()
  expect({
    before: [before?.status, (before?.done ?? 0) >= 3, had < 16],
    after: [after.status, after.message],
    once: [all.length, new Set(all.map((note) => note.source.id)).size],
  }).toEqual({
    before: ['interrupted', true, true],
    after: ['done', '16 notes written.'],
    once: [16, 16],
  })
})

test('The model process crashes once in the middle: every report still gets its note', async () => {
  await reports(12)
  host.misbehave('generate', 'crash', 1)
  const { job, runId } = await run()
  expect({
    job: [job.status, job.message],
    notes: (await notes(runId)).length,
    launches: host.launches() > 1,
  }).toEqual({ job: ['done', '12 notes written.'], notes: 12, launches: true })
})

test('A hang is ended and the reports of that moment are written afterwards', async () => {
  await reports(6)
  host.misbehave('generate', 'hang', 1)
  const { job } = await run()
  expect([job.status, job.message]).toEqual(['done', '6 notes written.'])
})

test('A report that ends the process every time is given up after its second try, and the rest goes on', async () => {
  await core.close()
  await open({
    write: (prompt, seed) => {
      if (prompt.includes('report c of')) queueMicrotask(() => host.kill())
      return discharge(prompt, seed)
    },
    pieceMilliseconds: 1,
  })
  await reports(9)
  const { job, runId } = await run()
  const run1 = (await core.ask('synthesis.runs', { projectId }))[0]
  const missing = (await notes(runId)).every((note) => !note.source.text.includes('report c of'))
  const models = await core.ask('models.list', {})
  expect({
    job: [job.status, job.message],
    run: [run1?.planned, run1?.finished, run1?.failed],
    missing,
    quarantine: models[0]?.quarantine,
  }).toEqual({
    job: ['done', '8 notes written. One report gave none.'],
    run: [9, 8, 1],
    missing: true,
    quarantine: null,
  })
})

test('A model that ends its process at every text is put aside, stays so after a restart, and can be released', async () => {
  await reports(8)
  host.misbehave('generate', 'crash', 100)
  const { job } = await run()
  core = await core.reopen()
  await core.signIn()
  const refused = await core.call('synthesis.start', await request())
  host.misbehave('generate', 'crash', 0)
  await core.ask('models.release', { id: modelId })
  await core.ask('jobs.resume', { id: job.id })
  const after = await core.workspace.services.jobs.ended(job.id)
  const actions = (await core.ask('audit.page', { search: 'quarantined' })).rows.length
  expect({
    job: [job.status, job.message?.slice(0, 66)],
    refused: refused.ok ? 'ok' : refused.code,
    after: [after.status, after.message],
    recorded: actions,
  }).toEqual({
    job: ['failed', 'This model is shut off: it ended the model process twice. Release '],
    refused: 'model-quarantined',
    after: ['done', '7 notes written. One report gave none.'],
    recorded: 1,
  })
})

test('A refusal of the model gives up that report alone, and says how many gave none', async () => {
  await reports(5)
  host.misbehave('generate', 'refuse', 2)
  const { job } = await run()
  expect([job.status, job.message]).toEqual(['done', '3 notes written. 2 reports gave none.'])
})

test('A model file that was changed after its import is not loaded', async () => {
  await reports(2)
  const { models, vault } = core.workspace.services
  const sha256 = vault.db().one<{ sha256: string }>('SELECT sha256 FROM model')?.sha256 ?? ''
  const { chmodSync, writeFileSync } = await import('node:fs')
  chmodSync(models.path(sha256), 0o600)
  writeFileSync(models.path(sha256), 'another model of the same length'.slice(0, 21))
  const { job } = await run()
  expect({ status: job.status, isNamed: job.message?.includes('hash is different') }).toEqual({
    status: 'failed',
    isNamed: true,
  })
})
