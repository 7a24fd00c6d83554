import type { TaskId } from '../../../contract/tasks'
import {
  type ErrorType,
  errorTypes,
  type HarmGrade,
  harmGrades,
} from '../../../contract/validation-rating'
import type { StudyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { armsOf, planOf, type StudyArmRow, type StudyRow, studyRow } from '../study/queries'
import {
  type CaseRow,
  doneRatings,
  judgeName,
  type RaterRow,
  type RatingRow,
  studyCases,
  studyRaters,
} from './queries'

/** One finished rating. */
export interface Rating {
  readonly caseNo: number
  readonly personId: string
  readonly score: number
  readonly errors: readonly ErrorType[]
  readonly harm: HarmGrade | null
  readonly seconds: number
  readonly revision: number
}

/** A case with its ratings and what they come to. */
export interface RatedCase {
  readonly caseNo: number
  readonly item: number
  readonly noteId: number
  readonly ordinal: number
  readonly arm: string | null
  readonly kind: CaseRow['kind']
  readonly repeats: number | null
  readonly task: TaskId | null
  readonly stratum: string
  readonly ratings: readonly Rating[]
  /** The settled score, else the median of the ratings rounded down; null while nobody rated it. */
  readonly outcome: number | null
  readonly isSettled: boolean
  readonly errors: readonly ErrorType[]
  readonly harm: HarmGrade | null
  readonly judge: number | null
}

/** Everything the figures of a study are computed from. */
export interface StudyData {
  readonly facts: StudyRow
  readonly plan: StudyPlan
  readonly arms: readonly StudyArmRow[]
  readonly cases: readonly RatedCase[]
  readonly raters: readonly RaterRow[]
  readonly judge: string | null
}

export function studyData(db: ReadableDb, studyId: string): StudyData {
  const facts = studyRow(db, studyId)
  return {
    facts,
    plan: planOf(facts),
    arms: armsOf(db, studyId),
    cases: ratedCases(studyCases(db, studyId, facts.judging_id), doneRatings(db, studyId)),
    raters: studyRaters(db, studyId),
    judge: judgeName(db, facts.judging_id),
  }
}

export function ratedCases(cases: readonly CaseRow[], rows: readonly RatingRow[]): RatedCase[] {
  const byCase = new Map<number, Rating[]>()
  for (const row of rows) {
    const list = byCase.get(row.case_no)
    if (list) list.push(toRating(row))
    else byCase.set(row.case_no, [toRating(row)])
  }
  return cases.map((row) => ratedCase(row, byCase.get(row.case_no) ?? []))
}

function ratedCase(row: CaseRow, ratings: readonly Rating[]): RatedCase {
  const isSettled = row.settled !== null
  return {
    caseNo: row.case_no,
    item: row.item,
    noteId: row.note_id,
    ordinal: row.ordinal,
    arm: row.arm,
    kind: row.kind,
    repeats: row.repeats,
    task: row.task,
    stratum: row.stratum,
    ratings,
    outcome: row.settled ?? cautiousMedian(ratings.map((rating) => rating.score)),
    isSettled,
    errors: isSettled ? errorsIn(row.settled_errors) : errorsNamed(ratings),
    harm: isSettled ? harmIn(row.settled_harm) : gravest(ratings.map((rating) => rating.harm)),
    judge: row.judge,
  }
}

/** The median, rounded down: where raters stand between two scores the lower one counts. */
function cautiousMedian(scores: readonly number[]): number | null {
  if (scores.length === 0) return null
  const sorted = [...scores].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return Math.floor((sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2)
}

function errorsNamed(ratings: readonly Rating[]): ErrorType[] {
  return errorTypes.filter((type) => ratings.some((rating) => rating.errors.includes(type)))
}

function gravest(grades: readonly (HarmGrade | null)[]): HarmGrade | null {
  const worst = Math.max(-1, ...grades.map((grade) => (grade ? harmGrades.indexOf(grade) : -1)))
  return harmGrades[worst] ?? null
}

function toRating(row: RatingRow): Rating {
  return {
    caseNo: row.case_no,
    personId: row.person_id,
    score: row.score,
    errors: errorsIn(row.errors),
    harm: harmIn(row.harm),
    seconds: row.seconds,
    revision: row.revision,
  }
}

function errorsIn(json: string | null): ErrorType[] {
  if (json === null || json === '[]') return []
  const named: unknown = JSON.parse(json)
  return errorTypes.filter((type) => Array.isArray(named) && named.includes(type))
}

function harmIn(word: string | null): HarmGrade | null {
  return harmGrades.find((grade) => grade === word) ?? null
}

/** The answers themselves: planted errors and repeats are no part of any mean or rate. */
export function answersOf(
  cases: readonly RatedCase[],
  arm: string | null,
  task: TaskId | null = null,
): RatedCase[] {
  return cases.filter(
    (one) =>
      one.kind === 'answer' &&
      (arm === null || one.arm === arm) &&
      (task === null || one.task === task),
  )
}

/** How far apart the ratings of a case are. */
export function distanceOf(one: RatedCase): number {
  const scores = one.ratings.map((rating) => rating.score)
  return scores.length < 2 ? 0 : Math.max(...scores) - Math.min(...scores)
}
