import { say } from '../../../contract/sentences'
import type { StudyPlan } from '../../../contract/validation-study'
import type { ReadableDb } from '../../database/types'
import { noteText } from '../../evaluation/notes'
import type { CallContext } from '../../kernel/context'
import { Refusal } from '../../kernel/refusal'
import { answersOfArm, armsOfPlan } from './arms'
import { layOut } from './lay-out'
import { previewOf } from './preview'
import {
  insertArm,
  insertAssignment,
  insertCase,
  insertItem,
  insertRater,
  planOf,
  reviewersOf,
  type StudyRow,
  setOpened,
} from './queries'
import { candidatesOf, drawQuestions } from './sample'
import { fixedHash } from './seal'

/** Fixes a draft for good: its questions, its cases, who rates what, and the hash over it all. */
export function openStudy(context: CallContext<never>, study: StudyRow): { sha256: string } {
  if (study.state !== 'draft') throw new Refusal('study-fixed', say('study-fixed'))
  const plan = planOf(study)
  const preview = previewOf(context.db, study.project_id, plan)
  if (preview.blocked) throw new Refusal('study-blocked', preview.blocked)
  const sample = sampleOf(context.db, plan)
  const raters = reviewersOf(context.db).filter((one) => plan.raterIds.includes(one.id))
  const layout = layOut(sample.laid, { ...plan, raterIds: raters.map((one) => one.id) })
  const sha256 = fixedHash({ plan: JSON.parse(study.plan), ...sample, ...layout })
  const id = study.id
  context.commit(
    {
      action: 'study.opened',
      object: id,
      detail: {
        sha256,
        version: study.version,
        questions: sample.items.length,
        cases: layout.cases.length,
        raters: raters.length,
      },
    },
    (db) => {
      for (const arm of sample.arms) insertArm(db, { study_id: id, ...arm })
      for (const item of sample.items)
        insertItem(db, {
          study_id: id,
          ...item,
          is_overlap: layout.overlap.has(item.item) ? 1 : 0,
        })
      for (const one of layout.cases) insertCase(db, { study_id: id, ...one })
      for (const rater of raters) insertRater(db, id, rater)
      for (const one of layout.assignments) insertAssignment(db, { study_id: id, ...one })
      const confidential = preview.confidential ? 1 : 0
      setOpened(db, id, { sha256, confidential, at: context.clock.now(), by: context.person.name })
    },
  )
  return { sha256 }
}

function sampleOf(db: ReadableDb, plan: StudyPlan) {
  const arms = armsOfPlan(db, plan)
  const answers = arms.map((arm) => ({ arm: arm.arm, of: answersOfArm(db, plan.runId, arm) }))
  const drawn = drawQuestions(candidatesOf(db, plan), plan.questions, plan.seed)
  return {
    arms,
    items: drawn.map((one, at) => ({
      item: at + 1,
      ordinal: one.ordinal,
      note_id: one.noteId,
      task: one.task,
      question: one.question,
      stratum: one.stratum,
      confidential: one.confidential,
    })),
    laid: drawn.map((one, at) => ({
      item: at + 1,
      note: noteText(db, one.noteId),
      answers: new Map(answers.map(({ arm, of }) => [arm, of.get(one.ordinal) ?? ''])),
    })),
  }
}
