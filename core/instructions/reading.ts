import type { RowFilterId } from '../../contract/instruction-filters'
import { rowFilterIds } from '../../contract/instruction-filters'
import type { InstructionFull, RowLineage } from '../../contract/instructions'
import type { ReadableDb } from '../database/types'
import { bitOf } from './filters'
import { nearestSeed, type SeedIndexes, unsupportedPlaces } from './measure'
import { findModelTalk } from './model-talk'
import { partsOf, runRow } from './queries'
import { editsOf, type FullRow, rowOf } from './row-queries'

/** A row with all that is known of it, for the inspector. */
export function readRow(
  db: ReadableDb,
  row: FullRow,
  seeds: SeedIndexes,
  seedTexts: (task: FullRow['task']) => readonly string[],
): InstructionFull {
  const unsupported = unsupportedPlaces(row.answer, row.note)
  const seed = nearestSeed(row, seeds)
  const details: Details = {
    unsupported: unsupported.map(({ text }) => `“${text}”`),
    seed: seed ? (seedTexts(row.task)[seed.id] ?? '') : '',
    nearest: nearestQuestion(db, row),
  }
  return {
    ...rowOf(row),
    note: row.note,
    noteId: row.note_id,
    noteTitle: row.note_title ?? row.external_id,
    noteKept: row.note_kept === 1,
    caseId: row.external_id,
    verdictReason: row.verdict_reason,
    verdictBy: row.verdict_by,
    filters: rowFilterIds.map((filter) => ({
      filter,
      caught: (row.caught & bitOf(filter)) !== 0,
      ...found(filter, row, details),
    })),
    answerMarks: unsupported.map(({ start, end }) => ({ start, end })),
    lineage: lineageOf(db, row),
    importedFrom:
      row.import_name === null
        ? null
        : { name: row.import_name, at: row.imported_at ?? '', by: row.imported_by ?? '' },
    edits: editsOf(db, row.id),
  }
}

interface Details {
  readonly unsupported: readonly string[]
  readonly seed: string
  readonly nearest: string
}

/** What a filter measured, with the words it goes by: they quote the row. */
function found(
  filter: RowFilterId,
  row: FullRow,
  details: Details,
): { value: number; detail: string } {
  switch (filter) {
    case 'model-talk': {
      const hits = [row.question, row.answer, row.note].flatMap((text) =>
        findModelTalk(text).map(({ start, end }) => `“${text.slice(start, end)}”`),
      )
      return { value: row.talk, detail: hits.slice(0, 5).join(', ') }
    }
    case 'question-end':
      return {
        value: row.question_end,
        detail: row.question_end === 1 ? row.answer.slice(-60) : '',
      }
    case 'length':
      return { value: row.answer_words, detail: `${row.question_words} / ${row.answer_words}` }
    case 'repeats-seed':
      return { value: row.seed_similarity, detail: row.seed_similarity > 0 ? details.seed : '' }
    case 'near-duplicate':
      return { value: row.nearest_similarity, detail: details.nearest }
    case 'echo':
      return { value: row.echo, detail: '' }
    case 'unsupported':
      return { value: row.unsupported, detail: details.unsupported.slice(0, 5).join(', ') }
    case 'answerable-after-all':
      return { value: row.note_share, detail: '' }
  }
}

function nearestQuestion(db: ReadableDb, row: FullRow): string {
  if (row.nearest_id === null) return ''
  return (
    db.one<{ question: string }>(
      'SELECT question FROM instruction_row WHERE id = ?',
      row.nearest_id,
    )?.question ?? ''
  )
}

function lineageOf(db: ReadableDb, row: FullRow): RowLineage | null {
  const run = row.run_id === null ? undefined : runRow(db, row.run_id)
  if (!run) return null
  // Also of a model that was removed since: the row was made by it all the same.
  const model = db.one<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM model WHERE id = ?',
    run.model_id,
  )
  const { prompt, request } = partsOf(run)
  return {
    ...(JSON.parse(row.lineage) as Pick<
      RowLineage,
      | 'seedSetVersion'
      | 'itemSeed'
      | 'askedUnanswerable'
      | 'seeds'
      | 'earlier'
      | 'question'
      | 'answer'
    >),
    runId: run.id,
    modelName: model?.name ?? '',
    modelSha256: model?.sha256 ?? '',
    promptName: prompt.name,
    promptVersion: prompt.version,
    promptSha256: prompt.sha256,
    questionSampling: request.questionSampling,
    answerSampling: request.answerSampling,
    createdAt: row.created_at,
    appVersion: row.app_version,
  }
}
