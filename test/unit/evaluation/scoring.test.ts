import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { evaluationOperations } from '../../../contract/evaluation'
import { abilitySet } from '../../../core/evaluation/scoring/ability-set'
import { storeAdapterFile } from '../../../core/training/adapter-file'
import { insertAdapter } from '../../../core/training/adapters'
import { openTestCore, resources, type TestCore } from '../../fixtures/core'
import { createFakeModelHost, type FakeModelHost } from '../../fixtures/fake-model-host'
import { dieAfter, wasAdapterSeen, writeFakeScorer } from '../../fixtures/fake-scorer'

let core: TestCore
let host: FakeModelHost
let projectId: string
let modelId: string
let files: string
let adapterSeen: string

beforeEach(async () => {
  host = createFakeModelHost()
  core = await openTestCore({ modelHost: host })
  await core.signIn()
  projectId = (await core.importSample()).id
  modelId = await core.importModel()
  files = join(core.folder, '..', 'files')
  giveScorer()
})
afterEach(() => core.close())

function giveScorer(): void {
  const { adapterSeen: seen, ...trainer } = writeFakeScorer(files)
  adapterSeen = seen
  Object.assign(core.workspace.services.training, { places: trainer })
}

/** An adapter in the registry, sealed on the disk as a training leaves it. */
async function adapter(name: string, confidential = false): Promise<string> {
  const { vault } = core.workspace.services
  const { sha256, bytes } = await storeAdapterFile(vault, name, core.file(name, `adapter ${name}`))
  const model = vault.db().one<{ sha256: string }>('SELECT sha256 FROM model WHERE id = ?', modelId)
  const row = {
    id: name,
    project_id: projectId,
    model_id: modelId,
    model_sha256: model?.sha256 ?? '',
    name,
    family: 'asclepius',
    sha256,
    bytes,
    rank: 8,
    alpha: 16,
    targets: '[]',
    parameters: 1,
    confidential: confidential ? 1 : 0,
    origin: 'imported',
    run_id: null,
    stage: null,
    step: null,
    validation_loss: null,
    parent_id: null,
    lineage: '{}',
    created_at: '2026-01-05T08:00:00.000Z',
    created_by: 'Ada Example',
  } as const
  vault.stage((db) => insertAdapter(db, row))
  return name
}

const ended = (jobId: string) => core.workspace.services.jobs.ended(jobId)

test('A perplexity table says which texts were scored, whether all or a sample, and with what interval', async () => {
  const corpora = await core.ask('evaluation.corpora', { projectId })
  const { jobId } = await core.ask('evaluation.startPerplexity', {
    projectId,
    modelId,
    perCorpus: 6,
  })
  const job = await ended(jobId)
  const tables = await core.ask('evaluation.perplexity', { projectId })
  const [table] = tables
  expect({
    job: [job.status, job.message],
    fits: evaluationOperations['evaluation.perplexity'].output.safeParse(tables).success,
    corpora: corpora.map((one) => [one.corpus, one.documents > 0, one.confidential > 0]),
    rows: table?.rows.map((row) => [
      row.corpus,
      row.documents,
      row.planned,
      row.isSample,
      row.confidential,
      row.available === corpora.find((one) => one.corpus === row.corpus)?.documents,
      row.perplexity.kind === 'estimate' &&
        row.perplexity.low <= row.perplexity.value &&
        row.perplexity.value <= row.perplexity.high &&
        // Each token costs between 1 and 1.6.
        row.perplexity.value > Math.E &&
        row.perplexity.value < Math.exp(1.6),
      row.percentiles?.length,
    ]),
  }).toEqual({
    job: ['done', '10 texts scored.'],
    fits: true,
    corpora: [
      ['reports', true, false],
      ['synthetic-notes', false, false],
      ['local-notes', true, true],
    ],
    rows: [
      ['reports', 6, 6, true, false, true, true, 5],
      ['local-notes', 4, 4, false, true, true, true, 5],
    ],
  })
})

test('The same texts are scored with an adapter, which lies in memory for that time alone', async () => {
  const id = await adapter('tuned')
  const { jobId } = await core.ask('evaluation.startPerplexity', {
    projectId,
    modelId,
    adapterIds: [null, id],
    corpora: ['reports'],
    perCorpus: 5,
  })
  await ended(jobId)
  const tables = await core.ask('evaluation.perplexity', { projectId })
  const loss = (place: number): number => {
    const perplexity = tables[place]?.rows[0]?.perplexity
    return perplexity?.kind === 'estimate' ? Math.log(perplexity.value) : Number.NaN
  }
  const base = tables.findIndex((table) => table.adapterId === null)
  expect({
    names: tables.map((table) => table.adapterName).sort(),
    // The fake halves each token's cost with an adapter.
    ratio: (loss(1 - base) / loss(base)).toFixed(6),
    seen: wasAdapterSeen(adapterSeen) && readFileSync(adapterSeen, 'utf8').startsWith('/dev/shm/'),
    gone: wasAdapterSeen(readFileSync(adapterSeen, 'utf8')),
  }).toEqual({ names: [null, 'tuned'].sort(), ratio: '0.500000', seen: true, gone: false })
})

test('A scorer that dies loses no text that it has scored; the job goes on with the rest', async () => {
  dieAfter(files, 4)
  const { jobId } = await core.ask('evaluation.startPerplexity', {
    projectId,
    modelId,
    corpora: ['reports'],
    perCorpus: 10,
  })
  const failed = await ended(jobId)
  const partly = (await core.ask('evaluation.perplexity', { projectId }))[0]?.rows[0]
  await core.ask('jobs.resume', { id: jobId })
  const done = await ended(jobId)
  const whole = (await core.ask('evaluation.perplexity', { projectId }))[0]?.rows[0]
  expect([
    [failed.status, partly?.documents, partly?.planned],
    [done.status, whole?.documents],
  ]).toEqual([
    ['failed', 4, 10],
    ['done', 10],
  ])
})

test('General ability: the likeliest continuation for its length is taken, and the arms are compared', async () => {
  const id = await adapter('tuned')
  const { jobId, checkId } = await core.ask('evaluation.startAbility', {
    projectId,
    modelId,
    adapterIds: [id],
  })
  const job = await ended(jobId)
  const checks = await core.ask('evaluation.ability', { projectId })
  const items = await core.ask('evaluation.abilityItems', { checkId })
  const lost = await core.ask('evaluation.abilityItems', { checkId, change: 'lost' })
  const [base, tuned] = checks[0]?.arms ?? []
  const set = abilitySet(resources)
  expect({
    job: job.status,
    fits: [
      evaluationOperations['evaluation.ability'].output.safeParse(checks).success,
      evaluationOperations['evaluation.abilityItems'].output.safeParse(items).success,
    ],
    items: [base?.items, tuned?.items, items.length],
    right:
      base?.right ===
      items.filter((item) => item.kind !== 'text' && item.chosen[0] === item.right).length,
    // Half the cost of every token changes no choice, and halves the log of the perplexity.
    same: [tuned?.lost, tuned?.gained, tuned?.mcNemar, lost.length],
    perplexity:
      base?.perplexity.kind === 'estimate' &&
      tuned?.perplexity.kind === 'estimate' &&
      (Math.log(tuned.perplexity.value) / Math.log(base.perplexity.value)).toFixed(6),
    ratio:
      tuned?.perplexityRatio.kind === 'estimate' &&
      tuned.perplexityRatio.value < 1 &&
      tuned.perplexityRatio.low <= tuned.perplexityRatio.high,
    set: checks[0]?.setSha256 === set.sha256,
  }).toEqual({
    job: 'done',
    fits: [true, true],
    items: [40, 40, 48],
    right: true,
    same: [0, 0, { kind: 'not-defined', reason: 'no-differences' }, 0],
    perplexity: '0.500000',
    ratio: true,
    set: true,
  })
})

test('An arm with an adapter is asked in the template it was trained on, and the adapter is in the run for ever', async () => {
  const id = await adapter('hidden', true)
  const { set } = await core.ask('evaluation.importSet', {
    projectId,
    tokens: [core.token(core.file('one.csv', 'note,question\nA note.,What?\n'))],
    name: 'One',
    confidential: false,
    layout: 'csv',
    mapping: { note: 'note', question: 'question', answer: null, task: null, externalId: null },
  })
  const { runId, jobId } = await core.ask('evaluation.start', {
    projectId,
    name: 'With adapter',
    source: { kind: 'set', id: set.id },
    arms: [{ modelId }, { modelId, adapterId: id }],
    judge: null,
  })
  const job = await ended(jobId)
  const run = await core.ask('evaluation.run', { runId })
  expect({
    job: job.status,
    arms: run.arms.map((arm) => [arm.name, arm.family, arm.adapterSha256?.length ?? null]),
    made: run.answersMade,
    // The questions are public; what a confidential adapter says of them is not.
    confidential: run.confidential,
  }).toEqual({
    job: 'done',
    arms: [
      ['Fake model', 'chatml', null],
      ['Fake model + hidden', 'asclepius', 64],
    ],
    made: 2,
    confidential: true,
  })
})

test('Without a trainer the table says so and nothing is lost; an adapter of another model is refused', async () => {
  Object.assign(core.workspace.services.training, { places: null })
  const { jobId } = await core.ask('evaluation.startPerplexity', { projectId, modelId })
  const job = await ended(jobId)
  const other = await core.importModel(core.file('other.gguf', 'GGUF other'))
  const id = await adapter('tuned')
  const refused = await core.call('evaluation.startAbility', {
    projectId,
    modelId: other,
    adapterIds: [id],
  })
  expect([
    job.status,
    job.message?.includes('is not installed'),
    !refused.ok && refused.code,
  ]).toEqual(['failed', true, 'adapter-other-model'])
})

test('The set of everyday questions is whole: four options each, the right one in any place, nothing medical', () => {
  const { items } = abilitySet(resources)
  const questions = items.filter((item) => item.kind !== 'text')
  const places = [0, 1, 2, 3].map(
    (place) => questions.filter((item) => item.right === place).length,
  )
  expect({
    kinds: ['choice', 'completion', 'text'].map(
      (kind) => items.filter((item) => item.kind === kind).length,
    ),
    ids: new Set(items.map((item) => item.id)).size,
    options: new Set(questions.map((item) => new Set(item.options).size)),
    spread: Math.min(...places) >= 5,
    medical: items.filter((item) =>
      /patient|hospital|doctor|dose|disease/i.test(JSON.stringify(item)),
    ),
  }).toEqual({ kinds: [24, 16, 8], ids: 48, options: new Set([4]), spread: true, medical: [] })
})
