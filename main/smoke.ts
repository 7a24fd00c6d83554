import { randomBytes } from 'node:crypto'
import { app } from 'electron'
import { synthesisSampling } from '../contract/common'
import type { InputOf, OperationName, OutputOf } from '../contract/operations'
import type { Processes } from './processes'
import { sealReport } from './seal-report'

type Ask = <N extends OperationName>(name: N, input: InputOf<N>) => Promise<OutputOf<N>>

/**
 * The first job by itself, for checking an installed app: makes a workspace, locks and unlocks it,
 * imports the sample project, and prints one line of JSON. With `isWhole` the sample model writes a
 * note and answers a question too.
 */
export async function runSmoke(processes: Processes, isWhole: boolean): Promise<void> {
  let isGood = false
  try {
    const ask = askerOf(processes)
    const project = await firstJob(ask)
    const written = isWhole ? await noteAndAnswer(ask, project.id) : {}
    const collections = await ask('sources.collections', { projectId: project.id })
    const devices = await ask('models.devices', {})
    const { sealed, connections } = await sealReport(processes)
    const records = collections.reduce((sum, collection) => sum + collection.records, 0)
    print({ ok: true, records, model: devices.statement, sealed, connections, ...written })
    isGood = true
  } catch (cause) {
    print({ ok: false, message: cause instanceof Error ? cause.message : String(cause) })
  }
  await processes.close()
  app.exit(isGood ? 0 : 1)
}

function print(report: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(report)}\n`)
}

function askerOf(processes: Processes): Ask {
  let calls = 0
  return async (name, input) => {
    calls += 1
    const result = await processes.call(`smoke-${calls}`, 'smoke', name, input)
    if (!result.ok) throw new Error(`${name}: ${result.message}`)
    return result.value as OutputOf<typeof name>
  }
}

async function firstJob(ask: Ask): Promise<{ readonly id: string }> {
  const password = randomBytes(18).toString('base64url')
  const { person } = await ask('session.create', { name: 'Smoke check', password })
  await ask('session.lock', {})
  await ask('session.unlock', { personId: person.id, password })
  const project = await ask('projects.openSample', {})
  await jobsDone(ask)
  return project
}

/** @returns how much was made; nothing where the sample model is not at hand. */
async function noteAndAnswer(ask: Ask, projectId: string) {
  if (!(await ask('models.sampleOffer', {})).available) return { notes: 0, answerTokens: 0 }
  await ask('models.importSample', {})
  await jobsDone(ask)
  const [model] = await ask('models.list', {})
  const [template] = await ask('templates.list', {})
  if (!model || !template) throw new Error('The sample model or its template is not there.')
  const request = { projectId, modelId: model.id, maxTokens: 32 }
  await ask('synthesis.start', {
    ...request,
    templateId: template.id,
    sampling: synthesisSampling,
    limit: 1,
    seed: 1,
  })
  await jobsDone(ask)
  const board = await ask('synthesis.board', { projectId })
  const { rows } = await ask('documents.page', { filter: { projectId }, limit: 1 })
  const answer = await ask('query.ask', {
    ...request,
    note: { kind: 'document', id: rows[0]?.id ?? 0 },
    task: null,
    instruction: 'How old is the patient?',
  })
  return { notes: board.notes, answerTokens: answer.answerTokens }
}

async function jobsDone(ask: Ask): Promise<void> {
  for (;;) {
    const jobs = await ask('jobs.list', {})
    const failed = jobs.find((job) => job.status === 'failed')
    if (failed) throw new Error(failed.message ?? 'A job failed.')
    if (jobs.length > 0 && jobs.every((job) => job.status === 'done')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
