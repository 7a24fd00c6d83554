// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJson, repo } from './repo.mjs'
import { show } from './run.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Counts */

/**
 * Runs vitest projects with their output on the screen and counts what its own report says.
 * @param {readonly string[]} projects
 * @param {{ env: NodeJS.ProcessEnv, filters: readonly string[] }} options
 * @returns {Promise<Counts>}
 */
export async function runVitest(projects, { env, filters }) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-report-'))
  const file = join(folder, 'report.json')
  try {
    const code = await show(
      process.execPath,
      [
        join(repo, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...filters,
      ],
      { cwd: repo, env },
    )
    return countsOf(readJson(file), code, projects.join(' and '))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A file that never got as far as its tests, a run that ended without a report, one without any test
 * and an unhandled error outside every test each count as a failure.
 * @param {any} report of vitest's json reporter, or null @param {number} code @param {string} name
 * @returns {Counts}
 */
export function countsOf(report, code, name) {
  if (!report)
    return { passed: 0, failed: 1, skipped: 0, notes: [`${name}: vitest ended without a report`] }
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: 0, notes: [] }
  for (const file of report.testResults) {
    const shortName = file.name.startsWith(repo) ? file.name.slice(repo.length + 1) : file.name
    const before = counts.failed
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') counts.failed += 1
      else counts.skipped += 1
      if (test.status === 'failed') counts.notes.push(`failed: ${shortName}: ${test.fullName}`)
      if (test.status !== 'failed' && test.status !== 'passed') {
        counts.notes.push(`skipped: ${shortName}: ${test.fullName}`)
      }
    }
    if (file.status === 'failed' && counts.failed === before) {
      counts.failed += 1
      counts.notes.push(`failed: ${shortName} did not run: ${String(file.message).split('\n')[0]}`)
    }
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    counts.failed = 1
    counts.notes.push(`failed: ${name}: no tests were found`)
  } else if (code !== 0 && counts.failed === 0) {
    counts.failed = 1
    counts.notes.push(`failed: ${name}: vitest ended with ${code} though every test passed`)
  }
  return counts
}
