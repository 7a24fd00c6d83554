import type { StudyArm, StudyFigures, StudyProgress } from '../../../contract/study-figures'
import { taskIds } from '../../../contract/tasks'
import type { ReadableDb } from '../../database/types'
import type { StudyArmRow } from '../study/queries'
import { agreementOf, everyPair, judgeAgreementOf, pairAgreement } from './agreement'
import { mistakesOf, resultDraws, resultLevel, studyCellOf, studyPairedOf } from './cells'
import { controlsOf } from './controls'
import { criteriaFor } from './criteria'
import { resultStamp } from './queries'
import { answersOf, distanceOf, type StudyData, studyData } from './study-data'

/** Figures without any text, by study: bootstraps over thousands of ratings take seconds. */
const known = new Map<string, { readonly stamp: string; readonly value: StudyFigures }>()
const mostKnown = 32

/**
 * All figures of a study. Computed piece by piece, so that other calls run between them, and kept
 * until another rating or decision comes.
 */
export async function figuresOf(db: ReadableDb, studyId: string): Promise<StudyFigures> {
  const stamp = resultStamp(db, studyId)
  const before = known.get(studyId)
  if (before?.stamp === stamp) return before.value
  const value = await computeFigures(studyData(db, studyId))
  known.delete(studyId)
  known.set(studyId, { stamp, value })
  for (const old of known.keys()) if (known.size > mostKnown) known.delete(old)
  return value
}

async function computeFigures(data: StudyData): Promise<StudyFigures> {
  const { facts, cases, raters } = data
  const areArmsShown = facts.state === 'closed' && facts.origin === 'planned'
  const answers = answersOf(cases, null)
  const figures = {
    studyId: facts.id,
    name: facts.name,
    state: facts.state,
    version: facts.version,
    confidential: facts.confidential === 1,
    areArmsShown,
    progress: progressOf(data),
    questions: new Set(answers.map((one) => one.item)).size,
    notes: new Set(answers.map((one) => one.noteId)).size,
    agreement: [agreementOf(cases, raters, null)],
    pairs: await oneByOne(everyPair(raters), ([one, two]) => pairAgreement(cases, one, two)),
    controls: controlsOf(cases, raters),
    level: resultLevel,
    draws: resultDraws,
  }
  if (!areArmsShown) return { ...figures, ...withoutArms }
  const byArm = await figuresByArm(data)
  return { ...figures, ...byArm, agreement: [...figures.agreement, ...byArm.agreement] }
}

const withoutArms = {
  arms: [],
  tasks: [],
  cells: [],
  paired: [],
  mistakes: [],
  judge: null,
  criteria: [],
}

async function figuresByArm(data: StudyData) {
  const { cases, raters } = data
  const arms = data.arms.map(toArm)
  const tasks = [null, ...taskIds.filter((task) => cases.some((one) => one.task === task))]
  const base = arms.find((one) => one.isBase)?.arm
  const places = tasks.flatMap((task) => arms.map(({ arm }) => ({ task, arm })))
  const against = places.filter(({ arm }) => base !== undefined && arm !== base)
  const hasJudge = data.judge !== null && cases.some((one) => one.judge !== null)
  return {
    arms,
    tasks,
    cells: await oneByOne(places, ({ arm, task }) => studyCellOf(cases, arm, task)),
    paired: await oneByOne(against, ({ arm, task }) => studyPairedOf(cases, base!, arm, task)),
    mistakes: arms.map(({ arm }) => mistakesOf(cases, arm)),
    agreement: await oneByOne(arms, ({ arm }) => agreementOf(cases, raters, arm)),
    judge: hasJudge
      ? {
          name: data.judge!,
          rows: await oneByOne([null, ...arms.map(({ arm }) => arm)], (arm) =>
            judgeAgreementOf(cases, arm),
          ),
        }
      : null,
    criteria: arms.map(({ arm }) => ({ arm, outcomes: criteriaFor(data, arm) })),
  }
}

function toArm(row: StudyArmRow): StudyArm {
  const { arm, name, model_id, adapter_id } = row
  return { arm, name, isBase: row.is_base === 1, modelId: model_id, adapterId: adapter_id }
}

export function progressOf({ cases, raters, plan }: StudyData): StudyProgress {
  const answers = answersOf(cases, null)
  const apart = answers.filter((one) => distanceOf(one) >= plan.disagreement)
  return {
    assigned: raters.reduce((sum, rater) => sum + rater.assigned, 0),
    done: cases.reduce((sum, one) => sum + one.ratings.length, 0),
    answers: answers.length,
    rated: answers.filter((one) => one.outcome !== null).length,
    disagreements: apart.length,
    settled: apart.filter((one) => one.isSettled).length,
  }
}

/** Lets other calls run between two pieces. */
async function oneByOne<T, R>(list: readonly T[], of: (one: T) => R): Promise<R[]> {
  const out: R[] = []
  for (const one of list) {
    out.push(of(one))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return out
}
