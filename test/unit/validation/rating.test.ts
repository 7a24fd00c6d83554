import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingDetail } from '../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addStudyToRate, type StudyToRate } from '../../fixtures/study-to-rate'

let core: TestCore
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
})
afterEach(() => core.close())

const nothingSaid = ratingDetail.parse({})
const studyId = 'study-1'

async function finish(study: StudyToRate, position: number, score: 1 | 2 | 3 | 4) {
  core.clock.advance(30_000)
  return study.asRater(0, 'ratings.finish', {
    studyId,
    position,
    score,
    detail: nothingSaid,
    seconds: 20 + position,
  })
}

test('A rater finds the study in the queue, and a case shows the note, the question and the answer', async () => {
  const { asRater } = await addStudyToRate(core, { confidential: true })
  const [queued] = await asRater(0, 'ratings.queue', {})
  expect(queued).toEqual({
    studyId,
    name: 'Discharge notes, first round',
    projectName: 'Cardiology',
    version: 1,
    confidential: true,
    fromPacket: false,
    total: 8,
    done: 0,
    secondsEach: null,
    next: 1,
  })
  const shown = await asRater(0, 'ratings.case', { studyId, position: 1 })
  expect(Object.keys(shown).sort()).toEqual(
    [
      'answer',
      'askExpectedFirst',
      'confidential',
      'detail',
      'note',
      'position',
      'progress',
      'question',
      'score',
      'seconds',
      'state',
      'studyId',
      'task',
    ].sort(),
  )
  expect([shown.state, shown.answer?.slice(0, 11)]).toEqual(['new', 'The patient'])
})

test('What was said is kept while it is said, also over a restart, and counts for nobody until it is finished', async () => {
  const study = await addStudyToRate(core)
  const detail = { ...nothingSaid, errors: ['fabrication' as const], comment: 'Warfarin is not in' }
  await study.asRater(0, 'ratings.save', { studyId, position: 1, score: 2, detail, seconds: 12.5 })
  const before = await study.asRater(0, 'ratings.case', { studyId, position: 1 })
  core = await core.reopen()
  const { people } = await core.ask('session.state', {})
  const personId = people.find((one) => one.name === 'Dr Ines Falk')!.id
  await core.ask('session.unlock', { personId, password: 'four unrelated words here' })
  const after = await core.ask('ratings.case', { studyId, position: 1 })
  expect(after).toEqual(before)
  expect([after.state, after.score, after.detail, after.seconds, after.progress.done]).toEqual([
    'draft',
    2,
    detail,
    12.5,
    0,
  ])
})

test('Finishing leads to the next open one and tells the pace; nothing finished is changed without opening it again', async () => {
  const study = await addStudyToRate(core)
  await finish(study, 1, 4)
  await finish(study, 3, 2)
  const progress = await finish(study, 2, 1)
  expect(progress).toEqual({ total: 8, done: 3, secondsEach: 22, next: 4 })
  await expect(finish(study, 2, 4)).rejects.toMatchObject({ code: 'finished' })
  const { position } = await study.asRater(0, 'ratings.reopen', { studyId, position: null })
  expect(position).toBe(2)
  await finish(study, 2, 3)
  const versions = core.workspace.services.vault
    .db()
    .all('SELECT revision, score FROM rating_version')
  const now = core.workspace.services.vault
    .db()
    .one("SELECT revision, score FROM rating WHERE state = 'done' AND revision > 1")
  expect([versions, now]).toEqual([[{ revision: 1, score: 1 }], { revision: 2, score: 3 }])
})

test('Where the study asks first, the answer is hidden until what was expected is noted, and that stays', async () => {
  const { asRater } = await addStudyToRate(core, { askExpectedFirst: true })
  const place = { studyId, position: 1 }
  const early = { ...place, score: 4 as const, detail: nothingSaid, seconds: 1 }
  expect((await asRater(0, 'ratings.case', place)).answer).toBeNull()
  await expect(asRater(0, 'ratings.finish', early)).rejects.toMatchObject({ code: 'not-shown' })
  await asRater(0, 'ratings.save', {
    ...early,
    detail: { ...nothingSaid, expected: 'three med', comment: 'as if seen' },
  })
  await asRater(0, 'ratings.reveal', { ...place, expected: 'three medicines' })
  await asRater(0, 'ratings.save', {
    ...early,
    detail: { ...nothingSaid, expected: 'afterthought' },
  })
  const shown = await asRater(0, 'ratings.case', place)
  expect([shown.answer !== null, shown.detail.expected, shown.detail.comment]).toEqual([
    true,
    'three medicines',
    '',
  ])
  await expect(asRater(0, 'ratings.reveal', { ...place, expected: '' })).rejects.toMatchObject({
    code: 'shown-already',
  })
})

test('A place outside the text, a study of others and a closed study are refused', async () => {
  const { asRater } = await addStudyToRate(core)
  const said = { studyId, position: 1, score: 1 as const, seconds: 1 }
  const outside = {
    ...nothingSaid,
    spans: [{ answer: { start: 5, end: 4000 }, note: null, relation: 'not-in-note' as const }],
  }
  await expect(asRater(0, 'ratings.save', { ...said, detail: outside })).rejects.toMatchObject({
    code: 'place-outside',
  })
  const others = core.ask('ratings.case', { studyId, position: 99 }, { connection: 'rater-1' })
  await expect(others).rejects.toMatchObject({ code: 'not-yours' })
  core.workspace.services.vault.stage((db) => db.run("UPDATE study SET state = 'closed'"))
  await expect(asRater(0, 'ratings.save', { ...said, detail: nothingSaid })).rejects.toMatchObject({
    code: 'study-closed',
  })
  expect(await asRater(0, 'ratings.queue', {})).toEqual([])
})
