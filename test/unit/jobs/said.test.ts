import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { say } from '../../../contract/sentences'
import { migrate } from '../../../core/database/migrate'
import { migrations } from '../../../core/database/migrations/migrations'
import { openDatabase } from '../../../core/database/open'
import { messageOf, saidOf } from '../../../core/jobs/messages'
import { jobRow, setJobStatus } from '../../../core/jobs/queries'

const key = randomBytes(32)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asclepius-said-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('A job of before keeps its English, and what it says from now on is said in sentences', () => {
  const db = openDatabase({ path: join(folder, 'workspace.db'), key })
  const before = migrations.filter((step) => step.version < 90)
  migrate(db, key, before)
  db.transaction((write) =>
    write.run(
      `INSERT INTO job (id, kind, title, status, params, message, created_by, created_role, created_at)
       VALUES ('j', 'import', 'Import ward letters', 'failed', '{}', 'Line 3 has no text.', 'A', 'builder', '2026')`,
    ),
  )
  migrate(db, key)
  const look = () => {
    const row = jobRow(db, 'j')
    return row && [row.title, saidOf(row.title_said), row.message, saidOf(row.message_said)]
  }
  const old = look()
  const made = messageOf([say('records-imported', { count: 3 })])
  db.transaction((write) => setJobStatus(write, 'j', 'done', { message: made }))
  const now = look()
  db.close()
  expect({ old, now }).toEqual({
    old: ['Import ward letters', [], 'Line 3 has no text.', []],
    now: [
      'Import ward letters',
      [],
      '3 records imported.',
      [{ code: 'records-imported', values: { count: 3 } }],
    ],
  })
})

test('Sentences that another version stored are left to their English', () => {
  const stored = [say('cut-off'), { code: 'of-a-later-version', values: {} }]
  expect([saidOf(JSON.stringify(stored)), saidOf(JSON.stringify([say('cut-off')]))]).toEqual([
    [],
    [{ code: 'cut-off', values: {} }],
  ])
})
