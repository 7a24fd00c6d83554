import type { ItemFilter } from '../../../contract/evaluation-results'

/** Which answers are listed: everything a person can choose of the contract's filter. */
export type ItemView = Pick<
  ItemFilter,
  'task' | 'armId' | 'score' | 'change' | 'statement' | 'search'
>

export const wholeView: ItemView = {
  task: null,
  armId: null,
  score: null,
  change: null,
  statement: null,
  search: '',
}

export function isWhole(view: ItemView): boolean {
  return (Object.keys(wholeView) as (keyof ItemView)[]).every((key) => view[key] === wholeView[key])
}

/** Where a question stands in the list, and those before and after it. */
export function neighboursOf(rows: readonly { readonly ordinal: number }[], ordinal: number) {
  const at = rows.findIndex((row) => row.ordinal === ordinal)
  return {
    at,
    before: at > 0 ? rows[at - 1]!.ordinal : null,
    next: at >= 0 && at + 1 < rows.length ? rows[at + 1]!.ordinal : null,
  }
}
