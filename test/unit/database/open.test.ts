import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../../core/database/migrate'
import {
  type Connection,
  type OpenOptions,
  openDatabase,
  requiredPragmas,
  saltOf,
} from '../../../core/database/open'
import { createRandom } from '../../fixtures/random'

const key = randomBytes(32)
const canary = 'Kanarienvogel zeitgeist'
/** Of a new database, in bytes. */
const pageSize = 16_384
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-database-'))
  path = join(folder, 'workspace.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database with so many reports, closed again; the text holds a word that must never be readable. */
function filled(rows: number): void {
  const db = openDatabase({ path, key })
  migrate(db, key)
  store(db, rows)
  db.close()
}

function store(db: Connection, rows: number): void {
  db.transaction((w) => {
    w.run("INSERT INTO project VALUES ('p', 'P', 0, '2026')")
    w.run(
      `INSERT INTO collection (id, project_id, name, confidential, format_name, file_name, state, created_at, created_by)
       VALUES ('c', 'p', 'C', 1, 'CSV', 'c.csv', 'ready', '2026', 'Ada')`,
    )
    for (let index = 0; index < rows; index += 1)
      w.run(
        `INSERT INTO document (collection_id, external_id, title, words, sha256, extra, text)
         VALUES ('c', ?, ?, ?, x'00', '{}', ?)`,
        String(index),
        `${canary} ${index}`,
        index % 97,
        `${canary} of report ${index}. ${'It lies in the text. '.repeat(5)}`,
      )
    w.run(`INSERT INTO document_search (rowid, title, text) SELECT id, title, text FROM document`)
  })
}

/** Every row of every table, as one text; throws where a page cannot be read. */
function everything(db: Connection): string {
  const tables = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
  return tables
    .filter(
      ({ name }) =>
        !name.startsWith('sqlite_') && name !== 'document_search' && name !== 'note_search',
    )
    .map(({ name }) => JSON.stringify(db.all(`SELECT * FROM "${name}"`)))
    .join('\n')
}

function codeOf(open: () => unknown): string {
  try {
    open()
    return 'opened'
  } catch (cause) {
    return (cause as { code: string }).code
  }
}

test('A freshly opened database reads back every setting that the app depends on', () => {
  const db = openDatabase({ path, key })
  const read = Object.fromEntries(
    Object.keys(requiredPragmas).map((name) => [
      name,
      Object.values((db.pragma(name) as Record<string, unknown>[])[0] ?? {})[0] ?? 0,
    ]),
  )
  db.close()
  expect(read).toEqual({
    cipher: 'chacha20',
    temp_store: 2,
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    secure_delete: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    mmap_size: 0,
  })
})

test('The database and its log are their owner’s alone, whatever the folder allows', () => {
  chmodSync(folder, 0o755)
  const db = openDatabase({ path, key })
  db.execute('CREATE TABLE t (a INTEGER)')
  const names = readdirSync(folder)
  const modes = names.map((name) => statSync(join(folder, name)).mode & 0o777)
  db.close()
  expect([names.length, new Set(modes)]).toEqual([3, new Set([0o600])])
})

test('Rows that nobody sees yet leave the settings of later commits as they were', () => {
  const db = openDatabase({ path, key })
  db.execute('CREATE TABLE t (a INTEGER)')
  db.stage((w) => w.run('INSERT INTO t VALUES (1)'))
  expect(() =>
    db.stage((w) => {
      w.run('INSERT INTO t VALUES (2)')
      throw new Error('stopped')
    }),
  ).toThrow('stopped')
  const seen = [db.pragma('synchronous'), db.pragma('page_size'), db.all('SELECT a FROM t')]
  db.close()
  expect(seen).toEqual([[{ synchronous: 2 }], [{ page_size: pageSize }], [{ a: 1 }]])
})

test('No text of a record is readable in any file, while open with a large sort nor after', () => {
  const db = openDatabase({ path, key })
  migrate(db, key)
  store(db, 60_000)
  const sorted = db.all<{ title: string }>(
    'SELECT title, text FROM document ORDER BY text || id DESC',
  ).length
  const readable = (): string[] =>
    readdirSync(folder).filter((name) => {
      const bytes = readFileSync(join(folder, name))
      return bytes.includes('Kanarienvogel') || bytes.includes('CREATE TABLE')
    })
  const whileOpen = { files: readdirSync(folder).sort(), readable: readable() }
  db.close()
  expect({
    sorted,
    whileOpen,
    after: { files: readdirSync(folder), readable: readable() },
  }).toEqual({
    sorted: 60_000,
    whileOpen: { files: ['workspace.db', 'workspace.db-shm', 'workspace.db-wal'], readable: [] },
    after: { files: ['workspace.db'], readable: [] },
  })
})

test('A flipped bit or two swapped pages are found on a full read: no row is ever silently wrong', () => {
  filled(120)
  const bytes = statSync(path).size
  const pages = bytes / pageSize
  const random = createRandom(1)
  const outcomes = { found: 0, silent: 0 }
  const cases = 400
  for (let number = 0; number < cases; number += 1) {
    const copy = join(folder, 'damaged.db')
    copyFileSync(path, copy)
    if (number % 4 === 3) swapPages(copy, random.below(pages - 1))
    else flipBit(copy, random.below(bytes), random.below(8))
    outcomes[isWhole(copy) ? 'silent' : 'found'] += 1
  }
  expect(outcomes).toEqual({ found: cases, silent: 0 })

  /** A full read: the rows first, then every page of tables and indexes. */
  function isWhole(copy: string): boolean {
    try {
      const db = openDatabase({ path: copy, key })
      try {
        everything(db)
        return JSON.stringify(db.all('PRAGMA integrity_check')) === '[{"integrity_check":"ok"}]'
      } finally {
        db.close()
      }
    } catch {
      return false
    }
  }
})

test('Each kind of unreadable file gets a message class of its own', () => {
  filled(5)
  const knownSalt = saltOf(path)
  const as = (change: (copy: string) => void, options: Partial<OpenOptions> = {}): string => {
    const copy = join(folder, 'case.db')
    rmSync(copy, { force: true })
    copyFileSync(path, copy)
    change(copy)
    return codeOf(() => {
      const db = openDatabase({ path: copy, key, knownSalt, ...options })
      try {
        migrate(db, key)
        everything(db)
      } finally {
        db.close()
      }
    })
  }
  const foreign = join(folder, 'foreign.db')
  const stranger = openDatabase({ path: foreign, key: randomBytes(32) })
  migrate(stranger, key)
  stranger.close()
  const plain = join(folder, 'plain.db')
  const raw = new Database(plain, {
    nativeBinding: process.env.ASCLEPIUS_SQLITE_BINDING,
  }) as unknown as BetterSqlite.Database
  raw.exec('CREATE TABLE t (a)')
  raw.close()
  expect({
    good: as(() => undefined),
    wrongKey: as(() => undefined, { key: randomBytes(32), knownSalt: null }),
    foreign: as((copy) => copyFileSync(foreign, copy)),
    damagedFirstPage: as((copy) => flipBit(copy, 100, 3)),
    damagedLater: as((copy) => flipBit(copy, pageSize * 5 + 50, 1)),
    halfAPage: as((copy) => truncateSync(copy, 1000)),
    cutShort: as((copy) => truncateSync(copy, pageSize * 4)),
    plain: as((copy) => copyFileSync(plain, copy)),
    text: as((copy) => writeFileSync(copy, 'This is a letter.\n'.repeat(1000))),
    newer: as((copy) => {
      const db = openDatabase({ path: copy, key })
      db.pragma('user_version=990')
      db.close()
    }),
  }).toEqual({
    good: 'opened',
    wrongKey: 'wrong-key-or-damaged',
    foreign: 'wrong-key',
    damagedFirstPage: 'damaged',
    damagedLater: 'SQLITE_CORRUPT',
    halfAPage: 'damaged',
    cutShort: 'damaged',
    plain: 'not-ours',
    text: 'wrong-key',
    newer: 'newer-database',
  })
})

test('A wrong key changes no byte of the file', () => {
  filled(5)
  const before = readFileSync(path)
  const code = codeOf(() => openDatabase({ path, key: randomBytes(32) }))
  expect({ code, same: readFileSync(path).equals(before), files: readdirSync(folder) }).toEqual({
    code: 'wrong-key-or-damaged',
    same: true,
    files: ['workspace.db'],
  })
})

function flipBit(file: string, at: number, bit: number): void {
  const handle = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(handle, byte, 0, 1, at)
  byte[0] = (byte[0] ?? 0) ^ (1 << bit)
  writeSync(handle, byte, 0, 1, at)
  closeSync(handle)
}

/** Puts a page and the one after it in each other's place. */
function swapPages(file: string, first: number): void {
  const bytes = readFileSync(file)
  const page = (number: number): Buffer =>
    bytes.subarray(number * pageSize, (number + 1) * pageSize)
  const kept = Buffer.from(page(first))
  page(first + 1).copy(page(first))
  kept.copy(page(first + 1))
  writeFileSync(file, bytes)
}
