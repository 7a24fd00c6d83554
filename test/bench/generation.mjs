// @ts-check
import { existsSync } from 'node:fs'
import { bundle, runJson } from './lib/bundle.mjs'

/**
 * Generation through the client and the model process against the library alone in the same Node;
 * eight texts at several widths; the second question about a note against the first.
 * @param {{ log: (line: string) => void, resolved: { sampleModel?: string | null } }} options
 */
export async function run({ log, resolved }) {
  const model = resolved.sampleModel
  if (!model || !existsSync(model)) {
    log('  skipped: the sample model is not on this machine (npm run setup)')
    return
  }
  const host = await bundle('model-host.ts')
  const figures = await runJson(await bundle('generation-child.ts'), [host, model])
  const { bare, widths, question } = figures
  const perSecond = (/** @type {number} */ value) => `${value.toFixed(1)} tokens/s`
  log(
    `  generation: ${perSecond(bare.host)} through the app, ${perSecond(bare.same)} bare with its settings: ${(bare.host / bare.same).toFixed(2)} (aim 0.97)`,
  )
  log(
    `  against bare with the library's own settings, ${perSecond(bare.defaults)}: ${(bare.host / bare.defaults).toFixed(2)}`,
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
    `  first token of the second question about a note of ${question.noteTokens} tokens: ${question.second.toFixed(3)} s, of the first ${question.first.toFixed(3)} s: ${(question.second / question.first).toFixed(3)} (aim under 0.1)`,
  )
}
