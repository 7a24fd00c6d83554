// @ts-check
import { createHash, randomBytes } from 'node:crypto'
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir, hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readJson } from './repo.mjs'

/** Everything fetched or built lies here, outside the work tree, and is shared by all clones. */
export const cacheDir =
  process.env.ASCLEPIUS_CACHE || join(homedir(), '.cache', 'asclepius-workstation')

/** @param {string} file @param {string} algorithm @param {BufferEncoding} encoding @returns {Promise<string>} */
export async function hashOf(file, algorithm, encoding = 'hex') {
  const hash = createHash(algorithm)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest(/** @type {'hex' | 'base64'} */ (encoding))
}

/** @param {string} text @returns {string} 12 hexadecimal digits, for names */
export function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** @param {string} path @returns {boolean} */
export function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/**
 * Lets `make` fill an empty folder beside the target and renames it into place when it is whole:
 * a power cut or Ctrl+C leaves the target absent, never half there. Call it with the target's lock held.
 * @template T
 * @param {string} target
 * @param {(aside: string) => Promise<T>} make
 * @returns {Promise<T>}
 */
export async function putWhole(target, make) {
  removeLeftovers(target)
  const aside = `${target}.aside-${process.pid}-${randomBytes(4).toString('hex')}`
  mkdirSync(aside, { recursive: true })
  try {
    const result = await make(aside)
    rmSync(target, { recursive: true, force: true })
    renameSync(aside, target)
    return result
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** What a set-up that was killed left beside the target; whoever makes the target holds its lock. @param {string} target */
function removeLeftovers(target) {
  const folder = dirname(target)
  if (!exists(folder)) return
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(target)}.aside-`)) {
      rmSync(join(folder, name), { recursive: true, force: true })
    }
  }
}

/** @param {string} file @param {string} text */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.aside-${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(aside, text)
  renameSync(aside, file)
}

/**
 * Runs the body while no other set-up of this person runs it. A lock whose owner has died is taken
 * over; waiting is said once.
 * @template T
 * @param {string} name
 * @param {import('./log.mjs').Log} log
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLock(name, log, body) {
  const lock = join(cacheDir, `lock-${name}`)
  mkdirSync(cacheDir, { recursive: true })
  let hasSaid = false
  while (!tryLock(lock)) {
    if (!hasSaid) log('  Another set-up is at work on this; waiting for it to finish.')
    hasSaid = true
    await wait(300)
  }
  try {
    return await body()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** @param {string} lock @returns {boolean} whether the lock is ours now */
function tryLock(lock) {
  try {
    mkdirSync(lock)
    writeFileSync(
      join(lock, 'owner.json'),
      JSON.stringify({ pid: process.pid, host: hostname(), bootId: bootId() }),
    )
    return true
  } catch (problem) {
    if (/** @type {NodeJS.ErrnoException} */ (problem).code !== 'EEXIST') throw problem
  }
  if (isAbandoned(lock)) {
    // The rename lets exactly one of several waiting set-ups clear the lock away; should the lock
    // have changed hands since it was judged, it goes back.
    const away = `${lock}.abandoned-${process.pid}`
    try {
      renameSync(lock, away)
      if (isAbandoned(away)) rmSync(away, { recursive: true, force: true })
      else renameSync(away, lock)
    } catch {
      // Somebody else was faster.
    }
  }
  return false
}

/** @param {string} lock @returns {boolean} */
function isAbandoned(lock) {
  const owner = readJson(join(lock, 'owner.json'))
  if (!owner) {
    // Made but not signed yet; a maker that died in between is told by the folder's age.
    const stat = statSync(lock, { throwIfNoEntry: false })
    return stat !== undefined && Date.now() - stat.mtimeMs > 10_000
  }
  if (owner.host !== hostname()) return false
  if (owner.bootId !== bootId()) return true
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (problem) {
    return /** @type {NodeJS.ErrnoException} */ (problem).code === 'ESRCH'
  }
}

/** @returns {string} differs after each start of the machine, so that a reused process id is no trap */
function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
