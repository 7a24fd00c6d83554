import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, type RunningApp, startApp } from '../e2e/app-driver'
import { createAdministrator } from '../e2e/journey'
import { become, fillProof } from '../e2e/proof-content'
import { fillLearning, goToStop, prepareTour, stopsOf } from '../e2e/tour'

const docs = resolve(import.meta.dirname, '..', '..', 'docs', 'screenshots')
/** A second set at the size of an ordinary screen, for looking only; git does not keep it. */
const large = resolve(import.meta.dirname, '..', '..', 'test-results', 'screenshots-1920')
const largestPicture = 300_000
const schemes = ['light', 'dark'] as const
let running: RunningApp
const sizes = new Map<string, number>()

beforeAll(async () => {
  for (const folder of [docs, large]) mkdirSync(folder, { recursive: true })
  running = await startApp()
})
afterAll(() => running?.close())

async function takeBoth(name: string, folder: string): Promise<void> {
  const { page } = running
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(120)
    const picture = await page.screenshot({ caret: 'hide', animations: 'disabled' })
    const file = `${name}-${colorScheme}.png`
    writeFileSync(join(folder, file), picture)
    if (folder === docs) sizes.set(file, picture.length)
  }
}

async function resize(width: number, height: number): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
    [width, height] as [number, number],
  )
  await running.page.waitForTimeout(300)
}

test('pictures of every page with the sample project in it', async () => {
  const { page } = running
  await page.getByLabel('Your name').fill(administrator.name)
  await takeBoth('first-run', docs)
  await createAdministrator(page)
  await page.getByRole('heading', { name: 'Print the recovery key' }).waitFor()
  await takeBoth('recovery-key', docs)
  await page.reload()
  const content = await prepareTour(running, {
    notes: 6,
    tokens: 400,
    instruction: 'What most likely led to this admission, and which findings support it?',
  })
  await fillLearning(running, content.projectId)
  const proof = await fillProof(running, content.projectId)
  await page.reload()
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
  for (const stop of stopsOf(content)) {
    await resize(1280, 800)
    await goToStop(page, stop, content.projectId)
    await takeBoth(stop.name, docs)
    await resize(1920, 1080)
    await takeBoth(stop.name, large)
  }
  await resize(1280, 800)
  await page.keyboard.press('Escape')
  if (proof) {
    await become(running, proof.reviewer)
    await page.reload()
    await goToRating(proof.openStudyId)
    await takeBoth('rate', docs)
    await resize(1920, 1080)
    await takeBoth('rate', large)
    await resize(1280, 800)
  }
  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { name: 'Unlock the workspace' }).waitFor()
  await takeBoth('unlock', docs)
  expect([...sizes].filter(([, bytes]) => bytes > largestPicture)).toEqual([])
})

async function goToRating(studyId: string): Promise<void> {
  const { page } = running
  await page.evaluate((study) => {
    location.hash = `#/rate?study=${study}`
  }, studyId)
  await page.getByText(/^Item \d+ of \d+/).waitFor()
}
