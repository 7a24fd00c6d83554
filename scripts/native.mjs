// @ts-check
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Builds native/ (the LoRA trainer) against the libraries that node-llama-cpp ships: headers from
// the source bundle in its package, no network, no ggml build. Built again only when the sources or
// the pinned version changed.

const repo = join(dirname(fileURLToPath(import.meta.url)), '..')
const native = join(repo, 'native')
const llama = join(repo, 'node_modules', 'node-llama-cpp')
const output = join(native, 'build')

/** Where the libraries for plain CPU lie; the trainer is linked to libggml-base.so of this folder. */
export const librariesFolder = join(
  repo,
  'node_modules',
  '@node-llama-cpp',
  'linux-x64',
  'bins',
  'linux-x64',
)

/** @typedef {{ trainer: string, wasBuilt: boolean }} NativeBuild */

/**
 * @param {{ log?: (line: string) => void, cacheDir?: string }} [options]
 * @returns {Promise<NativeBuild>} the path of the program; rejects with what is missing in words
 */
export async function buildNative({ log = console.log, cacheDir = defaultCache() } = {}) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The trainer is built on 64-bit Linux; this is ${process.platform} ${process.arch}.`,
    )
  }
  const bundle = join(llama, 'llama', 'gitRelease.bundle')
  if (!existsSync(bundle) || !existsSync(join(librariesFolder, 'libggml-base.so'))) {
    throw new Error('node-llama-cpp is not installed whole: run npm install.')
  }
  const trainer = join(output, 'asclepius-trainer')
  const stamp = join(output, 'built-from.txt')
  const wanted = sourceHash()
  if (existsSync(trainer) && read(stamp) === wanted) return { trainer, wasBuilt: false }

  const source = await llamaSource({ log, cacheDir })
  const work = join(output, 'work')
  mkdirSync(work, { recursive: true })
  const release = await alone(join(output, 'building.pid'))
  try {
    if (existsSync(trainer) && read(stamp) === wanted) return { trainer, wasBuilt: false }
    await compile({ log, work, source, trainer })
    writeFileSync(stamp, wanted)
    return { trainer, wasBuilt: true }
  } finally {
    release()
  }
}

/** @param {{ log: (line: string) => void, work: string, source: string, trainer: string }} options */
async function compile({ log, work, source, trainer }) {
  log('Native trainer: building, about a minute')
  rmSync(join(work, 'CMakeCache.txt'), { force: true })
  await run('cmake', [
    '-S',
    native,
    '-B',
    work,
    `-DLLAMA_SOURCE=${source}`,
    `-DGGML_LIBRARIES=${librariesFolder}`,
  ])
  await run('cmake', ['--build', work, '--parallel', '2'])
  // Put in place by a rename: a run of the program before stays whole.
  const aside = `${trainer}.${process.pid}`
  cpSync(join(work, 'asclepius-trainer'), aside)
  renameSync(aside, trainer)
}

/**
 * Waits until nobody else builds: tests that start side by side all want the trainer.
 * @param {string} file names the process that builds @returns {Promise<() => void>} lets the next one in
 */
async function alone(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  for (;;) {
    try {
      // A link appears with its content or not at all.
      linkSync(mine, file)
      rmSync(mine, { force: true })
      return () => rmSync(file, { force: true })
    } catch (problem) {
      if (/** @type {NodeJS.ErrnoException} */ (problem).code !== 'EEXIST') throw problem
    }
    // Whoever was ended while it built left the file behind.
    if (!isRunning(Number(read(file))) || isOld(file)) rmSync(file, { force: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** No build takes so long: another process has got the number meanwhile. @param {string} file */
function isOld(file) {
  const about = statSync(file, { throwIfNoEntry: false })
  return about !== undefined && Date.now() - about.mtimeMs > 15 * 60_000
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * The few files of the pinned llama.cpp that building and testing read.
 * @param {{ log?: (line: string) => void, cacheDir?: string }} [options]
 * @returns {Promise<string>} their folder
 */
export function llamaSource({ log = console.log, cacheDir = defaultCache() } = {}) {
  const { version } = JSON.parse(readFileSync(join(llama, 'package.json'), 'utf8'))
  const bundle = join(llama, 'llama', 'gitRelease.bundle')
  return headers(bundle, join(cacheDir, 'llama-source', `${version}-2`), log)
}

function defaultCache() {
  return process.env.ASCLEPIUS_CACHE || join(homedir(), '.cache', 'asclepius-workstation')
}

/** What the program is made of: our sources, and the version whose libraries it is linked to. */
function sourceHash() {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(llama, 'package.json')))
  const files = readdirSync(join(native, 'source'))
    .sort()
    .map((name) => join('source', name))
  for (const file of ['CMakeLists.txt', ...files]) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(native, file)))
  }
  return hash.digest('hex')
}

/** @param {string} bundle @param {string} folder @param {(line: string) => void} log */
async function headers(bundle, folder, log) {
  if (existsSync(join(folder, 'ggml', 'include', 'ggml.h'))) return folder
  log('Native trainer: unpacking the headers of llama.cpp')
  const aside = `${folder}.${process.pid}`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  await run('git', ['clone', '--quiet', '--no-checkout', bundle, aside])
  await run('git', [
    '-C',
    aside,
    'checkout',
    '--quiet',
    'HEAD',
    '--',
    'ggml/include',
    'include',
    'vendor/nlohmann',
    // What the CUDA backend can do: read by a test, since there may be no GPU to ask.
    'ggml/src/ggml-cuda/ggml-cuda.cu',
  ])
  rmSync(join(aside, '.git'), { recursive: true, force: true })
  try {
    renameSync(aside, folder)
  } catch (problem) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(join(folder, 'ggml', 'include', 'ggml.h'))) throw problem
  }
  return folder
}

/** @param {string} program @param {string[]} args @returns {Promise<void>} */
function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const listen = (/** @type {Buffer} */ chunk) => {
      said = (said + chunk.toString()).slice(-4000)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', () =>
      reject(new Error(`${program} is not installed: it is needed to build the trainer.`)),
    )
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}:\n${said}`)),
    )
  })
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  buildNative().then(
    ({ trainer, wasBuilt }) =>
      console.log(`Native trainer ${wasBuilt ? 'built' : 'is up to date'}: ${trainer}`),
    (problem) => {
      console.error(problem.message)
      process.exitCode = 1
    },
  )
}
