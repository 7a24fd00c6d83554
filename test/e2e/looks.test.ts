import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createAdministrator } from './journey'
import { appsOfThisFile } from './opened'
import { goToStop, prepareTour, stopsOf } from './tour'

const openApp = appsOfThisFile()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string
  readonly at: readonly string[]
}

/** Serious and critical findings of axe-core on what the page shows now. */
async function findings(page: Page): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  return page.evaluate(async () => {
    type Node = { html: string; any: { message: string }[] }
    type Rule = { id: string; impact: string; nodes: Node[] }
    type Axe = { run: (options: unknown) => Promise<{ violations: Rule[] }> }
    const { axe: tool } = globalThis as unknown as { axe: Axe }
    const { violations } = await tool.run({ resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({
        id,
        impact,
        at: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message}`),
      }))
  })
}

/** Texts that are a key of the word lists instead of words, or hold a place that was not filled. */
async function rawWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const isLog = location.hash.startsWith('#/audit')
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // The log shows its own codes, which are the same in every language.
      if (isLog && node.parentElement?.closest('[role="gridcell"]')) continue
      const text = (node.textContent ?? '').trim()
      const isKey = /^[a-z][A-Za-z]*:?([A-Za-z-]+\.)+[A-Za-z_-]+$/.test(text)
      const isFile = /\.(json|csv|gguf|js|md)$/.test(text)
      if ((isKey && !isFile) || text.includes('{{')) found.push(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title'])
        if (/^[a-z]+(\.[a-z][A-Za-z]+)+$/.test(element.getAttribute(name) ?? ''))
          found.push(element.getAttribute(name) ?? '')
    return found
  })
}

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
