import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import '../../../fixtures/resolved'
import { addStudyToRate, raterConnections, type StudyToRate } from '../../../fixtures/study-to-rate'
import { openPage } from '../../open-page'

let core: TestCore
let study: StudyToRate
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  study = await addStudyToRate(core, { askExpectedFirst: true })
})
afterEach(() => core.close())

const { keyboard } = userEvent
const answers = /^(The patient was discharged with|Aspirin \d00 mg daily)/
const connection = raterConnections[0]

async function openQueue(): Promise<void> {
  await openPage(core, { project: study.projectId, page: 'rate' }, { connection })
  await screen.findByText('Discharge notes, first round')
}

const caseAt = (position: number) =>
  study.asRater(0, 'ratings.case', { studyId: study.studyId, position })
const expected = () => screen.findByLabelText('What must a good answer say?')
const answerShown = () => screen.queryByRole('region', { name: 'Answer' })

/** Notes what is expected and shows the answer, by keys alone: the field has the focus at once. */
async function reveal(words: string): Promise<void> {
  const field = await expected()
  await waitFor(() => expect(document.activeElement).toBe(field))
  await keyboard(words)
  await keyboard('{Control>}{Enter}{/Control}')
  await screen.findByRole('region', { name: 'Answer' })
}

test('where a study asks what is expected first, neither page nor core has the answer before', async () => {
  await openQueue()
  await keyboard('{Enter}')
  const field = await expected()
  expect([answerShown(), screen.queryByText(answers), (await caseAt(1)).answer]).toEqual([
    null,
    null,
    null,
  ])
  // Scores, errors and harm have no keys yet: in the field they are letters, outside it nothing.
  await keyboard('1a')
  act(() => field.blur())
  await keyboard('1')
  expect(screen.queryByText('How good is the answer?')).toBe(null)
  await userEvent.clear(field)
  await reveal('Aspirin, ticagrelor and bisoprolol.')
  await screen.findByText('Aspirin, ticagrelor and bisoprolol.')
  const { answer, detail, score } = await caseAt(1)
  expect([answer !== null, detail.expected, score]).toEqual([
    true,
    'Aspirin, ticagrelor and bisoprolol.',
    null,
  ])
})

test('a rater goes on by keys alone, takes back, and comes back to the same answer after leaving', async () => {
  await openQueue()
  await keyboard('{Enter}')
  await reveal('Three medicines with their doses.')
  await keyboard('{Enter}')
  await screen.findByText('Choose a score first: 1 to 4.')
  await keyboard('2gv')
  await keyboard('{Enter}')
  await screen.findByText('Item 2 of 8')
  await expected()
  expect(await caseAt(1)).toMatchObject({
    state: 'done',
    score: 2,
    detail: { errors: ['omission'], harm: 'moderate' },
  })
  // Undo opens the first again: its answer is still shown, and what was expected stays.
  act(() => (document.activeElement as HTMLElement | null)?.blur())
  await keyboard('u')
  await screen.findByText('Item 1 of 8')
  await screen.findByText('Three medicines with their doses.')
  await waitFor(async () => expect((await caseAt(1)).state).toBe('draft'))
  await keyboard('3{Enter}')
  await screen.findByText('Item 2 of 8')
  await reveal('What the ECG showed.')
  await keyboard('4')
  await waitFor(async () => expect((await caseAt(2)).score).toBe(4))

  cleanup()
  window.history.replaceState(null, '', '#')
  await openQueue()
  await keyboard('{Enter}')
  await screen.findByText('Item 2 of 8')
  await screen.findByText('What the ECG showed.')
  expect(screen.getByRole('button', { name: /^4 ?Excellent/ }).getAttribute('aria-pressed')).toBe(
    'true',
  )
  expect([(await caseAt(1)).score, (await caseAt(1)).state]).toEqual([3, 'done'])
})

test('Enter on a button of the queue is that button, and elsewhere opens the study', async () => {
  await openQueue()
  const choose = await screen.findByRole('button', { name: 'Choose a packet …' })
  choose.focus()
  await keyboard('{Enter}')
  expect(window.location.hash).not.toContain('study-1')
  // The link that led here stays in focus, and leads nowhere else.
  screen.getByRole('link', { name: 'Rate answers' }).focus()
  await keyboard('{Enter}')
  await expected()
})

test('what was written before the answer is shown is kept when the page goes away', async () => {
  await openQueue()
  await keyboard('{Enter}')
  await userEvent.type(await expected(), 'Two drugs')
  cleanup()
  await waitFor(async () => expect((await caseAt(1)).detail.expected).toBe('Two drugs'))
  expect((await caseAt(1)).answer).toBe(null)
})
