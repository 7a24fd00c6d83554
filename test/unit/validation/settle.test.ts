import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RatingDetail, ratingDetail, type Score } from '../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../fixtures/core'
import {
  addStudyToRate,
  noteToRate,
  putNoteOn,
  type StudyToRate,
} from '../../fixtures/study-to-rate'

let core: TestCore
let study: StudyToRate
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  study = await addStudyToRate(core)
})
afterEach(() => core.close())

const studyId = 'study-1'
const nothingSaid = ratingDetail.parse({})
const decision = {
  studyId,
  score: 1 as const,
  detail: nothingSaid,
  reason: 'It is not in the note.',
}

/** Finishes a case by its number in the study, whatever place it has for this rater. */
async function rate(
  which: 0 | 1,
  caseNo: number,
  score: Score,
  detail: Partial<RatingDetail> = {},
) {
  const position = core.workspace.services.vault
    .db()
    .one<{ position: number }>(
      'SELECT position FROM study_assignment WHERE study_id = ? AND person_id = ? AND case_no = ?',
      studyId,
      study.raterIds[which],
      caseNo,
    )!.position
  const said = { studyId, position, score, detail: { ...nothingSaid, ...detail }, seconds: 20 }
  await study.asRater(which, 'ratings.finish', said)
}

test('Answers whose scores are as far apart as the study says are settled by a third person; both verdicts stay', async () => {
  await rate(0, 1, 1, { errors: ['fabrication'], comment: 'Warfarin is made up.' })
  await rate(1, 1, 4)
  await rate(0, 2, 3)
  await rate(1, 2, 4)
  // A planted error: raters may differ, but there is no outcome to settle.
  await rate(0, 7, 1)
  await rate(1, 7, 4)
  const listed = await study.asLead('settle.list', { studyId })
  expect(listed).toMatchObject({
    distance: 2,
    rows: [{ caseNo: 1, scores: [1, 4], settled: null }],
  })
  expect(listed.rows).toHaveLength(1)
  const shown = await study.asLead('settle.case', { studyId, caseNo: 1 })
  expect(shown.verdicts.map((one) => one.rater)).toEqual(['A', 'B'])
  expect(shown.verdicts.map((one) => one.detail.comment)).toContain('Warfarin is made up.')
  expect(JSON.stringify(shown)).not.toMatch(/Falk|Haddad|adapter|Base/)
  await study.asLead('settle.decide', { ...decision, caseNo: 1 })
  const after = await study.asLead('settle.case', { studyId, caseNo: 1 })
  expect([after.decision?.score, after.verdicts.map((one) => one.score).sort()]).toEqual([
    1,
    [1, 4],
  ])
  const near = study.asLead('settle.decide', { ...decision, caseNo: 2 })
  await expect(near).rejects.toMatchObject({ code: 'nothing-to-settle' })
})

/** A third rater of one answer, who never finishes it. */
function addThirdRater(caseNo: number): void {
  core.workspace.services.vault.stage((db) => {
    db.run("INSERT INTO study_rater VALUES (?, 'rater-3', 'Dr Never There')", studyId)
    db.run("INSERT INTO study_assignment VALUES (?, 'rater-3', 1, ?)", studyId, caseNo)
  })
}

test('An answer comes up once all its raters have finished it; without waiting it can be settled before', async () => {
  addThirdRater(1)
  for (const caseNo of [1, 2]) {
    await rate(0, caseNo, 1)
    await rate(1, caseNo, 4)
  }
  const shown = await study.asLead('settle.list', { studyId })
  expect([shown.rows.map((row) => row.caseNo), shown.waiting]).toEqual([[2], 1])
  const counted = await core.ask('studies.get', { studyId })
  expect(counted.disagreements).toBe(1)
  await expect(study.asLead('settle.decide', { ...decision, caseNo: 1 })).rejects.toMatchObject({
    code: 'still-rated',
  })
  const all = await study.asLead('settle.list', { studyId, withoutWaiting: true })
  expect(all.rows.map(({ caseNo, missing }) => [caseNo, missing])).toEqual([
    [1, 1],
    [2, 0],
  ])
  await study.asLead('settle.decide', { ...decision, caseNo: 1, withoutWaiting: true })
  const after = await study.asLead('settle.list', { studyId })
  expect(after).toMatchObject({ waiting: 0, rows: [{ caseNo: 2 }, { caseNo: 1, settled: 1 }] })
})

test('Who opens a finished answer again is waited for, and once rating has ended nobody is', async () => {
  await rate(0, 1, 1)
  await rate(1, 1, 4)
  addThirdRater(2)
  await rate(0, 2, 1)
  core.clock.advance(1000)
  await rate(1, 2, 4)
  await study.asRater(1, 'ratings.reopen', { studyId, position: null })
  expect(await study.asLead('settle.list', { studyId })).toMatchObject({
    waiting: 0,
    rows: [{ caseNo: 1 }],
  })
  await rate(1, 2, 4)
  expect((await study.asLead('settle.list', { studyId })).waiting).toBe(1)
  await study.asLead('studies.close', { studyId })
  const { rows, waiting } = await study.asLead('settle.list', { studyId })
  expect([rows.map((row) => row.caseNo), waiting]).toEqual([[1, 2], 0])
})

test('A corrected answer becomes a pair only on the training side, and only once a builder approves', async () => {
  await rate(0, 1, 2, { correction: 'Aspirin 100 mg, ticagrelor 90 mg twice, bisoprolol 2 mg.' })
  const { projectId } = study
  const [proposed] = await core.ask('corrections.list', { projectId })
  expect(proposed).toMatchObject({ state: 'proposed', side: 'none' })
  const approve = () => core.ask('corrections.decide', { id: proposed!.id, approve: true })
  await expect(approve()).rejects.toMatchObject({ code: 'not-on-training-side' })
  putNoteOn(core, study, 'test')
  await expect(approve()).rejects.toMatchObject({ code: 'not-on-training-side' })
  putNoteOn(core, study, 'train')
  const { rowId } = await approve()
  const row = await core.ask('instructions.get', { id: rowId! })
  expect([row.side, row.kept, row.answer, row.note]).toEqual([
    'train',
    true,
    proposed!.text,
    noteToRate(1),
  ])
  await expect(approve()).rejects.toMatchObject({ code: 'decided-already' })
})

test('A correction that the rater takes back goes away; one that was refused stays on record', async () => {
  await rate(0, 1, 2, { correction: 'A better answer.' })
  await study.asRater(0, 'ratings.reopen', { studyId, position: null })
  await rate(0, 1, 2)
  const { projectId } = study
  expect(await core.ask('corrections.list', { projectId })).toEqual([])
  await rate(0, 2, 2, { correction: 'Another better answer.' })
  const [proposed] = await core.ask('corrections.list', { projectId })
  await core.ask('corrections.decide', { id: proposed!.id, approve: false, reason: 'Not ours.' })
  const refused = await core.ask('corrections.list', { projectId, state: 'refused' })
  expect(refused).toMatchObject([{ reason: 'Not ours.', decidedBy: 'Ada Example' }])
})
