import { createHash } from 'node:crypto'
import type { WritableDb } from '../database/types'

/**
 * Carries the mark "confidential" from a record to everything that was made from it: notes, rows,
 * trainings, adapters, what those adapters wrote, and so on until nothing new is found. Where it is
 * not known whether a training read the very note or another one of the same record, it is marked.
 */
export function spreadConfidential(db: WritableDb, documentId: number): void {
  const documents = new Set([documentId])
  const hashes = [textHash(recordText(db, documentId))]
  hashes.push(...markNotes(db, 'n.document_id = ?', documentId, documents))
  hashes.push(...markImported(db, documentId))
  markAnswers(db, "note_kind = 'document' AND note_id", [documentId])
  for (let fresh = markAdapters(db, documents); fresh.length > 0; ) {
    const written = 'n.run_id IN (SELECT id FROM synthesis_run WHERE adapter_id = ?)'
    for (const id of fresh) hashes.push(...markNotes(db, written, id, documents))
    markAnswers(db, 'adapter_id', fresh)
    fresh = markAdapters(db, documents)
  }
  markEvaluations(db, hashes)
}

const pageRows = 1000

/** Marks notes and their rows. @returns hashes of their texts; their records join `documents`. */
function markNotes(
  db: WritableDb,
  which: string,
  value: string | number,
  documents: Set<number>,
): Buffer[] {
  const hashes: Buffer[] = []
  for (let after = 0; ; ) {
    const notes = db.all<{ id: number; document_id: number; text: string }>(
      `SELECT n.id, n.document_id, n.text FROM note n WHERE ${which} AND n.id > ?
       ORDER BY n.id LIMIT ${pageRows}`,
      value,
      after,
    )
    const ids = notes.map(({ id }) => id)
    for (const table of [
      'note SET confidential = 1 WHERE id',
      'instruction_row SET confidential = 1 WHERE note_id',
    ])
      db.run(`UPDATE ${table} IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
    markAnswers(db, "note_kind = 'note' AND note_id", ids)
    for (const note of notes) {
      documents.add(note.document_id)
      hashes.push(textHash(note.text))
    }
    const last = notes.at(-1)
    if (!last || notes.length < pageRows) return hashes
    after = last.id
  }
}

function textHash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function recordText(db: WritableDb, documentId: number): string {
  return db.one<{ text: string }>('SELECT text FROM document WHERE id = ?', documentId)?.text ?? ''
}

function markAnswers(db: WritableDb, which: string, values: readonly (string | number)[]): void {
  db.run(
    `UPDATE answer SET confidential = 1 WHERE ${which} IN (SELECT value FROM json_each(?))`,
    JSON.stringify(values),
  )
}

/** Notes and rows that came with an import and belong to the record. */
function markImported(db: WritableDb, documentId: number): Buffer[] {
  const cases = `(SELECT id FROM instruction_case WHERE document_id = ?)`
  db.run(`UPDATE instruction_row SET confidential = 1 WHERE case_id IN ${cases}`, documentId)
  db.run(`UPDATE instruction_note SET confidential = 1 WHERE case_id IN ${cases}`, documentId)
  return db
    .all<{ text: string }>(
      `SELECT text FROM instruction_note WHERE case_id IN ${cases}`,
      documentId,
    )
    .map(({ text }) => textHash(text))
}

/** Marks trainings that read any of the records, their adapters and what went on from them. */
function markAdapters(db: WritableDb, documents: ReadonlySet<number>): string[] {
  const read = JSON.stringify([...documents])
  db.run(
    `UPDATE training_run SET confidential = 1 WHERE confidential = 0 AND id IN (
       SELECT run_id FROM training_case WHERE document_id IN (SELECT value FROM json_each(?)))`,
    read,
  )
  const fresh = db
    .all<{ id: string }>(
      `WITH RECURSIVE reached(id) AS (
         SELECT a.id FROM training_run r JOIN adapter a ON a.run_id = r.id
           WHERE r.confidential = 1 AND a.confidential = 0
         UNION SELECT a.id FROM reached JOIN adapter a ON a.parent_id = reached.id)
       SELECT reached.id FROM reached JOIN adapter a ON a.id = reached.id WHERE a.confidential = 0`,
    )
    .map(({ id }) => id)
  const ids = JSON.stringify(fresh)
  db.run('UPDATE adapter SET confidential = 1 WHERE id IN (SELECT value FROM json_each(?))', ids)
  db.run(
    `UPDATE training_run SET confidential = 1
     WHERE plan ->> '$.startAdapterId' IN (SELECT value FROM json_each(:ids))
       OR id IN (SELECT run_id FROM adapter WHERE id IN (SELECT value FROM json_each(:ids)))`,
    { ids },
  )
  // A comparison that such an adapter took part in holds its answers.
  db.run(
    `UPDATE evaluation_run SET confidential = 1 WHERE id IN (
       SELECT run_id FROM evaluation_arm WHERE adapter_id IN (SELECT value FROM json_each(?)))`,
    ids,
  )
  markStudies(db)
  return fresh
}

/** Comparisons that asked about one of the texts. */
function markEvaluations(db: WritableDb, hashes: readonly Buffer[]): void {
  for (const hash of hashes)
    db.run(
      `UPDATE evaluation_item SET confidential = 1
       WHERE note_id IN (SELECT id FROM evaluation_note
         WHERE project_id IN (SELECT id FROM project) AND sha256 = ?)`,
      hash,
    )
  db.run(
    `UPDATE evaluation_run SET confidential = 1 WHERE confidential = 0
       AND EXISTS (SELECT 1 FROM evaluation_item i WHERE i.run_id = evaluation_run.id AND i.confidential = 1)`,
  )
  markStudies(db)
}

function markStudies(db: WritableDb): void {
  db.run(
    `UPDATE study SET confidential = 1 WHERE confidential = 0
       AND run_id IN (SELECT id FROM evaluation_run WHERE confidential = 1)`,
  )
}
