import type { Project } from '../../contract/projects'
import { say } from '../../contract/sentences'
import type { ReadableDb, WritableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'

interface ProjectRow {
  readonly id: string
  readonly name: string
  readonly is_sample: number
  readonly created_at: string
}

export function listProjects(db: ReadableDb): Project[] {
  return db.all<ProjectRow>('SELECT * FROM project ORDER BY created_at, id').map(toProject)
}

/** @throws Refusal `no-project` */
export function projectById(db: ReadableDb, id: string): Project {
  const row = db.one<ProjectRow>('SELECT * FROM project WHERE id = ?', id)
  if (!row) throw new Refusal('no-project', say('no-project'))
  return toProject(row)
}

export function insertProject(db: WritableDb, project: Project): void {
  db.run(
    'INSERT INTO project (id, name, is_sample, created_at) VALUES (?, ?, ?, ?)',
    project.id,
    project.name,
    project.isSample ? 1 : 0,
    project.createdAt,
  )
}

export function renameProject(db: WritableDb, id: string, name: string): void {
  db.run('UPDATE project SET name = ? WHERE id = ?', name, id)
}

function toProject(row: ProjectRow): Project {
  return { id: row.id, name: row.name, isSample: row.is_sample === 1, createdAt: row.created_at }
}
