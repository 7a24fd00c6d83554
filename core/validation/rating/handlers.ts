import type { RatingCase, RatingProgress } from '../../../contract/ratings'
import { say } from '../../../contract/sentences'
import type { RatingDetail, Score } from '../../../contract/validation-rating'
import type { CallContext, Handlers } from '../../kernel/context'
import { Refusal } from '../../kernel/refusal'
import { planOf, type StudyRow, studyRow } from '../study/queries'
import { type PacketNames, packetHandlers } from './packets/handlers'
import {
  detailOf,
  keepVersion,
  lastFinished,
  type PlacedCase,
  placedCase,
  placesOf,
  type RatingRow,
  ratingRow,
  storeRating,
  studiesOfRater,
} from './queries'
import { checkSpans, progressOf, tidyDetail } from './rules'
import { proposeCorrection } from './settle/correction-queries'
import { type SettleNames, settleHandlers } from './settle/handlers'

type Names =
  | PacketNames
  | SettleNames
  | 'ratings.queue'
  | 'ratings.case'
  | 'ratings.reveal'
  | 'ratings.save'
  | 'ratings.finish'
  | 'ratings.reopen'

type Context = Omit<CallContext, 'emit'>

interface Place {
  readonly studyId: string
  readonly position: number
}

/** A case in front of the person who rates it. */
interface Open {
  readonly study: StudyRow
  readonly asksFirst: boolean
  readonly shown: PlacedCase
  readonly rating: RatingRow | undefined
}

export const ratingHandlers: Handlers<Names> = {
  ...packetHandlers,
  ...settleHandlers,
  'ratings.queue': ({ db, person }) =>
    studiesOfRater(db, person.id).map((row) => ({
      studyId: row.id,
      name: row.name,
      projectName: row.project_name,
      version: row.version,
      confidential: row.confidential === 1,
      fromPacket: row.origin === 'packet',
      ...progressOf(placesOf(db, row.id, person.id)),
    })),
  'ratings.case': (context, place) => caseView(context, place, open(context, place)),
  'ratings.reveal': (context, { expected, ...place }) => {
    const found = changeable(context, place)
    if (!isHidden(found)) throw new Refusal('shown-already', say('shown-already'))
    const before = draftOf(context, found)
    const detail = JSON.stringify({ ...detailOf(before), expected: expected.trim() })
    context.commit(
      { action: 'rating.answer-shown', object: place.studyId, detail: at(place) },
      (db) => storeRating(db, { ...before, detail, revealed_at: before.saved_at }),
    )
    return {}
  },
  'ratings.save': (context, { score, detail, seconds, ...place }) => {
    const found = changeable(context, place)
    const row = spoken(context, found, { score, detail, seconds })
    context.commit({ action: 'rating.kept', object: place.studyId, detail: at(place) }, (db) =>
      storeRating(db, row),
    )
    return { savedAt: row.saved_at }
  },
  'ratings.finish': (context, { score, detail, seconds, ...place }) => {
    const found = changeable(context, place)
    if (isHidden(found)) throw new Refusal('not-shown', say('answer-not-shown'))
    const row = spoken(context, found, {
      score,
      detail: tidyDetail(detail, found.shown.text),
      seconds,
    })
    const done = { ...row, state: 'done', revision: row.revision + 1 } as const
    context.commit(
      {
        action: 'rating.finished',
        object: place.studyId,
        detail: { ...at(place), revision: done.revision },
      },
      (db) => {
        storeRating(db, done)
        proposeCorrection(db, found.study, done, context.person.name)
      },
    )
    return progress(context, place)
  },
  'ratings.reopen': (context, { studyId, position: wanted }) => {
    const position = wanted ?? lastFinished(context.db, studyId, context.person.id)
    if (position === undefined) throw new Refusal('nothing-finished', say('nothing-to-take-back'))
    const { rating } = open(context, { studyId, position })
    if (rating?.state !== 'done') throw new Refusal('not-finished', say('rating-not-finished'))
    context.commit(
      {
        action: 'rating.reopened',
        object: studyId,
        detail: { position, revision: rating.revision },
      },
      (db) => {
        keepVersion(db, rating)
        storeRating(db, { ...rating, state: 'draft', saved_at: context.clock.now() })
      },
    )
    return { position }
  },
}

/** @throws Refusal where the study is not this person's, not open, or has no such place. */
function open(context: Context, { studyId, position }: Place): Open {
  const { db, person } = context
  const shown = placedCase(db, studyId, person.id, position)
  const study = shown && studyRow(db, studyId)
  if (!study || study.state === 'draft') throw new Refusal('not-yours', say('rating-not-yours'))
  if (study.state === 'closed') throw new Refusal('study-closed', say('study-closed'))
  return {
    study,
    asksFirst: planOf(study).askExpectedFirst,
    shown,
    rating: ratingRow(db, studyId, shown.case_no, person.id),
  }
}

function changeable(context: Context, place: Place): Open {
  const found = open(context, place)
  if (found.rating?.state === 'done') throw new Refusal('finished', say('rating-finished'))
  return found
}

function isHidden({ asksFirst, rating }: Open): boolean {
  return asksFirst && (rating?.revealed_at ?? null) === null
}

function caseView(context: Context, place: Place, found: Open): RatingCase {
  const { shown, rating, asksFirst } = found
  return {
    studyId: place.studyId,
    position: place.position,
    note: shown.note,
    confidential: shown.confidential === 1,
    task: shown.task,
    question: shown.question,
    answer: isHidden(found) ? null : shown.text,
    askExpectedFirst: asksFirst,
    state: rating?.state ?? 'new',
    score: rating?.score ?? null,
    detail: detailOf(rating ?? { detail: '{}' }),
    seconds: rating?.seconds ?? 0,
    progress: progress(context, place),
  }
}

function progress({ db, person }: Context, { studyId, position }: Place): RatingProgress {
  return progressOf(placesOf(db, studyId, person.id), position)
}

function draftOf(context: Context, { study, shown, rating }: Open): RatingRow {
  const now = context.clock.now()
  return {
    study_id: study.id,
    case_no: shown.case_no,
    person_id: context.person.id,
    state: 'draft',
    score: null,
    detail: '{}',
    revealed_at: null,
    seconds: 0,
    revision: 0,
    first_at: now,
    ...rating,
    saved_at: now,
  }
}

/**
 * The draft as it is after the rater has said this. Before the answer is shown nothing but what is
 * expected of it can be said; once it is shown, that stays as it was.
 */
function spoken(
  context: Context,
  found: Open,
  said: { readonly score: Score | null; readonly detail: RatingDetail; readonly seconds: number },
): RatingRow {
  const before = draftOf(context, found)
  const known = detailOf(before)
  if (isHidden(found)) {
    const detail = JSON.stringify({ ...known, expected: said.detail.expected })
    return { ...before, detail, seconds: said.seconds }
  }
  checkSpans(said.detail, found.shown.text, found.shown.note)
  const expected = found.asksFirst ? known.expected : said.detail.expected
  const detail = JSON.stringify({ ...said.detail, expected })
  return { ...before, score: said.score, detail, seconds: said.seconds }
}

function at({ position }: Place): { position: number } {
  return { position }
}
