import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RatingDetail, ratingDetail, type Score } from '../../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import '../../../fixtures/resolved'
import { addStudyToRate, putNoteOn, type StudyToRate } from '../../../fixtures/study-to-rate'
import { openPage } from '../../open-page'

let core: TestCore
let study: StudyToRate
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  study = await addStudyToRate(core)
})
afterEach(() => core.close())

const studyId = 'study-1'
const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** Finishes a case by its number in the study, whatever place it has for this rater. */
async function rate(which: 0 | 1, caseNo: number, score: Score, said: Partial<RatingDetail> = {}) {
  const { position } = core.workspace.services.vault
    .db()
    .one<{ position: number }>(
      'SELECT position FROM study_assignment WHERE study_id = ? AND person_id = ? AND case_no = ?',
      studyId,
      study.raterIds[which],
      caseNo,
    )!
  const detail = ratingDetail.parse(said)
  await study.asRater(which, 'ratings.finish', { studyId, position, score, detail, seconds: 20 })
}

async function openSettling(): Promise<void> {
  await core.signIn('validation-lead')
  const params = { part: 'settle', study: studyId }
  await openPage(core, { project: study.projectId, page: 'validation', params })
}

test('a third person reads both verdicts without names, and settles with a score and a reason', async () => {
  for (const caseNo of [1, 2]) {
    await rate(0, caseNo, 1, { errors: ['fabrication'], comment: 'Warfarin is made up.' })
    await rate(1, caseNo, 4)
  }
  await openSettling()
  await screen.findByText('2 answers to settle')
  await screen.findAllByText('Warfarin is made up.')
  expect(screen.queryByText(/Falk|Haddad|Ward adapter/)).toBe(null)
  const settle = await button(/^Settle/)
  expect(settle.hasAttribute('disabled')).toBe(true)
  await userEvent.click(await button(/^2 ?Poor/))
  expect(settle.hasAttribute('disabled')).toBe(true)
  await userEvent.type(screen.getByLabelText('Why (needed)'), 'One of the drugs is not there.')
  await userEvent.click(settle)
  await screen.findByText('One answer to settle')
  const { rows } = await study.asLead('settle.list', { studyId })
  expect(rows.map((row) => row.settled)).toEqual([null, 2])
  // Enter on a control outside is that control's own: nothing is settled by going elsewhere.
  const [, other] = screen.getAllByRole('button', { name: /^14|^1 ?4/ })
  other!.focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(other!.getAttribute('aria-current')).toBe('true'))
  await userEvent.click(screen.getAllByRole('button', { name: /^1 ?4/ })[0]!)
  // The second is settled by keys alone.
  await userEvent.keyboard('1k')
  await userEvent.keyboard('Made up.')
  await userEvent.keyboard('{Escape}{Enter}')
  await screen.findByText('0 answers to settle')
  await screen.findByText(/^Settled as 1 by/)
})

test('what a rater has not finished is counted and waits; it can be settled without waiting', async () => {
  core.workspace.services.vault.stage((db) => {
    db.run("INSERT INTO study_rater VALUES (?, 'rater-3', 'Dr Never There')", studyId)
    db.run("INSERT INTO study_assignment VALUES (?, 'rater-3', 1, 1)", studyId)
  })
  await rate(0, 1, 1)
  await rate(1, 1, 4)
  await openSettling()
  await screen.findByText(/^On one answer raters are far apart already/)
  await userEvent.click(await button('Do not wait'))
  await screen.findByText('one rater missing')
  await screen.findByText(/^One rater has not finished this answer/)
  await userEvent.click(await button(/^1 ?Unacceptable/))
  await userEvent.type(screen.getByLabelText('Why (needed)'), 'Made up.')
  await userEvent.click(await button(/^Settle/))
  await screen.findByText('settled: 1')
  const decided = core.workspace.services.vault
    .db()
    .one<{ detail: string }>("SELECT detail FROM audit WHERE action = 'rating.settled'")
  expect(JSON.parse(decided!.detail)).toEqual({ case: 1, score: 1, before: null, missing: 1 })
})

test('a builder takes a correction as a training pair where its note is on the training side, and leaves another', async () => {
  const better = 'Aspirin 100 mg, ticagrelor 90 mg twice, bisoprolol 2 mg.'
  await rate(0, 1, 2, { correction: better })
  await rate(0, 2, 2, { correction: 'Another better answer.' })
  putNoteOn(core, study, 'train')
  await core.signIn('builder')
  const params = { part: 'corrections' }
  await openPage(core, { project: study.projectId, page: 'validation', params })
  const first = within((await screen.findByText(better)).closest('article')!)
  const second = within(screen.getByText('Another better answer.').closest('article')!)
  second.getByText(/^Its note is not among the instructions/)
  const take = { name: 'Take as a training pair' }
  expect(second.getByRole('button', take).hasAttribute('disabled')).toBe(true)
  first.getByText('Its note is on the training side.')
  await userEvent.click(first.getByRole('button', take))
  await screen.findByText('Taken: a new pair stands among the instructions.')
  await waitFor(() => expect(screen.queryByText(better)).toBe(null))
  await userEvent.click(await button('Leave it'))
  await screen.findByText('No correction waits')
  const { rows } = await core.ask('instructions.page', {
    filter: { projectId: study.projectId },
    limit: 10,
  })
  expect(rows.map((row) => row.answer)).toEqual([better])
})
