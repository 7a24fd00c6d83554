// @ts-check
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, runJson } from './lib/bundle.mjs'

const questions = 12

/**
 * Answers of a comparison side by side against one after another, through the product's own job with
 * everything it stores, in the same run.
 * @param {{ log: (line: string) => void, resolved: { sampleModel?: string | null } }} options
 */
export async function run({ log, resolved }) {
  const model = resolved.sampleModel
  if (!model || !existsSync(model)) {
    log('  skipped: the sample model is not on this machine (npm run setup)')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-'))
  try {
    const csv = join(folder, 'questions.csv')
    const rows = Array.from({ length: questions }, (_unused, n) => {
      const days = Array.from(
        { length: 6 },
        (__, day) =>
          `Day ${day + 1}: temperature ${36 + ((day + n) % 4)} C and patient ${n} stable.`,
      )
      return `"${days.join(' ')} Ceftriaxone ${n + 1} g was given.",How did patient ${n} do and what was given?`
    })
    writeFileSync(csv, `note,question\n${rows.join('\n')}\n`)
    const host = await bundle('model-host.ts')
    const child = await bundle('evaluation-child.ts')
    const figures = await runJson(child, [host, model, join(folder, 'workspace'), csv])
    const { answers, alone, beside, width, same } = figures
    log(
      `  ${answers} answers: ${beside.toFixed(1)} a minute ${width} side by side, ${alone.toFixed(1)} one after another: ${(beside / alone).toFixed(2)}`,
    )
    log(`  the texts are ${same ? 'the same' : 'NOT the same'} either way`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
