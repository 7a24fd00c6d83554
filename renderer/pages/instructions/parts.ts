import type { RowFilter } from '../../../contract/instructions'
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
