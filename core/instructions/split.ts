import { createHash } from 'node:crypto'
import type { LeakageReport, Side, SplitShares, SplitState } from '../../contract/instructions'
import { sides } from '../../contract/instructions'
import type { ReadableDb, WritableDb } from '../database/types'
import { caseOfNoteSql, isNoteKeptSql, leakageOf, type Side as SideName } from './rows'

/** How many cases each side gets: whole numbers that add up, the largest remainders first. */
export function countsFor(cases: number, shares: SplitShares): Record<SideName, number> {
  const total = sides.reduce((sum, side) => sum + shares[side], 0)
  const exact = sides.map((side) => ({ side, wanted: (cases * shares[side]) / total }))
  const counts = Object.fromEntries(
    exact.map(({ side, wanted }) => [side, Math.floor(wanted)]),
  ) as Record<SideName, number>
  let left = cases - sides.reduce((sum, side) => sum + counts[side], 0)
  for (const { side } of [...exact].sort(
    (a, b) => (b.wanted % 1) - (a.wanted % 1) || sides.indexOf(a.side) - sides.indexOf(b.side),
  ))
    if (left > 0) {
      counts[side] += 1
      left -= 1
    }
  return withoutEmptySides(counts, shares, cases)
}

/** With few cases rounding would leave a wanted side empty: it gets one of the training cases. */
function withoutEmptySides(
  counts: Record<SideName, number>,
  shares: SplitShares,
  cases: number,
): Record<SideName, number> {
  const filled = { ...counts }
  for (const side of ['test', 'validation'] as const)
    if (shares[side] > 0 && filled[side] === 0 && filled.train > 1 && cases > 2) {
      filled[side] = 1
      filled.train -= 1
    }
  return filled
}

export interface CaseToSplit {
  readonly id: number
  readonly key: string
  readonly side: Side | null
}

/**
 * A side for each case. Cases are put in the order of a hash of seed and case, so that the split
 * depends on nothing else, and cut into the sides' counts. With `keepSides` cases stay where they
 * are and new ones go where most is missing.
 */
export function assignSides(
  cases: readonly CaseToSplit[],
  wish: { readonly seed: number; readonly shares: SplitShares; readonly keepSides: boolean },
): Map<number, Side> {
  const rank = (key: string): string =>
    createHash('sha256').update(`${wish.seed}:${key}`).digest('hex').slice(0, 24)
  const ordered = cases
    .map((one) => ({ ...one, rank: rank(one.key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id))
  const left = countsFor(cases.length, wish.shares)
  const assigned = new Map<number, Side>()
  if (wish.keepSides)
    for (const one of ordered)
      if (one.side) {
        assigned.set(one.id, one.side)
        left[one.side] -= 1
      }
  for (const one of ordered) {
    if (assigned.has(one.id)) continue
    const side = wish.keepSides
      ? sides.reduce((most, next) => (left[next] > left[most] ? next : most))
      : (sides.find((next) => left[next] > 0) ?? 'train')
    assigned.set(one.id, side)
    left[side] -= 1
  }
  return assigned
}

/** Cases that have a kept note or a row. */
export function casesToSplit(db: ReadableDb, projectId: string): CaseToSplit[] {
  return db.all(
    `SELECT id, case_key AS key, side FROM instruction_case WHERE id IN (
       SELECT c.id FROM note n ${caseOfNoteSql} WHERE n.project_id = :projectId AND ${isNoteKeptSql}
       UNION SELECT case_id FROM instruction_row WHERE project_id = :projectId
       UNION SELECT case_id FROM instruction_note WHERE project_id = :projectId)
     ORDER BY id`,
    { projectId },
  )
}

export function storeSides(
  db: WritableDb,
  projectId: string,
  assigned: ReadonlyMap<number, Side>,
): void {
  db.run(
    'UPDATE instruction_case SET side = NULL WHERE project_id = ? AND side IS NOT NULL',
    projectId,
  )
  for (const [id, side] of assigned)
    db.run('UPDATE instruction_case SET side = ? WHERE id = ?', side, id)
  for (const table of ['instruction_row', 'instruction_note'])
    db.run(
      `UPDATE ${table} SET side = (SELECT c.side FROM instruction_case c WHERE c.id = ${table}.case_id)
       WHERE project_id = :projectId AND side IS NOT
         (SELECT c.side FROM instruction_case c WHERE c.id = ${table}.case_id)`,
      { projectId },
    )
}

export function storeSplit(
  db: WritableDb,
  projectId: string,
  wish: { readonly seed: number; readonly shares: SplitShares },
  by: { readonly name: string; readonly at: string },
): void {
  db.run('DELETE FROM instruction_split WHERE project_id = ?', projectId)
  db.run(
    `INSERT INTO instruction_split (project_id, seed, shares, made_at, made_by) VALUES (?, ?, ?, ?, ?)`,
    projectId,
    wish.seed,
    JSON.stringify(wish.shares),
    by.at,
    by.name,
  )
}

export function storeCheck(
  db: WritableDb,
  projectId: string,
  sha256: string,
  report: LeakageReport,
  at: string,
): void {
  db.run(
    `UPDATE instruction_split SET leakage = ?, checked_sha256 = ?, checked_at = ? WHERE project_id = ?`,
    JSON.stringify(report),
    sha256,
    at,
    projectId,
  )
}

export function storeOverride(
  db: WritableDb,
  projectId: string,
  sha256: string,
  by: { readonly name: string; readonly at: string; readonly reason: string },
): void {
  db.run(
    `UPDATE instruction_split SET overridden_sha256 = ?, override_reason = ?, overridden_by = ?,
       overridden_at = ? WHERE project_id = ?`,
    sha256,
    by.reason,
    by.name,
    by.at,
    projectId,
  )
}

interface SplitRow {
  readonly seed: number
  readonly shares: string
  readonly made_at: string
  readonly made_by: string
  readonly leakage: string | null
  readonly checked_sha256: string | null
  readonly checked_at: string | null
  readonly overridden_sha256: string | null
  readonly override_reason: string | null
  readonly overridden_by: string | null
  readonly overridden_at: string | null
}

export function splitStateOf(db: ReadableDb, projectId: string): SplitState {
  const row = db.one<SplitRow>('SELECT * FROM instruction_split WHERE project_id = ?', projectId)
  const { state, splitSha256 } = leakageOf(db, projectId)
  const isOfThis = row !== undefined && row.checked_sha256 === splitSha256
  return {
    made: row
      ? {
          seed: row.seed,
          shares: JSON.parse(row.shares) as SplitShares,
          at: row.made_at,
          by: row.made_by,
        }
      : null,
    ...figuresOf(db, projectId),
    state,
    because:
      state !== 'blocked'
        ? 'nothing'
        : isOfThis
          ? 'found'
          : row?.checked_sha256
            ? 'changed'
            : 'not-checked',
    sha256: splitSha256,
    leakage: row?.leakage ? (JSON.parse(row.leakage) as LeakageReport) : null,
    checkedAt: row?.checked_at ?? null,
    override:
      state === 'overridden' && row
        ? {
            reason: row.override_reason ?? '',
            by: row.overridden_by ?? '',
            at: row.overridden_at ?? '',
          }
        : null,
  }
}

function figuresOf(db: ReadableDb, projectId: string): Pick<SplitState, 'sides' | 'without'> {
  const count = (sql: string) =>
    new Map(
      db
        .all<{ side: Side | null; n: number }>(sql, { projectId })
        .map(({ side, n }) => [side, n] as const),
    )
  const rows = count(
    `SELECT side, count(*) AS n FROM instruction_row WHERE project_id = :projectId AND kept = 1
     GROUP BY side`,
  )
  const synthetic = count(
    `SELECT c.side, count(*) AS n FROM note n ${caseOfNoteSql}
     WHERE n.project_id = :projectId AND ${isNoteKeptSql} GROUP BY c.side`,
  )
  const imported = count(
    `SELECT side, count(*) AS n FROM instruction_note WHERE project_id = :projectId GROUP BY side`,
  )
  const cases = count(
    `SELECT side, count(*) AS n FROM instruction_case WHERE project_id = :projectId
       AND side IS NOT NULL GROUP BY side`,
  )
  const fresh = db.one<{ n: number }>(
    `SELECT count(DISTINCT n.document_id) AS n FROM note n
       LEFT JOIN instruction_record e
         ON e.project_id = n.project_id AND e.document_id = n.document_id
       LEFT JOIN instruction_case c ON c.id = e.case_id
     WHERE n.project_id = :projectId AND ${isNoteKeptSql} AND c.side IS NULL`,
    { projectId },
  )
  const freshImported = db.one<{ n: number }>(
    `SELECT count(DISTINCT case_id) AS n FROM instruction_note WHERE project_id = :projectId
       AND side IS NULL`,
    { projectId },
  )
  return {
    sides: sides.map((side) => ({
      side,
      cases: cases.get(side) ?? 0,
      notes: (synthetic.get(side) ?? 0) + (imported.get(side) ?? 0),
      rows: rows.get(side) ?? 0,
    })),
    without: { cases: (fresh?.n ?? 0) + (freshImported?.n ?? 0), rows: rows.get(null) ?? 0 },
  }
}
