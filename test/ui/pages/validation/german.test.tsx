import { notifications } from '@mantine/notifications'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RatingDetail, ratingDetail, type Score } from '../../../../contract/validation-rating'
import { chooseLanguage } from '../../../../renderer/i18n/setup'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import '../../../fixtures/resolved'
import { addStudyToRate, raterConnections, type StudyToRate } from '../../../fixtures/study-to-rate'
import { openPage } from '../../open-page'
import { notInGerman } from '../../words-left'

let core: TestCore
let study: StudyToRate
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  // What was told in English before is not of this page.
  notifications.clean()
  chooseLanguage('de')
})
afterEach(async () => {
  chooseLanguage('en')
  await core.close()
})

const studyId = 'study-1'
const { keyboard } = userEvent
/** Names and texts of the study, which are in English whatever the page is in. */
const data = /^(Base |The patient was discharged )/
const button = (name: string | RegExp) => screen.findByRole('button', { name })

async function openQueue(): Promise<void> {
  const connection = raterConnections[0]
  await openPage(core, { project: study.projectId, page: 'rate' }, { connection })
}

async function openAsLead(part: string): Promise<void> {
  await core.signIn('validation-lead')
  const params = { part, study: studyId }
  await openPage(core, { project: study.projectId, page: 'validation', params })
}

async function rate(which: 0 | 1, position: number, score: Score, said: Partial<RatingDetail>) {
  const detail = ratingDetail.parse(said)
  await study.asRater(which, 'ratings.finish', { studyId, position, score, detail, seconds: 20 })
}

const everythingSaid: Partial<RatingDetail> = {
  errors: ['fabrication', 'omission'],
  harm: 'severe',
  comment: 'Warfarin.',
  expected: 'Aspirin.',
  correction: 'Aspirin 100 mg.',
  spans: [{ answer: { start: 0, end: 11 }, note: { start: 0, end: 9 }, relation: 'contradicted' }],
}

test('what is looked for is found: the English page is not in German', async () => {
  study = await addStudyToRate(core)
  chooseLanguage('en')
  await openQueue()
  await screen.findByText('Discharge notes, first round')
  expect(notInGerman(data)).toEqual(expect.arrayContaining(['Rate answers', 'Choose a packet …']))
})

test('the queue and the rating screen are in German, from the first look to the last word', async () => {
  study = await addStudyToRate(core, { askExpectedFirst: true })
  await openQueue()
  await screen.findByText('Discharge notes, first round')
  expect(notInGerman(data)).toEqual([])
  await keyboard('{Enter}')
  await screen.findByText('Was muss eine gute Antwort sagen?')
  expect(notInGerman(data)).toEqual([])
  await keyboard('Aspirin.{Control>}{Enter}{/Control}')
  await screen.findByText('Sie haben erwartet:')
  await keyboard('{Enter}')
  await screen.findByText('Wählen Sie zuerst eine Note: 1 bis 4.')
  expect(notInGerman(data)).toEqual([])
  await keyboard('1asdfghv{ArrowRight}m{ArrowDown}l')
  await screen.findByText(/^Markiert: /)
  expect(notInGerman(data)).toEqual([])
})

test('a study that is rated to its end thanks in German', async () => {
  study = await addStudyToRate(core, { questions: 1 })
  for (const position of [1, 2, 3, 4]) await rate(0, position, 3, {})
  await openQueue()
  await userEvent.click(await button('Durchsehen'))
  await screen.findByText('Alle 4 Antworten sind bewertet. Danke.')
  expect(notInGerman(data)).toEqual([])
})

test('settling, with verdicts in full, and corrections are in German', async () => {
  study = await addStudyToRate(core, { questions: 1 })
  // Both orders of four cases begin with the same one.
  for (const position of [1, 2, 3, 4]) {
    await rate(0, position, 1, everythingSaid)
    await rate(1, position, 4, {})
  }
  await openAsLead('settle')
  await screen.findByText('2 Antworten sind zu entscheiden')
  expect(notInGerman(data)).toEqual([])
  await keyboard('1k')
  await keyboard('Erfunden.')
  await userEvent.click(await button(/^Entscheiden/))
  await screen.findByText('Eine Antwort ist zu entscheiden')
  await screen.findByText('entschieden: 1')
  expect(notInGerman(data)).toEqual([])
  await userEvent.click(screen.getByRole('tab', { name: 'Korrekturen' }))
  await screen.findAllByText('Sollte lauten')
  expect(notInGerman(data)).toEqual([])
})

test('the form for a study and what it answers are in German, and why it cannot be opened too', async () => {
  study = await addStudyToRate(core)
  await core.signIn('validation-lead')
  const params = { plan: 'new' }
  await openPage(core, { project: study.projectId, page: 'validation', params })
  await screen.findByText('Sagen Sie in einem Satz, was die Studie herausfinden soll.')
  await userEvent.click(screen.getByText('Wie viele brauche ich?'))
  await screen.findByText(/^59 Fragen für jeden Arm/)
  expect(notInGerman(data)).toEqual([])
})

test('progress, what was fixed, and packets are in German', async () => {
  study = await addStudyToRate(core)
  await rate(0, 1, 3, {})
  await openAsLead('progress')
  await screen.findByText('Eben neu berechnet: Nichts wurde geändert.')
  await button('Paket schreiben …')
  expect(notInGerman(data)).toEqual([])
})
