import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type BetterSqlite from 'better-sqlite3'
import Database from 'better-sqlite3-multiple-ciphers'
import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import type { ReadableDb, WritableDb } from './types'

export interface Connection extends ReadableDb {
  /** Runs `change` in one immediate transaction: all of it is stored, or nothing. */
  readonly transaction: <T>(change: (db: WritableDb) => T) => T
  /**
   * The same for rows that nobody sees before a later `transaction`: its sync makes them durable
   * too, as the log is written in order, so they need none of their own.
   */
  readonly stage: <T>(change: (db: WritableDb) => T) => T
  readonly pragma: (text: string) => unknown
  /** Statements that cannot run in a transaction, such as VACUUM INTO. */
  readonly execute: (sql: string) => void
  readonly close: () => void
  readonly path: string
}

/** Every setting that differs from the library's default, with the value it must read back (S-28). */
export const requiredPragmas = {
  cipher: 'chacha20',
  temp_store: 2,
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
} as const

/** Of a new database; one that exists keeps its own. */
const pageBytes = 16_384
/** The log is moved into the database when it has grown so far. */
const logBytes = 128 * 1024 * 1024

export interface OpenOptions {
  readonly path: string
  /** 32 bytes, the data key. */
  readonly key: Buffer
  readonly readOnly?: boolean
  /** The file's salt when it could last be opened: it tells a damaged file from a foreign one. */
  readonly knownSalt?: string | null
}

/**
 * Opens the encrypted database and reads every setting back. This is the only place that opens one.
 * @throws Refusal `not-ours`, `wrong-key`, `damaged` or, where it cannot be told, `wrong-key-or-damaged`
 * when the key does not fit the file; `database-settings` when a setting did not take.
 */
export function openDatabase({ path, key, readOnly = false, knownSalt }: OpenOptions): Connection {
  if (!existsSync(path)) {
    if (readOnly) throw new Refusal('no-database', 'There is no database here.')
    // Its owner's alone wherever the folder lies; SQLite gives its log the same rights.
    closeSync(openSync(path, 'wx', 0o600))
  }
  const raw = new Database(path, {
    readonly: readOnly,
    ...(process.env.ASCLEPIUS_SQLITE_BINDING
      ? { nativeBinding: process.env.ASCLEPIUS_SQLITE_BINDING }
      : {}),
  }) as unknown as BetterSqlite.Database
  try {
    applySettings(raw, key, readOnly)
  } catch (cause) {
    raw.close()
    if (cause instanceof Refusal) throw cause
    const { code } = cause as { code?: unknown }
    if (code !== 'SQLITE_NOTADB' && !String(code).startsWith('SQLITE_CORRUPT')) throw cause
    throw unreadable(path, knownSalt ?? null)
  }
  return connect(raw, path)
}

function applySettings(raw: BetterSqlite.Database, key: Buffer, readOnly: boolean): void {
  raw.pragma("cipher='chacha20'")
  raw.pragma(`key="x'${key.toString('hex')}'"`)
  // Notes are some kilobytes: on larger pages fewer of them leave half a page empty.
  if (!readOnly) raw.pragma(`page_size=${pageBytes}`)
  raw.pragma('temp_store=MEMORY')
  if (!readOnly) raw.pragma('journal_mode=WAL')
  raw.pragma('synchronous=FULL')
  raw.pragma('foreign_keys=ON')
  raw.pragma('secure_delete=ON')
  raw.pragma('trusted_schema=OFF')
  raw.pragma('cell_size_check=ON')
  raw.pragma('mmap_size=0')
  raw.pragma('cache_size=-65536')
  raw.pragma(`wal_autocheckpoint=${logBytes / pageBytes}`)
  if (process.platform === 'darwin') {
    raw.pragma('fullfsync=ON')
    raw.pragma('checkpoint_fullfsync=ON')
  }
  raw.prepare('SELECT count(*) FROM sqlite_schema').get()
  for (const [name, expected] of Object.entries(requiredPragmas)) {
    if (readOnly && name === 'journal_mode') continue
    const actual = raw.pragma(name, { simple: true }) ?? 0
    if (actual !== expected)
      throw new Refusal(
        'database-settings',
        `The database setting ${name} is ${String(actual)} and must be ${expected}.`,
      )
  }
}

/** The first 16 bytes of an encrypted file are its random salt, in hex here. */
export function saltOf(path: string): string {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('hex')
}

function unreadable(path: string, knownSalt: string | null): Refusal {
  const salt = saltOf(path)
  if (salt === Buffer.from('SQLite format 3\0').toString('hex'))
    return new Refusal('not-ours', say('database-of-other-program'))
  if (knownSalt === null) return new Refusal('wrong-key-or-damaged', say('database-unreadable'))
  return salt === knownSalt
    ? new Refusal('damaged', say('database-damaged'))
    : new Refusal('wrong-key', say('database-of-other-keyring'))
}

function connect(raw: BetterSqlite.Database, path: string): Connection {
  const prepared = new Map<string, BetterSqlite.Statement>()
  const prepare = (sql: string): BetterSqlite.Statement => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = raw.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  const db = {
    all: (sql: string, ...parameters: readonly unknown[]) => prepare(sql).all(...parameters),
    one: (sql: string, ...parameters: readonly unknown[]) => prepare(sql).get(...parameters),
    run: (sql: string, ...parameters: readonly unknown[]) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...parameters)
      return { changes, lastId: Number(lastInsertRowid) }
    },
  } as unknown as WritableDb
  const inTransaction = raw.transaction((change: (db: WritableDb) => unknown) => change(db))
  return {
    ...(db as ReadableDb),
    transaction: <T>(change: (db: WritableDb) => T) => inTransaction.immediate(change) as T,
    stage: <T>(change: (db: WritableDb) => T) => {
      raw.pragma('synchronous=NORMAL')
      try {
        return inTransaction.immediate(change) as T
      } finally {
        raw.pragma('synchronous=FULL')
      }
    },
    pragma: (text) => raw.pragma(text),
    execute: (sql) => {
      raw.exec(sql)
    },
    close: () => {
      prepared.clear()
      raw.close()
    },
    path,
  }
}
