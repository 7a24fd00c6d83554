import type { ComplaintCount, QuestionSource } from '../../contract/evaluation-comparison'
import { say } from '../../contract/sentences'
import type { TaskId } from '../../contract/tasks'
import type { ReadableDb } from '../database/types'
import { Refusal } from '../kernel/refusal'
import { confidentialSql, isNotWithdrawnSql } from '../sources/record-marks'
import { drawSample } from '../synthesis/seeds'
import type { ChosenQuestions } from './questions'
import { instructionsFor } from './sets/layouts'

/*
 * Questions that nobody has answered beforehand: instructions asked of notes of one's own, and what
 * people called wrong under Query.
 */

/** More than this is asked only of a drawn part: each question is answered by every arm. */
const mostQuestions = 20_000

/**
 * Each note of a collection with one instruction a task, drawn before any text is read. Notes that a
 * training has read, and withdrawn ones, are left out.
 */
export function ofNotes(
  db: ReadableDb,
  projectId: string,
  source: Extract<QuestionSource, { kind: 'notes' }>,
  limit: number | null,
  seed: number,
): ChosenQuestions {
  const collection = db.one<{ name: string }>(
    "SELECT name FROM collection WHERE id = ? AND project_id = ? AND state = 'ready'",
    source.id,
    projectId,
  )
  if (!collection) throw new Refusal('no-collection', say('collection-gone'))
  const ids = untrainedIds(db, source.id)
  const asked = instructionsFor(source.tasks)
  const count = ids.length * asked.length
  if (count === 0)
    throw new Refusal('no-notes', say('no-untrained-notes', { name: collection.name }))
  if ((limit ?? count) > mostQuestions)
    throw new Refusal(
      'too-many-questions',
      say('too-many-questions', { questions: count, most: mostQuestions }),
    )
  const places = drawSample([...Array(count).keys()], limit ?? count, seed)
  return {
    sourceName: collection.name,
    setId: null,
    splitSha256: null,
    questions: places.map((place) => {
      const { task, instruction } = asked[place % asked.length]!
      const note = noteOf(db, ids[Math.floor(place / asked.length)]!)
      return {
        task,
        question: instruction,
        reference: null,
        answerable: null,
        confidential: note.confidential === 1,
        note: { text: note.text },
      }
    }),
  }
}

function untrainedIds(db: ReadableDb, collectionId: string): number[] {
  return db
    .all<{ id: number }>(
      `SELECT d.id FROM document d WHERE d.collection_id = ? AND ${isNotWithdrawnSql('d.id')}
         AND NOT EXISTS (SELECT 1 FROM training_case t WHERE t.document_id = d.id)
       ORDER BY d.id`,
      collectionId,
    )
    .map((row) => row.id)
}

function noteOf(db: ReadableDb, id: number): { text: string; confidential: number } {
  return db.one(
    `SELECT d.text, ${confidentialSql} AS confidential
     FROM document d JOIN collection c ON c.id = d.collection_id WHERE d.id = ?`,
    id,
  ) as { text: string; confidential: number }
}

/** What people called wrong, each note with its instruction once, oldest first. */
export function ofComplaints(
  db: ReadableDb,
  projectId: string,
  modelId: string | null,
): ChosenQuestions {
  const rows = db.all<{ task: TaskId | null; question: string; note: string; hidden: number }>(
    `SELECT task, instruction AS question, note_text AS note, max(confidential) AS hidden
     FROM answer
     WHERE project_id = :projectId AND complaint IS NOT NULL
       AND (:modelId IS NULL OR model_id = :modelId)
     GROUP BY note_text, instruction ORDER BY min(created_at), min(id)`,
    { projectId, modelId },
  )
  if (rows.length === 0) throw new Refusal('no-complaints', say('no-complaints'))
  return {
    sourceName: 'Complaints',
    setId: null,
    splitSha256: null,
    questions: rows.map(({ task, question, note, hidden }) => ({
      task,
      question,
      reference: null,
      answerable: null,
      confidential: hidden === 1,
      note: { text: note },
    })),
  }
}

/** The most complained of first. */
export function complaintCounts(db: ReadableDb, projectId: string): ComplaintCount[] {
  return db.all(
    `SELECT a.model_id AS modelId, m.name AS modelName, d.name AS adapterName,
            count(*) AS answers, sum(a.complaint IS NOT NULL) AS complaints
     FROM answer a JOIN model m ON m.id = a.model_id LEFT JOIN adapter d ON d.id = a.adapter_id
     WHERE a.project_id = ? GROUP BY a.model_id, a.adapter_id
     ORDER BY complaints DESC, m.name, d.name`,
    projectId,
  )
}
