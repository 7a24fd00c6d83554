import { type Corpus, corpora } from '../../../contract/evaluation-scoring'
import type { ReadableDb } from '../../database/types'
import { confidentialSql } from '../../sources/record-marks'

/** Documents of collections that are there, public or local, and notes that are kept. */
const idsSql: Readonly<Record<Corpus, string>> = {
  reports: `SELECT d.id, 0 AS confidential FROM collection c CROSS JOIN document d ON d.collection_id = c.id
    WHERE c.project_id = :projectId AND c.state = 'ready' AND ${confidentialSql} = 0 ORDER BY d.id`,
  'synthetic-notes': `SELECT id, confidential FROM note
    WHERE project_id = :projectId AND (caught = 0 OR restored = 1) ORDER BY id`,
  'local-notes': `SELECT d.id, 1 AS confidential FROM collection c CROSS JOIN document d ON d.collection_id = c.id
    WHERE c.project_id = :projectId AND c.state = 'ready' AND ${confidentialSql} = 1 ORDER BY d.id`,
}

/** Every text of a corpus by its number. */
export function corpusIds(
  db: ReadableDb,
  projectId: string,
  corpus: Corpus,
): { id: number; confidential: number }[] {
  return db.all(idsSql[corpus], { projectId })
}

export function corpusText(db: ReadableDb, corpus: Corpus, id: number): string | undefined {
  const table = corpus === 'synthetic-notes' ? 'note' : 'document'
  return db.one<{ text: string }>(`SELECT text FROM ${table} WHERE id = ?`, id)?.text
}

export function corpusCounts(
  db: ReadableDb,
  projectId: string,
): { corpus: Corpus; documents: number; confidential: number }[] {
  return corpora.map((corpus) => {
    const row = db.one<{ documents: number; confidential: number }>(
      `SELECT count(*) AS documents, coalesce(sum(confidential), 0) AS confidential
       FROM (${idsSql[corpus]})`,
      { projectId },
    )
    return { corpus, documents: row?.documents ?? 0, confidential: row?.confidential ?? 0 }
  })
}
