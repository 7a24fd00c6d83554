import type { SettleVerdict } from '../../../../contract/rating-settle'
import type { Score } from '../../../../contract/validation-rating'
import { sha256Hex } from '../../../kernel/canonical-json'
import { detailOf, type RatingRow } from '../queries'

/**
 * The verdicts under letters. Their order is drawn anew for each case, so that nobody learns over
 * time who speaks as A.
 */
export function verdictsOf(ratings: readonly RatingRow[]): SettleVerdict[] {
  const drawn = (row: RatingRow): string =>
    sha256Hex(`${row.study_id} ${row.case_no} ${row.person_id}`)
  return [...ratings]
    .sort((one, two) => (drawn(one) < drawn(two) ? -1 : 1))
    .map((row, place) => ({
      rater: String.fromCharCode(65 + place),
      score: row.score as Score,
      detail: detailOf(row),
    }))
}

export function areApart(verdicts: readonly SettleVerdict[], distance: number): boolean {
  const scores = verdicts.map((one) => one.score)
  return scores.length > 1 && Math.max(...scores) - Math.min(...scores) >= distance
}
