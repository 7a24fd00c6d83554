import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { administrator, type RunningApp } from './app-driver'
import { answerDialog, openPage, processIds, until } from './journey'
import { appsOfThisFile } from './opened'

const openApp = appsOfThisFile()
const folder = mkdtempSync(join(tmpdir(), 'asclepius-e2e-bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const brokenGguf = Buffer.concat([
  Buffer.from('GGUF\u0003\u0000\u0000\u0000', 'latin1'),
  Buffer.alloc(16, 0xff),
])

test('a file that cannot be read says which one, where, why and what to do', async () => {
  const running = await openApp()
  const { page } = running
  await running.call('session.create', administrator)
  await running.call('projects.create', { name: 'Trials' })
  await page.reload()

  await openPage(page, 'sources')
  const sources = [
    fileOf('empty.csv', ''),
    fileOf('report.pdf', '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<<>>\nendobj\n'),
    fileOf('quotes.csv', 'id,text\n1,"Admitted with cough\n2,Discharged well\n'),
  ]
  const told: string[] = []
  for (const path of sources) told.push(await tryImport(running, path))
  expect(told).toEqual([
    expect.stringMatching(/empty\.csv/),
    expect.stringMatching(/report\.pdf.*PDF/s),
    expect.stringMatching(/quotes\.csv.*2.*quot/is),
  ])

  await openPage(page, 'models')
  const models = [
    fileOf('letter.gguf', 'Dear colleague, this is a letter and no model.\n'.repeat(20)),
    fileOf('cut.gguf', brokenGguf),
    fileOf('nothing.gguf', ''),
  ]
  const refused: string[] = []
  for (const path of models) refused.push(await tryModel(running, path))
  expect(refused).toEqual([
    expect.stringMatching(/GGUF/),
    expect.stringMatching(/damaged|cut|GGUF|header/i),
    expect.stringMatching(/empty|GGUF/i),
  ])
  for (const words of refused) expect(words).toMatch(/Nothing was kept\. Get the file again/)
  for (const words of [...told, ...refused])
    expect(words).not.toMatch(/\berror\b|\binvalid\b|oops|undefined|\bat .*\.ts:/i)

  // All of it is alive, and nothing was kept.
  expect((await processIds(running.app, 'Asclepius core')).length).toBe(1)
  expect(await running.call('models.list', {})).toEqual([])
  expect(running.troubles).toEqual([])
})

/** Chooses the file on the import page; returns what the page says of it. */
async function tryImport({ app, page }: RunningApp, path: string): Promise<string> {
  await answerDialog(app, path)
  await page.getByRole('button', { name: 'Choose files' }).click()
  const verdict = page.getByRole('button', { name: 'Choose other files' })
  await verdict.waitFor()
  await until(
    () => page.getByText('Looking at the files').count(),
    (count) => count === 0,
  )
  const words = await page.getByRole('main').textContent()
  await verdict.click()
  return words ?? ''
}

/** Imports the file as a model; returns what its job says in the end. */
async function tryModel({ app, page, call }: RunningApp, path: string): Promise<string> {
  const before = new Set((await call('jobs.list', {})).map((job) => job.id))
  await answerDialog(app, path)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  const job = await until(
    async () => (await call('jobs.list', {})).find((one) => !before.has(one.id)),
    (one) => one?.endedAt != null,
  )
  await page
    .getByText(job?.message ?? '-')
    .first()
    .waitFor()
  return job?.message ?? ''
}
