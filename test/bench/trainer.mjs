// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { librariesFolder } from '../../scripts/native.mjs'
import { bundle, runJson } from './lib/bundle.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const mib = 2 ** 20
const gib = 2 ** 30

const shapes = {
  '135M': {
    layers: 30,
    embedding: 576,
    feedForward: 1536,
    heads: 9,
    kvHeads: 3,
    vocabulary: 49152,
    tied: true,
    type: 'Q4_0',
  },
  '1.1B': {
    layers: 22,
    embedding: 2048,
    feedForward: 5632,
    heads: 32,
    kvHeads: 4,
    vocabulary: 32000,
    type: 'Q4_K_M',
  },
  '7B': {
    layers: 32,
    embedding: 4096,
    feedForward: 11008,
    heads: 32,
    kvHeads: 32,
    vocabulary: 32000,
    type: 'Q4_K_M',
  },
  '13B': {
    layers: 40,
    embedding: 5120,
    feedForward: 13824,
    heads: 40,
    kvHeads: 40,
    vocabulary: 32000,
    type: 'Q4_K_M',
  },
}

/**
 * The native trainer: speed and memory against PyTorch, estimates against what was used, growth with
 * tokens and steps, and a real model. ASCLEPIUS_BENCH_TRAINER names the parts (speed, growth, real,
 * large), by default all but large: 7B and 13B write 12 GB and take hours on two cores.
 * @param {{ log: (line: string) => void, resolved: { trainer?: string | null, sampleModel?: string | null, cacheDir: string } }} options
 */
export async function run({ log, resolved }) {
  if (!resolved.trainer) {
    log('  skipped: the trainer is not built on this machine')
    return
  }
  const parts = (process.env.ASCLEPIUS_BENCH_TRAINER ?? 'speed,growth,real').split(',')
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-bench-trainer-'))
  const child = await bundle('trainer-child.ts')
  const threads = Math.max(1, Math.min(cpus().length, 8))
  const program = resolved.trainer
  /** @param {object} more @returns {Promise<any>} */
  const ask = (more) =>
    runJson(child, [
      JSON.stringify({ program, libraries: librariesFolder, folder, threads, ...more }),
    ])
  try {
    if (parts.includes('speed')) await speed({ log, ask, threads, cacheDir: resolved.cacheDir })
    if (parts.includes('growth')) await growth({ log, ask })
    if (parts.includes('large')) await large({ log, ask })
    if (parts.includes('real')) await real({ log, ask, model: resolved.sampleModel })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @typedef {{ log: (line: string) => void, ask: (more: object) => Promise<any> }} Tools */

/** @param {Tools & { threads: number, cacheDir: string }} options */
async function speed({ log, ask, threads, cacheDir }) {
  const python = pytorch(cacheDir, log)
  for (const name of /** @type {const} */ (['135M', '1.1B'])) {
    const ours = await ask({ what: 'train', shape: shapes[name], tokens: 512, steps: 2 })
    log(
      `  ${name}, 512 tokens, ${threads} threads: ${ours.tokensPerSecond.toFixed(1)} tokens/s, ${(ours.peakMemory / mib).toFixed(0)} MiB; estimated ${percent(ours.estimated / ours.peakMemory)} of that`,
    )
    if (!python) continue
    for (const type of ['float32', 'bfloat16']) {
      const setting = {
        ...shapes[name],
        tied: name === '135M',
        tokens: 512,
        threads,
        type,
        steps: 2,
        rank: 16,
      }
      const out = spawnSync(
        python,
        [join(here, 'trainer', 'pytorch_lora.py'), JSON.stringify(setting)],
        { encoding: 'utf8', timeout: 1_800_000 },
      )
      if (out.status !== 0) {
        log(
          `    PyTorch ${type} did not finish: ${out.stderr.trim().split('\n').at(-1) ?? 'no time left'}`,
        )
        continue
      }
      const theirs = JSON.parse(out.stdout)
      log(
        `    PyTorch ${theirs.torch} ${type}: ${theirs.tokensPerSecond.toFixed(1)} tokens/s, ${(theirs.peakMemory / mib).toFixed(0)} MiB; ours is ${(ours.tokensPerSecond / theirs.tokensPerSecond).toFixed(2)} of its speed (aim 1) in ${(ours.peakMemory / theirs.peakMemory).toFixed(2)} of its memory (aim 0.35)`,
      )
    }
  }
}

/** @param {Tools} options */
async function growth({ log, ask }) {
  const shape = { ...shapes['135M'], layers: 6 }
  /** @type {number[]} */
  const each = []
  for (const tokens of [256, 512, 1024, 2048]) {
    const { seconds } = await ask({ what: 'train', shape, tokens, steps: 2 })
    each.push((seconds / tokens) * 1000)
  }
  const first = /** @type {number} */ (each[0])
  log(
    `  time for one token at 256, 512, 1024 and 2048: ${each.map((ms) => (ms / first).toFixed(2)).join(', ')} (attention grows; the rest does not)`,
  )
  const { memories } = await ask({
    what: 'train',
    shape: { embedding: 256, layers: 4, kvHeads: 2, vocabulary: 2000 },
    tokens: 128,
    steps: 200,
  })
  log(`  memory after 200 steps against after 20: ${(memories[199] / memories[19]).toFixed(3)}`)
}

/** @param {Tools} options */
async function large({ log, ask }) {
  for (const [name, limit] of /** @type {const} */ ([
    ['7B', 7],
    ['13B', 12],
  ])) {
    const figures = await ask({ what: 'train', shape: shapes[name], tokens: 2048, steps: 2 })
    log(
      `  ${name} Q4_K_M, context 2048, rank 16: peak ${(figures.peakMemory / gib).toFixed(2)} GiB (limit ${limit}); estimated ${percent(figures.estimated / figures.peakMemory)} of that; ${figures.tokensPerSecond.toFixed(2)} tokens/s`,
    )
  }
}

/** @param {Tools & { model?: string | null }} options */
async function real({ log, ask, model }) {
  if (!model) {
    log('  a real model: skipped, the sample model is not on this machine')
    return
  }
  const texts = notes()
  const figures = await ask({ what: 'real', model, texts, steps: 30 })
  log(
    `  SmolLM2-135M-Instruct on ${figures.documents} notes: held-out perplexity ${figures.before.toFixed(2)} before, ${figures.after.toFixed(2)} after (${(figures.after / figures.before).toFixed(3)}), ${figures.heldOutTokens} tokens; scoring ${figures.scoringTokensPerSecond.toFixed(0)} tokens/s`,
  )
}

/** Texts of the sample project, and of the folder that ASCLEPIUS_TRIAL_TEXTS names. @returns {string[]} */
function notes() {
  const folder = join(here, '..', '..', 'resources', 'sample-project')
  /** @type {string[]} */
  const texts = []
  const collect = (/** @type {unknown} */ value) => {
    if (typeof value === 'string' && value.length > 200) texts.push(value)
    else if (value && typeof value === 'object') Object.values(value).forEach(collect)
  }
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const text = readFileSync(join(folder, file), 'utf8')
    if (file.endsWith('.json')) collect(JSON.parse(text))
    if (file.endsWith('.csv'))
      texts.push(...(text.match(/"(?:[^"]|"")*"/g) ?? []).filter((cell) => cell.length > 200))
  }
  const trial = process.env.ASCLEPIUS_TRIAL_TEXTS
  for (const file of trial && existsSync(trial) ? readdirSync(trial).sort() : []) {
    if (file.endsWith('.txt'))
      texts.push(readFileSync(join(/** @type {string} */ (trial), file), 'utf8'))
  }
  return texts
}

/** PyTorch in an environment of its own in the cache folder. @param {string} cacheDir @param {(line: string) => void} log @returns {string | null} */
function pytorch(cacheDir, log) {
  const given = process.env.ASCLEPIUS_BENCH_PYTHON
  if (given) return given
  const folder = join(cacheDir, 'bench-pytorch')
  const python = join(folder, 'bin', 'python')
  const works = () => existsSync(python) && spawnSync(python, ['-c', 'import torch']).status === 0
  if (works()) return python
  log('  installing PyTorch for the comparison (some gigabytes, once)')
  mkdirSync(cacheDir, { recursive: true })
  spawnSync('python3', ['-m', 'venv', folder])
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'numpy', 'torch'], { stdio: 'inherit' })
  if (works()) return python
  log('  PyTorch could not be installed: no comparison')
  return null
}

/** @param {number} part */
function percent(part) {
  return `${(part * 100).toFixed(1)} %`
}
