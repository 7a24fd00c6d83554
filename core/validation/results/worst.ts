import type { VerdictOnAnswer, WorstAnswer } from '../../../contract/study-results'
import type { TaskId } from '../../../contract/tasks'
import { harmGrades, ratingDetail, type Score } from '../../../contract/validation-rating'
import type { ReadableDb } from '../../database/types'
import { answersOf, type RatedCase, type StudyData } from './study-data'

interface WorstWish {
  readonly arm: string | null
  readonly task: TaskId | null
  readonly limit: number
  /** Answers with a better outcome are left out. */
  readonly upTo?: number
}

/** The worst first: by outcome, then by harm, then by what raters gave on average. */
function worstCases(data: StudyData, { arm, task, upTo = 4 }: WorstWish): RatedCase[] {
  return answersOf(data.cases, arm, task)
    .filter((one) => one.outcome !== null && one.outcome <= upTo)
    .sort(
      (a, b) =>
        a.outcome! - b.outcome! ||
        gravity(b) - gravity(a) ||
        average(a) - average(b) ||
        a.caseNo - b.caseNo,
    )
}

function gravity(one: RatedCase): number {
  return one.harm === null ? -1 : harmGrades.indexOf(one.harm)
}

function average(one: RatedCase): number {
  const scores = one.ratings.map((rating) => rating.score)
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}

export function worstAnswers(db: ReadableDb, data: StudyData, wish: WorstWish) {
  const cases = worstCases(data, wish)
  return {
    answers: cases.slice(0, wish.limit).map((one) => worstAnswer(db, data, one)),
    total: cases.length,
  }
}

interface TextRow {
  readonly question: string
  readonly note: string
  readonly text: string
  readonly confidential: number
}

function worstAnswer(db: ReadableDb, data: StudyData, one: RatedCase): WorstAnswer {
  const studyId = data.facts.id
  const row = db.one<TextRow>(
    `SELECT i.question, n.text AS note, c.text, i.confidential
     FROM study_case c
       JOIN study_item i ON i.study_id = c.study_id AND i.item = c.item
       JOIN evaluation_note n ON n.id = i.note_id
     WHERE c.study_id = :studyId AND c.case_no = :caseNo`,
    { studyId, caseNo: one.caseNo },
  )!
  const arm = one.arm ?? ''
  return {
    caseNo: one.caseNo,
    arm,
    armName: data.arms.find((known) => known.arm === arm)?.name ?? arm,
    task: one.task,
    question: row.question,
    note: row.note,
    text: row.text,
    confidential: row.confidential === 1,
    outcome: one.outcome as Score,
    verdicts: verdictsOn(db, data, one.caseNo),
    settled: settledBy(db, studyId, one.caseNo),
    judgeScore: one.judge,
  }
}

function verdictsOn(db: ReadableDb, data: StudyData, caseNo: number): VerdictOnAnswer[] {
  const rows = db.all<{ person_id: string; score: Score; detail: string }>(
    `SELECT person_id, score, detail FROM rating
     WHERE study_id = :studyId AND case_no = :caseNo AND state = 'done' AND score IS NOT NULL
     ORDER BY person_id`,
    { studyId: data.facts.id, caseNo },
  )
  return rows.map((row) => {
    const { errors, harm, comment, expected, spans } = ratingDetail.parse(JSON.parse(row.detail))
    const name = data.raters.find((rater) => rater.person_id === row.person_id)?.name ?? ''
    return { name, score: row.score, errors, harm, comment, expected, spans }
  })
}

function settledBy(db: ReadableDb, studyId: string, caseNo: number): WorstAnswer['settled'] {
  return (
    db.one<{ name: string; score: Score; reason: string }>(
      `SELECT person_name AS name, score, reason FROM adjudication
       WHERE study_id = :studyId AND case_no = :caseNo`,
      { studyId, caseNo },
    ) ?? null
  )
}
