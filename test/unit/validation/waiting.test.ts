import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingDetail, type Score } from '../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addStudyToRate, type StudyToRate } from '../../fixtures/study-to-rate'

let core: TestCore
let study: StudyToRate
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  study = await addStudyToRate(core, { questions: 1 })
})
afterEach(() => core.close())

const studyId = 'study-1'
const cases = 4

async function rateAll(which: 0 | 1, score: Score): Promise<void> {
  for (let position = 1; position <= cases; position += 1)
    await study.asRater(which, 'ratings.finish', {
      studyId,
      position,
      score,
      detail: ratingDetail.parse({}),
      seconds: 10,
    })
}

const ofLead = async () =>
  (await study.asLead('system.home', {})).waiting.map(({ what, count }) => [what, count])
const ofRater = async (which: 0 | 1) =>
  (await study.asRater(which, 'system.home', {})).waiting.map(({ what, count }) => [what, count])

test('Home tells raters what is left to rate, and the lead what to settle and when to close', async () => {
  const atFirst = [await ofRater(0), await ofLead()]
  await rateAll(0, 1)
  await rateAll(1, 4)
  const apart = [await ofRater(0), await ofLead()]
  const { rows } = await study.asLead('settle.list', { studyId })
  for (const { caseNo } of rows)
    await study.asLead('settle.decide', {
      studyId,
      caseNo,
      score: 1,
      detail: ratingDetail.parse({}),
      reason: 'It is not in the note.',
    })
  const settled = await ofLead()
  await study.asLead('studies.close', { studyId })
  expect({ atFirst, apart, settled, closed: await ofLead() }).toEqual({
    atFirst: [[['rate', cases]], []],
    apart: [[], [['settle', 2]]],
    settled: [['close', 1]],
    closed: [],
  })
})
