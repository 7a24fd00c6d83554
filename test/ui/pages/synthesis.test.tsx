import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'
import '../../fixtures/resolved'
import { openPage } from '../open-page'
import { scriptedModel } from '../scripted-model'

let core: TestCore
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** A plain note in its own words; every fourth one adds a dose that no report has. */
function note(report: string, seed: number): string {
  const age = report.match(/\d+-year-old/)?.[0] ?? 'adult'
  const course = 'Pt seen, treated, observed on ward and improved day by day without problems. '
  const dose = seed % 4 === 0 ? 'Zopiclone 7.5 mg at night.' : 'As before admission.'
  return [
    'Reason for admission:',
    `${age} pt, course no. ${seed} of this ward, came with complaint as in letter.`,
    'Hospital course:',
    course.repeat(5),
    'Medications:',
    dose,
  ].join('\n')
}

/** Without the gates that notes of one pattern would all fail. */
const switchedOff = ['near-duplicate', 'unsupported-numbers', 'headings', 'length'] as const

async function openSynthesis(options: { model?: boolean; notes?: number } = {}) {
  const { model = true, notes = 0 } = options
  core = await openTestCore({
    launchModelHost: scriptedModel({ note, answer: () => 'Yes.' }),
  })
  await core.signIn()
  const project = await core.importSample()
  const modelId = model ? await core.importModel() : ''
  if (notes > 0) {
    const { thresholds } = await core.ask('synthesis.board', { projectId: project.id })
    await core.ask('synthesis.setThresholds', {
      projectId: project.id,
      thresholds: { ...thresholds, switchedOff: [...switchedOff] },
    })
    const [template] = await core.ask('templates.list', {})
    await core.ask('synthesis.start', {
      projectId: project.id,
      limit: notes,
      templateId: template!.id,
      modelId,
      sampling: { temperature: 0.4, topP: 1, topK: 0, minP: 0.05, repeatPenalty: 1 },
      seed: 3,
      maxTokens: 600,
    })
    await core.waitForJobs()
  }
  await openPage(core, { project: project.id, page: 'synthesis' })
  return project
}

test('without a model the page names the first step', async () => {
  await openSynthesis({ model: false })
  await screen.findByText('There is no model yet')
  await userEvent.click(await button('Go to Models'))
  await screen.findByRole('heading', { level: 1, name: 'Models' })
})

test('the recipe leaves local notes out until they are ticked, and Start writes the notes', async () => {
  const project = await openSynthesis()
  await screen.findByText(/^18 reports · 4 side by side/)
  await userEvent.click(screen.getByRole('checkbox', { name: /Sample local notes/ }))
  await screen.findByText('4 of them confidential, and so are their notes')
  await userEvent.type(screen.getByLabelText(/^How many/, { selector: 'input' }), '3')
  await screen.findByText(/^3 reports · 3 side by side/)
  await userEvent.click(await button('Start'))
  const table = await screen.findByRole('grid', { name: 'Notes' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(4))
  const [run] = await core.ask('synthesis.runs', { projectId: project.id })
  expect([run?.planned, run?.finished]).toEqual([3, 3])
})

test('a saved template is the next version, and must say where the report goes', async () => {
  await openSynthesis()
  await userEvent.click(await button('Read or change'))
  const request = await screen.findByLabelText<HTMLTextAreaElement>(/^Request for each report/)
  await userEvent.clear(request)
  await userEvent.type(request, 'Write a note.')
  await screen.findByText('Put {report} where the case report should go.')
  const isShut = (await button('Save as version 2')).hasAttribute('disabled')
  await userEvent.type(request, ' From: {{report}')
  await userEvent.click(await button('Save as version 2'))
  await screen.findByText(/^Version 2 of .* is saved and chosen/)
  const saved = (await core.ask('templates.list', {})).find((one) => one.version === 2)
  expect([isShut, saved?.user]).toEqual([true, 'Write a note. From: {report}'])
})

test('a gate filters the table; moving it tells the effect, and Undo sets it back', async () => {
  const project = await openSynthesis({ notes: 12 })
  const before = await core.ask('synthesis.board', { projectId: project.id })
  const caught = before.gates.find((one) => one.gate === 'unsupported-doses')!.caught
  await userEvent.click(await button(/^Doses the report does not have/))
  const table = await screen.findByRole('grid', { name: 'Notes' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(caught + 1))
  const strip = within(screen.getByRole('region', { name: 'Doses the report does not have' }))
  await userEvent.click(strip.getByRole('switch'))
  await screen.findByText(/^The gate was moved: 0 notes newly caught/)
  const off = (await core.ask('synthesis.board', { projectId: project.id })).thresholds.switchedOff
  await userEvent.click(await button('Undo'))
  await waitFor(async () => {
    const now = await core.ask('synthesis.board', { projectId: project.id })
    expect(now).toEqual(before)
  })
  expect([caught > 0, off]).toEqual([true, [...switchedOff, 'unsupported-doses']])
})

test('a caught note stands beside its report, its dose marked; it comes back with a reason', async () => {
  const project = await openSynthesis({ notes: 12 })
  const filter = { projectId: project.id, gate: 'unsupported-doses' as const }
  const { rows } = await core.ask('notes.page', { filter })
  await userEvent.click(await button(/^Doses the report does not have/))
  const table = await screen.findByRole('grid', { name: 'Notes' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(rows.length + 1))
  table.focus()
  await userEvent.keyboard('{Home}{Enter}')
  const pane = await screen.findByRole('region', { name: 'Discharge note' })
  const marked = [...pane.querySelectorAll('mark[data-look~="unsupported"]')].map(
    (mark) => mark.textContent,
  )
  await userEvent.click(await button('Bring back'))
  await userEvent.type(
    await screen.findByLabelText('Why does this note belong?'),
    'It is in the table{Enter}',
  )
  await screen.findByText('The note is brought back.')
  const restored = (await core.ask('notes.get', { id: rows[0]!.id })).restored
  await userEvent.click(await button('Undo'))
  await waitFor(async () =>
    expect((await core.ask('notes.get', { id: rows[0]!.id })).restored).toBe(false),
  )
  expect([marked.join(' '), restored]).toEqual([expect.stringMatching(/Zopiclone|7\.5 mg/), true])
})

test('arrow keys step through what the note mentions, and the report lights up with it', async () => {
  const project = await openSynthesis({ notes: 4 })
  const { rows } = await core.ask('notes.page', { filter: { projectId: project.id } })
  const table = await screen.findByRole('grid', { name: 'Notes' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(5))
  table.focus()
  await userEvent.keyboard('{Home}{Enter}')
  const pane = await screen.findByRole('region', { name: 'Discharge note' })
  const { noteMarks, source, text } = await core.ask('notes.get', { id: rows[0]!.id })
  pane.focus()
  const at = noteMarks.findIndex((mark) => mark.supported && mark.places.length > 0)
  await userEvent.keyboard('{ArrowRight}'.repeat(at + 1))
  const lit = (name: string) =>
    [...screen.getByRole('region', { name }).querySelectorAll('mark[data-active]')].map(
      (mark) => mark.textContent,
    )
  const mark = noteMarks[at]!
  expect({ note: lit('Discharge note').join(''), report: lit('Case report')[0] }).toEqual({
    note: text.slice(mark.start, mark.end),
    report: source.text.slice(mark.places[0]!.start, mark.places[0]!.end),
  })
})

test('made again from its lineage, the note is the same', async () => {
  await openSynthesis({ notes: 2 })
  const table = await screen.findByRole('grid', { name: 'Notes' })
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(3))
  table.focus()
  await userEvent.keyboard('{Home}{Enter}')
  await userEvent.click(await button('Make again and compare'))
  await screen.findByText('The same text came out, letter for letter.')
})

test('a spot check is drawn and read with one key a note, and then the stage is done', async () => {
  const project = await openSynthesis({ notes: 8 })
  await userEvent.click(await button('Draw notes'))
  const count = await screen.findByLabelText('How many', { selector: '[role="dialog"] input' })
  await userEvent.clear(count)
  await userEvent.type(count, '2')
  await userEvent.click(
    within(screen.getByRole('dialog')).getByRole('button', { name: 'Draw notes' }),
  )
  await screen.findByText('2 notes were drawn.')
  await userEvent.click(await button('Go on reading'))
  await screen.findByRole('region', { name: 'Spot check' })
  const first = screen.getByRole('heading', { level: 1 }).textContent
  await userEvent.keyboard('p')
  // The next note is there once its own field is: the board has a region of that name too.
  await waitFor(() => {
    expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe(first)
    expect(screen.getByPlaceholderText<HTMLTextAreaElement>(/What was wrong/).value).toBe('')
  })
  await userEvent.keyboard('c')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  await userEvent.keyboard('Wrong dose{Escape}')
  await userEvent.keyboard('f')
  await screen.findByText('Stage done: 2 notes read, 1 failed.')
  const rail = await core.ask('projects.rail', { projectId: project.id })
  expect(rail.find((one) => one.stage === 'synthesis')?.state).toBe('done')
})
