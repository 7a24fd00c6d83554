// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { developmentSwitches, electronFor } from '../../scripts/lib/electron.mjs'
import { repo } from '../../scripts/lib/repo.mjs'
import { bundle, runJson } from './lib/bundle.mjs'

const steps = Number(process.env.ASCLEPIUS_BENCH_STEPS ?? 100_000)
const rounds = 5
const password = 'quiet harbour lantern moss'

/**
 * The page of a run with a long history against that of one with 100 steps, in the same window: until
 * the curve is drawn, until a part of it is drawn again, and the longest time the page was busy.
 * @param {{ log: (line: string) => void, resolved: import('../../scripts/setup.mjs').Resolved }} options
 */
export async function run({ log, resolved }) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-'))
  try {
    const workspace = join(folder, 'workspace')
    const child = await bundle('training-child.ts')
    const { personId, projectId } = await runJson(child, [workspace, String(steps), password])
    // Now and then the driver does not get hold of a starting Electron.
    const app = await open(resolved, workspace).catch(() => open(resolved, workspace))
    const page = await app.firstWindow()
    await page.locator('h1').first().waitFor()
    await page.evaluate(
      ([id, word]) =>
        // @ts-expect-error the preload's door
        window.asclepius.call('bench', 'session.unlock', { personId: id, password: word }),
      [personId, password],
    )
    await page.reload()
    await page.locator('nav').first().waitFor()
    /** @type {{ short: number[], long: number[] }} */
    const drawn = { short: [], long: [] }
    for (let round = 0; round < rounds; round += 1)
      for (const id of /** @type {const} */ (['short', 'long']))
        drawn[id].push(await timeToCurve(page, projectId, id))
    const zoom = await timeToZoom(page)
    await app.close()
    const count = steps.toLocaleString('en')
    log(
      `  a run of ${count} steps is drawn after ${median(drawn.long).toFixed(0)} ms, one of 100 after ${median(drawn.short).toFixed(0)} ms: ${(median(drawn.long) / median(drawn.short)).toFixed(2)} times (medians of ${rounds})`,
    )
    log(
      `  a part of it is drawn again after ${zoom.milliseconds.toFixed(0)} ms; the page was never busy for more than ${zoom.longest.toFixed(0)} ms at a stretch`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {import('../../scripts/setup.mjs').Resolved} resolved @param {string} workspace */
function open(resolved, workspace) {
  const { executable, args } = electronFor(repo, {
    electron: /** @type {string} */ (resolved.electron),
    electronKind: /** @type {import('../../scripts/lib/electron.mjs').ElectronKind} */ (
      resolved.electronKind
    ),
  })
  return _electron.launch({
    executablePath: executable,
    args: [...developmentSwitches(), '--disable-gpu', ...args],
    env: /** @type {Record<string, string>} */ ({ ...process.env, ASCLEPIUS_WORKSPACE: workspace }),
    timeout: 20_000,
  })
}

const curve = 'figure [role="img"] [aria-label="line"] path'

/** From another page to the drawn curve. @param {import('playwright-core').Page} page @param {string} projectId @param {string} run */
async function timeToCurve(page, projectId, run) {
  await go(page, `settings?project=${projectId}`)
  await page.locator(curve).first().waitFor({ state: 'detached' })
  const started = performance.now()
  await go(page, `training?tab=run&run=${run}&project=${projectId}`)
  await page.locator(curve).first().waitFor({ state: 'attached' })
  return performance.now() - started
}

/**
 * Moves the beginning of the shown part to the right by the keyboard and waits for the new drawing.
 * @param {import('playwright-core').Page} page
 */
async function timeToZoom(page) {
  await page.evaluate(() => {
    const seen = { longest: 0 }
    Object.assign(globalThis, { benchSeen: seen })
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) seen.longest = Math.max(seen.longest, task.duration)
    }).observe({ entryTypes: ['longtask'] })
  })
  const path = page.locator(curve).first()
  const before = await path.getAttribute('d')
  const thumb = page.getByRole('slider').first()
  await thumb.focus()
  const started = performance.now()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowRight')
  for (;;) {
    const now = await page.locator(curve).first().getAttribute('d')
    if (now !== before) break
    if (performance.now() - started > 20_000) throw new Error('The part was not drawn again.')
    await new Promise((done) => setTimeout(done, 10))
  }
  const milliseconds = performance.now() - started
  const longest = await page.evaluate(
    () =>
      /** @type {{ benchSeen: { longest: number } }} */ (/** @type {unknown} */ (globalThis))
        .benchSeen.longest,
  )
  return { milliseconds, longest }
}

/** @param {import('playwright-core').Page} page @param {string} address */
function go(page, address) {
  return page.evaluate((hash) => {
    location.hash = `#/${hash}`
  }, address)
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
