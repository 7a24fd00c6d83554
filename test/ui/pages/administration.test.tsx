import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { openApp } from '../app'

let core: TestCore
afterEach(() => core.close())

async function openPage(page: string): Promise<void> {
  core = await openTestCore()
  await core.signIn()
  openApp(core)
  await screen.findByRole('navigation')
  window.location.hash = `#/${page}`
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })

test('a person is added, switched off, and switched on again by Undo', async () => {
  await openPage('people')
  await userEvent.click(await button('Add a person'))
  const form = within(screen.getByRole('complementary', { name: 'Details' }))
  await userEvent.type(form.getByLabelText('Name'), 'Ben Builder')
  await userEvent.type(form.getByLabelText('First password'), 'seven green boats sail')
  await userEvent.click(form.getByRole('button', { name: 'Add a person' }))
  await userEvent.click(await screen.findByText('Ben Builder'))
  await userEvent.click(await button('Switch off'))
  await screen.findByText(/Ben Builder can no longer unlock/)
  const isActive = async () =>
    (await core.ask('accounts.list', {})).find((one) => one.name === 'Ben Builder')?.active
  const afterSwitch = await isActive()
  await userEvent.click(await button('Undo'))
  await waitFor(async () => expect(await isActive()).toBe(true))
  expect(afterSwitch).toBe(false)
})

test('the chain is verified with a line that says so, and entries can be searched', async () => {
  await openPage('audit')
  await userEvent.click(await button('Verify the chain'))
  const verdict = await screen.findByText(/^Chain intact, \d+ entr/)
  await userEvent.type(
    screen.getByLabelText('Search person, action or object'),
    'workspace.created',
  )
  await waitFor(() => expect(screen.getAllByRole('row').length).toBe(2))
  expect([verdict.textContent, screen.getAllByRole('row')[1]?.textContent]).toEqual([
    expect.stringMatching(/^Chain intact, \d+ entries$/),
    expect.stringContaining('workspace.created'),
  ])
})

test('a new idle time is kept at once and can be taken back', async () => {
  await openPage('settings')
  const field = await screen.findByLabelText<HTMLSelectElement>('Lock after')
  const before = field.value
  await userEvent.selectOptions(field, '2')
  await screen.findByText('The screen now locks after 2 minutes.')
  const stored = (await core.ask('settings.get', {})).idleMinutes
  await userEvent.click(await button('Undo'))
  await waitFor(() => expect(field.value).toBe(before))
  expect([before, stored, (await core.ask('settings.get', {})).idleMinutes]).toEqual(['5', 2, 5])
})
