import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { Role } from '../../../contract/operation'
import { insertRunCases } from '../../../core/training/queries'
import { openTestCore, password, type TestCore } from '../../fixtures/core'
import { addClosedStudy, addRelease, type ClosedStudy, metOutcomes } from '../../fixtures/release'
import '../../fixtures/resolved'
import { addPastRun } from '../../fixtures/training-history'
import { openPage } from '../open-page'

let core: TestCore
afterEach(() => core.close())

interface Opened {
  readonly project: string
  readonly modelId: string
}

async function start(): Promise<Opened> {
  core = await openTestCore()
  await core.signIn()
  const { id: project } = await core.importSample()
  const modelId = await core.importModel()
  return { project, modelId }
}

async function open(project: string, role: Role = 'administrator'): Promise<void> {
  await core.signIn(role)
  await openPage(core, { project, page: 'release', params: {} })
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })

test('a fulfilled list becomes a release, and the own signature goes under it with the password', async () => {
  const { project, modelId } = await start()
  addClosedStudy(core, { projectId: project, modelId })
  await open(project)
  await screen.findByText('Everything on the list is fulfilled')
  await screen.findByText('Mean score: 3.42, required at least 3.00')
  await userEvent.click(await button('Draw up the release'))
  await screen.findByText('Waits for signatures: 0 of 2')
  await userEvent.type(
    await screen.findByLabelText('Your password, once more'),
    'not the one{Enter}',
  )
  await screen.findByText(/^This password does not fit/)
  core.clock.advance(5000)
  await userEvent.type(screen.getByLabelText('Your password, once more'), `${password}{Enter}`)
  await screen.findByText('Waits for signatures: 1 of 2')
  const sheet = screen.getByRole('region', { name: 'Release for clinicians' })
  within(sheet).getByText('Ada Example')
  within(sheet).getByText('Signature is valid')
  within(sheet).getByText(/^Another validation lead or administrator signs here/)
  expect(screen.queryByLabelText('Your password, once more')).toBeNull()
})

test('a missed criterion is named, and nothing can be drawn up', async () => {
  const { project, modelId } = await start()
  const outcomes = metOutcomes.map((one) =>
    one.criterion === 'unacceptable-upper'
      ? { ...one, figure: 0.0801, verdict: 'not-met' as const }
      : one,
  )
  addClosedStudy(core, { projectId: project, modelId, outcomes })
  await open(project, 'validation-lead')
  await screen.findByText('This cannot be released')
  await screen.findByText(/^Unacceptable, upper 95 % bound: 8\.01.%, required at most 5.%$/)
  expect(screen.queryByRole('button', { name: 'Draw up the release' })).toBeNull()
})

const inForce = async ({ project, modelId }: Opened, study?: ClosedStudy) =>
  addRelease(core, study ?? addClosedStudy(core, { projectId: project, modelId }), { months: 3 })

test('a release in force is withdrawn with a reason, and the sheet says so', async () => {
  const opened = await start()
  await inForce(opened)
  await open(opened.project)
  await screen.findByText('In force until 5 Apr 2026')
  await userEvent.click(await button('Withdraw'))
  const dialog = await screen.findByRole('dialog')
  await userEvent.type(within(dialog).getByLabelText('Why'), 'A wrong dose was reported.')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Withdraw' }))
  await screen.findByText('Withdrawn by Ada Example on 5 Jan 2026')
  await screen.findByText('Reason: A wrong dose was reported.')
})

test('an altered report is told, signature by signature', async () => {
  const opened = await start()
  await inForce(opened)
  core.workspace.services.vault.stage((db) =>
    db.run("UPDATE study_report SET data = replace(data, '3.42', '3.43')"),
  )
  await open(opened.project)
  await screen.findByText(/^Does not hold/)
  expect(screen.getAllByText(/^Signature is not valid/).length).toBe(2)
})

test('a record is withdrawn where it is read: what it reaches is shown before, and blocked after', async () => {
  const opened = await start()
  const { project, modelId } = opened
  const { rows } = await core.ask('documents.page', { filter: { projectId: project }, limit: 1 })
  const record = rows[0]!.id
  const run = { id: 'one', name: 'One', steps: 12, adapter: true }
  addPastRun({ core, projectId: project, modelId }, run)
  core.workspace.services.vault.stage((db) => insertRunCases(db, 'one', [record]))
  const study = addClosedStudy(core, { projectId: project, modelId, adapterId: 'adapter-one' })
  const release = await inForce(opened, study)
  await core.signIn()
  await openPage(core, { project, page: 'sources', params: { record } })
  await userEvent.click(await screen.findByText(/more facts? from the file$/))
  await userEvent.click(await button('Withdraw this record …'))
  const dialog = await screen.findByRole('dialog')
  await within(dialog).findByText('One adapter')
  await within(dialog).findByText('Release of One adapter: In force')
  await userEvent.type(within(dialog).getByLabelText('Why'), 'Consent was withdrawn.')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Withdraw the record' }))
  await screen.findByText(/^Withdrawn on .* by Ada Example: Consent was withdrawn\.$/)
  await waitFor(async () =>
    expect((await core.ask('release.get', { id: release })).state).toBe('withdrawn'),
  )
})
