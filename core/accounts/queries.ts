import type { Account, Person } from '../../contract/session'
import type { ReadableDb, WritableDb } from '../database/types'

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly role: Person['role']
  readonly active: number
  readonly created_at: string
  readonly last_seen_at: string | null
  readonly parked_slot: string | null
}

export function insertPerson(db: WritableDb, person: Person, at: string): void {
  db.run(
    'INSERT INTO person (id, name, role, created_at, last_seen_at) VALUES (?, ?, ?, ?, NULL)',
    person.id,
    person.name,
    person.role,
    at,
  )
}

/** The key ring is renamed into place before the row commits, so a row may be missing after a crash. */
export function markSeen(db: WritableDb, person: Person, at: string): void {
  db.run(
    `INSERT INTO person (id, name, role, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
    person.id,
    person.name,
    person.role,
    at,
    at,
  )
}

export function personRow(db: ReadableDb, id: string): PersonRow | undefined {
  return db.one('SELECT * FROM person WHERE id = ?', id)
}

export function listAccounts(db: ReadableDb): Account[] {
  return db.all<PersonRow>('SELECT * FROM person ORDER BY active DESC, name').map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    active: row.active === 1,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }))
}

/** A person who is switched off keeps their wrapped key inside the encrypted database. */
export function parkSlot(db: WritableDb, id: string, slot: string | null): void {
  db.run(
    'UPDATE person SET active = ?, parked_slot = ? WHERE id = ?',
    slot === null ? 1 : 0,
    slot,
    id,
  )
}
