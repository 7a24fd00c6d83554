import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { synthesisSampling } from '../../contract/common'
import type { Job } from '../../contract/jobs'
import { jobsDone, prepareSample, type RunningApp } from './app-driver'
import { answerDialog, processIds, unlock, until } from './journey'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()
const sampleModel = process.env.ASCLEPIUS_SAMPLE_MODEL
const folder = mkdtempSync(join(tmpdir(), 'asclepius-e2e-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('killed processes are told, started again, and no note is lost or doubled', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const running = await openApp()
  const { projectId, modelId } = await prepareSample(running)
  await running.page.reload()
  const start = { projectId, modelId: modelId ?? '' }

  // The model process dies while notes are written: the run goes on by itself and writes them all.
  const first = await startRun(running, start)
  await someNotes(running, first.jobId)
  await kill(running, 'Asclepius model')
  await running.page
    .getByText(/The model process ended/)
    .first()
    .waitFor()
  await jobsDone(running)
  expect(await runOf(running, start.projectId, first.runId)).toEqual({ finished: 2, failed: 0 })

  // The core dies while notes are written: it is told, unlocked again, and the run is resumed.
  const second = await startRun(running, start)
  await someNotes(running, second.jobId)
  await kill(running, 'Asclepius core')
  await running.page
    .getByText('is being started again. Everything that was finished is kept')
    .waitFor()
  await unlockAgain(running)
  await resumeByTray(running)
  expect(await runOf(running, start.projectId, second.runId)).toEqual({ finished: 2, failed: 0 })
  expect(await sourcesOf(running, start.projectId, second.runId)).toBe(2)

  // It dies in the middle of an import: nothing half of it is there, and it can be done again.
  const before = await running.call('sources.collections', { projectId })
  await importLarge(running, projectId)
  await kill(running, 'Asclepius core')
  await unlockAgain(running)
  const stopped = await until(
    () => importJob(running),
    (job) => job?.status === 'failed',
  )
  expect(stopped?.message).toBe(
    'The app ended while this ran. Nothing of it was kept. Start it again.',
  )
  expect(await running.call('sources.collections', { projectId })).toEqual(before)
  await importLarge(running, projectId)
  const again = await until(
    () => importJob(running),
    (job) => job?.status === 'done',
  )
  expect(again?.message).toMatch(/^12,?000 records imported\./)
})

test('closing the window while a model is loaded leaves one whole database and no log', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const workspace = mkdtempSync(join(tmpdir(), 'asclepius-e2e-closed-'))
  const running = await openApp({ workspace, keepWorkspace: true })
  await prepareSample(running)
  expect((await processIds(running.app, 'Asclepius model')).length).toBe(1)
  await running.close()
  const left = readdirSync(workspace).filter((name) => name.startsWith('workspace.db'))
  rmSync(workspace, { recursive: true, force: true })
  expect(left).toEqual(['workspace.db'])
})

test('the whole app killed while writing opens the same workspace and goes on', async ({
  skip,
}) => {
  skip(!sampleModel, 'the sample model was not found at set-up')
  const killed = await openApp({ keepWorkspace: true })
  const { projectId, modelId } = await prepareSample(killed)
  const run = await startRun(killed, { projectId, modelId: modelId ?? '' })
  await someNotes(killed, run.jobId)
  const children = [
    ...(await processIds(killed.app, 'Asclepius core')),
    ...(await processIds(killed.app, 'Asclepius model')),
  ]
  const process_ = killed.app.process()
  process_.kill('SIGKILL')
  if (process_.signalCode === null) await once(process_, 'exit')
  expect(children.length).toBe(2)
  await until(
    async () => children.filter(isAlive),
    (left) => left.length === 0,
  )

  const running = await openApp({ workspace: killed.workspace })
  await unlockAgain(running)
  await resumeByTray(running)
  expect(await runOf(running, projectId, run.runId)).toEqual({ finished: 2, failed: 0 })
  expect(await sourcesOf(running, projectId, run.runId)).toBe(2)
  expect(await running.call('audit.verify', {})).toMatchObject({ intact: true })
})

async function startRun(
  running: RunningApp,
  { projectId, modelId }: { readonly projectId: string; readonly modelId: string },
): Promise<{ jobId: string; runId: string }> {
  const [template] = await running.call('templates.list', {})
  return running.call('synthesis.start', {
    projectId,
    modelId,
    templateId: template?.id ?? '',
    sampling: synthesisSampling,
    limit: 2,
    seed: 7,
    maxTokens: 40,
    parallel: 1,
  })
}

async function jobOf(running: RunningApp, id: string): Promise<Job | undefined> {
  return (await running.call('jobs.list', {})).find((job) => job.id === id)
}

async function someNotes(running: RunningApp, jobId: string): Promise<void> {
  const job = await until(
    () => jobOf(running, jobId),
    (one) => (one?.done ?? 0) >= 1,
    120,
  )
  expect(job?.status).toBe('running')
}

async function kill(running: RunningApp, name: string): Promise<void> {
  const [pid] = await processIds(running.app, name)
  if (pid === undefined) throw new Error(`There is no process ${name}.`)
  process.kill(pid, 'SIGKILL')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function unlockAgain({ page }: RunningApp): Promise<void> {
  await unlock(page)
  await page.getByRole('navigation', { name: 'Stages and pages' }).waitFor()
}

async function resumeByTray(running: RunningApp): Promise<void> {
  const { page } = running
  await page.getByRole('button', { name: '1 interrupted' }).click()
  const tray = page.getByRole('region', { name: 'Jobs' })
  await tray.getByText('Nothing finished is lost: resume it to go on.').waitFor()
  await tray.getByText(/1 of 2 notes/).waitFor()
  await tray.getByRole('button', { name: 'Resume' }).click()
  await jobsDone(running)
  await page.keyboard.press('Escape')
}

async function runOf(running: RunningApp, projectId: string, runId: string) {
  const runs = await running.call('synthesis.runs', { projectId })
  const { finished, failed } = runs.find((run) => run.id === runId) ?? {}
  return { finished, failed }
}

/** How many different reports the notes of a run come from. */
async function sourcesOf(running: RunningApp, projectId: string, runId: string): Promise<number> {
  const { rows } = await running.call('notes.page', { filter: { projectId, runId } })
  expect(rows.length).toBe(new Set(rows.map((row) => row.documentId)).size)
  return rows.length
}

async function importLarge(running: RunningApp, projectId: string): Promise<void> {
  const path = join(folder, 'many.csv')
  const words = 'Admitted with cough and fever, given amoxicillin 500 mg, discharged well. '.repeat(
    12,
  )
  const rows = Array.from({ length: 12_000 }, (_, at) => `${at},"Case ${at}. ${words}"`)
  writeFileSync(path, `id,text\n${rows.join('\n')}\n`)
  await answerDialog(running.app, path)
  const [file] = await running.call('shell.chooseFiles', { what: 'sources' })
  const tokens = [file?.token ?? '']
  const { mapping } = await running.call('sources.inspect', { tokens })
  const { jobId } = await running.call('sources.import', {
    projectId,
    tokens,
    name: 'Many',
    confidential: false,
    mapping,
    onProblem: 'keep-good',
  })
  await until(
    () => jobOf(running, jobId),
    (job) => (job?.done ?? 0) > 0,
  )
}

async function importJob(running: RunningApp): Promise<Job | undefined> {
  const jobs = await running.call('jobs.list', {})
  return jobs
    .filter((job) => job.kind === 'import' && job.title.includes('Many'))
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))[0]
}
