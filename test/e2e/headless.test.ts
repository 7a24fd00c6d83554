import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { SampleRunReport } from '../../core/headless/sample-run'

const folder = mkdtempSync(join(tmpdir(), 'asclepius-headless-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = resolve(import.meta.dirname, '..', '..')
const cases = resolve(root, '../shared/data/case-reports/case-reports.json')

/** What `npm start` does where there is no display; real case reports where they are at hand. */
function runHeadless(): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(
    process.execPath,
    [
      join(root, 'out', 'main', 'headless.js'),
      ...['--workspace', join(folder, 'workspace'), '--report', join(folder, 'report')],
      ...['--reports', '6', '--tokens', '160', '--questions', '2'],
      ...(existsSync(cases) ? ['--cases', cases] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      said += piece
    })
  return new Promise((done) => child.on('close', (code) => done({ code, said })))
}

test('the path without a window: from case reports to a report with perplexity before and after', {
  timeout: 1_500_000,
}, async ({ skip }) => {
  skip(!process.env.ASCLEPIUS_SAMPLE_MODEL, 'the sample model was not found at set-up')
  const { code, said } = await runHeadless()
  expect(said).toMatch(/Done\. The report: .*report\.html/)
  const report = JSON.parse(
    readFileSync(join(folder, 'report', 'report.json'), 'utf8'),
  ) as SampleRunReport
  const html = readFileSync(join(folder, 'report', 'report.html'), 'utf8')
  const { learning } = report
  expect({
    code,
    collections: report.collections.length,
    rows: (learning?.instructions.rows ?? 0) > 0,
    stages: learning?.run.stages.map((stage) => [stage.stage, stage.state]),
    perplexity: learning?.perplexity.map((table) => [
      table.adapterId !== null,
      table.rows.every(({ perplexity }) => perplexity.kind === 'estimate' && perplexity.value > 1),
    ]),
    arms: learning?.results.arms.length,
    answers: report.answers.length,
    shown: html.includes('Perplexity before and after'),
    audit: report.audit.intact,
  }).toEqual({
    code: 0,
    collections: existsSync(cases) ? 3 : 2,
    rows: true,
    stages: [
      ['pretraining', 'done'],
      ['tuning', 'done'],
    ],
    perplexity: expect.arrayContaining([
      [false, true],
      [true, true],
    ]),
    arms: 2,
    answers: 2,
    shown: true,
    audit: true,
  })
})
