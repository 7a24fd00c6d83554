import { createHash } from 'node:crypto'
import type { ReadableDb } from '../../database/types'
import { canonicalJson, sha256Hex } from '../../kernel/canonical-json'
import type { Layout } from './lay-out'
import { armsOf, type StudyArmRow, type StudyItemRow, type StudyRow } from './queries'

/** What opening fixes: the plan, the arms, the questions and every case in order. */
export interface FixedParts extends Pick<Layout, 'cases' | 'assignments'> {
  /** As it is stored: what later versions of the app add to plans has no part in it. */
  readonly plan: unknown
  readonly arms: readonly Omit<StudyArmRow, 'study_id'>[]
  readonly items: readonly Omit<StudyItemRow, 'study_id' | 'is_overlap'>[]
}

/** One changed word of the plan, of a question or of an answer changes it. */
export function fixedHash({ plan, arms, items, cases, assignments }: FixedParts): string {
  return sha256Hex(canonicalJson({ plan, arms, items, cases, assignments }))
}

/**
 * Whether an opened study is what it was when it was opened: the same plan, arms, questions, notes,
 * answers, controls and orders. Null where nothing was fixed here: a draft, or a packet.
 */
export function isAsFixed(db: ReadableDb, study: StudyRow): boolean | null {
  if (study.sha256 === null) return null
  return storedHash(db, study) === study.sha256 && areNotesIntact(db, study.id)
}

/** The hash over what the tables hold now. */
export function storedHash(db: ReadableDb, { id, plan }: Pick<StudyRow, 'id' | 'plan'>): string {
  return fixedHash({
    plan: jsonOrText(plan),
    arms: armsOf(db, id).map(({ study_id: _, ...arm }) => arm),
    items: db.all(
      `SELECT item, ordinal, note_id, task, question, stratum, confidential
       FROM study_item WHERE study_id = ? ORDER BY item`,
      id,
    ),
    cases: db.all(
      `SELECT case_no, item, arm, kind, text, planted, repeats
       FROM study_case WHERE study_id = ? ORDER BY case_no`,
      id,
    ),
    // By raters in the order in which they were laid out, which is that of their names.
    assignments: db.all(
      `SELECT a.person_id, a.position, a.case_no FROM study_rater r
         CROSS JOIN study_assignment a ON a.study_id = r.study_id AND a.person_id = r.person_id
       WHERE r.study_id = ? ORDER BY r.name, r.person_id, a.position`,
      id,
    ),
  })
}

/** Notes lie apart from the study, each under a hash of its own. */
function areNotesIntact(db: ReadableDb, studyId: string): boolean {
  const notes = db.all<{ text: string; sha256: Buffer }>(
    `SELECT n.text, n.sha256 FROM evaluation_note n
     WHERE n.id IN (SELECT note_id FROM study_item WHERE study_id = ?)`,
    studyId,
  )
  return notes.every((note) => createHash('sha256').update(note.text).digest().equals(note.sha256))
}

function jsonOrText(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch {
    return stored
  }
}
