import type { Unit } from './unit-parts'

/**
 * `plain`: a number, perhaps with a unit. `pair`: "120/80", "1:640", "14:30". `date`: calendar
 * dates. `code`: letters and digits that belong together, such as "L4" or "CA-125".
 */
export type QuantityForm = 'plain' | 'pair' | 'date' | 'code' | 'decade'

export interface CalendarDate {
  readonly year?: number
  readonly month?: number
  readonly day?: number
}

export interface Quantity {
  readonly form: QuantityForm
  /** Tokens, `next` exclusive. */
  readonly from: number
  readonly next: number
  /** Readings of the number, any of which may be meant; for a pair or date its parts. */
  readonly values: readonly number[]
  readonly unit?: Unit
  /** "pair" and "code": what is compared. */
  readonly key?: string
  /** Every date that the writing can mean: 03/04 is the third of April or March the fourth. */
  readonly dates?: readonly CalendarDate[]
  /** False for what only lends support, such as "both" for 2 and "BID" for 12 hours. */
  readonly isMention: boolean
}
