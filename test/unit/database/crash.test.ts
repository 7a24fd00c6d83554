import { spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditKeyOf, verifyChain } from '../../../core/audit/chain'
import { openDatabase } from '../../../core/database/open'
import { buildProgram, outcomeOf, type Program } from '../../fixtures/build-program'
import { openTestCore, resources, type TestCore } from '../../fixtures/core'
import { createRandom } from '../../fixtures/random'

const kills = Number(process.env.ASCLEPIUS_KILLS ?? 60)
const hasStrace = spawnSync('strace', ['-V']).status === 0
const memoryDisk = mountMemoryDisk()
let program: Program
let core: TestCore
let key: Buffer

beforeAll(async () => {
  program = await buildProgram('test/fixtures/core-child.ts')
})
afterAll(() => {
  program.remove()
  memoryDisk?.unmount()
})
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  key = core.workspace.services.vault.copyDataKey()
})
afterEach(() => core.close())

const database = (): string => join(core.folder, 'workspace.db')

test(`After each of ${kills} kills in the middle of writing, every stored project is there with its audit record`, async () => {
  await core.workspace.close()
  const random = createRandom(7)
  let acknowledged = 0
  const trouble: string[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    acknowledged = Math.max(acknowledged, await writeUntilKilled(5 + random.below(120)))
    const db = openDatabase({ path: database(), key })
    const stored = db.one<{ projects: number; records: number; check: string }>(
      `SELECT (SELECT count(*) FROM project) AS projects,
              (SELECT count(*) FROM audit WHERE action = 'project.created') AS records,
              (SELECT quick_check FROM pragma_quick_check) AS "check"`,
    )
    db.close()
    const isWhole =
      stored?.check === 'ok' &&
      stored.projects === stored.records &&
      stored.projects >= acknowledged
    if (!isWhole) trouble.push(`kill ${kill}: ${JSON.stringify({ ...stored, acknowledged })}`)
  }
  const db = openDatabase({ path: database(), key })
  const verdict = verifyChain(db, auditKeyOf(key))
  db.close()
  expect({ trouble, intact: verdict.intact, wrote: acknowledged > kills }).toEqual({
    trouble: [],
    intact: true,
    wrote: true,
  })
}, 300_000)

/** @returns how many projects were acknowledged as stored before the process was killed. */
async function writeUntilKilled(milliseconds: number): Promise<number> {
  const child = program.start(['write', core.folder, key.toString('hex')])
  let last = 0
  const lines = createInterface({ input: child.stdout! })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  lines.on('line', (line) => {
    if (last === 0) setTimeout(() => child.kill('SIGKILL'), milliseconds)
    last = Number(line) + 1
  })
  await ended
  return last
}

test.skipIf(!hasStrace)(
  `Every commit waits for the disk: at least one sync for each (strace${hasStrace ? '' : ' is not on this machine'})`,
  async () => {
    await core.workspace.close()
    const log = join(core.folder, 'syncs.txt')
    const child = spawn(
      'strace',
      ['-f', '-e', 'trace=fsync,fdatasync', '-o', log, process.execPath, program.path].concat([
        'write',
        core.folder,
        key.toString('hex'),
        '100',
      ]),
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const { code } = await outcomeOf(child)
    const syncs = readFileSync(log, 'utf8').match(/fsync\(|fdatasync\(/g)?.length ?? 0
    expect({ code, enough: syncs >= 100 }).toEqual({ code: 0, enough: true })
  },
)

test('A torn write-ahead log heals to a whole transaction in each of 200 cases', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-wal-'))
  const path = join(folder, 'a.db')
  const db = openDatabase({ path, key })
  db.execute('CREATE TABLE row (batch INTEGER, part INTEGER, text TEXT) STRICT')
  db.pragma('wal_checkpoint(TRUNCATE)')
  for (let batch = 0; batch < 40; batch += 1)
    db.transaction((w) => {
      for (const part of [0, 1, 2])
        w.run('INSERT INTO row VALUES (?, ?, ?)', batch, part, 'x'.repeat(900))
    })
  const base = join(folder, 'base')
  copyFileSync(path, `${base}.db`)
  copyFileSync(`${path}-wal`, `${base}.db-wal`)
  db.close()
  const wal = readFileSync(`${base}.db-wal`)
  const random = createRandom(3)
  const seen = { whole: 0, partial: 0, broken: 0 }
  for (let number = 0; number < 200; number += 1) {
    const torn = join(folder, 'torn.db')
    for (const end of ['', '-wal', '-shm']) rmSync(`${torn}${end}`, { force: true })
    copyFileSync(`${base}.db`, torn)
    const bytes = Buffer.from(wal)
    const at = random.below(bytes.length)
    if (number % 3 === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    if (number % 3 === 2) bytes.fill(0, 0, Math.min(at, 5000))
    writeFileSync(`${torn}-wal`, bytes)
    if (number % 3 === 0) truncateSync(`${torn}-wal`, at)
    try {
      const healed = openDatabase({ path: torn, key })
      const batches = healed.all<{ n: number }>('SELECT count(*) AS n FROM row GROUP BY batch')
      const check = healed.one<{ integrity_check: string }>('PRAGMA integrity_check')
      healed.close()
      if (check?.integrity_check !== 'ok') seen.broken += 1
      else seen[batches.every(({ n }) => n === 3) ? 'whole' : 'partial'] += 1
    } catch {
      seen.broken += 1
    }
  }
  rmSync(folder, { recursive: true, force: true })
  expect(seen).toEqual({ whole: 200, partial: 0, broken: 0 })
})

test.skipIf(memoryDisk === null)(
  `A full disk refuses the change, loses nothing, and works again once there is room${memoryDisk === null ? ' (no small disk can be mounted here)' : ''}`,
  async () => {
    const home = join(memoryDisk?.path ?? '', 'home')
    mkdirSync(home)
    const full = await openTestCore({ folder: home })
    await full.signIn()
    const filler = join(home, 'filler')
    writeFileSync(filler, Buffer.alloc(10_000_000))
    let stored = 0
    let refusal: unknown = null
    while (refusal === null && stored < 5000) {
      const result = await full.call('templates.save', {
        name: `Template ${stored}`,
        system: 's'.repeat(8000),
        user: 'Write from {report}',
      })
      if (result.ok) stored += 1
      else refusal = result
    }
    const count = async (): Promise<number> =>
      (await full.ask('templates.list', {})).filter((one) => !one.builtIn).length
    const whileFull = await count()
    rmSync(filler)
    const again = await full.call('projects.create', { name: 'There is room' })
    const restarted = await full.reopen()
    await restarted.signIn()
    const afterRestart = (await restarted.ask('templates.list', {})).filter(
      (t) => !t.builtIn,
    ).length
    const verdict = await restarted.ask('audit.verify', {})
    await restarted.workspace.close()
    expect({ refusal, whileFull, again: again.ok, afterRestart, intact: verdict.intact }).toEqual({
      refusal: {
        ok: false,
        code: 'disk-full',
        message:
          'The disk is full. What was finished before is kept. Free some space, then do this again.',
        said: [{ code: 'disk-full', values: {} }],
      },
      whileFull: stored,
      again: true,
      afterRestart: stored,
      intact: true,
    })
  },
)

/** A disk of 20 MB in memory; null where this account may not mount one. */
function mountMemoryDisk(): { readonly path: string; readonly unmount: () => void } | null {
  if (process.platform !== 'linux') return null
  const path = mkdtempSync(join(tmpdir(), 'asclepius-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', path])
  const remove = (): void => rmSync(path, { recursive: true, force: true })
  if (mounted.status !== 0) {
    remove()
    return null
  }
  return {
    path,
    unmount: () => {
      spawnSync('umount', [path])
      remove()
    },
  }
}

test('The network is shut for good: every door of Node throws, and none is found open', async () => {
  const { stdout } = await outcomeOf(program.start(['seal'], { TEST_RESOURCES: resources }))
  const { before, after } = JSON.parse(stdout) as { before: number; after: string[] }
  expect({ wereOpen: before > 0, after }).toEqual({ wereOpen: true, after: [] })
})
