import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noTerms, type SourceTerms } from '../../../contract/licences'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addPackable, type Packable } from '../../fixtures/share-pack'

let core: TestCore
let folder: string
beforeAll(async () => {
  core = await openTestCore()
  await core.signIn()
  folder = mkdtempSync(join(tmpdir(), 'asclepius-licences-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await core.close()
})

const text = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8')

async function addCollection(projectId: string, name: string, terms: SourceTerms): Promise<void> {
  const { jobId } = await core.ask('sources.import', {
    projectId,
    tokens: [core.token(core.file(`${name}.csv`, `id,text\n1,A report of ${name}\n`))],
    name,
    confidential: false,
    mapping: { text: 'text', title: null, externalId: 'id' },
    terms,
    onProblem: 'keep-good',
  })
  await core.workspace.services.jobs.ended(jobId)
}

async function written({ projectId, adapterId }: Packable): Promise<string> {
  const to = mkdtempSync(join(folder, 'to-'))
  const { jobId } = await core.ask('sharePack.write', {
    projectId,
    adapterId,
    folder: core.token(to),
  })
  await core.workspace.services.jobs.ended(jobId)
  return join(to, readdirSync(to)[0] ?? '')
}

function look(pack: string) {
  const readme = text(pack, 'LICENSES', 'README.md')
  const first = readme.split('\n')[2] ?? ''
  return {
    files: readdirSync(join(pack, 'LICENSES')).sort(),
    licence: JSON.parse(text(pack, 'manifest.json')).licence,
    first,
    sources: readme.match(/^\| (?!source|---).*$/gm),
    isInCards: ['model-card.md', 'data-card.md'].map((card) => text(pack, card).includes(first)),
  }
}

test('LICENSES holds the terms of every source with who is to be named, and the strictest decide for the pack', async () => {
  const packable = await addPackable(core)
  await addCollection(packable.projectId, 'Named', {
    ...noTerms,
    licence: 'CC-BY-4.0',
    attribution: 'Doe | Roe, 2021',
  })
  const settled = await written(packable)
  await addCollection(packable.projectId, 'Unknown', noTerms)
  const state = await core.ask('sharePack.state', {
    projectId: packable.projectId,
    adapterId: packable.adapterId,
  })
  const open = await written(packable)
  const files = ['CC-BY-4.0.txt', 'CC-BY-NC-SA-4.0.txt', 'README.md']
  const named = '| Named (CSV, UTF-8) | CC-BY-4.0 | Doe \\| Roe, 2021 |'
  const rows = '| Rows (Asclepius CSV) | CC-BY-NC-SA-4.0, assumed from the format | not recorded |'
  expect({
    settled: look(settled),
    address: text(settled, 'LICENSES', 'CC-BY-4.0.txt'),
    isWholeText: text(settled, 'LICENSES', 'CC-BY-NC-SA-4.0.txt').length > 10_000,
    open: look(open),
    shown: [state.combined, state.obstacles],
  }).toEqual({
    settled: {
      files,
      licence: 'CC-BY-NC-SA-4.0',
      first: expect.stringMatching(/stands under CC BY-NC-SA 4\.0 \(CC-BY-NC-SA-4\.0\)/),
      sources: [named, rows],
      isInCards: [true, true],
    },
    address:
      'CC BY 4.0 (CC-BY-4.0)\n\nThe legal text is at https://creativecommons.org/licenses/by/4.0/legalcode\n',
    isWholeText: true,
    open: {
      files,
      licence: null,
      first: expect.stringMatching(/is not settled.*not recorded.*at least CC BY-NC-SA 4\.0/),
      sources: [named, '| Unknown (CSV, UTF-8) | not recorded | not recorded |', rows],
      isInCards: [true, true],
    },
    shown: [{ licence: null, atLeast: 'CC-BY-NC-SA-4.0', doubts: ['not-recorded'] }, []],
  })
})
