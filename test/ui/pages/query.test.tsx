import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { Role } from '../../../contract/operation'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addClosedStudy, addRelease } from '../../fixtures/release'
import '../../fixtures/resolved'
import { openPage } from '../open-page'
import { type Script, scriptedModel } from '../scripted-model'

let core: TestCore
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const instruction = () => screen.findByLabelText<HTMLTextAreaElement>(/^Question or instruction/)

/** The note's first sentence, and one that the note does not have. */
const twoStatements: Script['answer'] = (note) =>
  `${note.split(/(?<=\.)\s/)[0]} Amoxicillin 500 mg was given.`

interface Opened {
  readonly project: string
  readonly document: number
}

async function openQuery(
  script: Partial<Script> = {},
  {
    role = 'administrator',
    opensNote = true,
    isReleased = false,
  }: { role?: Role; opensNote?: boolean; isReleased?: boolean } = {},
): Promise<Opened> {
  core = await openTestCore({
    launchModelHost: scriptedModel({ note: () => 'A note.', answer: twoStatements, ...script }),
  })
  await core.signIn()
  const { id: project } = await core.importSample()
  const modelId = await core.importModel()
  if (isReleased)
    await addRelease(core, addClosedStudy(core, { projectId: project, modelId }), { months: 3 })
  const { rows } = await core.ask('documents.page', { filter: { projectId: project }, limit: 1 })
  const document = rows[0]!.id
  if (role !== 'administrator') await core.signIn(role)
  await openPage(core, { project, page: 'query', params: opensNote ? { document } : {} })
  return { project, document }
}

const lit = (within_: HTMLElement) =>
  [...within_.querySelectorAll('mark[data-active]')].map((mark) => mark.textContent).join('')

test('a task key fills the instruction, Ctrl Enter asks, and arrow keys light up the evidence', async () => {
  const { document } = await openQuery()
  const { text, title } = await core.ask('documents.get', { id: document })
  const note = await screen.findByRole('region', { name: title })
  await userEvent.keyboard('7')
  const asked = (await instruction()).value
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  const first = await button('Statement 1: found in the note')
  await userEvent.click(first)
  const evidence = lit(note)
  await userEvent.keyboard('{ArrowRight}')
  await screen.findByText('Statement 2: not found in the note')
  const next = await screen.findByLabelText<HTMLTextAreaElement>(/^A new question about the same/)
  expect({
    asked,
    evidence,
    none: lit(note),
    focused: window.document.activeElement?.getAttribute('data-statement'),
    next: next.value,
    standing: screen.getAllByText(/For research, not for care/).length > 0,
  }).toEqual({
    asked: 'Summarise the hospital course in three sentences.',
    evidence: text.split(/(?<=\.)\s/)[0],
    none: '',
    focused: '1',
    next: '',
    standing: true,
  })
})

test('Escape stops the answer and keeps what came', async () => {
  const { project } = await openQuery({ pause: 20, answer: () => 'word '.repeat(400) })
  await userEvent.type(await instruction(), 'Tell all{Control>}{Enter}{/Control}')
  await screen.findByText(/^word word/)
  await userEvent.keyboard('{Escape}')
  await screen.findByText('You stopped it; what had come is kept.')
  const { rows } = await core.ask('query.history', { projectId: project })
  const kept = await core.ask('query.get', { id: rows[0]!.id })
  expect([kept.finishReason, kept.text.length > 0, kept.text.length < 1900]).toEqual([
    'stopped-by-person',
    true,
    true,
  ])
})

test('"not in the note" is an answer like any other: without marks, and without a warning', async () => {
  await openQuery({ answer: () => 'The note does not mention any dialysis.' })
  await userEvent.type(await instruction(), 'Was there dialysis?{Control>}{Enter}{/Control}')
  await screen.findByText('Not in the note')
  const answer = within(screen.getByRole('region', { name: 'Answer' }))
  expect([
    answer.getByText('The note does not mention any dialysis.').tagName,
    answer.queryByRole('button', { name: /^Statement/ }),
    answer.queryByText(/not found/),
  ]).toEqual(['DIV', null, null])
})

test('a note too long for the model says how much was read, and strikes the rest through', async () => {
  const { document } = await openQuery({ noteTokens: 100 })
  const { title } = await core.ask('documents.get', { id: document })
  await userEvent.type(await instruction(), 'Sum up{Control>}{Enter}{/Control}')
  const said = await screen.findByText(/^The note was too long for the model/)
  const note = screen.getByRole('region', { name: title })
  const cut = [...note.querySelectorAll('mark[data-look~="cut"]')].map((mark) => mark.textContent)
  const words = (await core.ask('documents.get', { id: document })).text.match(/\S+/g)!
  expect([said.textContent, cut.join('').match(/\S+/g)]).toEqual([
    expect.stringMatching(/it read the first \d+\s% of it\.$/),
    words.slice(100),
  ])
})

test('W marks an answer as wrong with a reason, and it can be taken back', async () => {
  const { project } = await openQuery()
  const ask = await instruction()
  await userEvent.type(ask, 'Sum up{Control>}{Enter}{/Control}')
  await userEvent.click(await button('Statement 1: found in the note'))
  await userEvent.keyboard('w')
  await userEvent.type(
    await screen.findByLabelText('What is wrong with it?'),
    'No amoxicillin{Enter}',
  )
  await screen.findByText('Marked as wrong: No amoxicillin')
  const flagged = async () =>
    (await core.ask('query.history', { projectId: project, flaggedOnly: true })).rows.length
  const before = await flagged()
  await userEvent.click(await button('Take it back'))
  await waitFor(async () => expect(await flagged()).toBe(0))
  expect(before).toBe(1)
})

test('a past answer opens with its note, is replayed, and the question can be asked anew', async () => {
  const { project, document } = await openQuery()
  await userEvent.type(await instruction(), 'Sum up{Control>}{Enter}{/Control}')
  await button('Statement 1: found in the note')
  await userEvent.click(await button('Past answers'))
  const table = await screen.findByRole('grid', { name: 'Past answers' })
  await within(table).findByText('Sum up')
  table.focus()
  await userEvent.keyboard('{Home}{Enter}')
  await userEvent.click(await button('Replay'))
  await screen.findByText('The same answer came again, letter for letter.')
  await userEvent.type(
    await screen.findByLabelText(/^A new question about the same/),
    'Again{Control>}{Enter}{/Control}',
  )
  await screen.findByText(/Again$/, { selector: 'p' })
  const { rows } = await core.ask('query.history', { projectId: project })
  const asked = await core.ask('query.get', { id: rows[0]!.id })
  expect([rows.length, asked.asked]).toEqual([2, { kind: 'document', id: document }])
})

test('a clinician puts in a text, which is confidential, and sees no search in the store', async () => {
  const { project } = await openQuery({}, { role: 'clinician', opensNote: false, isReleased: true })
  await screen.findByRole('tab', { name: 'Put in a text' })
  const tabs = screen.getAllByRole('tab').map((tab) => tab.textContent)
  await userEvent.type(
    await screen.findByLabelText('Text of the note'),
    'She had fever for two days. She went home.',
  )
  await userEvent.click(await button('Ask about this text'))
  await screen.findByText(/^Confidential: local notes/)
  await userEvent.type(await instruction(), 'Why?{Control>}{Enter}{/Control}')
  await button('Statement 1: found in the note')
  const { rows } = await core.ask('query.history', { projectId: project })
  expect([tabs, rows[0]?.confidential]).toEqual([['Put in a text', 'Past answers'], true])
})

test('a clinician is offered what is released and nothing else, and the page says until when', async () => {
  await openQuery({}, { role: 'clinician', isReleased: true })
  await screen.findByText('Released until 5 Apr 2026')
  const [select] = screen.getAllByRole<HTMLSelectElement>('combobox')
  const options = [...(select?.options ?? [])].map(({ text }) => text)
  await userEvent.keyboard('7{Control>}{Enter}{/Control}')
  await button('Statement 1: found in the note')
  expect([options.length, screen.getAllByText('Released until 5 Apr 2026').length]).toEqual([1, 2])
})

test('a clinician for whom nothing is released is told so and finds no button to ask', async () => {
  await openQuery({}, { role: 'clinician' })
  await screen.findByText('Nothing is released yet')
  expect(screen.queryByRole('button', { name: /^Ask/ })).toBeNull()
})

test('everybody else has a test bench, and page and answer say that it is one', async () => {
  await openQuery()
  await screen.findByText('Test bench: not released')
  await userEvent.keyboard('7{Control>}{Enter}{/Control}')
  await button('Statement 1: found in the note')
  expect(screen.getAllByText('Test bench: not released').length).toBe(2)
})
