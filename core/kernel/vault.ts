import { timingSafeEqual } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../contract/sentences'
import { type Keyring, readKeyring, writeKeyring } from '../accounts/keyring'
import { auditKeyOf } from '../audit/chain'
import { type Actor, type AuditRecord, type AuditWriter, createAuditWriter } from '../audit/record'
import { migrate } from '../database/migrate'
import { type Connection, openDatabase, saltOf } from '../database/open'
import type { ReadableDb, WritableDb } from '../database/types'
import type { Clock } from './clock'
import { Refusal } from './refusal'

/**
 * The one place that holds the data key and the open database. `commit` is the only way to write:
 * it stores the change and its audit record together.
 */
export interface Vault {
  readonly folder: string
  readonly keyring: () => Keyring | null
  readonly saveKeyring: (value: Keyring) => void
  readonly isOpen: () => boolean
  /**
   * Opens the database; only a workspace that is just being created may have none yet.
   * @throws Refusal `database-missing`, and what `openDatabase` and `migrate` refuse.
   */
  readonly open: (dataKey: Buffer, isNew?: boolean) => void
  /** Whether there is a database file with anything in it. */
  readonly hasDatabase: () => boolean
  readonly salt: () => string
  /** A copy of the data key, for wrapping it for somebody else; wipe it after use. */
  readonly copyDataKey: () => Buffer
  readonly auditKey: () => Buffer
  readonly db: () => ReadableDb
  readonly commit: <T>(actor: Actor, record: AuditRecord, change: (db: WritableDb) => T) => T
  /** For the pieces of a job that nobody sees until the job's own commit, such as rows of an import. */
  readonly stage: <T>(change: (db: WritableDb) => T) => T
  readonly commits: () => number
  /** Closes the database and wipes the keys. */
  readonly close: () => void
}

export function createVault(folder: string, clock: Clock, appVersion: string): Vault {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keyringPath = join(folder, 'keyring.json')
  const databasePath = join(folder, 'workspace.db')
  let dataKey: Buffer | null = null
  let auditKey: Buffer | null = null
  let connection: Connection | null = null
  let audit: AuditWriter | null = null
  let commits = 0

  const opened = <T>(value: T | null): T => {
    if (value === null) throw new Refusal('locked', say('locked'))
    return value
  }

  return {
    folder,
    keyring: () => readKeyring(keyringPath),
    saveKeyring: (value) => writeKeyring(keyringPath, value),
    isOpen: () => connection !== null,
    hasDatabase: () => (statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0) > 0,
    salt: () => saltOf(databasePath),
    open: (key, isNew = false) => {
      if (connection !== null) return sameKey(opened(dataKey), key)
      // SQLite would make an empty database out of a missing file, and all work would seem gone.
      if (!isNew) refuseMissing(databasePath)
      const next = openDatabase({
        path: databasePath,
        key,
        knownSalt: readKeyring(keyringPath)?.salt ?? null,
      })
      try {
        migrate(next, key)
      } catch (cause) {
        next.close()
        throw cause
      }
      connection = next
      dataKey = Buffer.from(key)
      auditKey = auditKeyOf(key)
      audit = createAuditWriter(auditKey, clock, appVersion)
    },
    copyDataKey: () => Buffer.from(opened(dataKey)),
    auditKey: () => opened(auditKey),
    db: () => opened(connection),
    commit: (actor, record, change) => {
      const result = opened(connection).transaction((db) => {
        const changed = change(db)
        opened(audit)(db, actor, record)
        return changed
      })
      commits += 1
      return result
    },
    stage: (change) => opened(connection).stage(change),
    commits: () => commits,
    close: () => {
      connection?.close()
      dataKey?.fill(0)
      auditKey?.fill(0)
      connection = null
      dataKey = null
      auditKey = null
      audit = null
    },
  }
}

function sameKey(open: Buffer, other: Buffer): void {
  if (open.length === other.length && timingSafeEqual(open, other)) return
  throw new Refusal('other-key', say('other-workspace-open'))
}

function refuseMissing(path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (bytes > 0) return
  throw new Refusal('database-missing', say('database-missing'))
}
