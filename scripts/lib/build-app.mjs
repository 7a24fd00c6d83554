// @ts-check
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exists, shortHash, withLock, writeWhole } from './cache.mjs'
import { Stop, took } from './log.mjs'
import { repo } from './repo.mjs'
import { run, tail } from './run.mjs'

/** What the bundles are made of; resources are read at run time and need no build. */
const sources = [
  'contract',
  'core',
  'model',
  'main',
  'preload',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
const stamp = join(repo, 'out', '.build-stamp')

/**
 * Builds out/ when a source changed since the last build.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<boolean>} whether it was built
 */
export async function ensureBuilt(log) {
  if (isFresh()) return false
  return withLock(`build-${shortHash(repo)}`, log, async () => {
    if (isFresh()) return false
    const start = performance.now()
    const hash = sourceHash()
    log('App: building.')
    rmSync(stamp, { force: true })
    const electronVite = join(repo, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const result = await run(process.execPath, [electronVite, 'build'], { cwd: repo })
    if (result.code !== 0) throw new Stop(`The app could not be built.\n${tail(result.output, 30)}`)
    writeWhole(stamp, hash)
    log(`App: built after ${took(start)}.`)
    return true
  })
}

function isFresh() {
  return exists(stamp) && readFileSync(stamp, 'utf8') === sourceHash()
}

/** @returns {string} a hash over the names and contents of every source file */
function sourceHash() {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} path relative to the work tree */
function addTo(hash, path) {
  const full = join(repo, path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, `${path}/${name}`)
    return
  }
  hash.update(`${path}\0${stat.size}\0`)
  hash.update(readFileSync(full))
}
