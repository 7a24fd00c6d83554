// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withLock } from './cache.mjs'
import { Stop, took } from './log.mjs'
import { run, tail } from './run.mjs'

/**
 * What Debian has to provide: a shared library or a command, and the package that carries it
 * (the first name the distribution knows). Without what is optional, tests say what they skipped.
 * @type {readonly { for: 'app' | 'build' | 'tests', library?: string, command?: string, file?: string, packages: readonly string[], isOptional?: boolean }[]}
 */
const wants = [
  { for: 'app', library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { for: 'app', library: 'libnss3.so', packages: ['libnss3'] },
  { for: 'app', library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { for: 'app', library: 'libgbm.so.1', packages: ['libgbm1'] },
  { for: 'app', library: 'libXss.so.1', packages: ['libxss1'] },
  {
    for: 'app',
    library: 'libatk-bridge-2.0.so.0',
    packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  },
  { for: 'app', library: 'libgomp.so.1', packages: ['libgomp1'] },
  {
    for: 'app',
    file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
    packages: ['fonts-dejavu-core'],
  },
  { for: 'build', command: 'python3', packages: ['python3'] },
  { for: 'build', command: 'make', packages: ['make'] },
  { for: 'build', command: 'g++', packages: ['g++'] },
  { for: 'build', command: 'cmake', packages: ['cmake'] },
  { for: 'build', command: 'pip3', packages: ['python3-pip'] },
  { for: 'tests', command: 'Xvfb', packages: ['xvfb'] },
  { for: 'tests', command: 'strace', packages: ['strace'] },
  // A Vulkan device in software: the trainer's GPU path is tested on it.
  { for: 'tests', library: 'libvulkan.so.1', packages: ['libvulkan1'], isOptional: true },
  {
    for: 'tests',
    file: '/usr/share/vulkan/icd.d',
    packages: ['mesa-vulkan-drivers'],
    isOptional: true,
  },
]

/** @typedef {{ packages: string[], command: string }} Missing  command is what a person would type */

/**
 * The libraries and tools of the system. As root they are installed; anybody else is told the one
 * command that does it.
 * @param {import('./log.mjs').Log} log
 * @param {{ tests: boolean }} options
 * @returns {Promise<Missing | null>} what is still missing
 */
export async function ensureSystem(log, { tests }) {
  if (process.platform !== 'linux') return null
  if ((await missingWants(tests)).length === 0) return null
  return withLock('system', log, async () => {
    const missing = await missingWants(tests)
    const canInstall = onPath('apt-get') && process.getuid?.() === 0
    if (canInstall ? missing.length === 0 : missing.every((want) => want.isOptional)) return null
    if (!onPath('apt-get')) {
      const names = missing.map((want) => want.packages.at(-1) ?? '')
      log(`System libraries: missing here, by their Debian names: ${names.join(' ')}.`)
      return { packages: names, command: `install ${names.join(' ')}` }
    }
    if (!canInstall) {
      const names = await packageNames(missing)
      const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`
      log(`System libraries: some are missing. This one command installs them:\n  ${command}`)
      return { packages: names, command }
    }
    return install(log, missing, tests)
  })
}

/**
 * @param {import('./log.mjs').Log} log
 * @param {readonly (typeof wants)[number][]} missing
 * @param {boolean} tests
 * @returns {Promise<Missing | null>}
 */
async function install(log, missing, tests) {
  const start = performance.now()
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2']
  log('System libraries: installing what is missing with apt-get.')
  const updated = await run('apt-get', [...patience, 'update'], { env, timeoutMs: 600_000 })
  const names = await packageNames(missing)
  const installed = await run(
    'apt-get',
    [...patience, 'install', '-y', '--no-install-recommends', ...names],
    { env, timeoutMs: 1_800_000 },
  )
  const left = await missingWants(tests)
  if (left.length === 0) {
    log(`System libraries: ${names.join(' ')} in place after ${took(start)}.`)
    return null
  }
  log(
    `System libraries: apt-get could not install everything.\n${tail(updated.code === 0 ? installed.output : updated.output + installed.output, 8)}`,
  )
  const needed = left.filter((want) => !want.isOptional)
  if (needed.length === 0) return null
  const packages = await packageNames(needed)
  return {
    packages,
    command: `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  }
}

/** @param {Missing | null} missing @param {string} purpose such as "The window" */
export function stopIfMissing(missing, purpose) {
  if (missing) {
    throw new Stop(
      `${purpose} needs system libraries that are not here. Run this, then start again:\n  ${missing.command}`,
    )
  }
}

/** @param {boolean} tests */
async function missingWants(tests) {
  const libraries = await knownLibraries()
  return wants.filter((want) => {
    if (want.for === 'tests' && !tests) return false
    if (want.library) return !libraries.has(want.library)
    if (want.file) return !existsSync(want.file)
    return !onPath(want.command ?? '')
  })
}

/** @returns {Promise<Set<string>>} */
async function knownLibraries() {
  // ldconfig lies in /sbin, which is not on an ordinary person's path.
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path))
  const listed = await run(program ?? 'ldconfig', ['-p'])
  return new Set(listed.stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? ''))
}

/** @param {string} command @returns {boolean} */
export function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, command)))
}

/**
 * Newer releases renamed some packages (t64): of each want the first name the package lists know.
 * @param {readonly (typeof wants)[number][]} missing
 */
async function packageNames(missing) {
  const names = await Promise.all(
    missing.map(async (want) => {
      for (const name of want.packages.slice(0, -1)) {
        const shown = await run('apt-cache', ['show', '--no-all-versions', name])
        if (shown.code === 0 && shown.stdout.includes('Package:')) return name
      }
      return want.packages.at(-1) ?? ''
    }),
  )
  return [...new Set(names)]
}
