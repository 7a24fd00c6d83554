import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openTestCore, password } from '../fixtures/core'
import { addStudyToRate, raterNames } from '../fixtures/study-to-rate'
import { findingsInBoth } from './looks'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()

/** Who unlocks is chosen from a list; the password is asked for at once. */
async function unlockAs(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('radio', { name }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

test('a rater goes through a study by the keyboard alone, and comes back to the same answer', async () => {
  const core = await openTestCore({ folder: mkdtempSync(join(tmpdir(), 'asclepius-e2e-')) })
  await core.signIn()
  await addStudyToRate(core)
  await core.workspace.close()
  const { page, call, close } = await openApp({ workspace: core.folder, keepWorkspace: true })
  await unlockAs(page, raterNames[0])
  const { keyboard } = page
  await page.getByText('Discharge notes, first round').waitFor()
  await keyboard.press('Enter')
  await page.getByText('Item 1 of 8').waitFor()
  // Nothing but the answer: the window has no rail and no bar.
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await findingsInBoth(page)).toEqual([])

  await keyboard.press('Enter')
  await page.getByText('Choose a score first: 1 to 4.').waitFor()
  for (const key of ['1', 'a', 'v', 'ArrowRight', 'm', 'ArrowDown', 'l', 'k'])
    await keyboard.press(key)
  await keyboard.type('Warfarin 5 mg: not so.')
  await keyboard.press('Escape')
  await page.getByText('Kept', { exact: true }).waitFor()
  await keyboard.press('Enter')
  await page.getByText('Item 2 of 8').waitFor()
  await keyboard.press('u')
  await page.getByText('Item 1 of 8').waitFor()
  await page.getByText('Warfarin 5 mg: not so.').waitFor()
  await keyboard.press('Enter')
  await page.getByText('Item 2 of 8').waitFor()
  await keyboard.press('3')
  await page.getByText('Kept', { exact: true }).waitFor()
  await keyboard.press('p')
  await page.getByText('Continue').waitFor()
  await keyboard.press('Enter')
  await page.getByText('Item 2 of 8').waitFor()
  const first = await call('ratings.case', { studyId: 'study-1', position: 1 })
  const second = await call('ratings.case', { studyId: 'study-1', position: 2 })
  expect([first.state, first.score, first.detail.errors, first.detail.harm]).toEqual([
    'done',
    1,
    ['fabrication'],
    'moderate',
  ])
  expect(first.detail.spans).toHaveLength(1)
  expect(first.detail.spans[0]).toMatchObject({ relation: 'contradicted' })
  expect([second.state, second.score]).toEqual(['draft', 3])
  expect(dirname(core.folder)).not.toBe('')
  await close()
})
