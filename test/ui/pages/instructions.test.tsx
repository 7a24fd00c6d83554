import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import {
  allRows,
  askedFor,
  generate,
  type InstructionsCore,
  openInstructions,
  writeWell,
} from '../../fixtures/instructions'
import { openPage } from '../open-page'

let made: InstructionsCore
afterEach(() => made.core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })

async function openAt(params: Readonly<Record<string, string>> = {}, chooses: string[] = []) {
  await openPage(made.core, { project: made.projectId, page: 'instructions', params }, { chooses })
}

/** The row behind the first line of the table. */
async function openFirstRow(count: number): Promise<void> {
  const table = await screen.findByRole('grid', { name: 'Rows' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(count + 1))
  table.focus()
  await userEvent.keyboard('{Home}{Enter}')
}

test('without a kept note the page names the first step, and the eight tasks explain themselves', async () => {
  made = await openInstructions({ notes: 0 })
  await openAt()
  await screen.findByText('There is no kept note to ask about yet')
  const tasks = within(screen.getByRole('region', { name: 'The eight tasks' }))
  const names = tasks.getAllByRole('listitem').map((one) => within(one).getByRole('button'))
  expect(names.map((one) => one.textContent)).toContain('Coreference Resolution')
  expect(names).toHaveLength(8)
  await screen.findByText('Finds conditions, drugs and doses, tests, procedures.')
  await userEvent.click(await button('Go to Synthesis'))
  await screen.findByRole('heading', { level: 1, name: 'Synthesis' })
})

test('Start writes the rows; a tile opens its task with the seed questions beside', async () => {
  made = await openInstructions({ notes: 2 })
  await openAt()
  await screen.findByText(/^2 rows · from 2 notes · 2 side by side/)
  const perNote = screen.getByLabelText(/^Questions per note/, { selector: 'input' })
  await userEvent.clear(perNote)
  await userEvent.type(perNote, '8')
  await screen.findByText(/^16 rows/)
  await userEvent.click(await button('Start'))
  // The command thinks for a moment before it stores its job.
  const { projectId } = made
  await waitFor(async () =>
    expect(await made.core.ask('instructions.runs', { projectId })).toHaveLength(1),
  )
  await made.core.waitForJobs()
  await waitFor(() => expect(screen.getAllByText(/of 2 rows kept/)).toHaveLength(8))
  await userEvent.click(await button('Summarization'))
  const table = await screen.findByRole('grid', { name: 'Rows' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(3))
  const seeds = within(await screen.findByRole('complementary', { name: 'Seed questions' }))
  expect(seeds.getAllByRole('listitem')).toHaveLength(5)
})

test('seed questions become the next version; earlier ones stay to go back to', async () => {
  made = await openInstructions({ notes: 2 })
  await generate(made)
  await openAt()
  await userEvent.click(await button('Paraphrasing'))
  const panel = within(await screen.findByRole('complementary', { name: 'Seed questions' }))
  await userEvent.click(await panel.findByRole('button', { name: 'Change' }))
  await userEvent.type(panel.getByRole('textbox', { name: 'Question 1' }), ' Or not?')
  await userEvent.click(panel.getByRole('button', { name: 'Save as version 2' }))
  await screen.findByText(/^Version 2 is saved/)
  const versions = await made.core.ask('instructions.seedVersions', { task: 'paraphrasing' })
  expect(
    versions.map(({ version, builtIn, questions }) => [version, builtIn, questions.length]),
  ).toEqual([
    [2, false, 5],
    [1, true, 5],
  ])
})

test('a filter shows its rows, says beforehand what a move would do, and is undone', async () => {
  made = await openInstructions({
    notes: 9,
    write: (prompt, seed) =>
      askedFor(prompt) === 'answer' && seed % 2 === 0 ? 'Is it?' : writeWell(prompt, seed),
  })
  await generate(made, { unanswerable: 0 })
  const before = await made.core.ask('instructions.board', { projectId: made.projectId })
  const caught = before.filters.find(({ filter }) => filter === 'question-end')?.caught ?? 0
  await openAt({ part: 'rows' })
  await userEvent.click(await button(/^Answer ends with/))
  const table = await screen.findByRole('grid', { name: 'Rows' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(caught + 1))
  const strip = within(screen.getByRole('region', { name: 'Answer ends with “?”' }))
  await userEvent.click(strip.getByRole('switch'))
  await screen.findByText(`Would keep 9 of 9 instead of ${9 - caught}.`)
  await userEvent.click(strip.getByRole('button', { name: 'Apply' }))
  await screen.findByText(
    new RegExp(`^The filter was moved: 0 rows newly caught, ${caught} newly kept`),
  )
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect(await made.core.ask('instructions.board', { projectId: made.projectId })).toEqual(
      before,
    ),
  )
  expect(caught).toBeGreaterThan(0)
})

test('a row is read beside its note, edited with a reason, and its earlier text comes back', async () => {
  made = await openInstructions({ notes: 3 })
  await generate(made, { unanswerable: 0 })
  const [first] = await allRows(made)
  await openAt({ part: 'rows' })
  await openFirstRow(3)
  await screen.findByRole('region', { name: 'Note' })
  await screen.findByText('Made from')
  await userEvent.keyboard('e')
  const answer = await screen.findByLabelText('Answer')
  await userEvent.clear(answer)
  await userEvent.type(answer, 'Given 40 mg furosemide.')
  await userEvent.type(screen.getByLabelText('Why is it changed?'), 'Too vague')
  await userEvent.click(await button('Save the change'))
  await screen.findByText('The change is saved. The earlier text is kept.')
  const edited = await made.core.ask('instructions.get', { id: first!.id })
  const marked = [...document.querySelectorAll('mark[title="Not in the note"]')].length
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect((await made.core.ask('instructions.get', { id: first!.id })).answer).toBe(first?.answer),
  )
  const back = await made.core.ask('instructions.get', { id: first!.id })
  expect({
    edited: [edited.answer, edited.caughtBy, edited.edits[0]?.reason, edited.edits[0]?.answer],
    marked: marked > 0,
    back: [back.kept, back.edits.length],
  }).toEqual({
    edited: ['Given 40 mg furosemide.', ['unsupported'], 'Too vague', first?.answer],
    marked: true,
    back: [true, 2],
  })
})

test('a row is left out by hand with a reason, and comes back with Undo', async () => {
  made = await openInstructions({ notes: 2 })
  await generate(made)
  const [first] = await allRows(made)
  await openAt({ part: 'rows' })
  await openFirstRow(2)
  await userEvent.click(await button('Leave it out'))
  await userEvent.type(await screen.findByLabelText('Why?'), 'Nonsense{Enter}')
  await screen.findByText('The row is left out.')
  const out = await made.core.ask('instructions.get', { id: first!.id })
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect((await made.core.ask('instructions.get', { id: first!.id })).kept).toBe(true),
  )
  expect([out.kept, out.verdict, out.verdictReason]).toEqual([false, 'left-out', 'Nonsense'])
})

test('the split is one bar by case; leakage blocks until somebody answers for it', async () => {
  made = await openInstructions({
    notes: 10,
    // Two cases get the same note, letter for letter.
    write: (prompt, seed) =>
      writeWell(prompt.replace(/A report (?:a|b) of/, 'A report twin of'), seed),
  })
  const { core, projectId } = made
  // Synthesis caught the second of the two; somebody brought it back.
  const { rows } = await core.ask('notes.page', { filter: { projectId, show: 'caught' } })
  for (const { id } of rows)
    await core.ask('notes.setRestored', { id, restored: true, reason: 'For the test' })
  await generate(made)
  for (let seed = 1, found = 0; found === 0 && seed < 60; seed += 1)
    found = (await core.ask('instructions.split', { projectId, seed })).leakage?.findings ?? 0
  await openAt({ part: 'split' })
  await screen.findByText('Leakage. Training waits until this is settled.')
  await screen.findByRole('img', { name: /^Training: 8 cases/ })
  await userEvent.click(await screen.findByText('Take responsibility'))
  await userEvent.type(
    await screen.findByLabelText('Why is it acceptable?'),
    'The twins are one test of the app',
  )
  await userEvent.click(await button('Allow training on this split'))
  await screen.findByText('Leakage was found, and somebody took responsibility for it.')
  const rail = await core.ask('projects.rail', { projectId })
  expect(rail.find(({ stage }) => stage === 'instructions')?.state).toBe('done')
})

test('files are written into the chosen folder, and a folder of rows is looked at and read in', async () => {
  made = await openInstructions({ notes: 3 })
  await generate(made)
  const into = join(made.core.folder, '..', 'files', 'out')
  mkdirSync(into, { recursive: true })
  await openAt({ part: 'files' }, [into])
  await userEvent.click(await screen.findByRole('radio', { name: /^Alpaca/ }))
  await userEvent.click(await button('Choose a folder and write'))
  await screen.findByText('The files are being written.')
  await made.core.waitForJobs()
  expect(readdirSync(into)).toEqual([expect.stringMatching(/^practice-alpaca-/)])
})

test('confidential rows stop a shareable export before it is asked for', async () => {
  made = await openInstructions({ notes: 1, confidentialNotes: 2 })
  await generate(made)
  await openAt({ part: 'files' })
  await screen.findByText(/^2 of the kept rows are confidential/)
  const isShut = (await button('Choose a folder and write')).hasAttribute('disabled')
  await userEvent.click(await screen.findByRole('checkbox', { name: /^Leave out 2/ }))
  const isOpen = !(await button('Choose a folder and write')).hasAttribute('disabled')
  expect([isShut, isOpen]).toEqual([true, true])
})
