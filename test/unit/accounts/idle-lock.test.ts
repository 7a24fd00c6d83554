import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'

let core: TestCore
let lockedNews: (string | null)[]
beforeEach(async () => {
  core = await openTestCore()
  lockedNews = []
  core.workspace.onNews((news, connection) => {
    if (news.type === 'locked') lockedNews.push(connection)
  })
})
afterEach(() => core.close())

const minute = 60_000
const state = async (connection = 'local') =>
  (await core.ask('session.state', {}, { connection })).state

test('The screen locks one second after its time and not one second before', async () => {
  await core.signIn()
  core.clock.advance(5 * minute - 1000)
  core.workspace.lockIdle()
  const before = await state()
  core.clock.advance(2000)
  core.workspace.lockIdle()
  expect({
    before,
    after: await state(),
    news: lockedNews,
    isOpen: core.workspace.services.vault.isOpen(),
  }).toEqual({ before: 'open', after: 'locked', news: ['local'], isOpen: false })
})

test('A touch or a command starts the time anew, and looking at lists does not', async () => {
  await core.signIn()
  const stays: string[] = []
  for (const call of [
    () => core.ask('session.touch', {}),
    () => core.ask('projects.create', { name: 'P' }),
    () => core.ask('projects.list', {}),
  ]) {
    core.clock.advance(3 * minute)
    await call()
    core.clock.advance(3 * minute)
    core.workspace.lockIdle()
    stays.push(await state())
  }
  expect(stays).toEqual(['open', 'open', 'locked'])
})

test('The time is the one that an administrator chose', async () => {
  await core.signIn()
  await core.ask('settings.set', { idleMinutes: 1 })
  core.clock.advance(minute - 1000)
  core.workspace.lockIdle()
  const before = await state()
  core.clock.advance(1000)
  core.workspace.lockIdle()
  expect([before, await state()]).toEqual(['open', 'locked'])
})

test('A session ends after eight hours however busy it was', async () => {
  await core.signIn()
  for (let spent = 0; spent < 8 * 60 - 4; spent += 4) {
    core.clock.advance(4 * minute)
    await core.ask('session.touch', {})
    core.workspace.lockIdle()
  }
  const before = await state()
  core.clock.advance(4 * minute)
  await core.ask('session.touch', {})
  core.workspace.lockIdle()
  expect([before, await state()]).toEqual(['open', 'locked'])
})

test('Each window locks for itself, and the last one closes the database', async () => {
  await core.signIn('administrator', 'first')
  core.clock.advance(4 * minute)
  await core.signIn('administrator', 'second')
  core.clock.advance(2 * minute)
  core.workspace.lockIdle()
  const { vault } = core.workspace.services
  const after = [await state('first'), await state('second'), vault.isOpen()]
  await core.ask('session.lock', {}, { connection: 'second' })
  expect({ after, last: vault.isOpen() }).toEqual({ after: ['locked', 'open', true], last: false })
})

test('A lock while a job runs lets it finish, and then the database closes', async () => {
  await core.signIn()
  const project = await core.ask('projects.create', { name: 'P' })
  const rows = Array.from({ length: 4000 }, (_, n) => `${n},Report number ${n} of a long file`)
  const path = core.file('reports.csv', `id,text\n${rows.join('\n')}\n`)
  const { jobId } = await core.ask('sources.import', {
    projectId: project.id,
    tokens: [core.token(path)],
    name: 'Long',
    confidential: false,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  const ended = core.workspace.services.jobs.ended(jobId)
  core.workspace.lockAll()
  const { vault } = core.workspace.services
  const whileRunning = [await state(), vault.isOpen()]
  const job = await ended
  await new Promise((resolve) => setImmediate(resolve))
  const closed = !vault.isOpen()
  await core.signIn()
  const [collection] = await core.ask('sources.collections', { projectId: project.id })
  expect({ whileRunning, status: job.status, closed, records: collection?.records }).toEqual({
    whileRunning: ['locked', true],
    status: 'done',
    closed: true,
    records: 4000,
  })
})
