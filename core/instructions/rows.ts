import { createHash } from 'node:crypto'
import { type Sentence, say } from '../../contract/sentences'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb } from '../database/types'
import { isNotWithdrawnSql } from '../sources/record-marks'

/**
 * What training and evaluation read of this stage. Rows and notes are those that are kept; a row
 * whose synthetic note is not kept any more is left out too.
 *
 * Ids of imported notes and of cases that have no source record here are negative, so that they
 * are never taken for the synthetic note or the source record of that number.
 */
export type Side = 'train' | 'validation' | 'test'
export type Task = TaskId

export interface InstructionPair {
  readonly id: number
  /** `note.id`, or minus `instruction_note.id` for a note that came with an import. */
  readonly noteId: number
  /** `document.id` of the source case, or minus `instruction_case.id` where there is none. */
  readonly documentId: number
  readonly task: Task
  readonly note: string
  readonly question: string
  readonly answer: string
  readonly answerable: boolean
  readonly confidential: boolean
}

export interface SplitNote {
  readonly noteId: number
  readonly documentId: number
  readonly text: string
  readonly confidential: boolean
}

export interface Leakage {
  readonly state: 'not-split' | 'passed' | 'blocked' | 'overridden'
  readonly reason: Sentence
  /** The split that the verdict is about; null where there is none. */
  readonly splitSha256: string | null
}

const pageRows = 1000

/**
 * A synthetic note is kept where no gate caught it or a person brought it back, and its source record
 * was not withdrawn.
 */
export const isNoteKeptSql = `((n.caught = 0 OR n.restored = 1) AND ${isNotWithdrawnSql('n.document_id')})`

interface PairRow {
  readonly id: number
  readonly noteId: number
  readonly documentId: number
  readonly task: Task
  readonly note: string
  readonly question: string
  readonly answer: string
  readonly answerable: number
  readonly confidential: number
}

/** All pairs of a side in the order of their ids. Large sides: `pairPages`. */
export function pairsOf(db: ReadableDb, projectId: string, side: Side): InstructionPair[] {
  return [...pairPages(db, projectId, side)].flat()
}

/** The same in pages, so that 158,114 notes are never in memory together. */
export function* pairPages(
  db: ReadableDb,
  projectId: string,
  side: Side,
  limit = pageRows,
): Generator<InstructionPair[]> {
  for (let after = 0; ; ) {
    const rows = db.all<PairRow>(
      `SELECT r.id, coalesce(r.note_id, -r.own_note_id) AS noteId,
              coalesce(c.document_id, -c.id) AS documentId, r.task, coalesce(n.text, o.text) AS note,
              r.question, r.answer, r.answerable, r.confidential
       FROM instruction_row r JOIN instruction_case c ON c.id = r.case_id
         LEFT JOIN note n ON n.id = r.note_id LEFT JOIN instruction_note o ON o.id = r.own_note_id
       WHERE r.project_id = :projectId AND r.side = :side AND r.kept = 1 AND r.id > :after
         AND ${isNotWithdrawnSql('c.document_id')}
         AND (r.note_id IS NULL OR ${isNoteKeptSql})
       ORDER BY r.id LIMIT :limit`,
      { projectId, side, after, limit },
    )
    if (rows.length > 0)
      yield rows.map((row) => ({
        ...row,
        answerable: row.answerable === 1,
        confidential: row.confidential === 1,
      }))
    const last = rows.at(-1)
    if (!last || rows.length < limit) return
    after = last.id
  }
}

export function countPairs(db: ReadableDb, projectId: string, side: Side): number {
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
       WHERE r.project_id = ? AND r.side = ? AND r.kept = 1
         AND (r.note_id IS NULL OR ${isNoteKeptSql})`,
      projectId,
      side,
    )?.n ?? 0
  )
}

/** All kept notes whose source case is on a side, whether or not they have questions. */
export function notesOf(db: ReadableDb, projectId: string, side: Side): SplitNote[] {
  return [...notePages(db, projectId, side)].flat()
}

export function* notePages(
  db: ReadableDb,
  projectId: string,
  side: Side,
  limit = pageRows,
): Generator<SplitNote[]> {
  for (const sql of [ownSyntheticNotes, importedNotes])
    for (let after = 0; ; ) {
      const rows = db.all<Omit<SplitNote, 'confidential'> & { at: number; confidential: number }>(
        sql,
        { projectId, side, after, limit },
      )
      if (rows.length > 0)
        yield rows.map(({ at: _, confidential, ...row }) => ({
          ...row,
          confidential: confidential === 1,
        }))
      const last = rows.at(-1)
      if (!last || rows.length < limit) break
      after = last.at
    }
}

/** Joins a note `n` to its case `c`; notes whose case is not known yet fall out. */
export const caseOfNoteSql = `JOIN instruction_record e
    ON e.project_id = n.project_id AND e.document_id = n.document_id
  JOIN instruction_case c ON c.id = e.case_id`

const ownSyntheticNotes = `
  SELECT n.id AS at, n.id AS noteId, n.document_id AS documentId, n.text, n.confidential
  FROM note n ${caseOfNoteSql}
  WHERE n.project_id = :projectId AND n.id > :after AND c.side = :side AND ${isNoteKeptSql}
  ORDER BY n.id LIMIT :limit`

const importedNotes = `
  SELECT o.id AS at, -o.id AS noteId, coalesce(c.document_id, -c.id) AS documentId, o.text,
         o.confidential
  FROM instruction_note o JOIN instruction_case c ON c.id = o.case_id
  WHERE o.project_id = :projectId AND o.side = :side AND o.id > :after AND ${isNotWithdrawnSql('c.document_id')}
  ORDER BY o.id LIMIT :limit`

interface SplitRow {
  readonly leakage: string | null
  readonly checked_sha256: string | null
  readonly overridden_sha256: string | null
  readonly override_reason: string | null
  readonly overridden_by: string | null
}

/** Whether this split may be trained on. A check or an override holds for exactly the split it saw. */
export function leakageOf(db: ReadableDb, projectId: string): Leakage {
  const row = db.one<SplitRow>('SELECT * FROM instruction_split WHERE project_id = ?', projectId)
  if (!row)
    return {
      state: 'not-split',
      reason: say('rows-not-split'),
      splitSha256: null,
    }
  const splitSha256 = splitHash(db, projectId)
  if (row.overridden_sha256 === splitSha256)
    return {
      state: 'overridden',
      reason: say('leakage-answered-for', {
        who: row.overridden_by ?? '',
        reason: row.override_reason ?? '',
      }),
      splitSha256,
    }
  if (row.checked_sha256 !== splitSha256)
    return {
      state: 'blocked',
      reason: say(row.checked_sha256 === null ? 'leakage-not-checked' : 'leakage-outdated'),
      splitSha256,
    }
  const found = JSON.parse(row.leakage ?? '{}') as { findings?: number }
  if (found.findings === 0) return { state: 'passed', reason: say('leakage-none'), splitSha256 }
  return {
    state: 'blocked',
    reason: say('leakage-found', { count: found.findings ?? 0 }),
    splitSha256,
  }
}

/**
 * SHA-256 over what the leakage check looks at: each note that counts, its case and its side, and
 * the sides of the rows. A note's text never changes, so its number stands for it.
 */
export function splitHash(db: ReadableDb, projectId: string): string {
  const hash = createHash('sha256')
  const parts = [
    `SELECT 'n' || n.id || ' ' || c.id || ' ' || c.side AS line FROM note n ${caseOfNoteSql}
     WHERE n.project_id = ? AND c.side IS NOT NULL AND ${isNoteKeptSql} ORDER BY n.id`,
    `SELECT 'o' || id || ' ' || case_id || ' ' || side AS line FROM instruction_note
     WHERE project_id = ? AND side IS NOT NULL ORDER BY side, id`,
    `SELECT DISTINCT 'r' || case_id || ' ' || side AS line FROM instruction_row
     WHERE project_id = ? AND side IS NOT NULL ORDER BY 1`,
  ]
  for (const sql of parts)
    for (const { line } of db.all<{ line: string }>(sql, projectId)) hash.update(`${line}\n`)
  return hash.digest('hex')
}
