import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, schemaVersion } from '../../../core/database/migrate'
import {
  type Migration,
  migrations,
  newestVersion,
} from '../../../core/database/migrations/migrations'
import { openDatabase } from '../../../core/database/open'

const key = randomBytes(32)
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-migrate-'))
  path = join(folder, 'workspace.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database as an app of that version left it: made from the shipped steps, with a row in it. */
function leftBy(version: number): void {
  const db = openDatabase({ path, key })
  migrate(
    db,
    key,
    migrations.filter((step) => step.version <= version),
  )
  db.transaction((w) => w.run("INSERT INTO project VALUES ('p', 'Old work', 0, '2026')"))
  db.close()
}

/** The schema and the project rows of a database file. */
function look(file: string, columns = 'name'): unknown {
  const db = openDatabase({ path: file, key, readOnly: true })
  const seen = {
    version: schemaVersion(db),
    projects: db.all(`SELECT ${columns} FROM project`),
    check: db.one<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check,
  }
  db.close()
  return seen
}

const next: readonly Migration[] = [
  ...migrations,
  { version: newestVersion + 10, sql: "ALTER TABLE project ADD COLUMN colour TEXT DEFAULT 'red'" },
  { version: newestVersion + 20, sql: 'CREATE TABLE later (a INTEGER) STRICT' },
]

test('Steps are numbered upwards in tens, so that a repair fits between two', () => {
  const versions = migrations.map((step) => step.version)
  expect(versions).toEqual(versions.map((_, index) => (index + 1) * 10))
})

test.each(migrations.map((step) => step.version))(
  'A database of version %i comes to the newest schema with its rows',
  (version) => {
    leftBy(version)
    const db = openDatabase({ path, key })
    migrate(db, key)
    db.close()
    expect(look(path)).toEqual({
      version: newestVersion,
      projects: [{ name: 'Old work' }],
      check: 'ok',
    })
  },
)

test('Collections from before licences were kept get what was guessed of them, marked as assumed', () => {
  leftBy(60)
  const before = openDatabase({ path, key })
  const collections = [
    ['public', 'p', 'Case reports', 0, 'PMC-Patients CSV, UTF-8', 'PMC.csv'],
    ['removed', 'p', 'Pairs', 0, 'Asclepius CSV, UTF-8', 'pairs.csv'],
    ['local', 'p', 'Local notes', 1, 'PMC-Patients JSON, UTF-8', 'local.json'],
    ['other', 'p', 'Letters', 0, 'CSV, UTF-8', 'letters.csv'],
    ['sample', 's', 'Sample case reports', 0, 'PMC-Patients JSON, UTF-8', 'case-reports.json'],
    ['own', 's', 'My reports', 0, 'PMC-Patients JSON, UTF-8', 'case-reports.json'],
  ] as const
  before.transaction((w) => {
    w.run("INSERT INTO project VALUES ('s', 'Sample project', 1, '2026')")
    for (const [id, ...rest] of collections)
      w.run(
        `INSERT INTO collection (id, project_id, name, confidential, format_name, file_name, state,
           created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, '2026', 'Ada')`,
        id,
        ...rest,
        id === 'removed' ? 'removed' : 'ready',
      )
  })
  before.close()
  const db = openDatabase({ path, key })
  migrate(db, key)
  const rows = db.all<{ id: string; licence: string | null; licence_assumed: number }>(
    'SELECT id, licence, licence_assumed FROM collection',
  )
  db.close()
  expect(
    Object.fromEntries(rows.map((row) => [row.id, [row.licence, row.licence_assumed]])),
  ).toEqual({
    public: ['CC-BY-NC-SA-4.0', 1],
    removed: ['CC-BY-NC-SA-4.0', 1],
    local: [null, 0],
    other: [null, 0],
    sample: ['CC0-1.0', 0],
    own: ['CC-BY-NC-SA-4.0', 1],
  })
})

test('Before a change, a verified and encrypted copy of the old database is laid beside it', () => {
  leftBy(newestVersion)
  const db = openDatabase({ path, key })
  migrate(db, key, next)
  db.close()
  const copy = `${path}.before-${newestVersion}`
  expect({
    files: readdirSync(folder).sort(),
    copy: look(copy),
    isReadable: readFileSync(copy).includes('Old work'),
    now: look(path, 'name, colour'),
  }).toEqual({
    files: ['workspace.db', `workspace.db.before-${newestVersion}`],
    copy: { version: newestVersion, projects: [{ name: 'Old work' }], check: 'ok' },
    isReadable: false,
    now: {
      version: newestVersion + 20,
      projects: [{ name: 'Old work', colour: 'red' }],
      check: 'ok',
    },
  })
})

test('The copy of an earlier try is replaced, so that it holds the work added since', () => {
  leftBy(newestVersion)
  const broken = [...migrations, { version: newestVersion + 10, sql: 'CREATE TABLE project (a)' }]
  const db = openDatabase({ path, key })
  expect(() => migrate(db, key, broken)).toThrow()
  db.transaction((w) => w.run("INSERT INTO project VALUES ('q', 'New work', 0, '2026')"))
  migrate(db, key, next)
  db.close()
  expect(look(`${path}.before-${newestVersion}`)).toEqual({
    version: newestVersion,
    projects: [{ name: 'Old work' }, { name: 'New work' }],
    check: 'ok',
  })
})

test('A step that fails is undone whole, and the steps before it stay', () => {
  leftBy(newestVersion)
  const db = openDatabase({ path, key })
  const failing = [
    ...next.slice(0, -1),
    {
      version: newestVersion + 20,
      sql: 'CREATE TABLE half (a INTEGER); INSERT INTO nowhere VALUES (1)',
    },
  ]
  expect(() => migrate(db, key, failing)).toThrow()
  const half = db.all("SELECT name FROM sqlite_schema WHERE name = 'half'")
  db.close()
  expect({ now: look(path, 'name, colour'), half }).toEqual({
    now: {
      version: newestVersion + 10,
      projects: [{ name: 'Old work', colour: 'red' }],
      check: 'ok',
    },
    half: [],
  })
})

test('A database of a newer app is refused in words, and not one byte of it changes', () => {
  const later = openDatabase({ path, key })
  migrate(later, key, next)
  later.close()
  const before = readFileSync(path)
  const db = openDatabase({ path, key })
  let refusal: unknown = null
  try {
    migrate(db, key)
  } catch (cause) {
    refusal = { code: (cause as { code: string }).code, message: (cause as Error).message }
  }
  db.close()
  expect({ refusal, same: readFileSync(path).equals(before), files: readdirSync(folder) }).toEqual({
    refusal: {
      code: 'newer-database',
      message: `This workspace was written by a newer version of the app (schema ${newestVersion + 20}; this version knows ${newestVersion}). Nothing was changed. Install the newer version to open it.`,
    },
    same: true,
    files: ['workspace.db'],
  })
})
