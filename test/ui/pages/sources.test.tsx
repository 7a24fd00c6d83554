import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'
import '../../fixtures/resolved'
import { openPage } from '../open-page'

let core: TestCore
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const records = () => screen.getByRole('grid', { name: 'Records' })
const rowsIn = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent ?? '')

async function openSources(options: { sample?: boolean } = {}) {
  core = await openTestCore()
  await core.signIn()
  const project =
    options.sample === false
      ? await core.ask('projects.create', { name: 'Empty' })
      : await core.importSample()
  await openPage(core, { project: project.id, page: 'sources' })
  return project
}

function letters(core: TestCore): string {
  const text = (words: string) => `${words} `.repeat(20).trim()
  return core.file(
    'ward.csv',
    `letter,heading,body\n1,First,"${text('Fever and cough.')}"\n2,Second\n3,Third,"${text('Chest pain at rest.')}"\n`,
  )
}

test('an import says what it sees, imports the good records, and lists the others with their line', async () => {
  core = await openTestCore()
  await core.signIn()
  const project = await core.ask('projects.create', { name: 'Empty' })
  await openPage(core, { project: project.id, page: 'sources' }, { chooses: [letters(core)] })
  await screen.findByText('Your reports and notes will be here')
  await userEvent.click(await button('Choose files'))
  const recognised = (await screen.findByText(/^Recognised as/)).textContent
  const refused = screen.getByText(/would be refused/).textContent
  const importButton = await button('Import')
  const isShutBeforeChoice = importButton.hasAttribute('disabled')
  await userEvent.click(screen.getByRole('radio', { name: 'Local notes, confidential' }))
  await userEvent.click(importButton)
  await screen.findByText('"ward" is imported.')
  await userEvent.click(await button('Read why'))
  const problems = await screen.findByRole('table')
  const [collection] = await core.ask('sources.collections', { projectId: project.id })
  expect({
    recognised,
    refused,
    isShutBeforeChoice,
    rows: rowsIn(records()),
    problem: within(problems).getAllByRole('row')[1]?.textContent,
    collection: collection && [collection.name, collection.confidential, collection.records],
  }).toEqual({
    recognised: 'Recognised as CSV, UTF-8',
    refused: '1 of the first 3 records would be refused',
    isShutBeforeChoice: true,
    rows: [expect.stringMatching(/^First Fever and cough/), expect.stringMatching(/^Third Chest/)],
    problem: expect.stringMatching(/^ward\.csv3The row has 2 values/),
    collection: ['ward', true, 2],
  })
})

test('another column for the text is looked at again at once', async () => {
  await openSources({ sample: false })
  await userEvent.click(await button('Import'))
  const drop = screen.getByText('Drop files or a folder here').parentElement!
  const file = new File(
    [`a,b\n${'short,"a much longer text than the other"\n'.repeat(3)}`],
    'two.csv',
    { type: 'text/csv' },
  )
  fireEvent.drop(drop, { dataTransfer: { types: ['Files'], files: [file] } })
  const select = await screen.findByLabelText<HTMLSelectElement>('Text, from')
  const before = select.value
  await userEvent.selectOptions(select, 'a')
  await waitFor(() =>
    expect(screen.getAllByRole('row')[1]?.firstElementChild?.textContent).toBe('short'),
  )
  expect(before).toBe('b')
})

test('search, words and a clicked header narrow and order the records; one opens to be read', async () => {
  await openSources()
  await screen.findByText(/^22 records/)
  await userEvent.type(screen.getByLabelText('Search in records'), '"pacemaker implantation"')
  await screen.findByText(/^1 record,/)
  const found = rowsIn(records())
  await userEvent.clear(screen.getByLabelText('Search in records'))
  await screen.findByText(/^22 records/)
  await userEvent.click(within(records()).getByRole('button', { name: 'Words' }))
  await waitFor(() => {
    const words = rowsIn(records()).map((row) => Number(row.match(/\d+$/)?.[0]))
    expect(words).toEqual([...words].sort((a, b) => b - a))
  })
  records().focus()
  await userEvent.keyboard('{Home}')
  const pane = await screen.findByRole('region', { name: 'Record' })
  expect([found.length, found[0], pane.textContent?.length]).toEqual([
    1,
    expect.stringMatching(/^Late cardiac tamponade after pacemaker implantation/),
    expect.any(Number),
  ])
})

test('a collection is renamed, removed, and brought back by Undo', async () => {
  const project = await openSources()
  await userEvent.click(await button(/^Sample case reports/))
  await userEvent.click(await button('Rename'))
  const field = screen.getByLabelText('Name of the collection')
  await userEvent.clear(field)
  await userEvent.type(field, 'Reports{Enter}')
  await screen.findByRole('heading', { name: 'Reports' })
  const names = async () =>
    (await core.ask('sources.collections', { projectId: project.id })).map((one) => one.name)
  await userEvent.click(await button('Remove'))
  await screen.findByText(/"Reports" was removed/)
  const afterRemoval = await names()
  await userEvent.click(await button('Undo'))
  await waitFor(async () => expect(await names()).toContain('Reports'))
  expect(afterRemoval).toEqual(['Sample local notes'])
})
