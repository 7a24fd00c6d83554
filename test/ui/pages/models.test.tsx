import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { chooseLanguage } from '../../../renderer/i18n/setup'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { openPage } from '../open-page'
import { scriptedModel } from '../scripted-model'

let core: TestCore
afterEach(async () => {
  chooseLanguage('en')
  await core.close()
})

const silent = { note: () => '', answer: () => '' }

async function openModels(): Promise<void> {
  core = await openTestCore({ launchModelHost: scriptedModel(silent) })
  await core.signIn()
  const project = await core.importSample()
  await openPage(core, { project: project.id, page: 'models' })
}

/** As when a file is dropped from the file manager. */
async function dropFile(name: string, content: string): Promise<void> {
  const zone = await screen.findByRole('region', { name: 'Drop a model file here' })
  fireEvent.drop(zone, { dataTransfer: { files: [new File([content], name)] } })
}

test('a dropped model becomes a card that says what it is and whether it fits', async () => {
  await openModels()
  await screen.findByText(/^No model yet/)
  await dropFile('scripted.gguf', 'GGUF and nothing else')
  const card = within(await screen.findByRole('article', { name: 'Scripted' }))
  expect([
    card.getByText('Q4_1').textContent,
    card.getByText('135 M').textContent,
    // Beside it stands the "?" that says what a prompt family is.
    card.getByText('Prompts as ChatML').firstChild?.textContent,
    (await card.findByText('Fits')).textContent,
    card.getByText('Not measured').textContent,
  ]).toEqual(['Q4_1', '135\u00a0M', 'Prompts as ChatML', 'Fits', 'Not measured'])
})

test('name, prompt family and context are changed on the card', async () => {
  await openModels()
  await core.importModel()
  await userEvent.click(await screen.findByRole('button', { name: 'Configure' }))
  const name = screen.getByLabelText('Name')
  await userEvent.clear(name)
  await userEvent.type(name, 'Ward model')
  await userEvent.selectOptions(screen.getByRole('combobox'), 'asclepius')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByRole('article', { name: 'Ward model' })
  const [model] = await core.ask('models.list', {})
  expect([model?.name, model?.family, model?.familyFrom, model?.gpuLayers]).toEqual([
    'Ward model',
    'asclepius',
    'person',
    null,
  ])
})

test('removing asks first, says what stays, and keeps the model unless it is meant', async () => {
  await openModels()
  await core.importModel()
  await userEvent.click(await screen.findByRole('button', { name: 'Remove' }))
  await screen.findByText(/^The model file is deleted/)
  await userEvent.click(screen.getByRole('button', { name: 'Keep it' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const kept = (await core.ask('models.list', {})).length
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
  await screen.findByText(/^No model yet/)
  expect([kept, (await core.ask('models.list', {})).length]).toEqual([1, 0])
})

test('in German the machine, the fit and the details of a model are said in German', async () => {
  await openModels()
  await core.importModel()
  const card = await screen.findByRole('article', { name: 'Scripted' })
  act(() => chooseLanguage('de'))
  await screen.findByText(
    'Eine Grafikkarte wurde nicht gesucht. Modelle rechnen auf dem Prozessor.',
  )
  await within(card).findByText(/^Braucht etwa [\d,]+\sMB Arbeitsspeicher\.$/)
  await userEvent.click(within(card).getByRole('button', { name: 'Zur Datei' }))
  await within(card).findByText(/Die Chatvorlage dieser Datei sagt es\./)
  expect(within(card).getByText('Wortschatz')).toBeDefined()
})
