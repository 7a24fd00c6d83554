import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingDetail } from '../../../../contract/validation-rating'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import '../../../fixtures/resolved'
import { openStudy, type StudyOptions, signInAs } from '../../../fixtures/study'
import { openPage } from '../../open-page'

let core: TestCore
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
})
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** A project with a finished comparison and reviewers, and no study. */
async function withoutStudy() {
  const made = await openStudy(core, { isDraft: true })
  await core.ask('studies.removeDraft', { studyId: made.studyId })
  return made
}

async function openProgress(options: StudyOptions = {}) {
  const study = await openStudy(core, { reviewers: 2, ...options })
  await core.signIn('validation-lead')
  const params = { part: 'progress', study: study.studyId }
  await openPage(core, { project: study.projectId, page: 'validation', params })
  await screen.findByRole('complementary', { name: 'What was fixed' })
  return study
}

test('an empty list leads to the form, and the form answers every number that is typed', async () => {
  const { projectId } = await withoutStudy()
  await openPage(core, { project: projectId, page: 'validation' })
  await screen.findByText('Studies will be here')
  await userEvent.click(await button('Plan the first study'))
  const answer = within(await screen.findByRole('complementary', { name: 'What this gives' }))
  // 1 - 0.05^(1/6) and 1 - 0.05^(1/4), Clopper and Pearson's upper bound without an event.
  await answer.findByText(/^6 questions: if none is Unacceptable, the true rate is below 39\.3.%/)
  await answer.findByText('Say in a sentence what the study is to find out.')
  const count = screen.getByRole('textbox', { name: /^How many questions/ })
  await userEvent.clear(count)
  await userEvent.type(count, '4')
  await answer.findByText(/^4 questions: if none is Unacceptable, the true rate is below 52\.7.%/)
  expect((await button('Fix and start')).hasAttribute('disabled')).toBe(true)
})

test('how many are needed is computed with its formula, and taken over by a click', async () => {
  const { projectId } = await withoutStudy()
  await openPage(core, { project: projectId, page: 'validation', params: { plan: 'new' } })
  await userEvent.click(await screen.findByText('How many do I need?'))
  const bound = await screen.findByLabelText('To rule out more than')
  await userEvent.clear(bound)
  await userEvent.type(bound, '1')
  await screen.findByText('299 questions for each arm')
  screen.getByText(/Clopper & Pearson, Biometrika 26 \(1934\)/)
  await userEvent.click(await button('Take 299'))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^How many questions/ }).value).toBe(
    '299',
  )
  await screen.findByText('Only 6 can be drawn: every arm has to have answered.')
})

test('one click lays the published design out; fixed and started, its raters can begin', async () => {
  const { projectId, reviewers } = await withoutStudy()
  await core.signIn('validation-lead')
  await openPage(core, { project: projectId, page: 'validation', params: { plan: 'new' } })
  await userEvent.click(await button('Lay it out as in the paper'))
  await screen.findByText('To rate: 12 answers, 0 with a planted error, 0 shown again.')
  await userEvent.click(await button('Fix and start'))
  const dialog = await screen.findByRole('dialog')
  within(dialog).getByText(/2 raters can begin at once/)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Fix and start' }))
  await screen.findByRole('complementary', { name: 'What was fixed' })
  const [study] = await core.ask('studies.list', { projectId })
  expect([study?.state, study?.cases, study?.ratingsAssigned]).toEqual(['open', 12, 24])
  for (const { name } of reviewers)
    within(await screen.findByRole('row', { name: new RegExp(`^${name}`) })).getByText('Not begun')
})

test('the progress of each rater follows what is rated meanwhile', async () => {
  const study = await openProgress()
  const [first, second] = study.reviewers
  const connection = await signInAs(core, first!)
  for (const position of [1, 2])
    await core.ask(
      'ratings.finish',
      {
        studyId: study.studyId,
        position,
        score: 3,
        detail: ratingDetail.parse({}),
        seconds: 30,
      },
      { connection },
    )
  const row = within(await screen.findByRole('row', { name: new RegExp(`^${first!.name}`) }))
  await row.findByText('2 of 14')
  await row.findByText('30 s')
  await row.findByText('6 min')
  within(screen.getByRole('row', { name: new RegExp(`^${second!.name}`) })).getByText('0 of 14')
})

test('a study is as it was fixed; one changed letter in the database says altered over all its parts', async () => {
  const study = await openProgress()
  await screen.findByText('Computed again just now: nothing was changed.')
  expect(screen.queryByText(/^Altered/)).toBe(null)
  core.workspace.services.vault.stage((db) =>
    db.run("UPDATE study_case SET text = replace(text, 'mg', 'g') WHERE case_no = 1"),
  )
  core.workspace.services.changed(['validation'])
  await screen.findByText(/^Altered: what was fixed/)
  await screen.findByText(/Compare with a backup/)
  await screen.findByText('Altered: computed again, it is another.')
  await userEvent.click(screen.getByRole('tab', { name: 'Disagreements' }))
  await screen.findByText('Nothing to settle')
  await screen.findByText(/^Altered: what was fixed/)
  expect(await core.ask('studies.check', { studyId: study.studyId })).toEqual({ asFixed: false })
})

test('rating ends after a question that says what is missing; a change is a new version with its reason', async () => {
  const { projectId, studyId } = await openProgress()
  await userEvent.click(await button('End rating'))
  const dialog = await screen.findByRole('dialog')
  within(dialog).getByText(/^28 ratings are missing/)
  await userEvent.click(within(dialog).getByRole('button', { name: 'End rating' }))
  await screen.findByText('Rating has ended. The report can be made.')
  await userEvent.click(await button('Change it in a new version'))
  const asked = await screen.findByRole('dialog', { name: 'Change it in a new version' })
  const plan = within(asked).getByRole('button', { name: 'Plan the new version' })
  expect(plan.hasAttribute('disabled')).toBe(true)
  await userEvent.type(
    within(asked).getByLabelText('Why it has to be changed'),
    'Too few questions.',
  )
  await userEvent.click(plan)
  await screen.findByText('Version 2 of this study. Why it is changed: Too few questions.')
  const studies = await core.ask('studies.list', { projectId })
  await waitFor(() =>
    expect(studies.map((one) => [one.version, one.state, one.replacesId])).toEqual([
      [2, 'draft', studyId],
      [1, 'closed', null],
    ]),
  )
})
