import { renameSync, rmSync } from 'node:fs'
import { say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'
import { migrations, newestVersion } from './migrations/migrations'
import { type Connection, openDatabase } from './open'

/**
 * Brings the database to the newest schema. Before a change of one that holds data a verified,
 * encrypted copy is laid beside it; each step is one transaction.
 * @throws Refusal `newer-database` when a later version of the app has written it.
 */
export function migrate(db: Connection, key: Buffer, steps = migrations): void {
  const from = schemaVersion(db)
  const newest = steps.at(-1)?.version ?? newestVersion
  if (from > newest)
    throw new Refusal('newer-database', say('database-newer', { found: from, known: newest }))
  const missing = steps.filter((step) => step.version > from)
  if (missing.length === 0) return
  if (from > 0) copyBefore(db, key, from)
  for (const step of missing)
    db.transaction(() => {
      db.execute(step.sql)
      db.pragma(`user_version=${step.version}`)
    })
}

export function schemaVersion(db: Connection): number {
  const row = db.one<{ user_version: number }>('PRAGMA user_version')
  return row?.user_version ?? 0
}

function copyBefore(db: Connection, key: Buffer, version: number): void {
  // A copy of an earlier try is replaced: work may have been added since.
  const target = `${db.path}.before-${version}`
  const aside = `${target}.part`
  rmSync(aside, { force: true })
  db.execute(`VACUUM INTO '${aside.replaceAll("'", "''")}'`)
  const copy = openDatabase({ path: aside, key, readOnly: true })
  const verdict = copy.one<{ quick_check: string }>('PRAGMA quick_check')?.quick_check
  copy.close()
  if (verdict !== 'ok') throw new Refusal('copy-not-verified', say('copy-not-verified'))
  renameSync(aside, target)
}
