import type { Adapter } from '../../contract/adapters'
import type { PromptFamily } from '../../contract/prompt-families'
import { say } from '../../contract/sentences'
import type { Projection, TrainingPlan, TrainingStageId } from '../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'
import { markedCases } from '../release/lineage'

/** What an adapter learned from, stage by stage; hashes and counts, no text. */
export interface AdapterLineage {
  readonly data: readonly {
    readonly stage: TrainingStageId
    readonly sha256: string
    readonly samples: number
    readonly supervisedTokens: number
    readonly steps: number
  }[]
  readonly splitSha256: string | null
  readonly leakage: 'passed' | 'overridden' | null
  readonly plan: TrainingPlan | null
  readonly settings: readonly { readonly label: string; readonly value: string }[]
}

export interface AdapterRow {
  readonly id: string
  readonly project_id: string | null
  readonly model_id: string
  readonly model_sha256: string
  readonly name: string
  readonly family: PromptFamily
  readonly sha256: string
  readonly bytes: number
  readonly rank: number
  readonly alpha: number
  readonly targets: string
  readonly parameters: number
  readonly confidential: number
  readonly origin: 'run' | 'imported'
  readonly run_id: string | null
  readonly stage: TrainingStageId | null
  readonly step: number | null
  readonly validation_loss: number | null
  readonly parent_id: string | null
  readonly lineage: string
  readonly note: string
  readonly created_at: string
  readonly created_by: string
  readonly removed_at: string | null
}

export function insertAdapter(db: WritableDb, row: Omit<AdapterRow, 'note' | 'removed_at'>): void {
  db.run(
    `INSERT INTO adapter (id, project_id, model_id, model_sha256, name, family, sha256, bytes, rank,
       alpha, targets, parameters, confidential, origin, run_id, stage, step, validation_loss,
       parent_id, lineage, created_at, created_by)
     VALUES (:id, :project_id, :model_id, :model_sha256, :name, :family, :sha256, :bytes, :rank,
       :alpha, :targets, :parameters, :confidential, :origin, :run_id, :stage, :step,
       :validation_loss, :parent_id, :lineage, :created_at, :created_by)`,
    row,
  )
}

/** Removed ones too: what was made with an adapter still names it. */
export function adapterRow(db: ReadableDb, id: string): AdapterRow | undefined {
  return db.one('SELECT * FROM adapter WHERE id = ?', id)
}

/**
 * An adapter that may be used now, with this model where one is named.
 * @throws Refusal `no-adapter`, `adapter-removed`, `adapter-other-model`, `adapter-blocked`
 */
export function usableAdapter(db: ReadableDb, id: string, modelId?: string): AdapterRow {
  const row = adapterRow(db, id)
  if (!row) throw new Refusal('no-adapter', say('adapter-gone'))
  if (row.removed_at !== null)
    throw new Refusal('adapter-removed', say('adapter-removed', { name: row.name }))
  if (modelId !== undefined && row.model_id !== modelId)
    throw new Refusal('adapter-other-model', say('adapter-of-other-model', { name: row.name }))
  refuseBlocked(db, row)
  return row
}

/** @throws Refusal `adapter-blocked` where it learned from a source record that was withdrawn */
export function refuseBlocked(db: ReadableDb, row: AdapterRow): void {
  if (markedCases(db, row.id, 'withdrawn') > 0)
    throw new Refusal('adapter-blocked', say('adapter-blocked', { name: row.name }))
}

export function adapterLineage(row: AdapterRow): AdapterLineage {
  return JSON.parse(row.lineage) as AdapterLineage
}

interface JoinedRow extends AdapterRow {
  readonly model_name: string
  readonly run_name: string | null
  readonly parent_name: string | null
}

const joined = `SELECT a.*, m.name AS model_name, r.name AS run_name, p.name AS parent_name
  FROM adapter a JOIN model m ON m.id = a.model_id LEFT JOIN training_run r ON r.id = a.run_id
    LEFT JOIN adapter p ON p.id = a.parent_id`

/** Newest first; a null or missing filter takes all. */
export function listAdapters(
  db: ReadableDb,
  filter: {
    readonly projectId?: string | null
    readonly modelId?: string | null
    readonly removed?: boolean
  } = {},
): Adapter[] {
  return db
    .all<JoinedRow>(
      `${joined}
       WHERE (:projectId IS NULL OR a.project_id = :projectId OR a.project_id IS NULL)
         AND (:modelId IS NULL OR a.model_id = :modelId)
         AND (a.removed_at IS NOT NULL) = :removed
       ORDER BY a.created_at DESC, a.id DESC`,
      {
        projectId: filter.projectId ?? null,
        modelId: filter.modelId ?? null,
        removed: filter.removed ? 1 : 0,
      },
    )
    .map((row) => toAdapter(db, row))
}

export function adapterById(db: ReadableDb, id: string): Adapter | undefined {
  const row = db.one<JoinedRow>(`${joined} WHERE a.id = ?`, id)
  return row && toAdapter(db, row)
}

function toAdapter(db: ReadableDb, row: JoinedRow): Adapter {
  return {
    id: row.id,
    name: row.name,
    projectId: row.project_id,
    modelId: row.model_id,
    modelName: row.model_name,
    modelSha256: row.model_sha256,
    family: row.family,
    sha256: row.sha256,
    bytes: row.bytes,
    rank: row.rank,
    alpha: row.alpha,
    targets: JSON.parse(row.targets) as Projection[],
    parameters: row.parameters,
    confidential: row.confidential === 1,
    origin: row.origin,
    runId: row.run_id,
    runName: row.run_name,
    stage: row.stage,
    step: row.step,
    validationLoss: row.validation_loss,
    parentId: row.parent_id,
    parentName: row.parent_name,
    note: row.note,
    createdAt: row.created_at,
    createdBy: row.created_by,
    blocked: markedCases(db, row.id, 'withdrawn') > 0,
    removedAt: row.removed_at,
  }
}

export function updateAdapter(
  db: WritableDb,
  id: string,
  change: Partial<Pick<AdapterRow, 'name' | 'note' | 'removed_at'>>,
): void {
  const names = Object.keys(change)
  db.run(
    `UPDATE adapter SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`,
    { ...change, id },
  )
}

/** How much was made with an adapter. */
export function adapterUses(
  db: ReadableDb,
  id: string,
): { synthesisRuns: number; answers: number; children: number } {
  return db.one(
    `SELECT (SELECT count(*) FROM synthesis_run WHERE adapter_id = :id) AS synthesisRuns,
            (SELECT count(*) FROM answer WHERE adapter_id = :id) AS answers,
            (SELECT count(*) FROM adapter WHERE parent_id = :id) AS children`,
    { id },
  ) as { synthesisRuns: number; answers: number; children: number }
}
