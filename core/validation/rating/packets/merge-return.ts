import type { MergeResult } from '../../../../contract/rating-packets'
import { say } from '../../../../contract/sentences'
import type { ReadableDb, WritableDb } from '../../../database/types'
import type { CallContext } from '../../../kernel/context'
import { Refusal } from '../../../kernel/refusal'
import { type StudyRow, studyRow } from '../../study/queries'
import { keepVersion, ratingRow, storeRating } from '../queries'
import { checkSpans } from '../rules'
import { proposeCorrection } from '../settle/correction-queries'
import { type ReturnContent, type ReturnedRating, returnContent } from './content'
import { type Fate, fateOf, rowOf } from './merge'
import { openReturn, packetOfReturn } from './packet-file'
import {
  type CaseToCarry,
  casesToCarry,
  conflictRow,
  otherNameOf,
  packetById,
  type StoredPacket,
  setMerged,
  storeConflict,
} from './queries'
import { casesHash } from './take'

/** @throws Refusal where the file is of another study, foreign, altered, or about other answers. */
export function readReturn(
  db: ReadableDb,
  studyId: string,
  file: Buffer,
): { packet: StoredPacket; content: ReturnContent } {
  const id = packetOfReturn(file)
  if (id === null) throw new Refusal('not-ratings', say('not-ratings'))
  const packet = packetById(db, id, 'out')
  if (!packet) throw new Refusal('foreign-packet', say('foreign-packet'))
  if (packet.study_id !== studyId) throw new Refusal('other-study', say('other-study'))
  const opened = returnContent.safeParse(openReturn(file, packet.return_key))
  const isOurs = opened.success && opened.data.packetId === id
  if (!isOurs) throw new Refusal('altered-packet', say('return-altered'))
  const sent = casesToCarry(db, studyId, packet.person_id)
  if (opened.data.casesSha256 !== casesHash(sent))
    throw new Refusal('other-answers', say('other-answers'))
  return { packet, content: opened.data }
}

type Context = Omit<CallContext, 'emit'>

/** Takes in what is new, leaves what is the same, and lays aside what differs. */
export function mergeReturn(
  context: Context,
  packet: StoredPacket,
  content: ReturnContent,
): MergeResult {
  const { id, study_id: studyId, person_id: personId } = packet
  const study = studyRow(context.db, studyId)
  const cases = new Map(
    casesToCarry(context.db, studyId, personId).map((one) => [one.position, one]),
  )
  const otherName = otherNameOf({
    person_name: packet.person_name,
    given_back_by: content.ratedBy,
  })
  return context.commit(
    {
      action: 'rating-packet.merged',
      object: id,
      detail: {
        study: studyId,
        ratings: content.ratings.length,
        rater: packet.person_name,
        givenBackBy: content.ratedBy,
      },
    },
    (db) => {
      const fates = content.ratings.map((rating) =>
        takeRating(db, study, packet, rating, cases.get(rating.position)),
      )
      const count = (wanted: Fate): number => fates.filter((fate) => fate === wanted).length
      setMerged(db, id, { at: context.clock.now(), count: count('taken'), by: content.ratedBy })
      return {
        raterName: packet.person_name,
        otherName,
        taken: count('taken'),
        known: count('known'),
        conflicts: count('conflict'),
      }
    },
  )
}

/** @throws Refusal where the rating is of no answer that was sent; the whole file is refused then. */
function takeRating(
  db: WritableDb,
  study: StudyRow,
  packet: StoredPacket,
  rating: ReturnedRating,
  sent: CaseToCarry | undefined,
): Fate {
  if (!sent) throw new Refusal('other-answers', say('answers-not-sent'))
  checkSpans(rating.detail, sent.text, sent.note)
  const { person_id: personId, id: packetId } = packet
  const there = rowOf(study.id, sent.case_no, personId, rating)
  const here = ratingRow(db, study.id, sent.case_no, personId)
  const fate = fateOf(here, there, conflictRow(db, packetId, sent.case_no))
  if (fate === 'taken') {
    if (here) keepVersion(db, here)
    storeRating(db, there)
    proposeCorrection(db, study, there, packet.person_name)
  }
  if (fate === 'conflict')
    storeConflict(db, {
      packet_id: packetId,
      case_no: sent.case_no,
      person_id: personId,
      here: JSON.stringify(here),
      there: JSON.stringify(there),
      decided: null,
      decided_by: null,
      decided_at: null,
    })
  return fate
}
