import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { isSameGroup } from '../../../renderer/pages/entry/recovery-sheet'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { openApp } from '../app'

let core: TestCore
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** The thirteen groups as they stand on the sheet. */
function groupsOnSheet(): string[] {
  return [...screen.getByRole('region', { name: /^Recovery key/ }).querySelectorAll('li')].map(
    (item) => item.textContent?.slice(-5) ?? '',
  )
}

async function typeGroupsBack(change: (group: string) => string): Promise<void> {
  const groups = groupsOnSheet()
  for (const field of screen.getAllByLabelText(/^Type group/)) {
    const label = (field as HTMLInputElement).labels?.[0]?.textContent ?? ''
    const group = groups[Number(/\d+/.exec(label)?.[0]) - 1] ?? ''
    await userEvent.clear(field)
    await userEvent.type(field, change(group))
  }
}

test('four short steps lead from nothing to the open sample project', async () => {
  core = await openTestCore()
  openApp(core)
  await userEvent.type(await screen.findByLabelText('Your name'), 'Nora Meier')
  await userEvent.click(screen.getByLabelText('Password'))
  await userEvent.paste('plum river anchor lamp')
  await userEvent.type(screen.getByLabelText('Password once more'), 'plum river anchor lamp')
  await userEvent.click(await button('Create the workspace'))

  await screen.findByRole('heading', { name: 'Print the recovery key' })
  await typeGroupsBack(() => 'wrong')
  await userEvent.click(await button('I have the sheet'))
  const refusals = screen.getAllByText('This is not what stands on the sheet.').length
  await typeGroupsBack((group) => group.toLowerCase())
  await userEvent.click(await button('I have the sheet'))

  await screen.findByRole('heading', { name: 'This machine' })
  const isKeyGone = screen.queryByText('Recovery key of this workspace') === null
  await userEvent.click(await button('Next'))
  await screen.findByRole('heading', { name: 'A model to begin with' })
  await userEvent.click(await button('Later, open the sample project'))

  await screen.findByRole('heading', { name: 'Sample project', level: 1 })
  await core.waitForJobs()
  await waitFor(() => expect(screen.getByText('Done · 22 records')).toBeTruthy())
  const [project] = await core.ask('projects.list', {})
  expect({ refusals, isKeyGone, project: project?.name }).toEqual({
    refusals: 2,
    isKeyGone: true,
    project: 'Sample project',
  })
})

test('a guessed-first password is refused where it was typed, and nothing is made', async () => {
  core = await openTestCore()
  openApp(core)
  await userEvent.type(await screen.findByLabelText('Your name'), 'Nora Meier')
  await userEvent.type(screen.getByLabelText('Password'), 'password1234')
  await userEvent.type(screen.getByLabelText('Password once more'), 'password1234')
  await userEvent.click(await button('Create the workspace'))
  await screen.findByText(/among those that are guessed first/)
  expect((await core.ask('session.state', {})).state).toBe('empty')
})

test('a group may be typed in any case, with look-alike letters', () => {
  expect([
    isSameGroup('m1cee', 'M1CEE'),
    isSameGroup(' mlcee ', 'M1CEE'),
    isSameGroup('ooooo', '00000'),
    isSameGroup('M1CEF', 'M1CEE'),
    isSameGroup('', 'M1CEE'),
  ]).toEqual([true, true, true, false, false])
})
