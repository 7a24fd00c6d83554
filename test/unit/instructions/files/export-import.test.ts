import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { exportFormats } from '../../../../contract/instructions'
import {
  allRows,
  generate,
  type InstructionsCore,
  openInstructions,
} from '../../../fixtures/instructions'

let made: InstructionsCore
afterEach(() => made.core.close())

function folder(name: string): string {
  const path = join(made.core.folder, '..', 'files', name)
  mkdirSync(path, { recursive: true })
  return path
}

async function write(
  into: string,
  wish: {
    format?: (typeof exportFormats)[number]
    shareable?: boolean
    withoutConfidential?: boolean
  } = {},
) {
  const { core, projectId } = made
  const { jobId } = await core.ask('instructions.export', {
    projectId,
    token: core.token(into),
    format: 'asclepius-csv',
    shareable: false,
    ...wish,
  })
  const job = await core.workspace.services.jobs.ended(jobId)
  return { job, path: join(into, readdirSync(into).sort().at(-1) ?? '') }
}

async function read(path: string, projectId: string, wish: { confidential?: boolean } = {}) {
  const { core } = made
  const { jobId } = await core.ask('instructions.import', {
    projectId,
    tokens: [core.token(path)],
    name: 'Back',
    confidential: false,
    ...wish,
  })
  return core.workspace.services.jobs.ended(jobId)
}

/** What has to be the same: everything but numbers and how it came about. */
async function content(projectId: string) {
  const rows = await allRows({ core: made.core, projectId })
  return rows
    .map(({ caseId, task, note, question, answer, answerable, confidential, side }) => ({
      caseId,
      task,
      note,
      question,
      answer,
      answerable,
      confidential,
      side,
    }))
    .sort((a, b) => (a.question < b.question ? -1 : 1))
}

test('An export in any format, read into another project, gives the same rows and the same split', async () => {
  made = await openInstructions({ notes: 12, confidentialNotes: 3 })
  const { core, projectId } = made
  await generate(made, { unanswerable: 0.2, rowsPerNote: 2 })
  await core.ask('instructions.split', { projectId, seed: 3 })
  const before = await content(projectId)
  const into = folder('exports')
  const results: unknown[] = []
  for (const format of exportFormats) {
    const { job, path } = await write(into, { format })
    const other = await core.ask('projects.create', { name: `Copy of ${format}` })
    const back = await read(path, other.id)
    const { state } = await core.ask('instructions.checkLeakage', { projectId: other.id })
    results.push([job.status, back.message, await content(other.id), state])
    expect(await content(other.id)).toEqual(before)
  }
  expect(results.map((one) => (one as unknown[]).filter((_, at) => at !== 2))).toEqual(
    exportFormats.map(() => ['done', '30 rows imported.', 'passed']),
  )
})

test('Every file is in the manifest with its hash, and a changed file is refused with what to do', async () => {
  made = await openInstructions({ notes: 6 })
  await generate(made)
  await made.core.ask('instructions.split', { projectId: made.projectId, seed: 3 })
  const into = folder('exports')
  const { path } = await write(into, { format: 'hugging-face', shareable: true })
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))
  const hashes = manifest.files.map(({ name }: { name: string }) =>
    createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex'),
  )
  const card = readFileSync(join(path, 'README.md'), 'utf8')
  appendFileSync(join(path, 'data', 'train.jsonl'), '{}\n')
  const other = await made.core.ask('projects.create', { name: 'Other' })
  const refused = await made.core.call('instructions.import', {
    projectId: other.id,
    tokens: [made.core.token(path)],
    name: 'Changed',
    confidential: false,
  })
  expect({
    hashes,
    names: manifest.files.map(({ name }: { name: string }) => name),
    figures: [manifest.rows, manifest.confidentialRows, manifest.split.leakage],
    card: [
      /^---\nlanguage: en\n/.test(card),
      card.includes('path: "data/train.jsonl"'),
      card.includes('6 rows'),
    ],
    private: statSync(join(path, 'manifest.json')).mode & 0o777,
    left: readdirSync(into).filter((name) => name.endsWith('.part')),
    refused: [refused.ok, !refused.ok && refused.code],
  }).toEqual({
    hashes: manifest.files.map(({ sha256 }: { sha256: string }) => sha256),
    names: ['data/train.jsonl', 'data/validation.jsonl', 'data/test.jsonl', 'README.md'],
    figures: [6, 0, 'passed'],
    card: [true, true, true],
    private: 0o600,
    left: [],
    refused: [false, 'manifest-differs'],
  })
})

test('Confidential rows stop a shareable export; elsewhere name, column and card say what they are', async () => {
  made = await openInstructions({ notes: 3, confidentialNotes: 2 })
  await generate(made)
  const into = folder('exports')
  const refused = await made.core.call('instructions.export', {
    projectId: made.projectId,
    token: made.core.token(into),
    format: 'asclepius-csv',
    shareable: true,
  })
  const nothing = readdirSync(into)
  const shared = await write(into, { shareable: true, withoutConfidential: true })
  const inHouse = await write(folder('inside'))
  const text = readFileSync(join(inHouse.path, 'CONFIDENTIAL-not-split.csv'), 'utf8')
  const shareable = readFileSync(join(shared.path, 'not-split.csv'), 'utf8')
  const other = await made.core.ask('projects.create', { name: 'Other' })
  await read(inHouse.path, other.id)
  const inspected = await made.core.ask('instructions.inspectImport', {
    tokens: [made.core.token(inHouse.path)],
  })
  expect({
    refused: !refused.ok && refused.code,
    nothing,
    shared: shared.job.message,
    leaks: ['d', 'e'].filter((own) => shareable.includes(`fever of ${own}`)),
    marked: [text.split('\n')[0]?.endsWith(',confidential'), text.match(/,"true"\n/g)?.length],
    card: readFileSync(join(inHouse.path, 'README.md'), 'utf8').includes(
      '**CONFIDENTIAL.** 2 of these',
    ),
    back: (await content(other.id)).map((row) => row.confidential).sort(),
    inspected: [inspected.confidential, inspected.manifest, inspected.looked.rows],
  }).toEqual({
    refused: 'confidential-rows',
    nothing: [],
    shared: '3 rows written.',
    leaks: [],
    marked: [true, 2],
    card: true,
    back: [false, false, false, true, true],
    inspected: [true, 'verified', 5],
  })
})

test('A published Asclepius CSV is taken as ready-made pairs: searchable, sorted, split and checked', async () => {
  made = await openInstructions({ notes: 0 })
  const { core, projectId } = made
  const note = (n: number): string =>
    Array.from({ length: 60 }, (_, at) => `w${n}x${at * (n + 3)}`).join(' ')
  const rows = Array.from(
    { length: 20 },
    (_, n) =>
      `${n},"${note(n)}",What happened on ward number ${n} at ${n * 7}?,Thing ${n}.,Summarization`,
  )
  const same = `20,"${note(0)}",A wholly other question of somebody here?,Is it?,Nonsense Task`
  const path = core.file(
    'pairs.csv',
    `patient_id,note,question,answer,task\n${[...rows, rows[0], same, 'x,y'].join('\n')}\n`,
  )
  const job = await read(path, projectId)
  const page = await core.ask('instructions.page', { filter: { projectId, search: '"Thing 7"' } })
  const board = await core.ask('instructions.board', { projectId })
  const split = await core.ask('instructions.split', { projectId, seed: 1 })
  const again = await read(path, projectId)
  const [one] = await core.ask('instructions.imports', { projectId })
  expect({
    job: [job.status, job.message],
    found: page.rows.map(({ answer, imported }) => [answer, imported]),
    board: [board.rows, board.filters.find(({ filter }) => filter === 'question-end')?.caught],
    // The same note under two cases: wherever they fall on two sides, it is found.
    leaked: split.leakage?.byKind['exact-text'],
    sides: split.sides.map(({ cases }) => cases),
    again: again.message,
    import: [one?.rows, one?.duplicates, one?.problems],
  }).toEqual({
    job: ['done', '21 rows imported. One that was here already left out. One could not be read.'],
    found: [['Thing 7.', true]],
    board: [21, 1],
    leaked: expect.any(Number),
    sides: [17, 2, 2],
    again: 'All 22 rows of this file are in the project already. Nothing was imported.',
    import: [21, 1, 1],
  })
})

test('An export or an import that is cancelled leaves nothing behind', async () => {
  made = await openInstructions({ notes: 4 })
  await generate(made)
  const into = folder('exports')
  const { core, projectId } = made
  const { jobId } = await core.ask('instructions.export', {
    projectId,
    token: core.token(into),
    format: 'alpaca',
    shareable: true,
  })
  await core.ask('jobs.cancel', { id: jobId }).catch(() => undefined)
  const job = await core.workspace.services.jobs.ended(jobId)
  const isWhole = job.status === 'done'
  expect(readdirSync(into).map((name) => existsSync(join(into, name, 'manifest.json')))).toEqual(
    isWhole ? [true] : [],
  )
})
