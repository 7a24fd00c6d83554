import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { administrator, jobsDone } from './app-driver'
import { readRecoveryGroups } from './journey'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL

test('set-up, one question and every page by the keyboard alone, with the focus in sight', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const running = await openApp()
  const { page } = running
  const { keyboard } = page
  await page.getByRole('heading', { name: 'Who administers this workspace?' }).waitFor()
  // A mouse that is used fails the journey.
  await page.evaluate(() => {
    const refuse = () => Object.assign(globalThis, { wasMouseUsed: true })
    addEventListener('mousedown', refuse, true)
  })

  // The guide: the first field has the focus already.
  await keyboard.type(administrator.name)
  await tabTo(page, 'Password')
  await keyboard.type(administrator.password)
  await tabTo(page, 'Password once more')
  await keyboard.type(administrator.password)
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Print the recovery key' }).waitFor()
  const groups = await readRecoveryGroups(page)
  for (let typed = 0; typed < 2; typed += 1) {
    const name = await tabTo(page, /^Type group \d+/)
    await keyboard.type(groups[Number(/\d+/.exec(name)?.[0]) - 1] ?? '')
  }
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'This machine' }).waitFor()
  await press(page, 'Next')
  await press(page, 'Use the sample model')
  await page.getByText('Ready: ').waitFor({ timeout: 60_000 })
  await press(page, 'Open the sample project')
  await page.getByRole('heading', { name: 'Sample project', level: 1 }).waitFor()
  await jobsDone(running)

  // The first stop of Tab on a page leads past the rail.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await press(page, 'Skip to the page')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

  // Ctrl 1 to 7 lead to the stages, Ctrl K to anything, "?" shows the keys.
  const stages = ['Sources', 'Synthesis', 'Instructions', 'Training', 'Evaluation']
  for (const [index, name] of [...stages, 'Validation', 'Release'].entries()) {
    await keyboard.press(`Control+${index + 1}`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
  }
  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
  await keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search or do anything' }).waitFor()
  await keyboard.type('query')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Query', level: 1 }).waitFor()

  // One question: the note by the arrows of its table, the task by its number.
  await tabTo(page, 'Sources', 'grid')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Another note' }).waitFor()
  await tabTo(page, /^Question or instruction/)
  await keyboard.type('How old is the patient? One number.')
  await keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /This is wrong/ }).waitFor({ timeout: 120_000 })
  await tabTo(page, /^Statement 1/)
  expect(await page.evaluate(() => 'wasMouseUsed' in globalThis)).toBe(false)
  expect(running.troubles).toEqual([])
})

interface Focused {
  readonly name: string
  readonly role: string
  readonly isField: boolean
  readonly isOutlined: boolean
  readonly isOnScreen: boolean
}

/** What has the focus: its name and role as a reader would say them, and how it shows. */
async function focused(page: Page): Promise<Focused | null> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null
    if (!element || element === document.body) return null
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const label =
      element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent
    const box = element.getBoundingClientRect()
    return {
      name: (label ?? '').trim(),
      role: element.getAttribute('role') ?? element.localName,
      isField: ['input', 'textarea', 'select'].includes(element.localName),
      isOutlined: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
      isOnScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    }
  })
}

/** Presses Tab until something of that name has the focus; everything on the way has to show it. */
async function tabTo(page: Page, name: string | RegExp, role?: string): Promise<string> {
  const passed: string[] = []
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab')
    const first = await focused(page)
    if (!first) continue
    passed.push(first.name)
    const isShown = first.isOutlined || (first.isField && (await hasOwnEdge(page)))
    expect({ isShown, isOnScreen: first.isOnScreen }, `after ${passed.join(' > ')}`).toEqual({
      isShown: true,
      isOnScreen: true,
    })
    const fits = typeof name === 'string' ? first.name === name : name.test(first.name)
    if (fits && (role === undefined || first.role === role)) return first.name
  }
  throw new Error(`Tab does not come to ${name}; it passed ${passed.join(' > ')}.`)
}

/** Whether a field draws its edge otherwise than the same field without the focus does. */
async function hasOwnEdge(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const field = document.activeElement as HTMLElement
    await Promise.all(field.getAnimations().map((motion) => motion.finished))
    const { borderColor } = getComputedStyle(field)
    const twin = field.cloneNode() as HTMLElement
    twin.removeAttribute('id')
    twin.removeAttribute('name')
    field.after(twin)
    const plain = getComputedStyle(twin).borderColor
    twin.remove()
    return borderColor !== plain
  })
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).waitFor()
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
