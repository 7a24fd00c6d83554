import type { InstructionRow, RowFilter } from '../../../contract/instructions'
import { setParams } from '../../core/route'

export const parts = ['tasks', 'rows', 'split', 'files'] as const
export type Part = (typeof parts)[number]

/** Leads to a part of the stage; the row that was open is left. */
export function openPart(part: Part): void {
  setParams({ row: null, part: part === 'tasks' ? null : part })
}

/** What the table shows. */
export type RowView = Omit<RowFilter, 'projectId'>

export const wholeView: RowView = {
  runId: null,
  task: null,
  show: 'all',
  filter: null,
  side: null,
  search: '',
}

/** Where a row stands among those of the table, and its neighbours. */
export function placeOf(
  rows: readonly InstructionRow[],
  id: number,
): { at: number; before: number | null; next: number | null } {
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0) return { at, before: null, next: null }
  return { at, before: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null }
}
