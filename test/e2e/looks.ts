import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Finding {
  readonly id: string
  readonly impact: string
  readonly at: readonly string[]
}

/** Serious and critical findings of axe-core on what the page shows now. */
export async function findings(page: Page): Promise<Finding[]> {
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
