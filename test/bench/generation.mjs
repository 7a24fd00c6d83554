// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, runJson } from './lib/bundle.mjs'

/**
 * Questions through the whole core against the library alone in the same Node; eight texts at
 * several widths; the second question about a note against the first.
 * @param {{ log: (line: string) => void, resolved: { sampleModel?: string | null } }} options
 */
export async function run({ log, resolved }) {
  const model = resolved.sampleModel
  if (!model || !existsSync(model)) {
    log('  skipped: the sample model is not on this machine (npm run setup)')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-generation-'))
  try {
    const host = await bundle('model-host.ts')
    print(log, await runJson(await bundle('generation-child.ts'), [host, model, folder]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {(line: string) => void} log @param {any} figures */
function print(log, { bare, widths, question }) {
  const perSecond = (/** @type {number} */ value) => `${value.toFixed(1)} tokens/s`
  log(
    `  generation: ${perSecond(bare.app)} through the whole app, ${perSecond(bare.same)} bare with its settings (${bare.threads} threads): ${bare.ratio.toFixed(2)} (aim 0.97)`,
  )
  log(
    `  against bare with the library's own settings, ${perSecond(bare.defaults)}: ${(bare.app / bare.defaults).toFixed(2)}`,
  )
  const [alone] = widths.speeds
  const best = widths.speeds.reduce((/** @type {any} */ a, /** @type {any} */ b) =>
    b.tokensPerSecond > a.tokensPerSecond ? b : a,
  )
  log(`  up to ${widths.batchWidth} sequences share a step without changing each other's text`)
  for (const { width, tokensPerSecond } of widths.speeds) {
    const ratio = (tokensPerSecond / alone.tokensPerSecond).toFixed(2)
    log(`  ${width} at once: ${perSecond(tokensPerSecond)}, ${ratio} of one after another`)
  }
  log(`  best width here: ${best.width}`)
  log(
    `  first words of the second question about a note (${question.promptTokens} tokens with it): ${question.second.toFixed(3)} s, of the first ${question.first.toFixed(3)} s: ${(question.second / question.first).toFixed(3)} (aim under 0.1)`,
  )
}
