import type { MemorisationResult, MemorisationTest } from '../../../contract/memorisation'
import type { TrainingStageId } from '../../../contract/training-plan'
import type { ReadableDb, WritableDb } from '../../database/types'
import { plantedOf, type StoredPlanted } from '../../training/planted'

export interface TestRow {
  readonly id: string
  readonly job_id: string
  readonly project_id: string
  readonly adapter_id: string
  readonly adapter_sha256: string
  readonly result: string | null
  readonly created_at: string
  readonly created_by: string
}

export function insertTest(db: WritableDb, row: Omit<TestRow, 'result'>): void {
  db.run(
    `INSERT INTO memorisation_test (id, job_id, project_id, adapter_id, adapter_sha256, created_at, created_by)
     VALUES (:id, :job_id, :project_id, :adapter_id, :adapter_sha256, :created_at, :created_by)`,
    row,
  )
}

export function testRow(db: ReadableDb, id: string): TestRow | undefined {
  return db.one('SELECT * FROM memorisation_test WHERE id = ?', id)
}

export function storeResult(db: WritableDb, id: string, result: MemorisationResult): void {
  db.run('UPDATE memorisation_test SET result = ? WHERE id = ?', JSON.stringify(result), id)
}

export function discardTest(db: WritableDb, id: string): void {
  db.run('DELETE FROM memorisation_test WHERE id = ? AND result IS NULL', id)
}

/** Newest first. */
export function testsOf(db: ReadableDb, projectId: string): MemorisationTest[] {
  return db
    .all<TestRow & { adapter_name: string; confidential: number }>(
      `SELECT t.*, a.name AS adapter_name, a.confidential FROM memorisation_test t
         JOIN adapter a ON a.id = t.adapter_id
       WHERE t.project_id = ? ORDER BY t.created_at DESC, t.id DESC`,
      projectId,
    )
    .map((row) => ({
      id: row.id,
      jobId: row.job_id,
      adapterId: row.adapter_id,
      adapterName: row.adapter_name,
      adapterSha256: row.adapter_sha256,
      confidential: row.confidential === 1,
      result: resultOf(row),
      createdAt: row.created_at,
      createdBy: row.created_by,
    }))
}

export function resultOf(row: Pick<TestRow, 'result'>): MemorisationResult | null {
  return row.result === null ? null : (JSON.parse(row.result) as MemorisationResult)
}

/** The newest finished test of this very file. */
export function finishedTest(
  db: ReadableDb,
  adapter: { readonly id: string; readonly sha256: string },
): TestRow | undefined {
  return db.one(
    `SELECT * FROM memorisation_test
     WHERE adapter_id = ? AND adapter_sha256 = ? AND result IS NOT NULL
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    adapter.id,
    adapter.sha256,
  )
}

export interface PlantedRun {
  readonly runName: string
  /** The stage that its adapter came out of, which it learned in last. */
  readonly stage: TrainingStageId
  readonly strings: readonly StoredPlanted[]
}

/** What was planted in the training of an adapter, and of each that it went on from. */
export function plantedBehind(db: ReadableDb, adapterId: string): PlantedRun[] {
  return db
    .all<{ runId: string; runName: string; stage: TrainingStageId | null }>(
      `WITH RECURSIVE line(id, parent_id, run_id, stage, depth) AS (
         SELECT id, parent_id, run_id, stage, 0 FROM adapter WHERE id = ?
         UNION SELECT a.id, a.parent_id, a.run_id, a.stage, depth + 1
           FROM line JOIN adapter a ON a.id = line.parent_id WHERE depth < 100)
       SELECT r.id AS runId, r.name AS runName, line.stage FROM line
         JOIN training_run r ON r.id = line.run_id ORDER BY depth`,
      adapterId,
    )
    .map(({ runId, runName, stage }) => ({
      runName,
      stage: stage ?? 'tuning',
      strings: plantedOf(db, runId),
    }))
    .filter(({ strings }) => strings.length > 0)
}

/** Source records of the cases on the training side. */
export function* sourcePages(
  db: ReadableDb,
  projectId: string,
  limit = 200,
): Generator<{ id: number; text: string }[]> {
  for (let after = 0; ; ) {
    const page = db.all<{ id: number; text: string }>(
      `SELECT d.id, d.text FROM instruction_record e JOIN instruction_case c ON c.id = e.case_id
         JOIN document d ON d.id = e.document_id
       WHERE e.project_id = :projectId AND e.document_id > :after AND c.side = 'train'
       ORDER BY e.document_id LIMIT :limit`,
      { projectId, after, limit },
    )
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < limit) return
    after = last.id
  }
}
