import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { openDatabase } from '../../../core/database/open'
import { recognise } from '../../../core/sources/formats/detect'
import { readRecords } from '../../../core/sources/formats/read'
import type { SourceRecord } from '../../../core/sources/formats/types'
import { openWorkspace } from '../../../core/workspace'

/** From rare to nearly everywhere, single and several, and a beginning of a word. */
const searched = [
  'furosemide',
  'echo',
  'troponin neg',
  'sodium 131',
  'heart failure',
  'naive',
  'metoprolol',
  'oede',
]

/**
 * `sources-child.mjs product FOLDER CSV` imports through the product and then reads lists and
 * searches; `... bare FOLDER CSV` writes the same rows with the same library and nothing else.
 * Each runs in a process of its own and prints one line of JSON.
 */
const [mode, folder = '', csv = ''] = process.argv.slice(2)
const result = mode === 'bare' ? await bare() : await product()
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)

async function bare(): Promise<unknown> {
  const rows: SourceRecord[] = []
  const source = await recognise([csv])
  for await (const batch of readRecords(source, source.suggestedMapping))
    rows.push(...batch.records)
  const db = openDatabase({ path: join(folder, 'bare.db'), key: randomBytes(32) })
  db.transaction((write) => {
    write.run(
      'CREATE TABLE row (id INTEGER PRIMARY KEY, external_id TEXT, title TEXT, extra TEXT, text TEXT) STRICT',
    )
  })
  const started = performance.now()
  db.transaction((write) => {
    for (const { externalId, title, extra, text } of rows)
      write.run(
        'INSERT INTO row (external_id, title, extra, text) VALUES (?, ?, ?, ?)',
        externalId,
        title,
        JSON.stringify(extra),
        text,
      )
  })
  const seconds = (performance.now() - started) / 1000
  db.close()
  return { rows: rows.length, seconds }
}

async function product(): Promise<unknown> {
  const workspace = openWorkspace({
    folder,
    resources: resolve('resources'),
    launchModelHost: () => {
      throw new Error('No model is needed here.')
    },
    sampleModel: null,
    appVersion: 'bench',
  })
  await workspace.ask('session.create', { name: 'Bench', password: 'quiet harbour lantern moss' })
  const project = await workspace.ask('projects.create', { name: 'Bench' })
  const source = await recognise([csv])
  const started = performance.now()
  const { jobId } = await workspace.ask('sources.import', {
    projectId: project.id,
    tokens: [workspace.services.files.register(csv)],
    name: 'Bench',
    confidential: false,
    mapping: source.suggestedMapping,
    onProblem: 'keep-good',
  })
  const filter = { projectId: project.id }
  let importSeconds = 0
  const watch = setInterval(() => {
    if (importSeconds > 0) return
    const rows = workspace.services.vault
      .db()
      .one<{ n: number }>("SELECT count(*) AS n FROM collection WHERE state = 'ready'")
    if (rows?.n === 1) importSeconds = (performance.now() - started) / 1000
  }, 10)
  const job = await workspace.services.jobs.ended(jobId)
  clearInterval(watch)
  if (job.status !== 'done') throw new Error(job.message ?? 'The import did not finish.')
  const searchableSeconds = (performance.now() - started) / 1000
  const importPeak = process.resourceUsage().maxRSS * 1024
  const pages = await timePages(workspace, filter)
  const searches = await timeSearches(workspace, filter)
  const figures = {
    records: (await workspace.ask('documents.count', { filter })).count,
    importSeconds,
    searchableSeconds,
    peakBytes: importPeak,
    pageP95: percentile95(pages),
    searchP95: percentile95(searches),
  }
  await workspace.close()
  return figures
}

async function timePages(
  workspace: ReturnType<typeof openWorkspace>,
  filter: { projectId: string },
): Promise<number[]> {
  const times: number[] = []
  for (const sort of ['imported', 'title', 'shortest', 'longest'] as const) {
    let after: string | null = null
    for (let count = 0; count < 50; count += 1) {
      const started = performance.now()
      const page: { next: string | null } = await workspace.ask('documents.page', {
        filter,
        sort,
        after,
        limit: 100,
      })
      times.push(performance.now() - started)
      after = page.next
    }
  }
  return times
}

async function timeSearches(
  workspace: ReturnType<typeof openWorkspace>,
  filter: { projectId: string },
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < 8; round += 1)
    for (const search of searched) {
      const started = performance.now()
      await workspace.ask('documents.page', { filter: { ...filter, search }, limit: 100 })
      times.push(performance.now() - started)
    }
  return times
}

function percentile95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}
