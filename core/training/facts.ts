import { createHash } from 'node:crypto'
import type { PlanFacts, TrainingPlan } from '../../contract/training-plan'
import type { ReadableDb } from '../database/types'
import { caseOfNoteSql, isNoteKeptSql, type Side, splitHash } from '../instructions/rows'
import { inspectionOf, modelRow } from '../models/queries'

/** Counts of a project's data by side, from SQL alone; lengths in UTF-16 code units or nearly so. */
export function factsOf(db: ReadableDb, projectId: string, modelId: string | null): PlanFacts {
  const notes = {
    train: noteFacts(db, projectId, 'train'),
    validation: noteFacts(db, projectId, 'validation'),
  }
  const pairs = {
    train: pairFacts(db, projectId, 'train'),
    validation: pairFacts(db, projectId, 'validation'),
  }
  const row = modelId === null ? undefined : modelRow(db, modelId)
  const inspection = row && inspectionOf(row)
  return {
    notesTrain: notes.train.n,
    notesValidation: notes.validation.n,
    pairsTrain: pairs.train.n,
    pairsValidation: pairs.validation.n,
    confidentialNotes: notes.train.confidential + notes.validation.confidential,
    confidentialPairs: pairs.train.confidential + pairs.validation.confidential,
    charactersNotes: notes.train.characters,
    charactersPairMean: pairs.train.n > 0 ? pairs.train.characters / pairs.train.n : 0,
    charactersPairMax: pairs.train.longest,
    trainedContext: inspection?.trainedContext ?? 0,
    layers: inspection?.layers ?? 0,
    parameters: inspection?.parameters ?? null,
  }
}

interface Counted {
  readonly n: number
  readonly confidential: number
  readonly characters: number
  readonly longest: number
}

function noteFacts(db: ReadableDb, projectId: string, side: Side): Counted {
  const sums = `count(*) AS n, coalesce(sum(confidential), 0) AS confidential,
    coalesce(sum(characters), 0) AS characters, coalesce(max(characters), 0) AS longest`
  return db.one<Counted>(
    `SELECT ${sums} FROM (
       SELECT n.confidential, length(n.text) AS characters
       FROM note n ${caseOfNoteSql}
       WHERE n.project_id = :projectId AND c.side = :side AND ${isNoteKeptSql}
       UNION ALL
       SELECT o.confidential, length(o.text) FROM instruction_note o
       WHERE o.project_id = :projectId AND o.side = :side)`,
    { projectId, side },
  ) as Counted
}

function pairFacts(db: ReadableDb, projectId: string, side: Side): Counted {
  return db.one<Counted>(
    `SELECT count(*) AS n, coalesce(sum(confidential), 0) AS confidential,
       coalesce(sum(characters), 0) AS characters, coalesce(max(characters), 0) AS longest
     FROM (SELECT r.confidential,
                  length(coalesce(n.text, o.text)) + length(r.question) + length(r.answer) AS characters
           FROM instruction_row r LEFT JOIN note n ON n.id = r.note_id
             LEFT JOIN instruction_note o ON o.id = r.own_note_id
           WHERE r.project_id = :projectId AND r.side = :side AND r.kept = 1
             AND (r.note_id IS NULL OR ${isNoteKeptSql}))`,
    { projectId, side },
  ) as Counted
}

/** Whether anything that a plan would learn from is confidential. */
export function isConfidential(plan: TrainingPlan, facts: PlanFacts): boolean {
  return (
    (plan.pretraining.enabled && facts.confidentialNotes > 0) ||
    (plan.tuning.enabled && facts.confidentialPairs > 0) ||
    // The sample questions come from the pairs.
    (plan.sampleQuestions > 0 && facts.confidentialPairs > 0)
  )
}

/** Changes when rows, notes or sides change: a pre-flight of an earlier state is outdated. */
export function dataStamp(db: ReadableDb, projectId: string): string {
  const rows = db.one<{ n: number; last: number | null; edits: number }>(
    `SELECT count(*) AS n, max(id) AS last, coalesce(sum(edits), 0) AS edits FROM instruction_row
     WHERE project_id = ? AND kept = 1`,
    projectId,
  )
  return createHash('sha256')
    .update(`${splitHash(db, projectId)} ${rows?.n} ${rows?.last} ${rows?.edits}`)
    .digest('hex')
}

export function planHash(plan: TrainingPlan): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...plan, preset: undefined }))
    .digest('hex')
}
