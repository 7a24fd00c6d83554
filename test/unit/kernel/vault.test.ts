import { randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../core/database/open'
import { copyWorkspace, openTestCore, password, type TestCore } from '../../fixtures/core'

const canary = 'Kanarienvogel'
let core: TestCore
let personId: string
let projectId: string

beforeEach(async () => {
  core = await openTestCore()
  personId = (await core.signIn()).id
  projectId = (await core.ask('projects.create', { name: `${canary} project` })).id
})
afterEach(() => core.close())

async function importNotes(count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, n) => `${n},${canary} ${n} has a fever of many days`,
  )
  const path = core.file('notes.csv', `id,text\n${rows.join('\n')}\n`)
  await core.ask('sources.import', {
    projectId,
    tokens: [core.token(path)],
    name: `${canary} notes`,
    confidential: true,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  await core.waitForJobs()
}

function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    return statSync(path).isFile() && readFileSync(path).includes(word)
  })
}

test('After import, search, questions and a crash no file of the workspace holds a readable word of it', async () => {
  await importNotes(3000)
  const modelId = await core.importModel()
  await core.ask('query.ask', {
    projectId,
    modelId,
    note: { kind: 'document', id: 1 },
    task: null,
    instruction: `What about ${canary}?`,
  })
  const found = await core.ask('documents.count', { filter: { projectId, search: canary } })
  // The files as a crash would leave them: the log is not written back yet.
  const crashed = copyWorkspace(core.folder)
  await core.workspace.close()
  const seen = {
    found: found.count,
    crashed: filesWith(crashed, canary),
    hasLog: readdirSync(join(crashed, 'workspace')).includes('workspace.db-wal'),
    closed: filesWith(core.folder, canary),
    logged: JSON.stringify(core.logged).includes(canary),
  }
  rmSync(crashed, { recursive: true, force: true })
  expect(seen).toEqual({ found: 3000, crashed: [], hasLog: true, closed: [], logged: false })
})

test('What a crash leaves opens again with everything that was stored', async () => {
  await importNotes(500)
  const home = copyWorkspace(core.folder)
  const after = await openTestCore({ folder: home })
  await after.signIn()
  const count = await after.ask('documents.count', { filter: { projectId } })
  const verdict = await after.ask('audit.verify', {})
  await after.close()
  expect({ count: count.count, intact: verdict.intact }).toEqual({ count: 500, intact: true })
})

test('Unlocking says which kind of trouble a database file has, and changes no byte of it', async () => {
  await importNotes(200)
  const key = core.workspace.services.vault.copyDataKey()
  await core.workspace.close()
  const database = join(core.folder, 'workspace.db')
  const good = readFileSync(database)
  const foreign = join(core.folder, '..', 'foreign.db')
  const stranger = openDatabase({ path: foreign, key: randomBytes(32) })
  stranger.execute('CREATE TABLE t (a)')
  stranger.close()
  const spoil: Readonly<Record<string, () => void>> = {
    damaged: () => overwrite(database, 200, randomBytes(50)),
    'wrong-key': () => copyFileSync(foreign, database),
    'not-ours': () =>
      writeFileSync(database, Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(8176)])),
    'newer-database': () => {
      const db = openDatabase({ path: database, key })
      db.pragma('user_version=990')
      db.close()
    },
    ok: () => undefined,
  }
  const seen: Record<string, string> = {}
  for (const [kind, change] of Object.entries(spoil)) {
    writeFileSync(database, good)
    change()
    const before = readFileSync(database)
    core = await core.reopen()
    const result = await core.call('session.unlock', { personId, password })
    await core.workspace.close()
    const isSame = result.ok || readFileSync(database).equals(before)
    seen[kind] = `${result.ok ? 'ok' : result.code}${isSame ? '' : ', and it was changed'}`
  }
  expect(seen).toEqual(Object.fromEntries(Object.keys(spoil).map((kind) => [kind, kind])))
})

test('Damage that is met while reading is told as damage', async () => {
  await importNotes(2000)
  await core.workspace.close()
  const database = join(core.folder, 'workspace.db')
  const pages = statSync(database).size / 16_384
  for (let page = Math.floor(pages / 2); page < pages - 1; page += 1)
    overwrite(database, page * 16_384 + 40, randomBytes(20))
  core = await core.reopen()
  const unlock = await core.call('session.unlock', { personId, password })
  const read = await core.call('documents.page', {
    filter: { projectId },
    limit: 200,
    sort: 'title',
  })
  const codes = [unlock, read].map((result) => (result.ok ? 'ok' : result.code))
  expect(codes.filter((code) => code !== 'ok' && code !== 'locked')[0]).toBe('damaged')
})

test('What was asked for before a lock is not shown after it, nor to the next person', async () => {
  const modelId = await core.importModel()
  await core.signIn('clinician', 'other')
  const events: unknown[] = []
  const question = {
    projectId,
    modelId,
    note: { kind: 'text' as const, text: 'A fever.' },
    task: null,
    instruction: 'What is it?',
  }
  const asked = core.call('query.ask', question, {
    onEvent: (event) => {
      if (events.length === 1) core.workspace.services.sessions.end('local')
      events.push(event)
    },
  })
  const result = await asked
  expect({ code: result.ok ? 'ok' : result.code, events: events.length }).toEqual({
    code: 'locked',
    events: 2,
  })
})

test('After the last lock the keys are wiped and nothing can be read', async () => {
  const { vault } = core.workspace.services
  const key = vault.auditKey()
  await core.ask('session.lock', {})
  expect({
    isOpen: vault.isOpen(),
    key: key.equals(Buffer.alloc(32)),
    reads: [() => vault.db(), () => vault.copyDataKey(), () => vault.auditKey()].map((read) => {
      try {
        read()
        return 'read'
      } catch (cause) {
        return (cause as { code: string }).code
      }
    }),
  }).toEqual({ isOpen: false, key: true, reads: ['locked', 'locked', 'locked'] })
})

function overwrite(path: string, at: number, bytes: Buffer): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}
