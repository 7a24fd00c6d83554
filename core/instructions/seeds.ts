import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SeedSet } from '../../contract/instructions'
import { type TaskId, taskIds } from '../../contract/tasks'
import type { ReadableDb, WritableDb } from '../database/types'
import { newId } from '../kernel/ids'

const seedFile = z.object({
  version: z.number().int(),
  tasks: z.record(z.enum(taskIds), z.array(z.string())),
})

/** The questions that come with the app: version 1 of every task, for ever. */
export function builtInSeeds(resources: string): SeedSet[] {
  const path = join(resources, 'instructions', 'seeds.v1.json')
  const { tasks } = seedFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  return taskIds.map((task) => ({
    id: `${task}-v1`,
    task,
    version: 1,
    questions: tasks[task],
    sha256: seedHash(task, tasks[task]),
    builtIn: true,
    createdAt: '',
    createdBy: 'Asclepius Workstation',
  }))
}

interface SeedRow {
  readonly id: string
  readonly task: TaskId
  readonly version: number
  readonly questions: string
  readonly sha256: string
  readonly created_at: string
  readonly created_by: string
}

/** Every version of one task, the newest first. */
export function seedVersions(db: ReadableDb, resources: string, task: TaskId): SeedSet[] {
  const stored = db.all<SeedRow>(
    'SELECT * FROM seed_set WHERE task = ? ORDER BY version DESC',
    task,
  )
  return [...stored.map(toSeedSet), ...builtInSeeds(resources).filter((one) => one.task === task)]
}

/** The newest version of each task. */
export function currentSeeds(db: ReadableDb, resources: string): SeedSet[] {
  const stored = db.all<SeedRow>(
    `SELECT * FROM seed_set s WHERE version =
       (SELECT max(version) FROM seed_set o WHERE o.task = s.task)`,
  )
  const byTask = new Map(stored.map((row) => [row.task, toSeedSet(row)]))
  return builtInSeeds(resources).map((one) => byTask.get(one.task) ?? one)
}

export function saveSeeds(
  db: WritableDb,
  previous: SeedSet,
  questions: readonly string[],
  by: { readonly name: string; readonly at: string },
): SeedSet {
  const saved: SeedSet = {
    id: newId(),
    task: previous.task,
    version: previous.version + 1,
    questions: [...questions],
    sha256: seedHash(previous.task, questions),
    builtIn: false,
    createdAt: by.at,
    createdBy: by.name,
  }
  db.run(
    'INSERT INTO seed_set VALUES (?, ?, ?, ?, ?, 0, ?, ?)',
    saved.id,
    saved.task,
    saved.version,
    JSON.stringify(saved.questions),
    saved.sha256,
    saved.createdAt,
    saved.createdBy,
  )
  return saved
}

function toSeedSet(row: SeedRow): SeedSet {
  return {
    id: row.id,
    task: row.task,
    version: row.version,
    questions: JSON.parse(row.questions) as string[],
    sha256: row.sha256,
    builtIn: false,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}

function seedHash(task: TaskId, questions: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([task, questions]))
    .digest('hex')
}
