import type { PackState } from '../../../contract/share-pack'
import type { ReadableDb } from '../../database/types'
import { isNoteKeptSql } from '../../instructions/rows'
import type { ReportRow } from '../queries'

/** Reports of closed studies in which this very adapter was an arm, newest first. */
export function reportsAbout(
  db: ReadableDb,
  adapter: { readonly id: string; readonly sha256: string },
): PackState['reports'] {
  return db.all(
    `SELECT p.id, s.name AS studyName, s.version, p.made_at AS madeAt
     FROM study_arm a JOIN study s ON s.id = a.study_id JOIN study_report p ON p.study_id = s.id
     WHERE a.adapter_id = ? AND a.adapter_sha256 = ? AND s.state = 'closed'
       AND p.made_at >= s.closed_at
     ORDER BY p.made_at DESC, p.id DESC`,
    adapter.id,
    adapter.sha256,
  )
}

export function studyMarks(
  db: ReadableDb,
  report: ReportRow,
): { readonly questions: number; readonly isConfidential: boolean } {
  const questions =
    db.one<{ n: number }>(
      'SELECT count(*) AS n FROM study_item WHERE study_id = ? AND confidential = 1',
      report.study_id,
    )?.n ?? 0
  const study = db.one<{ confidential: number }>(
    'SELECT confidential FROM study WHERE id = ?',
    report.study_id,
  )
  return { questions, isConfidential: study?.confidential === 1 }
}

/** The letter under which an adapter took part in a study. */
export function armOf(db: ReadableDb, studyId: string, adapterSha256: string): string | undefined {
  return db.one<{ arm: string }>(
    'SELECT arm FROM study_arm WHERE study_id = ? AND adapter_sha256 = ? ORDER BY arm',
    studyId,
    adapterSha256,
  )?.arm
}

/** Confidential adapters among this one and those it went on from. */
export function confidentialLine(db: ReadableDb, adapterId: string): { name: string }[] {
  return db.all(
    `WITH RECURSIVE line(id) AS (
       SELECT id FROM adapter WHERE id = ?
       UNION SELECT a.parent_id FROM line JOIN adapter a ON a.id = line.id
         WHERE a.parent_id IS NOT NULL)
     SELECT a.name FROM line JOIN adapter a ON a.id = line.id
       LEFT JOIN training_run r ON r.id = a.run_id
     WHERE a.confidential = 1 OR r.confidential = 1 ORDER BY a.created_at DESC`,
    adapterId,
  )
}

/** Kept rows, and what of the kept rows and notes is confidential. */
export function dataCounts(
  db: ReadableDb,
  projectId: string,
): {
  readonly rows: number
  readonly confidentialRows: number
  readonly confidentialNotes: number
} {
  return db.one(
    `SELECT
       (SELECT count(*) FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
        WHERE r.project_id = :projectId AND r.kept = 1
          AND (r.note_id IS NULL OR ${isNoteKeptSql})) AS rows,
       (SELECT count(*) FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
        WHERE r.project_id = :projectId AND r.kept = 1 AND r.confidential = 1
          AND (r.note_id IS NULL OR ${isNoteKeptSql})) AS confidentialRows,
       (SELECT count(*) FROM note n
        WHERE n.project_id = :projectId AND n.confidential = 1 AND ${isNoteKeptSql})
       + (SELECT count(*) FROM instruction_note
          WHERE project_id = :projectId AND confidential = 1) AS confidentialNotes`,
    { projectId },
  ) as { rows: number; confidentialRows: number; confidentialNotes: number }
}
