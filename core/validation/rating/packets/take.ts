import { type StudyPlan, studyPlan } from '../../../../contract/validation-study'
import type { WritableDb } from '../../../database/types'
import { storeNote } from '../../../evaluation/notes'
import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json'
import { newId } from '../../../kernel/ids'
import { insertProject } from '../../../projects/queries'
import {
  insertAssignment,
  insertCase,
  insertItem,
  insertRater,
  type StudyRow,
} from '../../study/queries'
import type { PacketContent } from './content'
import { type CaseToCarry, insertPacket, insertPacketStudy, type StoredPacket } from './queries'

/** Over what the rater sees, in order: the same on both computers. */
export function casesHash(cases: readonly CaseToCarry[]): string {
  return sha256Hex(
    canonicalJson(
      cases.map(({ position, note, task, question, text }) => [
        position,
        note,
        task,
        question,
        text,
      ]),
    ),
  )
}

export function contentOf(
  packet: StoredPacket,
  study: StudyRow,
  plan: StudyPlan,
  projectName: string,
  cases: readonly CaseToCarry[],
): PacketContent {
  const notes = [...new Map(cases.map((one) => [one.note_id, one.note]))]
  const places = new Map(notes.map(([noteId], place) => [noteId, place]))
  return {
    packetId: packet.id,
    projectName,
    studyName: study.name,
    version: study.version,
    confidential: study.confidential === 1,
    purpose: plan.purpose,
    askExpectedFirst: plan.askExpectedFirst,
    raterName: packet.person_name,
    returnKey: packet.return_key.toString('base64'),
    notes: notes.map(([, note]) => note),
    cases: cases.map(({ position, note_id, task, question, text }) => ({
      position,
      note: places.get(note_id)!,
      task,
      question,
      answer: text,
    })),
  }
}

/**
 * Lays a packet out as a study of this computer, in a project of its own. Each case has an item of
 * its own and the number of its place: nothing of the study's own numbers comes along.
 * @returns the study's id here.
 */
export function storePacket(
  db: WritableDb,
  content: PacketContent,
  person: { readonly id: string; readonly name: string },
  now: string,
): string {
  const projectId = newId()
  const studyId = newId()
  insertProject(db, { id: projectId, name: content.projectName, isSample: false, createdAt: now })
  insertPacketStudy(db, {
    id: studyId,
    projectId,
    name: content.studyName,
    version: content.version,
    plan: JSON.stringify(planOf(content, person.id)),
    confidential: content.confidential ? 1 : 0,
    at: now,
    by: person.name,
  })
  insertRater(db, studyId, person)
  const noteIds = content.notes.map((text) => storeNote(db, projectId, text))
  for (const one of content.cases) {
    insertItem(db, {
      study_id: studyId,
      item: one.position,
      ordinal: one.position,
      note_id: noteIds[one.note]!,
      task: one.task,
      question: one.question,
      stratum: '',
      confidential: content.confidential ? 1 : 0,
      is_overlap: 0,
    })
    insertCase(db, {
      study_id: studyId,
      case_no: one.position,
      item: one.position,
      arm: null,
      kind: 'answer',
      text: one.answer,
      planted: null,
      repeats: null,
    })
    insertAssignment(db, {
      study_id: studyId,
      person_id: person.id,
      position: one.position,
      case_no: one.position,
    })
  }
  insertPacket(db, {
    id: content.packetId,
    study_id: studyId,
    direction: 'in',
    person_id: person.id,
    person_name: content.raterName,
    return_key: Buffer.from(content.returnKey, 'base64'),
    sha256: '',
    made_at: now,
    made_by: person.id,
    merged_at: null,
    merged_count: 0,
    given_back_by: null,
  })
  return studyId
}

/** The plan of a packet says only what its rater needs; the rest stays where the study is. */
function planOf(content: PacketContent, personId: string): StudyPlan {
  return studyPlan.parse({
    purpose: content.purpose,
    runId: content.packetId,
    runArms: [],
    questions: content.cases.length,
    raterIds: [personId],
    askExpectedFirst: content.askExpectedFirst,
    criteria: {},
  })
}
