import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { administrator, jobsDone, type RunningApp } from './app-driver'

/** The 13 groups of the recovery key as the sheet shows them. */
export async function readRecoveryGroups(page: Page): Promise<string[]> {
  const groups = page.getByRole('region', { name: 'Recovery key of this workspace' }).locator('li')
  const texts = await groups.allInnerTexts()
  return texts.map((text) => text.replace(/^\d+\s*/, '').trim())
}

/** Types the two groups that the sheet asks for back, as somebody does who has printed it. */
export async function confirmRecoverySheet(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: 'Print the recovery key' }).waitFor()
  const groups = await readRecoveryGroups(page)
  for (const field of await page.getByLabel(/^Type group \d+ from the sheet$/).all()) {
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent)
    const number = Number(/\d+/.exec(label ?? '')?.[0])
    await field.fill(groups[number - 1] ?? '')
  }
  await page.getByRole('button', { name: 'I have the sheet' }).click()
  return groups
}

/** The first step of the guide: who administers, with which password. */
export async function createAdministrator(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Who administers this workspace?' }).waitFor()
  await page.getByLabel('Your name').fill(administrator.name)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByLabel('Password once more').fill(administrator.password)
  await page.getByRole('button', { name: 'Create the workspace' }).click()
}

export async function unlock(page: Page, password = administrator.password): Promise<void> {
  await page.getByRole('heading', { name: 'Unlock the workspace' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

/** Follows the link of the rail to a page, such as "sources". */
export async function openPage(page: Page, id: string): Promise<void> {
  await page.locator(`nav a[href^="#/${id}"]`).click()
}

/** Presses what begins a job, and waits until that one is there and every job is over. */
export async function pressForJob(
  running: RunningApp,
  press: Locator,
  withinSeconds = 600,
): Promise<void> {
  const ids = async (): Promise<string[]> =>
    (await running.call('jobs.list', {})).map((job) => job.id)
  const before = new Set(await ids())
  await press.click()
  // A command may think for a moment before it stores its job.
  await until(ids, (now) => now.some((id) => !before.has(id)))
  await jobsDone(running, withinSeconds)
}

/** Puts paths into the next file dialog, which no test can click. */
export async function answerDialog(app: ElectronApplication, ...paths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: chosen })
  }, paths)
}

/** Process ids of the app's utility processes of that name, such as "Asclepius core". */
export async function processIds(app: ElectronApplication, name: string): Promise<number[]> {
  return app.evaluate(
    ({ app: electron }, wanted) =>
      electron
        .getAppMetrics()
        .filter((metric) => metric.serviceName === wanted || metric.name === wanted)
        .map((metric) => metric.pid),
    name,
  )
}

/** Asks again and again until the answer is as wanted. @throws after `withinSeconds`. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (value: T) => boolean,
  withinSeconds = 60,
): Promise<T> {
  const end = Date.now() + withinSeconds * 1000
  for (;;) {
    const value = await ask()
    if (isWanted(value)) return value
    if (Date.now() > end)
      throw new Error(`Not so after ${withinSeconds} s; last: ${JSON.stringify(value)}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
