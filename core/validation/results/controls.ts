import type { RaterFigures, Share, StudyControls } from '../../../contract/study-figures'
import { weightedKappaInterval } from '../../statistics/agreement/kappa'
import { mean, median } from '../../statistics/describe'
import { clopperPearson } from '../../statistics/proportions'
import { scoreCategories } from './agreement'
import { bootstrapOptions, resultLevel } from './cells'
import type { RaterRow } from './queries'
import type { RatedCase, Rating } from './study-data'

/**
 * A rater found fault with an answer: a score of 1 or 2, or an error named that is no omission. An
 * altered dose or a turned negation is a thing that is said wrongly, not one that is left out.
 */
export function isFaulted(rating: Rating): boolean {
  return rating.score <= 2 || rating.errors.some((type) => type !== 'omission')
}

export function shareOf(found: number, among: number): Share {
  return { found, among, share: clopperPearson(found, among, resultLevel) }
}

interface Twice {
  readonly before: Rating
  readonly after: Rating
}

/** Ratings of the same answer by the same rater, both times it was shown. */
function shownTwice(cases: readonly RatedCase[]): Twice[] {
  const byCase = new Map(cases.map((one) => [one.caseNo, one]))
  return cases.flatMap((one) => {
    const before = one.repeats === null ? undefined : byCase.get(one.repeats)
    if (one.kind !== 'repeat' || !before) return []
    return one.ratings.flatMap((after) => {
      const first = before.ratings.find((rating) => rating.personId === after.personId)
      return first ? [{ before: first, after }] : []
    })
  })
}

export function plantedShare(cases: readonly RatedCase[]): Share {
  return faultedShare(ratingsOfKind(cases, 'planted'))
}

export function controlsOf(
  cases: readonly RatedCase[],
  raters: readonly RaterRow[],
): StudyControls {
  const twice = shownTwice(cases)
  return {
    planted: plantedShare(cases),
    unaltered: faultedShare(ratingsOfKind(cases, 'answer')),
    repeats: sameShare(twice),
    repeatsKappa: weightedKappaInterval(
      twice.map((pair) => pair.before.score),
      twice.map((pair) => pair.after.score),
      'quadratic',
      { ...bootstrapOptions, categories: scoreCategories },
    ),
    raters: raters.map((rater) => raterFigures(cases, twice, rater)),
  }
}

function raterFigures(
  cases: readonly RatedCase[],
  twice: readonly Twice[],
  rater: RaterRow,
): RaterFigures {
  const isOwn = (rating: Rating): boolean => rating.personId === rater.person_id
  const all = cases.flatMap((one) => one.ratings.filter(isOwn))
  const average = mean(
    ratingsOfKind(cases, 'answer')
      .filter(isOwn)
      .map((one) => one.score),
  )
  const seconds = median(all.map((rating) => rating.seconds))
  return {
    personId: rater.person_id,
    name: rater.name,
    assigned: rater.assigned,
    done: all.length,
    mean: average.kind === 'value' ? average.value : null,
    medianSeconds: seconds.kind === 'value' ? seconds.value : null,
    planted: faultedShare(ratingsOfKind(cases, 'planted').filter(isOwn)),
    repeats: sameShare(twice.filter(({ after }) => isOwn(after))),
  }
}

function ratingsOfKind(cases: readonly RatedCase[], kind: RatedCase['kind']): Rating[] {
  return cases.flatMap((one) => (one.kind === kind ? one.ratings : []))
}

function faultedShare(ratings: readonly Rating[]): Share {
  return shareOf(ratings.filter(isFaulted).length, ratings.length)
}

function sameShare(twice: readonly Twice[]): Share {
  const same = twice.filter(({ before, after }) => before.score === after.score).length
  return shareOf(same, twice.length)
}
