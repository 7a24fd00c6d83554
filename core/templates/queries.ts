import { createHash } from 'node:crypto'
import type { Template } from '../../contract/templates'
import type { ReadableDb, WritableDb } from '../database/types'

export interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly system: string
  readonly user: string
  /** JSON list of the headings that a grammar puts into the note. */
  readonly headings: string
  readonly sha256: string
  readonly built_in: number
  readonly created_at: string
  readonly created_by: string
}

export function listTemplates(db: ReadableDb): TemplateRow[] {
  return db.all('SELECT * FROM template ORDER BY built_in DESC, name, version DESC')
}

export function templateRow(db: ReadableDb, id: string): TemplateRow | undefined {
  return db.one('SELECT * FROM template WHERE id = ?', id)
}

export function latestVersion(db: ReadableDb, name: string): number {
  return (
    db.one<{ version: number | null }>(
      'SELECT max(version) AS version FROM template WHERE name = ?',
      name,
    )?.version ?? 0
  )
}

export function insertTemplate(db: WritableDb, row: TemplateRow): void {
  db.run(
    `INSERT INTO template VALUES (:id, :name, :version, :system, :user, :headings, :sha256, :built_in, :created_at, :created_by)`,
    row,
  )
}

/** Everything of a template that a note depends on. */
export function templateHash(template: Pick<Template, 'system' | 'user' | 'headings'>): string {
  return createHash('sha256')
    .update(JSON.stringify([template.system, template.user, template.headings]))
    .digest('hex')
}

export function headingsOf(row: Pick<TemplateRow, 'headings'>): string[] {
  return JSON.parse(row.headings) as string[]
}

export function toTemplate(row: TemplateRow): Template {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    system: row.system,
    user: row.user,
    headings: headingsOf(row),
    builtIn: row.built_in === 1,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}
