import type { ItemFilter, ItemRow } from '../../../contract/evaluation-results'
import { numberCursor } from '../../database/cursor'
import type { ReadableDb } from '../../database/types'
import { likePattern } from '../sets/queries'
import type { Scored } from './rules'

/** Every answer of a run with its judgement in one judging (null: none yet). */
export function scoredRows(
  db: ReadableDb,
  runId: string,
  judgingId: string | null,
  ordinals: readonly number[] | null = null,
): Scored[] {
  return db.all(
    `SELECT a.ordinal, a.arm, i.task, a.state AS answer, j.state AS judgement, s.score, s.letter,
            a.supported, a.contradicted, a.not_found, a.unchecked
     FROM evaluation_answer a
       JOIN evaluation_item i ON i.run_id = a.run_id AND i.ordinal = a.ordinal
       LEFT JOIN judgement j ON j.judging_id = :judgingId AND j.ordinal = a.ordinal
       LEFT JOIN judge_score s
         ON s.judging_id = :judgingId AND s.ordinal = a.ordinal AND s.arm = a.arm
     WHERE a.run_id = :runId
       AND (:ordinals IS NULL OR a.ordinal IN (SELECT value FROM json_each(:ordinals)))
     ORDER BY a.ordinal, a.arm`,
    { runId, judgingId, ordinals: ordinals === null ? null : JSON.stringify(ordinals) },
  )
}

/** The judging that results are of: the one named, or the run's newest. */
export function judgingFor(db: ReadableDb, runId: string, named: string | null): string | null {
  return (
    db.one<{ id: string }>(
      `SELECT id FROM judging WHERE run_id = :runId AND (:named IS NULL OR id = :named)
       ORDER BY created_at DESC, id DESC LIMIT 1`,
      { runId, named },
    )?.id ?? null
  )
}

/** What of a run has ended, as a key: figures change only when this does. */
export function resultStamp(db: ReadableDb, runId: string, judgingId: string | null): string {
  const row = db.one<{ answers: number; judgements: number }>(
    `SELECT (SELECT count(*) FROM evaluation_answer WHERE run_id = :runId AND state <> 'waiting') AS answers,
            (SELECT count(*) FROM judgement WHERE judging_id = :judgingId AND state <> 'waiting') AS judgements`,
    { runId, judgingId },
  )
  return `${row?.answers}/${row?.judgements}`
}

type Values = Readonly<Record<string, string | number | null>>

const scoreOf = (arm: string): string =>
  `(SELECT s.score FROM judge_score s WHERE s.judging_id = :judgingId AND s.ordinal = i.ordinal AND s.arm = ${arm})`

const changes = {
  fixed: `${scoreOf("'a'")} = 1 AND ${scoreOf(':armId')} > 1`,
  'newly-made': `${scoreOf("'a'")} > 1 AND ${scoreOf(':armId')} = 1`,
  win: `${scoreOf(':armId')} > ${scoreOf("'a'")}`,
  tie: `${scoreOf(':armId')} = ${scoreOf("'a'")}`,
  loss: `${scoreOf(':armId')} < ${scoreOf("'a'")}`,
} as const

const anAnswer = `EXISTS (SELECT 1 FROM evaluation_answer a WHERE a.run_id = i.run_id
  AND a.ordinal = i.ordinal AND (:armId IS NULL OR a.arm = :armId)`

const statementColumns = {
  supported: 'supported',
  contradicted: 'contradicted',
  'not-found': 'not_found',
} as const

function conditions(filter: ItemFilter): string[] {
  const found = ['i.run_id = :runId']
  if (filter.task !== null) found.push('i.task = :task')
  if (filter.search !== '') found.push("i.question LIKE :like ESCAPE '\\'")
  if (typeof filter.score === 'number')
    found.push(`EXISTS (SELECT 1 FROM judge_score s WHERE s.judging_id = :judgingId
      AND s.ordinal = i.ordinal AND s.score = :score AND (:armId IS NULL OR s.arm = :armId))`)
  if (filter.score === 'missing') found.push(`${anAnswer} AND a.state = 'failed')`)
  if (filter.score === 'unparseable')
    found.push(
      `EXISTS (SELECT 1 FROM judgement j WHERE j.judging_id = :judgingId AND j.ordinal = i.ordinal
         AND j.state IN ('unparseable', 'failed')) AND ${anAnswer} AND a.state = 'done')`,
    )
  if (filter.change !== null && filter.armId !== null) found.push(changes[filter.change])
  if (filter.statement !== null)
    found.push(`${anAnswer} AND a.${statementColumns[filter.statement]} > 0)`)
  return found
}

function valuesOf(filter: ItemFilter, judgingId: string | null): Values {
  return {
    runId: filter.runId,
    judgingId,
    task: filter.task,
    armId: filter.armId,
    score: typeof filter.score === 'number' ? filter.score : null,
    like: likePattern(filter.search),
  }
}

export function itemCount(db: ReadableDb, filter: ItemFilter): number {
  const judgingId = judgingFor(db, filter.runId, filter.judgingId)
  return (
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM evaluation_item i WHERE ${conditions(filter).join(' AND ')}`,
      valuesOf(filter, judgingId),
    )?.n ?? 0
  )
}

export function itemPage(
  db: ReadableDb,
  filter: ItemFilter,
  after: string | null,
  limit: number,
): { rows: ItemRow[]; next: string | null } {
  const judgingId = judgingFor(db, filter.runId, filter.judgingId)
  const rows = db.all<{
    ordinal: number
    task: ItemRow['task']
    question: string
    preview: string
    confidential: number
  }>(
    `SELECT i.ordinal, i.task, i.question, substr(n.text, 1, 200) AS preview, i.confidential
     FROM evaluation_item i JOIN evaluation_note n ON n.id = i.note_id
     WHERE ${conditions(filter).join(' AND ')} AND i.ordinal > :after
     ORDER BY i.ordinal LIMIT :limit`,
    { ...valuesOf(filter, judgingId), after: numberCursor(after) ?? -1, limit },
  )
  const scores = scoredRows(
    db,
    filter.runId,
    judgingId,
    rows.map((row) => row.ordinal),
  )
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      ordinal: row.ordinal,
      task: row.task,
      question: row.question,
      notePreview: row.preview,
      confidential: row.confidential === 1,
      scores: scores
        .filter((score) => score.ordinal === row.ordinal)
        .map((score) => ({ armId: score.arm, score: score.score, state: stateOf(score) })),
    })),
    next: last && rows.length === limit ? String(last.ordinal) : null,
  }
}

export function stateOf(row: Scored): ItemRow['scores'][number]['state'] {
  if (row.answer === 'failed') return 'missing'
  if (row.score !== null) return 'judged'
  return row.judgement === 'unparseable' || row.judgement === 'failed' ? 'unparseable' : 'waiting'
}
