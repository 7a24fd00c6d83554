// @ts-check
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, runJson } from './lib/bundle.mjs'

const rows = Number(process.env.ASCLEPIUS_BENCH_ROWS ?? 158_114)

/**
 * Import of an Asclepius-shaped CSV against bare inserts of the same rows by the same library with
 * the same settings, then list pages and searches at that size.
 * @param {{ log: (line: string) => void }} options
 */
export async function run({ log }) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-'))
  try {
    const csv = join(folder, 'asclepius.csv')
    await runJson(await bundle('write-csv.ts'), [csv, String(rows)])
    log(`  ${rows.toLocaleString('en')} rows, ${Math.round(statSync(csv).size / 1e6)} MB of CSV`)
    const program = await bundle('sources-child.ts')
    const bareFolder = join(folder, 'bare')
    mkdirSync(bareFolder)
    const bare = await runJson(program, ['bare', bareFolder, csv])
    rmSync(bareFolder, { recursive: true })
    const product = await runJson(program, ['product', join(folder, 'workspace'), csv])
    const ratio = bare.seconds / product.importSeconds
    log(
      `  import: ${product.importSeconds.toFixed(1)} s, bare inserts ${bare.seconds.toFixed(1)} s: ${ratio.toFixed(2)} of bare speed (aim 0.5)`,
    )
    log(`  full-text index complete after ${product.searchableSeconds.toFixed(1)} s`)
    log(`  peak memory of the core: ${Math.round(product.peakBytes / 1e6)} MB (aim under 500)`)
    log(
      `  list page p95 ${product.pageP95.toFixed(1)} ms, search p95 ${product.searchP95.toFixed(1)} ms over ${product.records.toLocaleString('en')} records`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
