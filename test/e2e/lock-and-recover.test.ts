import { expect, test } from 'vitest'
import { administrator } from './app-driver'
import { confirmRecoverySheet, createAdministrator, openPage, unlock, until } from './journey'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()

test('a wrong password waits, a lock clears the page, and the printed key opens again', async () => {
  const running = await openApp()
  const { page } = running
  await createAdministrator(page)
  const groups = await confirmRecoverySheet(page)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: /open the sample project/i }).click()
  await openPage(page, 'sources')
  await page.getByRole('row', { name: /Miliary tuberculosis/ }).click()
  await page.getByRole('region', { name: 'Record', exact: true }).waitFor()
  expect(await tracesOf(running)).not.toEqual([])

  // Ctrl L takes everything of the project off the page, the address and the title included.
  await page.keyboard.press('Control+l')
  await page.getByRole('heading', { name: 'Unlock the workspace' }).waitFor()
  expect(await tracesOf(running)).toEqual([])
  const refused = await page.evaluate(() =>
    window.asclepius.call('e2e-locked', 'projects.list', {}),
  )
  expect(refused).toMatchObject({ ok: false, code: 'locked' })

  // Each wrong password doubles the wait; a try in between is not looked at.
  const id = await personId(running)
  const tryOnce = (password: string): Promise<string> =>
    running.call('session.unlock', { personId: id, password }).then(
      () => 'opened',
      (refusal: Error) => refusal.message,
    )
  for (const seconds of [1, 2]) {
    expect(await tryOnce('not the right password')).not.toBe('opened')
    await page.waitForTimeout(seconds * 1000 + 200)
  }
  await unlock(page, 'not the right password')
  await page.getByText(/^This password does not fit\. Try again in [1-4] seconds?\.$/).waitFor()
  expect(await page.getByRole('button', { name: 'Unlock', exact: true }).isDisabled()).toBe(true)
  expect(await tryOnce(administrator.password)).toMatch(/Try again in \d+ second/i)
  await until(
    () => page.getByText(/Try again in/).count(),
    (count) => count === 0,
  )
  await unlock(page)
  await page.getByRole('row', { name: /Miliary tuberculosis/ }).waitFor()

  // The printed key sets a new password and makes a new sheet; the old sheet is void.
  await page.keyboard.press('Control+l')
  await page.getByRole('button', { name: /Use the recovery key/ }).click()
  const recover = async (key: readonly string[], password: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Recovery key' }).fill(key.join(' '))
    await page.getByLabel('New password').fill(password)
    await page.getByLabel('Reason').fill('Forgotten after the holidays')
    await page.getByRole('button', { name: 'Set the new password' }).click()
  }
  await recover([...groups.slice(1), ...groups.slice(0, 1)], 'another harbour lantern')
  await page.getByText('Group 1 of the key has a slip. Look at it again.').waitFor()
  await recover(groups, 'another harbour lantern')
  const fresh = await confirmRecoverySheet(page)
  expect(fresh).not.toEqual(groups)
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
  await page.keyboard.press('Control+l')
  await unlock(page, 'another harbour lantern')
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
  expect(running.troubles).toEqual([])
})

type Running = Awaited<ReturnType<typeof openApp>>

async function personId({ call }: Running): Promise<string> {
  const { people } = await call('session.state', {})
  return people[0]?.id ?? ''
}

/** Words of the project that the page still holds anywhere a person or a program could read them. */
async function tracesOf({ page }: Running): Promise<string[]> {
  return page.evaluate(() => {
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(store))
    const fields = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    )
    const all = [document.documentElement.outerHTML, document.title, location.href]
      .concat(stores, fields)
      .join('\n')
    return ['Miliary', 'infliximab', 'Sample case reports', 'Sample project', 'Sources'].filter(
      (word) => all.includes(word),
    )
  })
}
