import { expect, test } from 'vitest'
import { createAdministrator } from './journey'
import { findings, rawWords } from './looks'
import { appsOfThisFile } from './opened'
import { goToStop, prepareTour, stopsOf } from './tour'

const openApp = appsOfThisFile()
test('every page is accessible in light and dark, and speaks both languages', async () => {
  const running = await openApp()
  const { page } = running
  const found: unknown[] = []
  const look = async (where: string, withAxe = true): Promise<void> => {
    const axeFindings = withAxe ? await findings(page) : []
    const raw = await rawWords(page)
    if (axeFindings.length + raw.length > 0) found.push({ where, axeFindings, raw })
  }
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('first step, light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await look('first step, dark')
  await createAdministrator(page)
  await page.getByRole('heading', { name: 'Print the recovery key' }).waitFor()
  await look('recovery sheet, dark')
  await page.reload()
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
  const content = await prepareTour(running, {
    notes: 2,
    tokens: 48,
    instruction: 'Which medicines were stopped?',
  })
  const stops = stopsOf(content)
  const grounds: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const stop of stops) {
      await goToStop(page, stop, content.projectId)
      await look(`${stop.name}, ${colorScheme}`)
    }
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
  }
  // The page follows the system by itself.
  expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(21, 26, 26)'])

  await page.evaluate(() => localStorage.setItem('language', 'de'))
  await page.reload()
  await page.getByRole('navigation', { name: 'Stufen und Seiten' }).waitFor()
  for (const stop of stops) {
    await goToStop(page, stop, content.projectId)
    await look(`${stop.name}, German`, false)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('unlock, German')
  expect(found).toEqual([])
  expect(running.troubles).toEqual([])
})
