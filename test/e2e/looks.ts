import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { goToStop, type Stop } from './tour'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Finding {
  readonly id: string
  readonly impact: string
  readonly at: readonly string[]
}

/** What a scheme can change is its colours; everything else is the same in light and dark. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** Serious and critical findings of axe-core on what the page shows now. */
export async function findings(page: Page, rules?: readonly string[]): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  return page.evaluate(async (only) => {
    type Node = { html: string; any: { message: string }[] }
    type Rule = { id: string; impact: string; nodes: Node[] }
    type Axe = { run: (options: unknown) => Promise<{ violations: Rule[] }> }
    const { axe: tool } = globalThis as unknown as { axe: Axe }
    const { violations } = await tool.run({
      resultTypes: ['violations'],
      ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({
        id,
        impact,
        at: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message}`),
      }))
  }, rules)
}

/** Makes the system light or dark, and waits until the page has followed it. */
export async function turnTo(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  // Without motion no colour is caught on its way to another.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
}

/** Findings in light, and what dark adds to them; leaves the page light. */
export async function findingsInBoth(page: Page): Promise<Finding[]> {
  await turnTo(page, 'light')
  const light = await findings(page)
  await turnTo(page, 'dark')
  const dark = await findings(page, colourRules)
  await turnTo(page, 'light')
  return [...light, ...dark.map((one) => ({ ...one, id: `${one.id}, dark` }))]
}

export interface Look {
  readonly where: string
  readonly axe: readonly Finding[]
  readonly words: readonly string[]
}

/** Stands at each stop in turn, and says what is not accessible or not in words. */
export async function lookAlong(
  page: Page,
  tour: { readonly stops: readonly Stop[]; readonly projectId: string },
): Promise<Look[]> {
  const found: Look[] = []
  for (const stop of tour.stops) {
    await goToStop(page, stop, tour.projectId)
    const look = { axe: await findingsInBoth(page), words: await rawWords(page) }
    if (look.axe.length + look.words.length > 0) found.push({ where: stop.name, ...look })
  }
  return found
}

/** The same stops in German: words alone, since the page is built of the same parts. */
export async function readInGerman(
  page: Page,
  tour: { readonly stops: readonly Stop[]; readonly projectId: string },
): Promise<Look[]> {
  await page.evaluate(() => localStorage.setItem('language', 'de'))
  await page.reload()
  await page.getByRole('navigation', { name: 'Stufen und Seiten' }).waitFor()
  const found: Look[] = []
  for (const stop of tour.stops) {
    await goToStop(page, stop, tour.projectId)
    const words = await rawWords(page)
    const language = await page.evaluate(() => document.documentElement.lang)
    if (words.length > 0 || language !== 'de')
      found.push({ where: `${stop.name}, ${language}`, axe: [], words })
  }
  return found
}

/** Texts that are a key of the word lists instead of words, or hold a place that was not filled. */
export async function rawWords(page: Page): Promise<string[]> {
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
