import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { administratorName, openTestCore, password, type TestCore } from '../../fixtures/core'
import { openApp, unlock } from '../app'

let core: TestCore
afterEach(() => core.close())

async function lockedCore(): Promise<void> {
  core = await openTestCore()
  await core.signIn()
  await core.importSample()
  await core.ask('session.lock', {})
}

test('a wrong password says so and counts down until the next try', async () => {
  await lockedCore()
  openApp(core)
  await userEvent.type(await screen.findByLabelText('Password'), 'not the password')
  await userEvent.keyboard('{Enter}')
  await screen.findByText('This password does not fit. Try again in 1 second.')
  core.clock.advance(2000)
  await screen.findByText('That password did not fit. You can try again now.')
  await userEvent.type(screen.getByLabelText('Password'), password)
  expect(screen.queryByText(/did not fit/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Unlock' }))
  await screen.findByRole('heading', { name: 'Sample project', level: 1 })
})

test('several people are a list, and the one chosen comes in', async () => {
  await lockedCore()
  await core.signIn('clinician')
  await core.ask('session.lock', {})
  openApp(core)
  const people = await screen.findAllByRole('radio')
  const names = people.map((one) => one.textContent)
  await userEvent.click(screen.getByRole('radio', { name: /Some clinician/ }))
  await unlock()
  await screen.findByRole('navigation')
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/query/))
  expect({
    names,
    rail: screen
      .getAllByRole('link')
      .map((link) => link.textContent)
      .sort(),
  }).toEqual({
    names: [`${administratorName}Administrator`, 'Some clinicianClinician'],
    rail: ['Home', 'Query'],
  })
})

test('when the core locks, nothing of before stays on the page', async () => {
  await lockedCore()
  openApp(core)
  await unlock()
  await screen.findByRole('heading', { name: 'Sample project', level: 1 })
  await screen.findByText('Done · 22 records')
  core.clock.advance(6 * 60_000)
  core.workspace.lockIdle()
  await screen.findByRole('heading', { name: 'Unlock the workspace' })
  expect({
    text: /Sample|records|Import/.test(document.body.textContent ?? ''),
    fields: screen.getByLabelText<HTMLInputElement>('Password').value,
  }).toEqual({ text: false, fields: '' })
})

test('Ctrl L locks', async () => {
  await lockedCore()
  openApp(core)
  await unlock()
  await screen.findByRole('heading', { name: 'Sample project', level: 1 })
  await userEvent.keyboard('{Control>}l{/Control}')
  await screen.findByRole('heading', { name: 'Unlock the workspace' })
  expect((await core.ask('session.state', {})).state).toBe('locked')
})

test('the printed key sets a new password and makes a new sheet', async () => {
  core = await openTestCore()
  const made = await core.ask('session.create', { name: administratorName, password })
  await core.ask('session.lock', {})
  openApp(core)
  await userEvent.click(await screen.findByRole('button', { name: /Use the recovery key/ }))
  await userEvent.type(await screen.findByLabelText('Recovery key'), made.recoveryKey.toLowerCase())
  await userEvent.type(screen.getByLabelText('New password'), 'another river lamp stone')
  await userEvent.type(screen.getByLabelText('Reason'), 'Forgotten over the holidays')
  await userEvent.click(screen.getByRole('button', { name: 'Set the new password' }))
  const sheet = await screen.findByRole('region', { name: /^Recovery key/ })
  const groups = [...sheet.querySelectorAll('li')].map((item) => item.textContent?.slice(-5) ?? '')
  for (const field of screen.getAllByLabelText<HTMLInputElement>(/^Type group/)) {
    const number = Number(/\d+/.exec(field.labels?.[0]?.textContent ?? '')?.[0])
    await userEvent.type(field, groups[number - 1] ?? '')
  }
  await userEvent.click(screen.getByRole('button', { name: 'I have the sheet' }))
  await screen.findByRole('navigation')
  expect({ isNew: groups.join('-') !== made.recoveryKey, groups: groups.length }).toEqual({
    isNew: true,
    groups: 13,
  })
})
