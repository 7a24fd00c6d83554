import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { jobsDone, type RunningApp } from './app-driver'
import { confirmRecoverySheet, createAdministrator, openPage, until } from './journey'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL

test('a newcomer goes from the first start to a note, an answer and its replay by the screen alone', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const running = await openApp()
  const { page } = running
  await goThroughGuide(page)
  await page.getByRole('heading', { name: 'Sample project', level: 1 }).waitFor()
  await jobsDone(running)
  await readARecord(page)
  await writeTwoNotes(running)
  await lookAtGates(page)
  await checkBothNotes(page)
  await askAndStop(page)
  await askMarkAndReplay(page)
  expect(running.troubles).toEqual([])
})

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

async function goThroughGuide(page: Page): Promise<void> {
  await createAdministrator(page)
  const groups = await confirmRecoverySheet(page)
  expect(groups.every((group) => /^[0-9A-Z]{1,5}$/.test(group)) && groups.length).toBe(13)
  await page.getByRole('heading', { name: 'This machine' }).waitFor()
  await page.getByText('No network: 0 connections').waitFor()
  await button(page, 'Next').click()
  await button(page, 'Use the sample model').click()
  await page.getByText('Ready: ').waitFor()
  await button(page, 'Open the sample project').click()
}

async function readARecord(page: Page): Promise<void> {
  await openPage(page, 'sources')
  await page.getByRole('row', { name: /Miliary tuberculosis unmasked by infliximab/ }).click()
  const text = page.getByRole('region', { name: 'Record', exact: true })
  await until(
    () => text.textContent(),
    (words) => (words ?? '').includes('Infliximab 5 mg/kg'),
  )
}

async function writeTwoNotes(running: RunningApp): Promise<void> {
  const { page } = running
  await openPage(page, 'synthesis')
  await page.getByRole('textbox', { name: /^How many/ }).fill('2')
  await page.getByRole('textbox', { name: /^Longest note/ }).fill('64')
  await button(page, 'Start').click()
  await until(
    () => page.getByRole('grid', { name: 'Notes' }).getByRole('row').count(),
    (rows) => rows === 3,
    240,
  )
  await jobsDone(running)
}

/** Every bar of the board is a filter of the table. */
async function lookAtGates(page: Page): Promise<void> {
  const bars = page.getByRole('list', { name: 'Gates' }).getByRole('button')
  expect(await bars.count()).toBe(11)
  const catching = bars.filter({ hasText: /[12]$/ }).last()
  await catching.click()
  expect(await catching.getAttribute('aria-pressed')).toBe('true')
  await catching.click()
}

async function checkBothNotes(page: Page): Promise<void> {
  const check = page.getByRole('region', { name: 'Spot check' })
  // A note that a gate caught is brought back, so that there is something kept to check.
  while ((await page.getByRole('grid', { name: 'Notes' }).getByText('Brought back').count()) < 2) {
    const row = page.getByRole('row').filter({ hasNotText: /Brought back|State/ })
    await row.first().getByRole('button').click()
    await button(page, 'Bring back').click()
    await page.getByLabel('Why does this note belong?').fill('Read against its report')
    await button(page, 'Bring back').last().click()
    await page.getByText('The note is brought back.').first().waitFor()
    await button(page, 'All notes').click()
  }
  await check.getByRole('button', { name: 'Draw notes' }).click()
  await page.getByLabel('How many', { exact: true }).last().fill('2')
  await button(page, 'Draw notes').last().click()
  await check.getByRole('button', { name: 'Go on reading' }).click()
  await button(page, 'Passed').click()
  await page.getByText(/^Note 2 of 2/).waitFor()
  await page.keyboard.press('f')
  await page.getByText('Stage done: 2 notes read, 1 failed.').waitFor()
}

async function askAndStop(page: Page): Promise<void> {
  await openPage(page, 'query')
  await page.getByRole('grid', { name: 'Sources' }).waitFor()
  await page.getByLabel('Search', { exact: true }).fill('Whitcombe')
  const found = page.getByRole('grid', { name: 'Sources' }).getByRole('row')
  await until(
    () => found.count(),
    (rows) => rows === 2,
  )
  await found.nth(1).getByRole('button').click()
  await page.getByText('Confidential: local notes').first().waitFor()
  await button(page, /Summari[sz]ation/).click()
  const question = page.getByRole('textbox', { name: 'Question or instruction' })
  expect(await question.inputValue()).toMatch(/hospital course/)
  await question.fill('Write this whole note again, word for word, line by line.')
  await button(page, /^Ask/).click()
  // Words come one after another while it answers.
  const coming = page.getByRole('region', { name: 'Answer' })
  await page.getByText('Answering …').waitFor({ timeout: 120_000 })
  const first = (await coming.textContent())?.length ?? 0
  await until(
    async () => (await coming.textContent())?.length ?? 0,
    (length) => length > first,
  )
  await page.keyboard.press('Escape')
  await page.getByText('You stopped it; what had come is kept.').waitFor()
}

async function askMarkAndReplay(page: Page): Promise<void> {
  const question = page.getByRole('textbox', { name: 'A new question about the same note' })
  await question.fill('Which drug was given? Answer in three words.')
  await button(page, /^Ask/).click()
  await button(page, /This is wrong/).waitFor({ timeout: 120_000 })
  await page.getByText('Own question: Which drug was given?').waitFor()
  await page.getByRole('heading', { name: 'Query' }).click()
  await page.keyboard.press('w')
  await page.getByLabel('What is wrong with it?').fill('The dose is missing')
  await button(page, 'Keep it for the next study').click()
  await page.getByText('Marked as wrong: The dose is missing').waitFor()
  await button(page, 'Past answers').click()
  const past = page.getByRole('grid', { name: 'Past answers' })
  await until(
    () => past.getByRole('row').count(),
    (rows) => rows === 3,
  )
  await page.getByLabel('Only those marked as wrong').check({ force: true })
  await until(
    () => past.getByRole('row').count(),
    (rows) => rows === 2,
  )
  await past.getByRole('button', { name: /Which drug was given/ }).click()
  await button(page, 'Replay').click()
  await page
    .getByText('The same answer came again, letter for letter.')
    .waitFor({ timeout: 120_000 })
}
