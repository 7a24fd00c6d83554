import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { PacketConflict } from '../../../../contract/rating-packets'
import { say } from '../../../../contract/sentences'
import { checkPassword } from '../../../accounts/password-rules'
import type { CallContext, Handlers } from '../../../kernel/context'
import { replaceFileSync } from '../../../kernel/files'
import { newId } from '../../../kernel/ids'
import { Refusal } from '../../../kernel/refusal'
import { projectById } from '../../../projects/queries'
import { planOf, ratersOf, type StudyRow, studyRow } from '../../study/queries'
import {
  detailOf,
  keepVersion,
  type RatingRow,
  ratingRow,
  ratingsOf,
  storeRating,
} from '../queries'
import { proposeCorrection } from '../settle/correction-queries'
import { type PacketContent, packetContent, type ReturnContent } from './content'
import { mergeReturn, readReturn } from './merge-return'
import { isSameName } from './names'
import { openPacket, returnKeyBytes, sealPacket, sealReturn } from './packet-file'
import {
  casesToCarry,
  conflictRow,
  insertPacket,
  openConflicts,
  packetById,
  packetOfStudy,
  packetsOf,
  type StoredPacket,
  storeConflict,
} from './queries'
import { casesHash, contentOf, storePacket } from './take'

export type PacketNames =
  | 'packets.list'
  | 'packets.make'
  | 'packets.look'
  | 'packets.take'
  | 'packets.giveBack'
  | 'packets.merge'
  | 'packets.decide'

type Context = Omit<CallContext, 'emit'>

/** Larger than any study; a file of this size is not read into memory. */
const mostFileBytes = 256 * 1024 * 1024

export const packetHandlers: Handlers<PacketNames> = {
  'packets.list': ({ db }, { studyId }) => ({
    packets: packetsOf(db, studyRow(db, studyId).id),
    conflicts: openConflicts(db, studyId).map(conflictOf),
  }),
  'packets.make': async (context, { studyId, personId, passphrase, folder }) => {
    const study = openStudy(context, studyId)
    const rater = ratersOf(context.db, studyId).find((one) => one.person_id === personId)
    if (!rater) throw new Refusal('no-rater', say('no-rater'))
    checkPassword(passphrase, rater.name)
    const cases = casesToCarry(context.db, studyId, personId)
    const packet: StoredPacket = {
      id: newId(),
      study_id: studyId,
      direction: 'out',
      person_id: personId,
      person_name: rater.name,
      return_key: randomBytes(returnKeyBytes),
      sha256: casesHash(cases),
      made_at: context.clock.now(),
      made_by: context.person.name,
      merged_at: null,
      merged_count: 0,
      given_back_by: null,
    }
    const project = projectById(context.db, study.project_id)
    const content = contentOf(packet, study, planOf(study), project.name, cases)
    const sealed = await sealPacket(passphrase, content)
    const fileName = `rating-packet-${packet.id}.asclepius`
    context.commit(
      {
        action: 'rating-packet.made',
        object: packet.id,
        detail: { study: studyId, rater: rater.name, cases: cases.length, sha256: packet.sha256 },
      },
      (db) => {
        insertPacket(db, packet)
        replaceFileSync(join(context.files.path(folder), fileName), sealed)
      },
    )
    return { fileName }
  },
  'packets.look': async (context, { file, passphrase }) => {
    const { raterName, studyName, cases } = await contentIn(context, file, passphrase)
    const isYours = isSameName(raterName, context.person.name)
    return { raterName, studyName, cases: cases.length, isYours }
  },
  'packets.take': async (context, { file, passphrase, underOtherName }) => {
    const content = await contentIn(context, file, passphrase)
    const { raterName } = content
    if (!underOtherName && !isSameName(raterName, context.person.name))
      throw new Refusal(
        'for-another',
        say('packet-for-another', { rater: raterName, person: context.person.name }),
      )
    if (packetById(context.db, content.packetId, 'out'))
      throw new Refusal('made-here', say('packet-made-here'))
    if (packetById(context.db, content.packetId, 'in'))
      throw new Refusal('taken-already', say('packet-taken-already'))
    const studyId = context.commit(
      {
        action: 'rating-packet.taken',
        object: content.packetId,
        detail: { cases: content.cases.length, rater: raterName },
      },
      (db) => storePacket(db, content, context.person, context.clock.now()),
    )
    return { studyId, cases: content.cases.length }
  },
  'packets.giveBack': (context, { studyId, folder }) => {
    const packet = packetOfStudy(context.db, studyId)
    if (packet?.made_by !== context.person.id) throw new Refusal('no-packet', say('no-packet'))
    const content = returnOf(context, studyId, packet)
    if (content.ratings.length === 0)
      throw new Refusal('nothing-finished', say('nothing-to-give-back'))
    const fileName = `ratings-${packet.id}.asclepius`
    const sealed = sealReturn(packet.id, packet.return_key, content)
    context.commit(
      {
        action: 'rating-packet.given-back',
        object: packet.id,
        detail: { ratings: content.ratings.length },
      },
      () => replaceFileSync(join(context.files.path(folder), fileName), sealed),
    )
    return { fileName, ratings: content.ratings.length }
  },
  'packets.merge': (context, { studyId, file }) => {
    openStudy(context, studyId)
    const { packet, content } = readReturn(context.db, studyId, fileOf(context, file))
    return mergeReturn(context, packet, content)
  },
  'packets.decide': (context, { packetId, caseNo, decided }) => {
    const packet = packetById(context.db, packetId, 'out')
    const conflict = packet && conflictRow(context.db, packetId, caseNo)
    if (!packet || conflict?.decided !== null) throw new Refusal('no-conflict', say('no-conflict'))
    const study = openStudy(context, packet.study_id)
    context.commit(
      {
        action: 'rating-packet.decided',
        object: packetId,
        detail: { case: caseNo, decided },
      },
      (db) => {
        storeConflict(db, {
          ...conflict,
          decided,
          decided_by: context.person.name,
          decided_at: context.clock.now(),
        })
        const here = ratingRow(db, study.id, caseNo, conflict.person_id)
        if (decided === 'there') {
          const there = JSON.parse(conflict.there) as RatingRow
          if (here) keepVersion(db, here)
          const revision = Math.max(there.revision, (here?.revision ?? 0) + 1)
          storeRating(db, { ...there, revision })
          proposeCorrection(db, study, there, packet.person_name)
        }
      },
    )
    return {}
  },
}

function openStudy({ db }: Pick<Context, 'db'>, id: string): StudyRow {
  const study = studyRow(db, id)
  if (study.state !== 'open') throw new Refusal('study-not-open', say('packets-need-open-study'))
  return study
}

function fileOf({ files }: Pick<Context, 'files'>, token: string): Buffer {
  const path = files.path(token)
  if (statSync(path).size > mostFileBytes)
    throw new Refusal('not-a-packet', say('packet-too-large'))
  return readFileSync(path)
}

/** @throws Refusal where the file or the passphrase does not fit, or it is of another version. */
async function contentIn(
  context: Context,
  file: string,
  passphrase: string,
): Promise<PacketContent> {
  const opened = packetContent.safeParse(await openPacket(passphrase, fileOf(context, file)))
  if (opened.success) return opened.data
  throw new Refusal('other-version', say('packet-of-other-version'))
}

function returnOf(context: Context, studyId: string, packet: StoredPacket): ReturnContent {
  return {
    packetId: packet.id,
    casesSha256: casesHash(casesToCarry(context.db, studyId, context.person.id)),
    ratedBy: context.person.name,
    ratings: ratingsOf(context.db, studyId).flatMap((row) =>
      row.state !== 'done' || row.score === null || row.person_id !== context.person.id
        ? []
        : [
            {
              // On this computer a case has the number of its place.
              position: row.case_no,
              score: row.score,
              detail: detailOf(row),
              revealedAt: row.revealed_at,
              seconds: row.seconds,
              revision: row.revision,
              firstAt: row.first_at,
              savedAt: row.saved_at,
            },
          ],
    ),
  }
}

function conflictOf(row: ReturnType<typeof openConflicts>[number]): PacketConflict {
  const said = (json: string) => {
    const { score, detail } = JSON.parse(json) as RatingRow
    return { score, detail: detailOf({ detail }) }
  }
  return {
    packetId: row.packet_id,
    caseNo: row.case_no,
    raterName: row.person_name,
    question: row.question,
    answer: row.text,
    here: said(row.here),
    there: said(row.there),
  }
}
