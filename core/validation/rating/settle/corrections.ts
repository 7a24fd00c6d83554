import type { CorrectionRow } from '../../../../contract/rating-settle'
import { say } from '../../../../contract/sentences'
import type { WritableDb } from '../../../database/types'
import { measureRow, seedIndexes } from '../../../instructions/measure'
import { indexRow, insertRow } from '../../../instructions/queries'
import { setVerdict } from '../../../instructions/row-queries'
import { currentSeeds } from '../../../instructions/seeds'
import type { CallContext, Handlers } from '../../../kernel/context'
import { Refusal } from '../../../kernel/refusal'
import { saysNotInNote } from '../../../query/content-words'
import {
  correctionById,
  correctionsOf,
  decideCorrection,
  type NoteInInstructions,
  noteInInstructions,
  type StoredCorrection,
} from './correction-queries'

export type CorrectionNames = 'corrections.list' | 'corrections.decide'

type Context = Omit<CallContext, 'emit'>

export const correctionHandlers: Handlers<CorrectionNames> = {
  'corrections.list': ({ db }, { projectId, state }) =>
    correctionsOf(db, projectId, state).map((row) => viewOf(db, row)),
  'corrections.decide': (context, { id, approve, reason }) => {
    const found = correctionById(context.db, id)
    if (found?.state !== 'proposed') throw new Refusal('decided-already', say('correction-decided'))
    const place = approve ? trainingPlace(context.db, found) : null
    const decision = {
      state: approve ? 'approved' : 'refused',
      by: context.person.name,
      at: context.clock.now(),
      reason,
    } as const
    const rowId = context.commit(
      {
        action: `correction.${decision.state}`,
        object: id,
        detail: { study: found.study_id, case: found.case_no },
      },
      (db) => {
        const made = place ? makeRow(context, db, found, place) : null
        decideCorrection(db, id, { ...decision, rowId: made })
        return made
      },
    )
    return { rowId }
  },
}

/**
 * A pair is made only on the training side. A note on another side, or one that stage 3 does not
 * have, is what models are examined with: learning from it would spoil every later result.
 * @throws Refusal `not-on-training-side`
 */
function trainingPlace(db: CallContext['db'], row: StoredCorrection): NoteInInstructions {
  const place = noteInInstructions(db, row.project_id, row.note)
  if (place?.side === 'train') return place
  throw new Refusal(
    'not-on-training-side',
    say(place?.side ? 'correction-held-back' : 'correction-unsplit'),
  )
}

function makeRow(
  context: Context,
  db: WritableDb,
  found: StoredCorrection,
  place: NoteInInstructions,
): number {
  const { clock, appVersion, person, resources } = context
  const seeds = currentSeeds(db, resources)
  const indexes = seedIndexes(seeds.map((set) => [set.task, set.questions] as const))
  const answerable = !saysNotInNote(found.text)
  const text = {
    task: found.task ?? 'question-answering',
    question: found.question,
    answer: found.text,
    answerable,
  } as const
  const id = insertRow(
    db,
    {
      ...text,
      projectId: found.project_id,
      runId: null,
      ordinal: null,
      importId: null,
      caseId: place.case_id,
      noteId: place.note_id,
      ownNoteId: place.own_note_id,
      answerable: answerable ? 1 : 0,
      confidential: Math.max(place.confidential, found.confidential),
      side: 'train',
      lineage: JSON.stringify({ correction: found.id, study: found.study_id, case: found.case_no }),
      appVersion,
      createdAt: clock.now(),
    },
    measureRow({ ...text, note: found.note }, indexes),
  )
  indexRow(db, { id, ...text })
  // A clinician wrote it and a builder read it: no filter takes it out again.
  setVerdict(db, id, 'kept', { name: person.name, reason: `Correction from "${found.study_name}"` })
  return id
}

function viewOf(db: CallContext['db'], row: StoredCorrection): CorrectionRow {
  return {
    id: row.id,
    studyName: row.study_name,
    note: row.note,
    confidential: row.confidential === 1,
    question: row.question,
    answer: row.answer,
    text: row.text,
    state: row.state,
    side: noteInInstructions(db, row.project_id, row.note)?.side ?? 'none',
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    reason: row.reason,
  }
}
