import type { GateId } from '../../../contract/gates'
import type { NoteFilter, NoteRow } from '../../../contract/synthesis'

/** What the table shows: a person's choices, without the project. */
export interface NoteView {
  readonly show: NoteFilter['show']
  readonly gate: GateId | null
  readonly search: string
  readonly runId: string | null
}

export const wholeView: NoteView = { show: 'all', gate: null, search: '', runId: null }

/** The next drawn note after `id` that nobody has judged yet, going round once; null when all are read. */
export function nextToCheck(
  rows: readonly Pick<NoteRow, 'id' | 'spotCheck'>[],
  id: number | null,
): number | null {
  const at = rows.findIndex((row) => row.id === id)
  const order = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))]
  return order.find((row) => row.spotCheck === 'open')?.id ?? null
}
