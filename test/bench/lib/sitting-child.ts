import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../e2e/app-driver'
import { openTestCore, password } from '../../fixtures/core'
import { addStudyToRate, raterNames } from '../../fixtures/study-to-rate'
import { median } from './whole-app'

/**
 * One sitting of two hundred answers in the real window, by the keyboard alone: every fourth answer
 * gets a kind of error, a harm grade and a marked place, every tenth a comment. Prints one line of
 * JSON: how long the window took from Enter to the next answer, and its memory.
 */
const questions = 99
const core = await openTestCore({ folder: mkdtempSync(join(tmpdir(), 'asclepius-bench-')) })
await core.signIn()
await addStudyToRate(core, { questions })
await core.workspace.close()

const { app, page, close } = await startApp({ workspace: core.folder })
const { keyboard } = page
await page.getByRole('heading', { level: 1 }).waitFor()
await page.getByRole('radio', { name: raterNames[0] }).click()
await page.getByLabel('Password', { exact: true }).fill(password)
await keyboard.press('Enter')
await page.getByText('Discharge notes, first round').waitFor()
await keyboard.press('Enter')

const total = questions * 2 + 2
const waits: number[] = []
let firstMemory = 0
let keys = 0
await shown(1)
const started = performance.now()
for (let item = 1; item <= total; item += 1) {
  await press(...keysOf(item))
  if (item % 10 === 0) await comment('Not so in the note.')
  const before = performance.now()
  await press('Enter')
  await shown(item + 1)
  waits.push(performance.now() - before)
  if (item === 20) firstMemory = await windowMemory()
}
const minutes = (performance.now() - started) / 60_000
const lastMemory = await windowMemory()
await close()
process.stdout.write(
  `${JSON.stringify({
    answers: total,
    keys,
    minutes,
    median: median(waits),
    slowest: Math.max(...waits),
    late: median(waits.slice(-20)) / median(waits.slice(0, 20)),
    memory: lastMemory / firstMemory,
  })}\n`,
)

function keysOf(item: number): readonly string[] {
  return item % 4 === 0
    ? ['1', 'a', 'v', 'ArrowRight', 'ArrowRight', 'm', 'ArrowDown', 'l']
    : [String(2 + (item % 3))]
}

async function press(...each: readonly string[]): Promise<void> {
  for (const key of each) await keyboard.press(key)
  keys += each.length
}

async function comment(words: string): Promise<void> {
  await press('k')
  await keyboard.type(words)
  keys += words.length
  await press('Escape')
}

/** Waits in the page itself, frame by frame, so that the driver's own pace is not measured. */
async function shown(item: number): Promise<void> {
  const words = item > total ? `All ${total} answers are rated` : `Item ${item} of ${total}`
  await page.waitForFunction((text) => document.body.textContent?.includes(text), words, {
    timeout: 30_000,
  })
}

/** Bytes of all processes of the app together. */
function windowMemory(): Promise<number> {
  return app.evaluate(
    (electron) =>
      1024 *
      electron.app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  )
}
