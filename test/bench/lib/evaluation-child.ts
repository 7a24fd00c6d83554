import { resolve } from 'node:path'
import { launchNodeModelHost } from '../../../core/inference/node-launcher'
import { openWorkspace } from '../../../core/workspace'

/**
 * Usage: evaluation-child MODEL_HOST GGUF FOLDER CSV. The same questions through the product's job,
 * one after another and side by side, in turns. Prints one line of JSON.
 */
const [hostPath, modelPath, folder, csv] = process.argv.slice(2) as [string, string, string, string]

const ROUNDS = 2
const WIDTHS = [1, 4]
const WRITTEN = 32

const workspace = openWorkspace({
  folder,
  resources: resolve('resources'),
  launchModelHost: () => launchNodeModelHost(hostPath),
  sampleModel: null,
  appVersion: 'bench',
})
const { services } = workspace
await workspace.ask('session.create', { name: 'Bench', password: 'quiet harbour lantern moss' })
const projectId = (await workspace.ask('projects.create', { name: 'Bench' })).id
const imported = await workspace.ask('models.import', { token: services.files.register(modelPath) })
const arrived = await services.jobs.ended(imported.jobId)
if (arrived.status !== 'done') throw new Error(arrived.message ?? arrived.status)
const modelId = arrived.resultId ?? ''
const { set } = await workspace.ask('evaluation.importSet', {
  projectId,
  tokens: [services.files.register(csv)],
  name: 'Bench',
  confidential: false,
  layout: 'csv',
  mapping: { note: 'note', question: 'question', answer: null, task: null, externalId: null },
})

/** Answers a minute from the first to the last stored answer's end, loading left out; and the texts. */
async function run(parallel: number, limit: number | null) {
  const { runId, jobId } = await workspace.ask('evaluation.start', {
    projectId,
    name: `Width ${parallel}`,
    source: { kind: 'set', id: set.id },
    limit,
    arms: [{ modelId }],
    judge: null,
    maxTokens: WRITTEN,
    parallel,
  })
  const started = performance.now()
  const job = await services.jobs.ended(jobId)
  const seconds = (performance.now() - started) / 1000
  if (job.status !== 'done') throw new Error(job.message ?? job.status)
  const { answersMade } = await workspace.ask('evaluation.run', { runId })
  const texts: string[] = []
  for (let ordinal = 0; ordinal < answersMade; ordinal += 1) {
    const item = await workspace.ask('evaluation.item', { runId, ordinal })
    texts.push(item.answers[0]?.text ?? '')
  }
  return { perMinute: (answersMade / seconds) * 60, texts }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

const speeds = new Map(WIDTHS.map((width) => [width, [] as number[]]))
const seen = new Set<string>()
let answers = 0
for (let round = 0; round < ROUNDS; round += 1)
  for (const width of WIDTHS) {
    // The load belongs to neither: as many questions as go side by side are asked before.
    await run(width, width)
    const { perMinute, texts } = await run(width, null)
    speeds.get(width)?.push(perMinute)
    seen.add(texts.join('\n'))
    answers = texts.length
  }
await workspace.close()
const figures = {
  answers,
  alone: median(speeds.get(1) ?? []),
  beside: median(speeds.get(4) ?? []),
  width: 4,
  same: seen.size === 1,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exit(0)
