import type { ReadableDb, WritableDb } from '../database/types'
import type { Clock } from '../kernel/clock'
import { headMac, headSetting, rowMac } from './chain'

export interface Actor {
  readonly name: string
  readonly role: string
}

export interface AuditRecord {
  readonly action: string
  /** The id of what was acted on. */
  readonly object: string
  readonly outcome?: 'done' | 'refused'
  /** Names, counts and hashes only: never the text of a note, a question or an answer. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export type AuditWriter = (db: WritableDb, actor: Actor, record: AuditRecord) => void

/** A writer of chained rows; it must be called inside the transaction of the change it tells of. */
export function createAuditWriter(key: Buffer, clock: Clock, appVersion: string): AuditWriter {
  return (db, actor, record) => {
    const head = lastRow(db)
    const row = {
      seq: (head?.seq ?? 0) + 1,
      at: clock.now(),
      monotonic_ms: clock.monotonic(),
      person: actor.name,
      role: actor.role,
      action: record.action,
      object: record.object,
      outcome: record.outcome ?? ('done' as const),
      detail: JSON.stringify(record.detail ?? {}),
      app_version: appVersion,
    }
    const mac = rowMac(key, head?.mac ?? null, row)
    db.run(
      `INSERT INTO audit (seq, at, monotonic_ms, person, role, action, object, outcome, detail, app_version, mac)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...Object.values(row),
      mac,
    )
    // The newest number and its MAC are kept apart, so that entries cut from the end are missed.
    db.run(
      `INSERT INTO setting (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      headSetting,
      headMac(key, row.seq, mac),
    )
  }
}

function lastRow(db: ReadableDb): { seq: number; mac: Buffer } | undefined {
  return db.one('SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1')
}
