import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { notifications } from '@mantine/notifications'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseLanguage } from '../../../../renderer/i18n/setup'
import { openTestCore, type TestCore } from '../../../fixtures/core'
import { addRatedStudy, type RatedStudyWish } from '../../../fixtures/rated-study'
import '../../../fixtures/resolved'
import { openPage } from '../../open-page'
import { notInGerman } from '../../words-left'

let core: TestCore
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn('administrator')
  notifications.clean()
})
afterEach(async () => {
  chooseLanguage('en')
  await core.close()
})

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const language = (name: string) => screen.findByRole('radio', { name })
/** Names and texts of the study, which are in English whatever the page is in. */
const data =
  /Base |Judge 13B|Discharge notes|Ceftriaxone|pneumonia|The dose and the drug|Penicillin/

/** Opens the results of a study, to which a chosen folder answers. @returns the folder. */
async function openResults(wish: RatedStudyWish, isReported: boolean): Promise<string> {
  const { projectId, studyId } = await addRatedStudy(core, wish)
  if (isReported) await core.ask('studyResults.makeReport', { studyId })
  const folder = dirname(core.file('beside', ''))
  const params = { part: 'results', study: studyId }
  const where = { project: projectId, page: 'validation', params } as const
  await openPage(core, where, { chooses: [folder] })
  return folder
}

const reportsIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.html'))

test('a report goes out in the language of the page, and in the other one where it is chosen', async () => {
  chooseLanguage('de')
  const folder = await openResults({ questions: 12 }, true)
  expect(await language('Deutsch')).toHaveProperty('checked', true)
  expect(notInGerman(data)).toEqual([])
  await userEvent.click(await button('HTML'))
  await screen.findByText(/^Geschrieben: studienbericht-/)
  await userEvent.click(await language('English'))
  await userEvent.click(await button('HTML'))
  await screen.findByText(/^Geschrieben: validation-report-/)
  const [german = '', english = ''] = reportsIn(folder).sort()
  expect(readFileSync(join(folder, german), 'utf8')).toContain('<html lang="de">')
  expect(readFileSync(join(folder, english), 'utf8')).toContain('<html lang="en">')
})

test('where all questions are about one note the mean stands with the sentence for its interval', async () => {
  await openResults({ questions: 6, questionsPerNote: 6 }, false)
  await screen.findAllByText(/Mean score \d\.\d\d\. One value alone has no interval and no test\.$/)
  const sentences = await screen.findAllByText('One value alone has no interval and no test.')
  const beside = sentences.map((sentence) => sentence.previousElementSibling?.textContent ?? '')
  expect(beside.some((text) => /^\d\.\d\d$/.test(text))).toBe(true)
  expect(beside).not.toContain('–')
})
