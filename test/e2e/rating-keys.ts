import type { Page } from 'playwright-core'
import { until } from './journey'

/** Rates all that waits for this person by the keyboard alone. @returns how many answers. */
export async function rateEverything(page: Page, keys: readonly string[]): Promise<number> {
  for (let rated = 0; ; rated += 1) {
    const state = await until(
      () =>
        page.evaluate(() => {
          const text = document.body.textContent ?? ''
          return { text, isDone: /All \d+ answers are rated/.test(text) }
        }),
      ({ text, isDone }) => isDone || /Answer \d+ of \d+/.test(text),
    )
    if (state.isDone) return rated
    await page.keyboard.press(keys[rated % keys.length] ?? '4')
    await page.keyboard.press('Enter')
  }
}
