import { randomBytes } from 'node:crypto'
import { app } from 'electron'
import type { InputOf, OperationName, OutputOf } from '../contract/operations'
import type { Processes } from './processes'

/**
 * The first job without a window, for checking an installed app: makes a workspace, locks and
 * unlocks it, imports the sample project, and prints one line of JSON.
 */
export async function runSmoke(processes: Processes): Promise<void> {
  try {
    const report = await firstJob(processes)
    process.stdout.write(`${JSON.stringify({ ok: true, ...report })}\n`)
    await processes.close()
    app.exit(0)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    process.stdout.write(`${JSON.stringify({ ok: false, message })}\n`)
    await processes.close()
    app.exit(1)
  }
}

async function firstJob(processes: Processes): Promise<{ records: number; model: string }> {
  let calls = 0
  const ask = async <N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    calls += 1
    const result = await processes.call(`smoke-${calls}`, 'smoke', name, input)
    if (!result.ok) throw new Error(`${name}: ${result.message}`)
    return result.value as OutputOf<N>
  }
  const password = randomBytes(18).toString('base64url')
  const { person } = await ask('session.create', { name: 'Smoke check', password })
  await ask('session.lock', {})
  await ask('session.unlock', { personId: person.id, password })
  const project = await ask('projects.openSample', {})
  for (;;) {
    const jobs = await ask('jobs.list', {})
    const failed = jobs.find((job) => job.status === 'failed')
    if (failed) throw new Error(failed.message ?? 'A job failed.')
    if (jobs.length > 0 && jobs.every((job) => job.status === 'done')) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const collections = await ask('sources.collections', { projectId: project.id })
  const devices = await ask('models.devices', {})
  return {
    records: collections.reduce((sum, collection) => sum + collection.records, 0),
    model: devices.statement,
  }
}
