import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { Job } from '../../../contract/jobs'
import { chooseLanguage } from '../../../renderer/i18n/setup'
import { mergedShare } from '../../../renderer/shell/top-bar'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { openApp } from '../app'

let core: TestCore
afterEach(async () => {
  chooseLanguage('en')
  await core?.close()
})

async function openSample(): Promise<void> {
  core = await openTestCore()
  await core.signIn()
  await core.importSample()
  openApp(core)
  await screen.findByText('Done · 22 records')
}

test('the rail says each state in words with its figure, and what a stage waits for', async () => {
  await openSample()
  const links = [...screen.getByRole('navigation').querySelectorAll('ol a')]
  expect(links.map((link) => link.textContent)).toEqual([
    '1SourcesDone · 22 records',
    '2SynthesisWaits for a model',
    '3InstructionsWaits for Synthesis',
    '4TrainingWaits for Instructions',
    '5EvaluationWaits for a model',
    '6ValidationWaits for Evaluation',
    '7ReleaseWaits for Validation',
  ])
})

test('Ctrl 4 opens the fourth stage, Alt Left goes back, and the address says where one is', async () => {
  await openSample()
  const start = window.location.hash
  await userEvent.keyboard('{Control>}4{/Control}')
  const heading = await screen.findByRole('heading', { level: 1, name: 'Training' })
  const there = window.location.hash
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  expect([
    start.startsWith('#/home'),
    heading.textContent,
    there.startsWith('#/training?project='),
  ]).toEqual([true, 'Training', true])
})

test('"?" lists the keys, but not while somebody types', async () => {
  await openSample()
  await userEvent.keyboard('?')
  await screen.findByText('Lock the workspace')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByText('Lock the workspace')).toBeNull())
  await userEvent.keyboard('{Control>}k{/Control}')
  await userEvent.type(await screen.findByPlaceholderText('Search or do anything'), 'lock?')
  expect(screen.queryByText('Lock the workspace')).toBeNull()
})

test('the search box finds a page by its name and opens it', async () => {
  await openSample()
  await userEvent.keyboard('{Control>}k{/Control}')
  await userEvent.type(await screen.findByPlaceholderText('Search or do anything'), 'audit')
  await userEvent.click(await screen.findByRole('button', { name: /Audit log/ }))
  await screen.findByRole('heading', { level: 1, name: 'Audit log' })
  expect(window.location.hash).toMatch(/^#\/audit/)
})

test('a project is made from the menu and opens at its sources', async () => {
  await openSample()
  await userEvent.click(screen.getByRole('button', { name: 'Sample project' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Create project' }))
  await userEvent.type(await screen.findByLabelText('Name of the project'), 'Cardiology 2026')
  await userEvent.click(screen.getByRole('button', { name: 'Create' }))
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/sources\?project=/))
  await screen.findByRole('button', { name: 'Cardiology 2026' })
  expect((await core.ask('projects.list', {})).map((one) => one.name)).toEqual([
    'Sample project',
    'Cardiology 2026',
  ])
})

test('the jobs tray shows what finished jobs made, and Escape closes it', async () => {
  await openSample()
  await userEvent.click(screen.getByRole('button', { name: 'No jobs running' }))
  const tray = await screen.findByRole('region', { name: 'Jobs' })
  const titles = [...tray.querySelectorAll('article h3')].map((title) => title.textContent).sort()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Jobs' })).toBeNull())
  expect(titles).toEqual(['Import Sample case reports', 'Import Sample local notes'])
})

test('the whole shell speaks the second language at once', async () => {
  await openSample()
  await userEvent.click(screen.getByRole('button', { name: /account of/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name: /Deutsch/ }))
  await screen.findByText('Fertig · 22 Datensätze')
  expect([
    document.documentElement.lang,
    screen.getByRole('navigation').getAttribute('aria-label'),
  ]).toEqual(['de', 'Stufen und Seiten'])
})

test('no page writes a style element or markup, which the content policy forbids', async () => {
  await openSample()
  const found: Record<string, number> = {}
  for (const page of [
    'home',
    'models',
    'people',
    'audit',
    'installation',
    'settings',
    'training',
  ]) {
    window.location.hash = `#/${page}`
    await waitFor(() =>
      expect(screen.getByRole('link', { current: 'page' }).getAttribute('href')).toContain(page),
    )
    found[page] = document.querySelectorAll('style[data-mantine-styles], script, iframe').length
  }
  expect(Object.values(found)).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('running jobs are merged into one share; those that do not know their size do not count', () => {
  const job = (done: number, total: number | null) => ({ done, total }) as Job
  expect([
    mergedShare([]),
    mergedShare([job(3, null)]),
    mergedShare([job(50, 100), job(30, 40), job(3, null)]),
    mergedShare([job(110, 100)]),
  ]).toEqual([null, null, 0.625, 1])
})
