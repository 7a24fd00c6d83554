// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exists, shortHash, withLock } from './cache.mjs'
import { Stop, took } from './log.mjs'
import { runNpm } from './npm.mjs'
import { readJson, repo } from './repo.mjs'
import { tail } from './run.mjs'

const stamp = join(repo, 'node_modules', '.set-up-stamp')

/**
 * npm dependencies as package-lock.json names them. Install scripts stay off: every native part
 * comes whole inside its package.
 * @param {import('./log.mjs').Log} log
 */
export async function ensureDependencies(log) {
  if (areInstalled()) return
  await withLock(`npm-${shortHash(repo)}`, log, async () => {
    if (areInstalled()) return
    const start = performance.now()
    log('npm dependencies: fetching what package-lock.json names (about two minutes at first).')
    const result = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: repo,
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    })
    if (result.code !== 0) {
      throw new Stop(
        `The npm dependencies could not be fetched. Check that the package registry can be reached, then start again.\n${tail(result.output)}`,
      )
    }
    writeFileSync(stamp, wanted())
    log(`npm dependencies: in place after ${took(start)}.`)
  })
}

function wanted() {
  return shortHash(readFileSync(join(repo, 'package-lock.json'), 'utf8'))
}

function areInstalled() {
  if (exists(stamp) && readFileSync(stamp, 'utf8') === wanted()) return true
  if (!matchesLock()) return false
  writeFileSync(stamp, wanted())
  return true
}

/** Whether a plain `npm install` by hand left just what the lock names, so that nothing need be fetched. */
function matchesLock() {
  const installed = readJson(join(repo, 'node_modules', '.package-lock.json'))?.packages
  const locked = readJson(join(repo, 'package-lock.json'))?.packages
  if (!installed || !locked) return false
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '' || (entry.optional && !installed[path])) continue
    if (installed[path]?.version !== entry.version || !exists(join(repo, path))) return false
  }
  return Object.keys(installed).every((path) => locked[path])
}
