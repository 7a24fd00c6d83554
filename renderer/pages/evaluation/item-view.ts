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
