import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createAdministrator } from './journey'
import { findingsInBoth, lookAlong, rawWords, readInGerman, turnTo } from './looks'
import { appsOfThisFile } from './opened'
import { prepareTour, stopsOf } from './tour'

const openApp = appsOfThisFile()

test('every page is accessible in light and dark, and speaks both languages', async () => {
  const running = await openApp()
  const { page } = running
  const found: unknown[] = []
  const look = async (where: string): Promise<void> => {
    const seen = [...(await findingsInBoth(page)), ...(await rawWords(page))]
    if (seen.length > 0) found.push({ where, seen })
  }
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('first step')
  // The page follows the system by itself.
  expect(await groundsOf(page)).toEqual(['rgb(255, 255, 255)', 'rgb(21, 26, 26)'])
  await createAdministrator(page)
  await page.getByRole('heading', { name: 'Print the recovery key' }).waitFor()
  await look('recovery sheet')
  await page.reload()
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
  const content = await prepareTour(running, {
    notes: 1,
    tokens: 48,
    instruction: 'Which medicines were stopped?',
    answerTokens: 32,
  })
  const tour = { stops: stopsOf(content), projectId: content.projectId }
  found.push(...(await lookAlong(page, tour)), ...(await readInGerman(page, tour)))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('unlock, German')
  expect({ found, troubles: running.troubles }).toEqual({ found: [], troubles: [] })
})

async function groundsOf(page: Page): Promise<string[]> {
  const grounds: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await turnTo(page, scheme)
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
  }
  return grounds
}
