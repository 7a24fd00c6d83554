import type { z } from 'zod'
import type { ModelInspection } from '../../contract/model-protocol'
import type { modelSpeed, promptFamily } from '../../contract/models'
import type { ReadableDb, WritableDb } from '../database/types'

export interface ModelRow {
  readonly id: string
  readonly name: string
  readonly file_name: string
  readonly bytes: number
  readonly sha256: string
  /** Size, time of change and inode at the last full hash; a difference asks for a new hash. */
  readonly stamp: string
  readonly inspection: string
  readonly family: z.infer<typeof promptFamily>
  readonly family_reason: string
  readonly gpu_layers: number | null
  readonly context_size: number | null
  readonly speed: string | null
  readonly quarantine: string | null
  readonly is_sample: number
  readonly created_at: string
  readonly removed_at: string | null
}

export function listModels(db: ReadableDb): ModelRow[] {
  return db.all('SELECT * FROM model WHERE removed_at IS NULL ORDER BY created_at, id')
}

export function modelRow(db: ReadableDb, id: string): ModelRow | undefined {
  return db.one('SELECT * FROM model WHERE id = ? AND removed_at IS NULL', id)
}

export function modelByHash(db: ReadableDb, sha256: string): ModelRow | undefined {
  return db.one('SELECT * FROM model WHERE sha256 = ? AND removed_at IS NULL', sha256)
}

export function inspectionOf(row: ModelRow): ModelInspection {
  return JSON.parse(row.inspection) as ModelInspection
}

export function speedOf(row: ModelRow): z.infer<typeof modelSpeed> | null {
  return row.speed === null ? null : (JSON.parse(row.speed) as z.infer<typeof modelSpeed>)
}

export function insertModel(
  db: WritableDb,
  row: Omit<
    ModelRow,
    'gpu_layers' | 'context_size' | 'speed' | 'quarantine' | 'removed_at' | 'is_sample'
  > & { readonly is_sample: number },
): void {
  db.run(
    `INSERT INTO model (id, name, file_name, bytes, sha256, stamp, inspection, family, family_reason, is_sample, created_at)
     VALUES (:id, :name, :file_name, :bytes, :sha256, :stamp, :inspection, :family, :family_reason, :is_sample, :created_at)`,
    row,
  )
}

export function configureModel(
  db: WritableDb,
  id: string,
  change: {
    readonly name: string
    readonly family: string
    readonly familyReason: string
    readonly gpuLayers: number | null
    readonly contextSize: number | null
  },
): void {
  db.run(
    'UPDATE model SET name = ?, family = ?, family_reason = ?, gpu_layers = ?, context_size = ? WHERE id = ?',
    change.name,
    change.family,
    change.familyReason,
    change.gpuLayers,
    change.contextSize,
    id,
  )
}

export function setModelSpeed(db: WritableDb, id: string, speed: z.infer<typeof modelSpeed>): void {
  db.run('UPDATE model SET speed = ? WHERE id = ?', JSON.stringify(speed), id)
}

export function setModelStamp(db: WritableDb, id: string, stamp: string): void {
  db.run('UPDATE model SET stamp = ? WHERE id = ?', stamp, id)
}

export function setQuarantine(db: WritableDb, sha256: string, cause: string | null): void {
  db.run('UPDATE model SET quarantine = ? WHERE sha256 = ?', cause, sha256)
}

export function removeModel(db: WritableDb, id: string, at: string): void {
  db.run('UPDATE model SET removed_at = ? WHERE id = ?', at, id)
}
