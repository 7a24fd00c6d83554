import { canonicalJson } from '../../../kernel/canonical-json'
import { detailOf, type RatingRow } from '../queries'
import type { ReturnedRating } from './content'
import type { StoredConflict } from './queries'

/** What becomes of a rating that came back. */
export type Fate = 'taken' | 'known' | 'conflict'

/** What a rating says, as far as it counts whether two say the same. */
function saidOf(rating: Pick<RatingRow, 'score' | 'detail'>): string {
  return canonicalJson({ score: rating.score, detail: detailOf(rating) })
}

/** A rating that came back, as a row of this workspace. */
export function rowOf(
  studyId: string,
  caseNo: number,
  personId: string,
  rating: ReturnedRating,
): RatingRow {
  return {
    study_id: studyId,
    case_no: caseNo,
    person_id: personId,
    state: 'done',
    score: rating.score,
    detail: JSON.stringify(rating.detail),
    revealed_at: rating.revealedAt,
    seconds: rating.seconds,
    revision: rating.revision,
    first_at: rating.firstAt,
    saved_at: rating.savedAt,
  }
}

/**
 * A finished rating that is here and says something else is never replaced without a decision; one
 * that was decided already is not asked about again. An unfinished one gives way.
 */
export function fateOf(
  here: RatingRow | undefined,
  there: RatingRow,
  conflict: StoredConflict | undefined,
): Fate {
  if (here?.state !== 'done') return 'taken'
  if (saidOf(here) === saidOf(there)) return 'known'
  const isDecided = conflict !== undefined && conflict.decided !== null
  return isDecided && saidOf(JSON.parse(conflict.there) as RatingRow) === saidOf(there)
    ? 'known'
    : 'conflict'
}
