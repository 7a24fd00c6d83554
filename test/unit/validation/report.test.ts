import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256Hex } from '../../../core/kernel/canonical-json'
import type { ReportData } from '../../../core/validation/results/report/data'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addRatedStudy, type RatedStudyWish } from '../../fixtures/rated-study'

let core: TestCore
let folder: string
beforeAll(async () => {
  core = await openTestCore()
  await core.signIn('administrator')
  folder = mkdtempSync(join(tmpdir(), 'asclepius-report-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await core.close()
})

async function made(wish: RatedStudyWish = {}) {
  const { studyId } = await addRatedStudy(core, wish)
  const report = await core.ask('studyResults.makeReport', { studyId })
  return { studyId, report }
}

const stored = (id: string) =>
  core.workspace.services.vault
    .db()
    .one<{ data: string; sha256: string }>(
      'SELECT data, sha256 FROM study_report WHERE id = ?',
      id,
    )!

async function written(id: string, format: 'html' | 'csv') {
  const { fileNames } = await core.ask('studyResults.export', {
    reportId: id,
    format,
    folder: core.token(folder),
  })
  return fileNames.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

test('A report is what it was when it was made: later ratings change neither its bytes nor its hash', async () => {
  const { studyId, report } = await made()
  const before = stored(report.id)
  expect(sha256Hex(before.data)).toBe(report.sha256)
  core.workspace.services.vault.stage((db) =>
    db.run('UPDATE rating SET score = 1, revision = 2 WHERE study_id = ?', studyId),
  )
  const again = await core.ask('studyResults.makeReport', { studyId })
  expect(stored(report.id)).toEqual(before)
  expect(again.sha256).not.toBe(report.sha256)
  expect((await core.ask('studyResults.reports', { studyId })).map((one) => one.id)).toEqual([
    again.id,
    report.id,
  ])
})

test('The page says everything a safety officer asks for, runs nothing and reaches nowhere', async () => {
  const { report } = await made({ questions: 48, name: 'A <first> round' })
  const [page] = await written(report.id, 'html')
  const headings = [...page!.text.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1])
  expect(headings).toEqual([
    'The answer in short',
    'Sample, raters and blinding',
    'Results',
    'Errors and harm',
    'The worst answers',
    'How far raters agree',
    'How well raters see, and how steady they are',
    'The judge beside the clinicians',
    'What did not go as planned',
    'What this report does not show',
    'Methods',
    'Seal and hashes',
  ])
  expect(page!.text).toContain('A &#60;first&#62; round')
  expect(page!.text).toContain(report.sha256)
  expect(page!.text).not.toMatch(/NaN|undefined|Infinity|<script|https?:|\bnull\b/)
})

test('The page of a study in which nothing can be told reads in sentences', async () => {
  for (const wish of [
    { questions: 1, arms: [3], raters: [{ bias: 0, noise: 0 }], controlsEvery: 0 },
    { questions: 3, unfinished: 1000 },
    { questions: 5, arms: [9, 9], controlsEvery: 0 },
  ]) {
    const { report } = await made(wish)
    const [page] = await written(report.id, 'html')
    expect(page!.text).not.toMatch(/NaN|undefined|Infinity|\bnull\b/)
    expect(page!.text).toContain('What this report does not show')
  }
})

test('The table of ratings holds every rating, and the means of the report come out of it again', async () => {
  const { report } = await made({ questions: 30, raters: [{ bias: 0, noise: 0.5 }] })
  const { figures }: ReportData = JSON.parse(stored(report.id).data)
  const [, ratings] = await written(report.id, 'csv')
  const [head = '', ...lines] = ratings!.text.trimEnd().split('\r\n')
  const names = head.split(',')
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((v, at) => [names[at], v])),
  )
  for (const { arm, name } of figures.arms) {
    const scores = rows
      .filter((row) => row.arm === name && row.kind === 'answer')
      .map((row) => Number(row.score))
    const cell = figures.cells.find((one) => one.arm === arm && one.task === null)
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
    expect(cell?.mean).toMatchObject({ kind: 'estimate', value: mean })
  }
})

test('A confidential report says so in its name and its content, in each of its forms', async () => {
  const { report } = await made({ confidential: true })
  const files = [...(await written(report.id, 'html')), ...(await written(report.id, 'csv'))]
  expect(files).toHaveLength(3)
  for (const { name, text } of files) {
    expect(name).toMatch(/^CONFIDENTIAL-/)
    expect(text).toContain('CONFIDENTIAL')
  }
})

test('Nothing is written over, and a report with one changed byte does not go out', async () => {
  const { report } = await made()
  const [page] = await written(report.id, 'html')
  const wish = { reportId: report.id, format: 'html', folder: core.token(folder) }
  expect(await core.call('studyResults.export', wish)).toMatchObject({ code: 'file-exists' })
  rmSync(join(folder, page!.name))
  core.workspace.services.vault.stage((db) =>
    db.run(
      `UPDATE study_report SET data = replace(data, '"rated":24', '"rated":25') WHERE id = ?`,
      report.id,
    ),
  )
  expect(await core.call('studyResults.export', wish)).toMatchObject({ code: 'report-altered' })
  expect(readdirSync(folder)).not.toContain(page!.name)
})

test('Without a window there is no PDF, and the person is told what to take instead', async () => {
  const { report } = await made()
  const wish = { reportId: report.id, format: 'pdf', folder: core.token(folder) }
  expect(await core.call('studyResults.export', wish)).toMatchObject({ code: 'no-window' })
})

test('What did not go as planned is in the report, with its figures', async () => {
  const { report } = await made({ unfinished: 3, plan: { questions: 50 } })
  const { deviations }: ReportData = JSON.parse(stored(report.id).data)
  expect(deviations).toContainEqual({ kind: 'fewer-questions', planned: 50, drawn: 24 })
  expect(deviations).toContainEqual(expect.objectContaining({ kind: 'not-rated', missing: 3 }))
})
