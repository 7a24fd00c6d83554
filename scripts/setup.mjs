// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheDir, writeWhole } from './lib/cache.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureElectron, findElectron } from './lib/electron.mjs'
import { command, Stop, took, toScreen } from './lib/log.mjs'
import { readJson, repo } from './lib/repo.mjs'
import { ensureSampleModel, findSampleModel } from './lib/sample-model.mjs'
import { ensureSqliteBinding, findSqliteBinding } from './lib/sqlite-binding.mjs'
import { ensureSystem } from './lib/system.mjs'

/**
 * @typedef {'system' | 'tests' | 'electron' | 'sqlite' | 'model' | 'trainer'} Need
 *   'tests' adds to the system libraries what only the tests use (Xvfb, strace)
 *
 * @typedef {object} Resolved  also written to resolved.json in the cache folder
 * @property {string | null} electron path to the executable
 * @property {'official' | 'registry fallback' | null} electronKind
 * @property {string | null} electronVersion
 * @property {string | null} sqliteBinding path to the .node file that runs on this Node and this Electron
 * @property {string | null} sampleModel path to the GGUF file
 * @property {string | null} trainer path to the native trainer
 * @property {string} cacheDir
 * @property {import('./lib/system.mjs').Missing | null} missingSystem system libraries that only a person with root rights can install
 */

const resolvedFile = join(cacheDir, 'resolved.json')

/** @type {readonly Need[]} */
const everything = ['system', 'electron', 'sqlite', 'model', 'trainer']

/**
 * Brings everything needed into place, saying each step in one line; what is there already costs a
 * look. npm dependencies always come first. What is not asked for is reported where it is there.
 * @param {{ log?: import('./lib/log.mjs').Log, need?: readonly Need[] }} [options]
 * @returns {Promise<Resolved>}
 */
export async function setup({ log = toScreen, need = everything } = {}) {
  requireNode()
  const wants = (/** @type {Need} */ what) => need.includes(what)
  const missingSystem =
    wants('system') || wants('tests') ? await ensureSystem(log, { tests: wants('tests') }) : null
  await ensureDependencies(log)
  const electron = wants('electron') ? await ensureElectron(log) : findElectron()
  const kind = electron?.electronKind ?? null
  // Fetching and the two builds leave each other room: together they take as long as the longest.
  const [sqliteBinding, sampleModel, trainer] = await Promise.all([
    wants('sqlite') ? ensureSqliteBinding(log, kind) : findSqliteBinding(kind),
    wants('model') ? ensureSampleModel(log) : findSampleModel(),
    wants('trainer') ? ensureTrainer(log) : trainerBefore(),
  ])
  const resolved = {
    electron: electron?.electron ?? null,
    electronKind: kind,
    electronVersion: electron?.electronVersion ?? null,
    sqliteBinding,
    sampleModel,
    trainer,
    cacheDir,
    missingSystem,
  }
  writeWhole(resolvedFile, `${JSON.stringify(resolved, null, 2)}\n`)
  return resolved
}

/** @param {import('./lib/log.mjs').Log} log @returns {Promise<string | null>} */
async function ensureTrainer(log) {
  const module = join(repo, 'scripts', 'native.mjs')
  if (!existsSync(module)) return null
  const { buildNative } = await import(pathToFileURL(module).href)
  try {
    const built = await buildNative({ log, cacheDir })
    return typeof built === 'string' ? built : (built?.trainer ?? built?.path ?? null)
  } catch (problem) {
    log(
      `Native trainer: could not be built here; everything but training works. ${/** @type {Error} */ (problem).message}`,
    )
    return null
  }
}

/** @returns {string | null} the trainer an earlier set-up built */
function trainerBefore() {
  const path = readJson(resolvedFile)?.trainer
  return path && existsSync(path) ? path : null
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 17)) {
    throw new Stop(
      `Node ${process.versions.node} is too old: install Node 20.17 or newer, then start again.`,
    )
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  command(async () => {
    const start = performance.now()
    const resolved = await setup({ need: [...everything, 'tests'] })
    toScreen(`Set-up done after ${took(start)}. Everything lies in ${cacheDir}:`)
    toScreen(
      `  Electron ${resolved.electronVersion} (${resolved.electronKind}): ${resolved.electron}`,
    )
    toScreen(`  SQLite binding: ${resolved.sqliteBinding}`)
    toScreen(`  sample model: ${resolved.sampleModel ?? 'not to be had here'}`)
    toScreen(`  native trainer: ${resolved.trainer ?? 'none'}`)
    return resolved.missingSystem ? 1 : 0
  })
}
