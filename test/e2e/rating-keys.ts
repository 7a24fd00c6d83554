import type { Page } from 'playwright-core'
import { openPage, until } from './journey'

/**
 * Rates all that waits for this person by the keyboard alone, from the list of studies on. A low
 * score is given a kind of error. @returns how many answers.
 */
export async function rateEverything(page: Page, scores: readonly string[]): Promise<number> {
  const { keyboard } = page
  await openPage(page, 'rate')
  await page.getByRole('button', { name: /^Start|^Continue/ }).waitFor()
  await keyboard.press('Enter')
  let at = 0
  for (;;) {
    const place = await until(
      () => placeOf(page),
      ({ item, isDone }) => isDone || item > at,
    )
    if (place.isDone) return at
    at = place.item
    const score = scores[at % scores.length] ?? '4'
    await keyboard.press(score)
    if (score === '1') await keyboard.press('a')
    await keyboard.press('Enter')
  }
}

function placeOf(page: Page): Promise<{ item: number; isDone: boolean }> {
  return page.evaluate(() => {
    const text = document.body.textContent ?? ''
    return {
      item: Number(/Item (\d+) of \d+/.exec(text)?.[1] ?? 0),
      isDone: /All \d+ answers are rated/.test(text),
    }
  })
}
