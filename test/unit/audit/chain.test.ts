import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKeyOf, verifyChain } from '../../../core/audit/chain'
import { type Connection, openDatabase } from '../../../core/database/open'
import { buildProgram, outcomeOf, type Program } from '../../fixtures/build-program'
import { administratorName, openTestCore, password, type TestCore } from '../../fixtures/core'
import { createRandom, type Random } from '../../fixtures/random'

const canary = 'Kanarienvogel'
let core: TestCore
let key: Buffer
let program: Program

beforeAll(async () => {
  program = await buildProgram('core/audit/verify-cli.ts')
  core = await openTestCore()
  await core.signIn()
  key = core.workspace.services.vault.copyDataKey()
  const project = await core.ask('projects.create', { name: 'P' })
  const path = core.file('notes.csv', `id,text\n1,${canary} has a fever\n2,${canary} is well\n`)
  await core.ask('sources.import', {
    projectId: project.id,
    tokens: [core.token(path)],
    name: 'Notes',
    confidential: true,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  await core.waitForJobs()
  await core.ask('templates.save', { name: 'T', system: canary, user: `${canary} {report}` })
  for (let number = 0; number < 60; number += 1)
    await core.ask('projects.create', { name: `Project ${number}` })
})
afterAll(async () => {
  program.remove()
  await core.close()
})

test('The untouched chain is intact and says how many entries it has', async () => {
  const verdict = await core.ask('audit.verify', {})
  expect(verdict).toEqual({
    intact: true,
    entries: verdict.entries,
    firstBad: null,
    reason: null,
  })
  expect(verdict.entries).toBeGreaterThan(60)
})

test('No word of a note, a prompt or a password stands in the audit log', () => {
  const rows = JSON.stringify(core.workspace.services.vault.db().all('SELECT * FROM audit'))
  expect([canary, password, 'fever'].filter((word) => rows.includes(word))).toEqual([])
})

test('The database itself refuses to change or delete an entry', () => {
  const { vault } = core.workspace.services
  const tries = ['UPDATE audit SET person = ? WHERE seq = 1', 'DELETE FROM audit WHERE detail != ?']
  for (const sql of tries)
    expect(() => vault.stage((db) => db.run(sql, 'x'))).toThrow('the audit log only grows')
})

/** A copy of the workspace's database with the guarding triggers taken off, as a forger would. */
async function forged(): Promise<{ db: Connection; close: () => void }> {
  const path = join(core.folder, 'forged.db')
  const { vault } = core.workspace.services
  vault.stage(() => undefined)
  const source = openDatabase({ path: join(core.folder, 'workspace.db'), key })
  rmSync(path, { force: true })
  source.execute(`VACUUM INTO '${path}'`)
  source.close()
  const db = openDatabase({ path, key })
  db.execute('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete')
  return { db, close: () => db.close() }
}

interface Forgery {
  readonly what: string
  /** @returns the first entry that is not as it was written. */
  readonly make: (db: Connection, random: Random, last: number) => number
}

const fields = ['at', 'monotonic_ms', 'person', 'role', 'action', 'object', 'detail', 'app_version']
const forgeries: readonly Forgery[] = [
  {
    what: 'edit',
    make: (db, random, last) => {
      const seq = 1 + random.below(last)
      const field = random.pick(fields)
      const value = field === 'monotonic_ms' ? random.next() : `forged ${random.next()}`
      db.transaction((w) => w.run(`UPDATE audit SET ${field} = ? WHERE seq = ?`, value, seq))
      return seq
    },
  },
  {
    what: 'deletion',
    make: (db, random, last) => {
      const seq = 1 + random.below(last)
      db.transaction((w) => w.run('DELETE FROM audit WHERE seq = ?', seq))
      return seq
    },
  },
  {
    what: 'deletion that closes the gap',
    make: (db, random, last) => {
      const seq = 1 + random.below(last - 1)
      db.transaction((w) => {
        w.run('DELETE FROM audit WHERE seq = ?', seq)
        w.run('UPDATE audit SET seq = -seq WHERE seq > ?', seq)
        w.run('UPDATE audit SET seq = -seq - 1 WHERE seq < 0')
      })
      return seq
    },
  },
  {
    what: 'cut end',
    make: (db, random, last) => {
      const seq = 2 + random.below(last - 1)
      db.transaction((w) => w.run('DELETE FROM audit WHERE seq >= ?', seq))
      return seq
    },
  },
  {
    what: 'insertion at the end or before the beginning',
    make: (db, random, last) => {
      const from = 1 + random.below(last)
      const seq = random.pick([last + 1, 0, -3])
      db.transaction((w) =>
        w.run(
          `INSERT INTO audit SELECT ?, at, monotonic_ms, person, role, action, object, outcome, detail, app_version, mac
           FROM audit WHERE seq = ?`,
          seq,
          from,
        ),
      )
      return seq
    },
  },
  {
    what: 'two in each other’s place',
    make: (db, random, last) => {
      const first = 1 + random.below(last - 1)
      const second = first + 1 + random.below(last - first)
      db.transaction((w) => {
        w.run('UPDATE audit SET seq = -1 WHERE seq = ?', first)
        w.run('UPDATE audit SET seq = ? WHERE seq = ?', first, second)
        w.run('UPDATE audit SET seq = ? WHERE seq = -1', second)
      })
      return first
    },
  },
  {
    what: 'two fields of one entry swapped',
    make: (db, random, last) => {
      const seq = 1 + random.below(last)
      db.transaction((w) =>
        w.run('UPDATE audit SET action = object, object = action WHERE seq = ?', seq),
      )
      return seq
    },
  },
]

test('Each of 1,000 forgeries is found, and the first entry that is wrong is named', async () => {
  const { db, close } = await forged()
  const random = createRandom(33)
  const auditKey = auditKeyOf(key)
  const last = db.one<{ n: number }>('SELECT max(seq) AS n FROM audit')?.n ?? 0
  const missed: string[] = []
  for (let number = 0; number < 1000; number += 1) {
    const forgery = forgeries[number % forgeries.length]!
    let expected = 0
    let found: unknown = null
    // Undone afterwards, so that the next one starts from the true chain.
    try {
      db.execute('BEGIN')
      expected = forgery.make(db, random, last)
      found = verifyChain(db, auditKey).firstBad
    } finally {
      db.execute('ROLLBACK')
    }
    if (found !== expected) missed.push(`${forgery.what} at ${expected}: ${found}`)
  }
  const untouched = verifyChain(db, auditKey).intact
  close()
  expect({ missed, untouched }).toEqual({ missed: [], untouched: true })
})

test('An entry made with another key is found', async () => {
  const { db, close } = await forged()
  const verdict = verifyChain(db, auditKeyOf(Buffer.alloc(32, 7)))
  close()
  expect({ intact: verdict.intact, firstBad: verdict.firstBad }).toEqual({
    intact: false,
    firstBad: 1,
  })
})

test('The verifier of its own says that a chain is intact, broken or not to be checked', async () => {
  await core.workspace.close()
  const file = join(core.folder, 'workspace.db')
  const verify = (
    args: readonly string[],
    given: string,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> => {
    const child = program.start(args)
    child.stdin?.end(`${given}\n`)
    return outcomeOf(child)
  }
  const bytes = readFileSync(file)
  const intact = await verify([file], password)
  const named = await verify([file, '--person', administratorName], password)
  const unchanged = readFileSync(file).equals(bytes)
  const wrong = await verify([file], 'not the password')
  const nobody = await verify([file, '--person', 'Nobody'], password)
  const db = openDatabase({ path: file, key })
  db.execute('DROP TRIGGER audit_no_update; UPDATE audit SET person = 0 WHERE seq = 5')
  db.close()
  const broken = await verify([file], password)
  const entries = /\d[\d,]*/.exec(intact.stdout)?.[0]
  expect({ intact, named, unchanged, wrong, nobody, broken }).toEqual({
    intact: { code: 0, stdout: `Chain intact, ${entries} entries.\n`, stderr: '' },
    named: { code: 0, stdout: `Chain intact, ${entries} entries.\n`, stderr: '' },
    unchanged: true,
    wrong: { code: 2, stdout: '', stderr: 'This password does not fit. Nothing was checked.\n' },
    nobody: { code: 2, stdout: '', stderr: 'There is no person Nobody here.\n' },
    broken: {
      code: 1,
      stdout: 'Chain broken at entry 5: Entry 5 was changed, or the one before it was.\n',
      stderr: '',
    },
  })
})
