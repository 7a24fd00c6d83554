import { Refusal } from '../kernel/refusal'

/**
 * A cursor names the last row of a page by its number; the place in the order is looked up, so that
 * nothing of a row's text travels with it. Null is the first page.
 * @throws Refusal `bad-cursor`
 */
export function numberCursor(after: string | null): number | null {
  if (after === null) return null
  if (!/^\d{1,15}$/.test(after)) throw badCursor()
  return Number(after)
}

export function badCursor(): Refusal {
  return new Refusal('bad-cursor', 'This place in the list is not known. Start at its beginning.')
}
