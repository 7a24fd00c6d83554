import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestCore, type TestCore } from '../../fixtures/core'
import '../../fixtures/resolved'
import { verifyPack } from '../../../scripts/verify-pack.mjs'
import { addPackable, type PackableWish } from '../../fixtures/share-pack'
import { openPage } from '../open-page'

let core: TestCore
let folder: string
beforeEach(async () => {
  core = await openTestCore()
  await core.signIn()
  folder = mkdtempSync(join(tmpdir(), 'asclepius-share-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await core.close()
})

async function openShare(wish: PackableWish = {}) {
  const made = await addPackable(core, wish)
  await openPage(
    core,
    { project: made.projectId, page: 'release', params: { part: 'share' } },
    { chooses: [folder] },
  )
  return made
}

const write = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Write the pack …' })

test('a whole pack is written from the page, and a stranger finds it in order', async () => {
  await openShare()
  await screen.findByText(/Nothing confidential is in its lineage/)
  const planted = await screen.findByRole('row', { name: /fikolu1/ })
  expect(within(planted).getByText('8 times')).toBeDefined()
  await userEvent.click(await write())
  const { jobs } = core.workspace.services
  const packing = () => jobs.list().find((job) => job.kind === 'share-pack')
  await waitFor(() => expect(packing()).toBeDefined())
  await jobs.ended(packing()?.id ?? '')
  await screen.findByText('The pack is written')
  const [name = ''] = readdirSync(folder)
  const { files, key } = await verifyPack(join(folder, name))
  await waitFor(() => expect(screen.getByText(key)).toBeDefined())
  expect([readdirSync(folder).length, files > 10]).toEqual([1, true])
})

test('what stands in the way is listed, and the button does nothing until it is gone', async () => {
  const { projectId } = await openShare({ without: 'memorisation', study: { confidential: true } })
  core.workspace.services.vault.stage((db) =>
    db.run('UPDATE instruction_row SET confidential = 1 WHERE project_id = ?', projectId),
  )
  core.workspace.services.changed(['instructions'])
  await screen.findByText('20 kept rows are confidential')
  expect({
    report: screen.queryByText('The report of the study is confidential') !== null,
    memorisation: screen.queryByText(/It is not measured what this adapter knows/) !== null,
    measure: screen.queryByRole('button', { name: 'Measure' }) !== null,
    canWrite: !(await write()).disabled,
  }).toEqual({ report: true, memorisation: true, measure: true, canWrite: false })
})

test('what is not known of the licences is told before the pack, and can be recorded in Sources', async () => {
  const { projectId } = await openShare()
  const importing = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(core.file('letters.csv', 'id,text\n1,A letter about a fever\n'))],
    name: 'Letters',
    confidential: false,
    mapping: { text: 'text', title: null, externalId: 'id' },
    onProblem: 'keep-good',
  })
  const { resultId } = await core.workspace.services.jobs.ended(importing.jobId)
  await screen.findByText('Under which licence the pack stands is not settled')
  const link = await screen.findByRole('link', { name: 'Record it in Sources' })
  const canWrite = !(await write()).disabled
  const said = screen.queryByText('The terms of at least one source are not recorded.') !== null
  await core.ask('sources.setTerms', {
    collectionId: resultId ?? '',
    terms: { licence: 'CC0-1.0', licenceText: '', attribution: '', assumed: false },
  })
  await screen.findByText('The pack stands under CC BY-NC-SA 4.0')
  expect({
    canWrite,
    said,
    address: link.getAttribute('href'),
    isAssumed: screen.queryByText(/is assumed from the format, and said by nobody/) !== null,
    links: screen.queryAllByRole('link', { name: 'Record it in Sources' }).length,
  }).toEqual({
    canWrite: true,
    said: true,
    address: `#/sources?project=${projectId}&collection=${resultId}`,
    isAssumed: true,
    links: 0,
  })
})

test('without an adapter the page says what will be here and where to begin', async () => {
  const { id } = await core.ask('projects.create', { name: 'Empty' })
  await openPage(core, { project: id, page: 'release', params: { part: 'share' } })
  await screen.findByText('There is no adapter to share yet')
})
