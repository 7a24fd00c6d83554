import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noTerms } from '../../../contract/licences'
import { openTestCore, type TestCore } from '../../fixtures/core'
import '../../fixtures/resolved'
import { openPage } from '../open-page'

let core: TestCore
let projectId: string
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  projectId = (await core.ask('projects.create', { name: 'Reports' })).id
})
afterEach(() => core.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const licence = () => screen.findByLabelText<HTMLSelectElement>('Licence')
const only = async () => (await core.ask('sources.collections', { projectId }))[0]

function pmcPatients(): string {
  const text = 'A man of 70 years came with a fever and a cough. '.repeat(4)
  return core.file('PMC.json', JSON.stringify([{ patient_uid: '1-1', patient: text, title: 'T' }]))
}

async function openImport(): Promise<void> {
  await openPage(core, { project: projectId, page: 'sources' }, { chooses: [pmcPatients()] })
  await userEvent.click(await button('Choose files'))
  await screen.findByText('Recognised as PMC-Patients JSON, UTF-8')
}

test('the format proposes a licence, which is changed before the import; local notes ask for none', async () => {
  await openImport()
  const proposed = (await licence()).value
  const isSaid = screen.queryByText(/^Proposed from the format/) !== null
  await userEvent.click(screen.getByRole('radio', { name: 'Local notes, confidential' }))
  await screen.findByText(/^Local notes have no licence/)
  const isAskedOfLocal = screen.queryByLabelText('Licence') !== null
  await userEvent.click(screen.getByRole('radio', { name: 'Public case reports' }))
  await userEvent.selectOptions(await licence(), 'Other terms, in words')
  const isShut = (await button('Import')).hasAttribute('disabled')
  await userEvent.type(screen.getByLabelText('Which terms apply'), 'By letter of the publisher')
  await userEvent.type(screen.getByLabelText('To be named'), 'Doe et al., 2021')
  await userEvent.click(await button('Import'))
  await screen.findByText('"PMC" is imported.')
  expect({ proposed, isSaid, isAskedOfLocal, isShut, terms: (await only())?.terms }).toEqual({
    proposed: 'CC-BY-NC-SA-4.0',
    isSaid: true,
    isAskedOfLocal: false,
    isShut: true,
    terms: {
      licence: 'other',
      licenceText: 'By letter of the publisher',
      attribution: 'Doe et al., 2021',
      assumed: false,
    },
  })
})

test('an assumed licence is told in the collection, said by a person, and assumed again by Undo', async () => {
  await openImport()
  await userEvent.click(screen.getByRole('radio', { name: 'Public case reports' }))
  await userEvent.click(await button('Import'))
  await screen.findByText('Licence: CC BY-NC-SA 4.0, assumed from the format')
  await userEvent.click(await button('Change licence'))
  await userEvent.selectOptions(await licence(), 'CC-BY-4.0')
  await userEvent.type(screen.getByLabelText('To be named'), 'Doe et al., 2021')
  await userEvent.click(await button('Save'))
  await screen.findByText('Licence: CC BY 4.0')
  await screen.findByText('To be named: Doe et al., 2021')
  const said = (await only())?.terms
  await userEvent.click(await button('Undo'))
  await screen.findByText('Licence: CC BY-NC-SA 4.0, assumed from the format')
  await waitFor(() => expect(screen.queryByText(/^To be named/)).toBeNull())
  expect([said, (await only())?.terms]).toEqual([
    { ...noTerms, licence: 'CC-BY-4.0', attribution: 'Doe et al., 2021' },
    { ...noTerms, licence: 'CC-BY-NC-SA-4.0', assumed: true },
  ])
})
