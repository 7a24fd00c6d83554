import type { LeakageReport, Side } from '../../contract/instructions'
import { sides } from '../../contract/instructions'
import type { ReadableDb } from '../database/types'
import { noteShingles, noteSignature } from '../synthesis/gates/near-duplicate-index'
import { crossSidePairs } from '../text/cross-side'
import { exactJaccard, signatureFromBytes } from '../text/minhash'
import { caseOfNoteSql, isNoteKeptSql } from './rows'

/** Jaccard index over five-word runs from which two notes count as the same text. */
export const leakageThreshold = 0.8
/** An estimate from 96 hashes is off by 0.05 as a rule: pairs this much below are read too. */
const estimateRoom = 0.15
const shownExamples = 20

interface SidedNote {
  readonly key: number
  readonly case_id: number
  readonly side: Side
  readonly signature: Buffer | null
}

/**
 * Whether a case or a text is on two sides: the same case in rows, notes and sources; the same text
 * letter for letter; and nearly the same text. Yields the share that is done.
 */
export function* findLeakage(db: ReadableDb, projectId: string): Generator<number, LeakageReport> {
  const started = performance.now()
  const notes = sidedNotes(db, projectId)
  const cases = casesOnTwoSides(db, projectId)
  const texts = notes.map((note) => ({
    side: sides.indexOf(note.side),
    signature: signatureOf(db, note),
  }))
  const pairs = yield* crossSidePairs(texts, leakageThreshold - estimateRoom)
  const exact = new Set<number>()
  const near = new Set<number>()
  const examples: LeakageReport['examples'] = cases.slice(0, shownExamples)
  for (const { first, second } of pairs) {
    const [one, other] = [notes[first]!, notes[second]!]
    const [a, b] = [textOf(db, one.key), textOf(db, other.key)]
    const isSame = a === b
    const similarity = isSame ? 1 : exactJaccard(noteShingles(a), noteShingles(b))
    if (similarity < leakageThreshold) continue
    for (const index of [first, second]) (isSame ? exact : near).add(index)
    if (examples.length < shownExamples)
      examples.push({
        kind: isSame ? 'exact-text' : 'near-duplicate',
        similarity,
        first: placeOf(db, one),
        second: placeOf(db, other),
      })
  }
  for (const index of exact) near.delete(index)
  const byKind = {
    'same-case': cases.length,
    'exact-text': exact.size,
    'near-duplicate': near.size,
  }
  return {
    findings: cases.length + exact.size + near.size,
    byKind,
    notes: notes.length,
    threshold: leakageThreshold,
    seconds: (performance.now() - started) / 1000,
    examples,
  }
}

/** Every note that counts, with its side. The key of an imported note is negative. */
function sidedNotes(db: ReadableDb, projectId: string): SidedNote[] {
  return db.all(
    `SELECT n.id AS key, c.id AS case_id, c.side, n.signature
     FROM note n ${caseOfNoteSql} WHERE n.project_id = :projectId AND c.side IS NOT NULL AND ${isNoteKeptSql}
     UNION ALL
     SELECT -o.id, o.case_id, o.side, o.signature FROM instruction_note o
     WHERE o.project_id = :projectId AND o.side IS NOT NULL`,
    { projectId },
  )
}

function signatureOf(db: ReadableDb, note: SidedNote): Uint32Array {
  const stored = note.signature && signatureFromBytes(note.signature)
  return stored || noteSignature(textOf(db, note.key))
}

function textOf(db: ReadableDb, key: number): string {
  const sql =
    key > 0
      ? 'SELECT text FROM note WHERE id = ?'
      : 'SELECT text FROM instruction_note WHERE id = ?'
  return db.one<{ text: string }>(sql, Math.abs(key))?.text ?? ''
}

function placeOf(db: ReadableDb, note: SidedNote) {
  const where = note.key > 0 ? 'note_id' : 'own_note_id'
  const row = db.one<{ id: number }>(
    `SELECT id FROM instruction_row WHERE ${where} = ? ORDER BY id LIMIT 1`,
    Math.abs(note.key),
  )
  return { side: note.side, caseId: caseName(db, note.case_id), rowId: row?.id ?? null }
}

function caseName(db: ReadableDb, caseId: number): string {
  const row = db.one<{ external_id: string }>(
    'SELECT external_id FROM instruction_case WHERE id = ?',
    caseId,
  )
  return row?.external_id || String(caseId)
}

/** Cases whose rows, notes and own entry do not all name the same side. */
function casesOnTwoSides(db: ReadableDb, projectId: string): LeakageReport['examples'] {
  const rows = db.all<{ case_id: number; low: Side; high: Side; row_id: number | null }>(
    `SELECT case_id, min(side) AS low, max(side) AS high, max(row_id) AS row_id FROM (
       SELECT case_id, side, id AS row_id FROM instruction_row
         WHERE project_id = :projectId AND side IS NOT NULL
       UNION ALL SELECT case_id, side, NULL FROM instruction_note
         WHERE project_id = :projectId AND side IS NOT NULL
       UNION ALL SELECT id, side, NULL FROM instruction_case
         WHERE project_id = :projectId AND side IS NOT NULL
     ) GROUP BY case_id HAVING min(side) != max(side)`,
    { projectId },
  )
  return rows.map(({ case_id, low, high, row_id }) => ({
    kind: 'same-case' as const,
    similarity: 1,
    first: { side: low, caseId: caseName(db, case_id), rowId: row_id },
    second: { side: high, caseId: caseName(db, case_id), rowId: row_id },
  }))
}
