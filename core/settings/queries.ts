import type { ReadableDb, WritableDb } from '../database/types'

const defaultIdleMinutes = 5

export function idleMinutes(db: ReadableDb): number {
  return Number(readSetting(db, 'idle-minutes') ?? defaultIdleMinutes)
}

export function readSetting(db: ReadableDb, name: string): string | null {
  return db.one<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)?.value ?? null
}

export function writeSetting(db: WritableDb, name: string, value: string): void {
  db.run(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  )
}
