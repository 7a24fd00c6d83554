import type { SettleCase } from '../../../../contract/rating-settle'
import { say } from '../../../../contract/sentences'
import type { Score } from '../../../../contract/validation-rating'
import type { CallContext, Handlers } from '../../../kernel/context'
import { Refusal } from '../../../kernel/refusal'
import { planOf, studyRow } from '../../study/queries'
import { detailOf } from '../queries'
import { checkSpans, tidyDetail } from '../rules'
import { proposeCorrection } from './correction-queries'
import { type CorrectionNames, correctionHandlers } from './corrections'
import {
  adjudicationOf,
  type CaseText,
  caseText,
  disagreements,
  finishedOf,
  missingRaters,
  storeAdjudication,
} from './queries'
import { areApart, verdictsOf } from './rules'

export type SettleNames = CorrectionNames | 'settle.list' | 'settle.case' | 'settle.decide'

export const settleHandlers: Handlers<SettleNames> = {
  ...correctionHandlers,
  'settle.list': ({ db }, { studyId, withoutWaiting }) => {
    const distance = planOf(studyRow(db, studyId)).disagreement
    const apart = disagreements(db, studyId, distance)
    const waits = apart.filter((row) => row.missing > 0 && row.settled === null)
    const shown = withoutWaiting ? apart : apart.filter((row) => !waits.includes(row))
    return {
      distance,
      waiting: waits.length,
      rows: shown.map((row) => ({
        caseNo: row.case_no,
        question: row.question,
        task: row.task,
        scores: row.scores.split(',').map((one) => Number(one) as Score),
        settled: row.settled,
        missing: row.missing,
      })),
    }
  },
  'settle.case': ({ db }, { studyId, caseNo }) => {
    const found = known(db, studyId, caseNo)
    const decided = adjudicationOf(db, studyId, caseNo)
    return {
      caseNo,
      note: found.note,
      confidential: found.confidential === 1,
      task: found.task,
      question: found.question,
      answer: found.text,
      verdicts: verdictsOf(finishedOf(db, studyId, caseNo)),
      missing: missingRaters(db, studyId, caseNo),
      decision: decided
        ? {
            score: decided.score,
            detail: detailOf(decided),
            reason: decided.reason,
            by: decided.person_name,
            at: decided.at,
          }
        : null,
    } satisfies SettleCase
  },
  'settle.decide': (context, { studyId, caseNo, score, detail, reason, withoutWaiting }) => {
    const { db, person, clock } = context
    const study = studyRow(db, studyId)
    const found = known(db, studyId, caseNo)
    const ratings = finishedOf(db, studyId, caseNo)
    if (ratings.some((row) => row.person_id === person.id))
      throw new Refusal('own-verdict', say('own-verdict'))
    if (!areApart(verdictsOf(ratings), planOf(study).disagreement))
      throw new Refusal('nothing-to-settle', say('nothing-to-settle'))
    const missing = missingRaters(db, studyId, caseNo)
    if (missing > 0 && !withoutWaiting) throw new Refusal('still-rated', say('still-rated'))
    checkSpans(detail, found.text, found.note)
    const row = {
      study_id: studyId,
      case_no: caseNo,
      person_id: person.id,
      person_name: person.name,
      score,
      detail: JSON.stringify(tidyDetail(detail, found.text)),
      reason,
      at: clock.now(),
    }
    const before = adjudicationOf(db, studyId, caseNo)?.score ?? null
    context.commit(
      {
        action: 'rating.settled',
        object: studyId,
        detail: { case: caseNo, score, before, missing },
      },
      (writable) => {
        storeAdjudication(writable, row)
        proposeCorrection(writable, study, { ...row, saved_at: row.at }, person.name)
      },
    )
    return {}
  },
}

function known(db: CallContext['db'], studyId: string, caseNo: number): CaseText {
  const found = caseText(db, studyRow(db, studyId).id, caseNo)
  if (!found) throw new Refusal('no-case', say('answer-not-in-study'))
  return found
}
