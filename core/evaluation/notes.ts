import { createHash } from 'node:crypto'
import type { ReadableDb, WritableDb } from '../database/types'

/** The number of a note's text in its project; stored once however many questions ask about it. */
export function storeNote(db: WritableDb, projectId: string, text: string): number {
  const sha256 = createHash('sha256').update(text).digest()
  const known = db.one<{ id: number }>(
    'SELECT id FROM evaluation_note WHERE project_id = ? AND sha256 = ?',
    projectId,
    sha256,
  )
  if (known) return known.id
  return db.run(
    'INSERT INTO evaluation_note (project_id, sha256, text) VALUES (?, ?, ?)',
    projectId,
    sha256,
    text,
  ).lastId
}

export function noteText(db: ReadableDb, id: number): string {
  return db.one<{ text: string }>('SELECT text FROM evaluation_note WHERE id = ?', id)?.text ?? ''
}

/** Takes away the notes of a project that no set, comparison or study needs any more. */
export function dropUnusedNotes(db: WritableDb, projectId: string): void {
  db.run(
    `DELETE FROM evaluation_note WHERE project_id = ?
       AND NOT EXISTS (SELECT 1 FROM set_question q WHERE q.note_id = evaluation_note.id)
       AND NOT EXISTS (SELECT 1 FROM evaluation_item i WHERE i.note_id = evaluation_note.id)
       AND NOT EXISTS (SELECT 1 FROM study_item s WHERE s.note_id = evaluation_note.id)`,
    projectId,
  )
}
