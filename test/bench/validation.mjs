// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, runJson } from './lib/bundle.mjs'

const studies = 1000
/** Points of percent by which an interval may hold the truth less often than it claims. */
const within = 2

/**
 * Three things of validation. How often the reported intervals hold the truth, over simulated studies
 * of raters of known bias and noise; how long each page of a study of 1,000 questions with five
 * raters waits for the core; and a sitting of two hundred answers in the real window.
 * ASCLEPIUS_BENCH_VALIDATION names the parts.
 * @param {{ log: (line: string) => void }} options
 */
export async function run({ log }) {
  const parts = (process.env.ASCLEPIUS_BENCH_VALIDATION ?? 'coverage,pages,sitting').split(',')
  if (parts.includes('coverage')) await coverage(log)
  if (parts.includes('pages')) await pages(log)
  if (parts.includes('sitting')) await sitting(log)
}

/** @param {(line: string) => void} log */
async function coverage(log) {
  const child = await bundle('coverage-child.ts')
  const workers = Math.max(1, Math.min(8, availableParallelism()))
  const share = Math.ceil(studies / workers)
  const parts = await Promise.all(
    Array.from({ length: workers }, (_unused, at) =>
      runJson(child, [String(Math.min(share, studies - at * share)), String(1 + at * share)]),
    ),
  )
  log(`  ${studies} studies of ${parts[0].questions} questions, intervals at 95 %:`)
  for (const [at, row] of parts[0].rows.entries()) {
    /** @param {'given' | 'held'} name */
    const sum = (name) => parts.reduce((total, part) => total + part.rows[at][name], 0)
    const percent = (100 * sum('held')) / sum('given')
    const verdict =
      percent < 95 - within
        ? 'TOO SELDOM'
        : percent > 95 + within
          ? 'wider than it claims'
          : 'holds'
    log(
      `    ${row.name.padEnd(34)} truth ${row.truth.toFixed(3)}, held ${percent.toFixed(1)} % of ${sum('given')}: ${verdict}`,
    )
  }
}

/** @param {(line: string) => void} log */
async function pages(log) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-'))
  try {
    const child = await bundle('study-pages-child.ts')
    const { ratings, calls } = await runJson(child, [folder])
    log(`  a closed study with ${ratings} ratings, what its pages ask of the core:`)
    for (const { name, milliseconds } of calls)
      log(`    ${name.padEnd(34)} ${milliseconds.toFixed(0)} ms`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {(line: string) => void} log */
async function sitting(log) {
  const child = await bundle('sitting-child.ts')
  const { answers, keys, minutes, median, slowest, late, memory } = await runJson(child, [])
  log(`  one rater, ${answers} answers in the window without a mouse, ${keys} keys:`)
  log(
    `    from Enter to the next answer ${median.toFixed(0)} ms, at most ${slowest.toFixed(0)} ms; the last 20 against the first 20: ${late.toFixed(2)} times; memory at the end against after 20: ${memory.toFixed(2)} times; ${minutes.toFixed(1)} minutes of the program's own in all`,
  )
}
