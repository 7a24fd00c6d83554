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
 * tokens and steps, and a real model. ASCLEPIUS_BENCH_TRAINER names the parts: speed (135M), growth and
 * real are the default; "wide" is speed at 1.1B (some minutes and 5 GB of disk); "large" is 7B and 13B
 * at context 2048 (4 and 8 GB of disk, up to 4 GB of memory, an hour or two on two cores).
 * ASCLEPIUS_BENCH_THREADS: how many threads, for PyTorch too.
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
  const threads = Number(process.env.ASCLEPIUS_BENCH_THREADS ?? Math.min(cpus().length, 8))
  const program = resolved.trainer
  /** @param {object} more @param {readonly string[]} [texts] @returns {Promise<any>} */
  const ask = (more, texts = []) => {
    const command = { program, libraries: librariesFolder, folder, threads, ...more }
    return runJson(child, [JSON.stringify(command)], JSON.stringify(texts))
  }
  const tools = { log, ask, threads, cacheDir: resolved.cacheDir }
  try {
    if (parts.includes('speed')) await speed(tools, '135M', 3)
    if (parts.includes('wide')) await speed(tools, '1.1B', 2)
    if (parts.includes('growth')) await growth(tools)
    if (parts.includes('large')) await large(tools)
    if (parts.includes('real')) await real({ ...tools, model: resolved.sampleModel })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @typedef {{ log: (line: string) => void, ask: (more: object, texts?: readonly string[]) => Promise<any>, threads: number, cacheDir: string }} Tools */

/**
 * Ours and PyTorch's at one shape and 512 tokens. Rounds take turns, so that a busy moment of the
 * machine falls on all alike; each says the best of its steps. Tokens a second of processor time (all
 * threads together) say what a machine that others use too would have shown alone.
 * @param {Tools} tools @param {'135M' | '1.1B'} name @param {number} steps
 */
async function speed({ log, ask, threads, cacheDir }, name, steps) {
  const python = pytorch(cacheDir, log)
  const shape = shapes[name]
  const setting = { ...shape, tied: name === '135M', tokens: 512, threads, steps, rank: 16 }
  /** @type {Map<string, any>} */
  const best = new Map()
  const ways = waysOf(shape.type)
  for (let round = 0; round < 2; round += 1) {
    for (const { type, precision } of ways) {
      const measure = { what: 'train', shape: { ...shape, type }, tokens: 512, steps, precision }
      keepFaster(best, `ours ${type} in ${precision}`, await ask(measure))
    }
    for (const type of python ? ['float32', 'bfloat16'] : []) {
      keepFaster(best, type, runPytorch(/** @type {string} */ (python), { ...setting, type }, log))
    }
  }
  log(`  ${name}, 512 tokens, rank 16 on all seven projections, ${threads} threads`)
  for (const [who, figures] of best) {
    const estimated = figures.estimated
      ? `; estimated ${percent(figures.estimated / figures.peakMemory)} of that`
      : ''
    const libraries = figures.libraries
      ? `, of which its libraries ${(figures.libraries / mib).toFixed(0)}`
      : ''
    const label = figures.torch ? `PyTorch ${figures.torch} ${who}` : who
    log(
      `    ${label}: ${figures.tokensPerSecond.toFixed(1)} tokens/s, ${(figures.peakMemory / mib).toFixed(0)} MiB${libraries}${estimated}`,
    )
  }
  for (const { type, precision, against } of ways) {
    const a = best.get(`ours ${type} in ${precision}`)
    const b = best.get(against)
    if (!a || !b) continue
    log(
      `    ours ${type} in ${precision} against PyTorch ${against}: ${(a.tokensPerSecond / b.tokensPerSecond).toFixed(2)} of its speed (aim 1), ${(a.tokensPerProcessorSecond / b.tokensPerProcessorSecond).toFixed(2)} by processor time, ${(a.peakMemory / b.peakMemory).toFixed(2)} of its memory (aim 0.35)`,
    )
  }
}

/** Weights and arithmetic of ours, each with the arithmetic of PyTorch's that it is held against. @param {string} type */
function waysOf(type) {
  const single = { precision: 'single', against: 'float32' }
  const rounded = { precision: 'bfloat16', against: 'bfloat16' }
  if (!readFileSync('/proc/cpuinfo', 'utf8').includes('avx512_bf16')) {
    return ['F32', 'BF16', type].map((weights) => ({ ...single, type: weights }))
  }
  return [
    { ...single, type: 'F32' },
    { ...rounded, type: 'BF16' },
    { ...single, type },
    { ...rounded, type },
  ]
}

/** @param {Map<string, any>} best @param {string} who @param {any} figures */
function keepFaster(best, who, figures) {
  if (!figures) return
  const before = best.get(who)
  const faster = !before || figures.tokensPerSecond > before.tokensPerSecond ? figures : before
  const tokensPerProcessorSecond = Math.max(
    figures.tokensPerProcessorSecond,
    before?.tokensPerProcessorSecond ?? 0,
  )
  best.set(who, { ...faster, tokensPerProcessorSecond })
}

/** @param {string} python @param {object} setting @param {(line: string) => void} log */
function runPytorch(python, setting, log) {
  const out = spawnSync(
    python,
    [join(here, 'trainer', 'pytorch_lora.py'), JSON.stringify(setting)],
    { encoding: 'utf8', timeout: 1_800_000 },
  )
  if (out.status === 0) return JSON.parse(out.stdout)
  log(`    PyTorch did not finish: ${out.stderr.trim().split('\n').at(-1) ?? 'no time left'}`)
  return null
}

/** @param {Tools} options */
async function growth({ log, ask }) {
  const shape = { ...shapes['135M'], layers: 6 }
  const lengths = [256, 512, 1024, 2048]
  /** @type {number[]} */
  const rest = []
  /** @type {number[]} */
  const attention = []
  for (const tokens of lengths) {
    const figures = await ask({ what: 'train', shape, tokens, steps: 3 })
    const each = figures.processorSeconds / tokens
    rest.push(each * (1 - figures.attentionPart))
    attention.push(each * figures.attentionPart)
  }
  const asRatios = (/** @type {number[]} */ each) =>
    each.map((value) => (value / /** @type {number} */ (each[0])).toFixed(2)).join(', ')
  log(`  processor time for one token at ${lengths.join(', ')} tokens`)
  log(`    all but attention: ${asRatios(rest)} (linear: aim 1.1 or less at the end)`)
  log(`    attention: ${asRatios(attention)} (grows with the length of the text)`)
  const figures = await ask({
    what: 'train',
    shape: { embedding: 256, layers: 4, kvHeads: 2, vocabulary: 2000 },
    tokens: 128,
    steps: 200,
  })
  const { memories } = figures
  log(
    `  memory after 200 steps against after 20: ${(memories[199] / memories[19]).toFixed(3)}; ${(figures.peakMemory / mib).toFixed(0)} MiB, estimated ${percent(figures.estimated / figures.peakMemory)} of that`,
  )
}

/** @param {Tools} options */
async function large({ log, ask }) {
  for (const [name, limit] of /** @type {const} */ ([
    ['7B', 7],
    ['13B', 12],
  ])) {
    const shape = shapes[name]
    const precision = waysOf(shape.type).at(-1)?.precision ?? 'single'
    const figures = await ask({ what: 'train', shape, tokens: 2048, steps: 2, precision })
    log(
      `  ${name} Q4_K_M in ${precision}, context 2048, rank 16, ${figures.memories.length} steps: peak ${(figures.peakMemory / gib).toFixed(2)} GiB (limit ${limit}); estimated ${percent(figures.estimated / figures.peakMemory)} of that; ${figures.tokensPerSecond.toFixed(2)} tokens/s`,
    )
  }
}

/** @param {Tools & { model?: string | null }} options */
async function real({ log, ask, model }) {
  if (!model) {
    log('  a real model: skipped, the sample model is not on this machine')
    return
  }
  const repo = join(here, '..', '..')
  /** @type {[string, string][]} */
  const places = [
    ['the sample project', join(repo, 'resources', 'sample-project')],
    [
      'real case reports and notes',
      process.env.ASCLEPIUS_TRIAL_TEXTS ?? join(repo, '..', 'shared', 'data'),
    ],
  ]
  for (const [name, folder] of places) {
    const texts = notes(folder)
    if (texts.length < 10) {
      log(`  SmolLM2-135M-Instruct on ${name}: skipped, there are none on this machine`)
      continue
    }
    const figures = await ask(
      { what: 'real', model, steps: Number(process.env.ASCLEPIUS_BENCH_STEPS ?? 30) },
      texts,
    )
    log(
      `  SmolLM2-135M-Instruct on ${figures.documents} texts of ${name}: held-out perplexity ${figures.before.toFixed(2)} before, ${figures.after.toFixed(2)} after (${(figures.after / figures.before).toFixed(3)}) on ${figures.heldOutTokens} tokens; scoring ${figures.scoringTokensPerSecond.toFixed(0)} tokens/s, training ${figures.trainingTokensPerSecond.toFixed(0)}`,
    )
  }
}

/** Long texts of all JSON, CSV and text files of a folder. @param {string} folder @returns {string[]} */
function notes(folder) {
  /** @type {string[]} */
  const texts = []
  const collect = (/** @type {unknown} */ value) => {
    if (typeof value === 'string' && value.length > 200) texts.push(value)
    else if (value && typeof value === 'object') Object.values(value).forEach(collect)
  }
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  for (const file of files.sort()) {
    if (!/\.(json|csv|txt)$/.test(file)) continue
    const text = readFileSync(join(folder, file), 'utf8')
    if (file.endsWith('.json')) collect(JSON.parse(text))
    if (file.endsWith('.txt')) texts.push(text)
    if (file.endsWith('.csv')) {
      const cells = (text.match(/"(?:[^"]|"")*"/g) ?? []).filter((cell) => cell.length > 200)
      texts.push(...cells.map((cell) => cell.slice(1, -1).replaceAll('""', '"')))
    }
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
