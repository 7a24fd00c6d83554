import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { noTerms, type SourceTerms } from '../../../contract/licences'
import type { InputOf } from '../../../contract/operations'
import { projectLicences } from '../../../core/sources/terms-queries'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { generate, openInstructions } from '../../fixtures/instructions'

let core: TestCore
let folder: string | null = null
afterEach(async () => {
  if (folder) rmSync(folder, { recursive: true, force: true })
  folder = null
  await core.close()
})

const published: SourceTerms = { ...noTerms, licence: 'CC-BY-NC-SA-4.0', assumed: true }
const byName: SourceTerms = { ...noTerms, licence: 'CC-BY-4.0', attribution: 'Doe et al., 2021' }

async function open(): Promise<string> {
  core = await openTestCore()
  await core.signIn()
  return (await core.ask('projects.create', { name: 'P' })).id
}

function pmcPatients(): string {
  const text = 'A man of 70 years came with a fever and a cough. '.repeat(4)
  return core.file('PMC.json', JSON.stringify([{ patient_uid: '1-1', patient: text, title: 'T' }]))
}

async function imported(projectId: string, wish: Partial<InputOf<'sources.import'>> = {}) {
  const { jobId } = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(pmcPatients())],
    name: 'Imported',
    confidential: false,
    mapping: { text: 'patient', title: 'title', externalId: 'patient_uid' },
    onProblem: 'keep-good',
    ...wish,
  })
  const { resultId } = await core.workspace.services.jobs.ended(jobId)
  const list = await core.ask('sources.collections', { projectId })
  const collection = list.find(({ id }) => id === resultId)
  if (!collection) throw new Error('Nothing was imported.')
  return collection
}

const termsIn = async (projectId: string, collectionId: string) =>
  (await core.ask('sources.collections', { projectId })).find(({ id }) => id === collectionId)
    ?.terms

test('A published layout proposes its licence; without an answer it is kept as assumed, with one as it was said', async () => {
  const projectId = await open()
  const inspection = await core.ask('sources.inspect', { tokens: [core.token(pmcPatients())] })
  const silent = await imported(projectId)
  const said = await imported(projectId, { terms: byName })
  expect([inspection.suggestedTerms, silent.terms, said.terms]).toEqual([
    published,
    published,
    byName,
  ])
})

test('Nothing is kept for local notes, whatever is said of them', async () => {
  const projectId = await open()
  const { id, terms } = await imported(projectId, { confidential: true, terms: byName })
  const refused = await core.call('sources.setTerms', { collectionId: id, terms: byName })
  expect([terms, refused.ok ? 'changed' : refused.code, await termsIn(projectId, id)]).toEqual([
    noTerms,
    'local-notes',
    noTerms,
  ])
})

test('Terms are changed with a record of what they were, and changed back to the same assumption', async () => {
  const projectId = await open()
  const { id } = await imported(projectId)
  await core.ask('sources.setTerms', { collectionId: id, terms: byName })
  const changed = await termsIn(projectId, id)
  await core.ask('sources.setTerms', { collectionId: id, terms: published })
  const nothing = await core.call('sources.setTerms', {
    collectionId: id,
    terms: { ...noTerms, licence: 'other', licenceText: '  ' },
  })
  const { rows } = await core.ask('audit.page', {})
  expect({
    changed,
    back: await termsIn(projectId, id),
    nothing: nothing.ok ? 'changed' : nothing.code,
    audit: rows
      .filter(({ action }) => action === 'collection.terms-changed')
      .map(({ object, detail }) => [object, JSON.parse(detail)]),
  }).toEqual({
    changed: byName,
    back: published,
    nothing: 'no-licence-words',
    audit: [
      [id, { before: 'CC-BY-4.0', licence: 'CC-BY-NC-SA-4.0' }],
      [id, { before: 'CC-BY-NC-SA-4.0', licence: 'CC-BY-4.0' }],
    ],
  })
})

test('The reports of the sample project are free, though they come in the layout of a published collection', async () => {
  core = await openTestCore()
  await core.signIn()
  const { id } = await core.importSample()
  const list = await core.ask('sources.collections', { projectId: id })
  expect(list.map(({ formatName, terms }) => [formatName, terms.licence, terms.assumed])).toEqual([
    ['PMC-Patients JSON, UTF-8', 'CC0-1.0', false],
    ['CSV, UTF-8', null, false],
  ])
})

test('A removed collection binds what is shared as long as a note from it stays', async () => {
  const made = await openInstructions({ notes: 2, confidentialNotes: 1 })
  core = made.core
  const unused = await imported(made.projectId)
  const all = await core.ask('sources.collections', { projectId: made.projectId })
  const bound = () =>
    projectLicences(core.workspace.services.vault.db(), made.projectId).map(({ name, kind }) => [
      name,
      kind,
    ])
  const before = bound()
  for (const { id } of all) await core.ask('sources.remove', { collectionId: id })
  expect({ unused: unused.name, before, after: bound() }).toEqual({
    unused: 'Imported',
    before: [
      ['Imported', 'collection'],
      ['Reports 0', 'collection'],
    ],
    after: [['Reports 0', 'removed']],
  })
})

test('The card of an export names the licence of the sources, where nothing in it is confidential', async () => {
  const made = await openInstructions({ notes: 2, confidentialNotes: 1 })
  core = made.core
  folder = mkdtempSync(join(tmpdir(), 'asclepius-terms-'))
  const into = folder
  await generate(made)
  const card = async (withoutConfidential: boolean) => {
    const { jobId } = await core.ask('instructions.export', {
      projectId: made.projectId,
      token: core.token(into),
      format: 'hugging-face',
      shareable: withoutConfidential,
      withoutConfidential,
    })
    await core.workspace.services.jobs.ended(jobId)
    const [written = ''] = readdirSync(into)
    const text = readFileSync(join(into, written, 'README.md'), 'utf8')
    rmSync(join(into, written), { recursive: true })
    return {
      front: text.match(/^license: .*$/m)?.[0],
      source: text.match(/^\| Reports 0 .*$/m)?.[0],
      isOpen: text.includes('is not settled: the terms of at least one source are not recorded'),
    }
  }
  const unknown = await card(true)
  const all = await core.ask('sources.collections', { projectId: made.projectId })
  const collectionId = all.find(({ confidential }) => !confidential)?.id ?? ''
  await core.ask('sources.setTerms', { collectionId, terms: byName })
  expect([unknown, await card(true), await card(false)]).toEqual([
    {
      front: 'license: other',
      source: '| Reports 0 (CSV, UTF-8) | not recorded | not recorded |',
      isOpen: true,
    },
    {
      front: 'license: cc-by-4.0',
      source: '| Reports 0 (CSV, UTF-8) | CC-BY-4.0 | Doe et al., 2021 |',
      isOpen: false,
    },
    {
      front: 'license: other',
      source: '| Reports 0 (CSV, UTF-8) | CC-BY-4.0 | Doe et al., 2021 |',
      isOpen: false,
    },
  ])
})
