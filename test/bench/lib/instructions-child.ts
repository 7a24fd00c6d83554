import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { greedySampling, synthesisSampling } from '../../../contract/common'
import { tasks } from '../../../contract/tasks'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { leakageOf } from '../../../core/instructions/rows'
import { openWorkspace, type Workspace } from '../../../core/workspace'

/**
 * `instructions-child.mjs many FOLDER ROWS`: rows as many as the published set has, with planted
 * copies. `... generate FOLDER HOST MODEL`: real generation, one at a time and side by side. Each
 * prints one line of JSON.
 */
const [mode, folder = '', third = '', fourth = ''] = process.argv.slice(2)

function open(launch: () => never | ReturnType<typeof launchNodeModelHost>): Workspace {
  mkdirSync(folder, { recursive: true })
  return openWorkspace({
    folder: join(folder, 'workspace'),
    resources: resolve('resources'),
    launchModelHost: launch,
    sampleModel: null,
    appVersion: 'bench',
  })
}

/** mulberry32: a small generator whose sequence depends on the seed alone. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const noteWords = 380
const vocabulary = 20_000

/** Letters alone: a digit would make two words of one. */
const word = (rank: number): string =>
  rank.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)))

/** A note of the usual length whose words are drawn as in real text: few often, most seldom. */
function noteText(random: (below: number) => number): string {
  return Array.from({ length: noteWords }, () =>
    word(Math.floor(vocabulary ** (random(1_000_000) / 1_000_000))),
  ).join(' ')
}

async function many(rows: number) {
  const workspace = open(() => {
    throw new Error('No model is needed here.')
  })
  await workspace.ask('session.create', { name: 'Bench', password: 'quiet harbour lantern moss' })
  const project = await workspace.ask('projects.create', { name: 'Bench' })
  const projectId = project.id
  const planted = 40
  const csv = writeRows(rows, planted)
  const started = performance.now()
  const { jobId } = await workspace.ask('instructions.import', {
    projectId,
    tokens: [workspace.services.files.register(csv)],
    name: 'Bench',
    confidential: false,
  })
  const job = await workspace.services.jobs.ended(jobId)
  if (job.status !== 'done') throw new Error(job.message ?? 'The import did not finish.')
  const importSeconds = (performance.now() - started) / 1000
  const timed = async (work: () => unknown): Promise<number> => {
    const from = performance.now()
    await work()
    return performance.now() - from
  }
  const splitSeconds =
    (await timed(() => workspace.ask('instructions.split', { projectId, seed: 4 }))) / 1000
  const checkSeconds =
    (await timed(() => workspace.ask('instructions.checkLeakage', { projectId }))) / 1000
  const split = await workspace.ask('instructions.splitState', { projectId })
  const db = workspace.services.vault.db()
  const pages: number[] = []
  let after: string | null = null
  for (let page = 0; page < 100; page += 1)
    pages.push(
      await timed(async () => {
        const next: { next: string | null } = await workspace.ask('instructions.page', {
          filter: { projectId, task: page % 2 === 0 ? 'summarization' : null },
          after,
          limit: 100,
        })
        after = next.next
      }),
    )
  const board = await workspace.ask('instructions.board', { projectId })
  const thresholds = { ...board.thresholds, questionSimilarity: 0.9 }
  const figures = {
    importSeconds,
    splitSeconds,
    checkSeconds,
    notes: split.leakage?.notes ?? 0,
    found: copiesOnTwoSides(split.leakage),
    planted: plantedApart(workspace, projectId, planted),
    verdictMilliseconds: await timed(() => leakageOf(db, projectId)),
    pageP95: pages.sort((a, b) => a - b)[Math.floor(pages.length * 0.95)],
    boardMilliseconds: await timed(() => workspace.ask('instructions.board', { projectId })),
    previewMilliseconds: await timed(() =>
      workspace.ask('instructions.previewThresholds', { projectId, thresholds }),
    ),
  }
  await workspace.close()
  return figures
}

function copiesOnTwoSides(leakage: { byKind: Record<string, number> } | null): number {
  return ((leakage?.byKind['exact-text'] ?? 0) + (leakage?.byKind['near-duplicate'] ?? 0)) / 2
}

/** How many of the planted pairs the split really put on two sides: what the check has to find. */
function plantedApart(workspace: Workspace, projectId: string, planted: number): number {
  const sides = new Map(
    workspace.services.vault
      .db()
      .all<{ external_id: string; side: string }>(
        'SELECT external_id, side FROM instruction_case WHERE project_id = ?',
        projectId,
      )
      .map((row) => [row.external_id, row.side]),
  )
  return Array.from({ length: planted }, (_, n) => n).filter(
    (n) => sides.get(String(n)) !== sides.get(`copy-${n}`),
  ).length
}

/** The first notes come twice under another name, every other one with a few words changed. */
function writeRows(rows: number, planted: number): string {
  const path = join(folder, 'rows.csv')
  const random = createRandom(7)
  const notes: string[] = []
  const pieces: string[] = []
  writeFileSync(path, 'patient_id,note,question,answer,task\n')
  for (let row = 0; row < rows; row += 1) {
    const copied = rows - row <= planted ? rows - row - 1 : -1
    const note = copied >= 0 ? (notes[copied] ?? '') : noteText(random)
    if (row < planted) notes.push(note)
    const text = copied >= 0 && copied % 2 === 1 ? note.replace(/^(\S+ ){6}/, 'x ') : note
    const id = copied >= 0 ? `copy-${copied}` : String(row)
    const question = `What was ${noteText(random).slice(0, 60)} about case ${row}?`
    const task = tasks[row % tasks.length]?.name
    pieces.push(`${id},"${text}","${question}","The answer ${row} of the note.",${task}\n`)
    if (pieces.length === 2000) writeFileSync(path, pieces.splice(0).join(''), { flag: 'a' })
  }
  writeFileSync(path, pieces.join(''), { flag: 'a' })
  return path
}

const notesWritten = 16

async function generate(host: string, model: string) {
  const workspace = open(() => launchNodeModelHost(host))
  await workspace.ask('session.create', { name: 'Bench', password: 'quiet harbour lantern moss' })
  const project = await workspace.ask('projects.openSample', {})
  const projectId = project.id
  for (const job of await workspace.ask('jobs.list', {}))
    await workspace.services.jobs.ended(job.id)
  const imported = await workspace.ask('models.import', {
    token: workspace.services.files.register(model),
  })
  const modelId = (await workspace.services.jobs.ended(imported.jobId)).resultId ?? ''
  const templates = await workspace.ask('templates.list', {})
  const template = templates.find((one) => /small/i.test(one.name)) ?? templates[0]
  const synthesis = await workspace.ask('synthesis.start', {
    projectId,
    limit: notesWritten,
    templateId: template?.id ?? '',
    modelId,
    sampling: synthesisSampling,
    seed: 1,
    maxTokens: 200,
  })
  await workspace.services.jobs.ended(synthesis.jobId)
  const { rows } = await workspace.ask('notes.page', {
    filter: { projectId, show: 'caught' },
    limit: 200,
  })
  for (const { id } of rows)
    await workspace.ask('notes.setRestored', { id, restored: true, reason: 'For the bench' })
  const widths = []
  for (const parallel of [1, 4]) {
    const { jobId, runId } = await workspace.ask('instructions.start', {
      projectId,
      modelId,
      notes: 'all',
      seed: 2,
      questionSampling: { ...synthesisSampling, temperature: 0.5 },
      answerSampling: greedySampling,
      maxAnswerTokens: 120,
      parallel,
    })
    // The first look at a model loads it: that is no part of the rate.
    const started = await firstRow(workspace, projectId)
    await workspace.services.jobs.ended(jobId)
    const minutes = (performance.now() - started.at) / 60_000
    const run = (await workspace.ask('instructions.runs', { projectId })).find(
      (one) => one.id === runId,
    )
    const done = (run?.finished ?? 0) + (run?.failed ?? 0)
    widths.push({
      parallel,
      perMinute: (done - started.done) / minutes,
      kept: run?.kept ?? 0,
      done: run?.finished ?? 0,
    })
  }
  await workspace.close()
  return { widths }
}

async function firstRow(
  workspace: Workspace,
  projectId: string,
): Promise<{ at: number; done: number }> {
  for (;;) {
    const [run] = await workspace.ask('instructions.runs', { projectId })
    const done = (run?.finished ?? 0) + (run?.failed ?? 0)
    if (done > 0) return { at: performance.now(), done }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

// Last, when every constant above has its value.
const result = mode === 'many' ? await many(Number(third)) : await generate(third, fourth)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)
