// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, runJson } from './lib/bundle.mjs'

const rows = Number(process.env.ASCLEPIUS_BENCH_ROWS ?? 158_114)

/**
 * Rows a minute, several side by side, against one at a time in the same run; then the split, the
 * leakage check and the lists over as many rows as the published data set has.
 * @param {{ log: (line: string) => void, resolved: { sampleModel?: string | null } }} options
 */
export async function run({ log, resolved }) {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-'))
  const program = await bundle('instructions-child.ts')
  try {
    const many = await runJson(program, ['many', join(folder, 'many'), String(rows)])
    const count = rows.toLocaleString('en')
    log(
      `  import of ${count} rows: ${many.importSeconds.toFixed(1)} s until they can be seen and searched, sorted and compared`,
    )
    log(`  split: ${many.splitSeconds.toFixed(1)} s with its check`)
    log(
      `  leakage check over ${many.notes.toLocaleString('en')} notes: ${many.checkSeconds.toFixed(1)} s; ${many.found} of ${many.planted} planted copies found`,
    )
    log(`  is it still so, as training asks: ${many.verdictMilliseconds.toFixed(0)} ms`)
    log(
      `  list page p95 ${many.pageP95.toFixed(1)} ms, board ${many.boardMilliseconds.toFixed(0)} ms, a threshold's preview ${many.previewMilliseconds.toFixed(0)} ms`,
    )
    const model = resolved.sampleModel
    if (!model || !existsSync(model)) {
      log('  generation skipped: the sample model is not on this machine (npm run setup)')
      return
    }
    const host = await bundle('model-host.ts')
    const made = await runJson(program, ['generate', join(folder, 'generate'), host, model])
    for (const { parallel, perMinute, kept, done } of made.widths)
      log(
        `  generation, ${parallel} at a time: ${perMinute.toFixed(1)} rows/min (${(perMinute / made.widths[0].perMinute).toFixed(2)} of one at a time), ${kept} of ${done} kept`,
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
