// @ts-check
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './lib/build-app.mjs'
import { exists, shortHash, withLock, writeWhole } from './lib/cache.mjs'
import { makeDeb } from './lib/deb.mjs'
import { command, Stop, took, toScreen } from './lib/log.mjs'
import { readJson, repo } from './lib/repo.mjs'
import { run, tail } from './lib/run.mjs'
import { stopIfMissing } from './lib/system.mjs'
import { writeBom } from './sbom.mjs'
import { setup } from './setup.mjs'

// npm run dist [-- dir | deb] [-- --cuda]
// --cuda adds node-llama-cpp's CUDA libraries (540 MB); without them an NVIDIA card is used through Vulkan.

const binding = 'better-sqlite3-multiple-ciphers'

/**
 * The app as a folder that runs without the work tree. Made again only when something that goes into
 * it changed.
 * @param {{ log: import('./lib/log.mjs').Log, resolved: import('./setup.mjs').Resolved, hasCuda?: boolean, projectDir?: string }} options
 * @returns {Promise<string>} path of the executable
 */
export async function packageApp({ log, resolved, hasCuda = false, projectDir = repo }) {
  if (projectDir === repo) await ensureBuilt(log)
  const output = join(projectDir, 'dist')
  const executable = executableIn(output)
  const stamp = join(output, '.package-stamp')
  const wanted = inputsHash(projectDir, resolved, hasCuda)
  const isFresh = () =>
    exists(executable) && exists(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (isFresh()) return executable
  return withLock(`package-${shortHash(projectDir)}`, log, async () => {
    if (isFresh()) return executable
    const start = performance.now()
    log(`Package: making the app folder with Electron ${resolved.electronVersion}.`)
    rmSync(stamp, { force: true })
    const config = join(output, 'builder-config.json')
    const sbom = join(output, 'sbom.cdx.json')
    await writeBom(sbom, {
      electronVersion: resolved.electronVersion ?? undefined,
      without: strangers(projectDir, hasCuda),
    })
    writeWhole(config, JSON.stringify(configuration(projectDir, resolved, hasCuda, sbom), null, 2))
    const builder = join(repo, 'node_modules', 'electron-builder', 'cli.js')
    const result = await run(
      process.execPath,
      [builder, '--dir', '--publish', 'never', '--config', config],
      {
        cwd: projectDir,
        env: { ...process.env, CI: '1', NO_UPDATE_NOTIFIER: '1' },
      },
    )
    if (result.code !== 0 || !exists(executable)) {
      throw new Stop(`The app could not be packaged.\n${tail(result.output, 30)}`)
    }
    writeWhole(stamp, wanted)
    log(`Package: in place after ${took(start)}.`)
    return executable
  })
}

/** @param {string} output */
function executableIn(output) {
  if (process.platform === 'darwin') {
    const folder = process.arch === 'arm64' ? 'mac-arm64' : 'mac'
    return join(
      output,
      folder,
      'Asclepius Workstation.app',
      'Contents',
      'MacOS',
      'Asclepius Workstation',
    )
  }
  if (process.platform === 'win32') {
    const folder = process.arch === 'arm64' ? 'win-arm64-unpacked' : 'win-unpacked'
    return join(output, folder, 'Asclepius Workstation.exe')
  }
  const folder = process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked'
  return join(output, folder, 'asclepius-workstation')
}

/**
 * @param {string} projectDir @param {import('./setup.mjs').Resolved} resolved @param {boolean} hasCuda @param {string} sbom
 */
function configuration(projectDir, resolved, hasCuda, sbom) {
  const { electron, electronKind, electronVersion, sqliteBinding, trainer } = resolved
  if (!electron || !electronVersion) throw new Stop('There is no Electron to package the app with.')
  const prebuilds = `node_modules/${binding}/prebuilds`
  const own = `${process.platform}-${process.arch}.node`
  // The fallback Electron is too old for the published binding; the one set-up built takes its place.
  const isOwnBuild = electronKind === 'registry fallback' && sqliteBinding
  /** @type {(string | object)[]} */
  const files = [
    ...strangers(projectDir, hasCuda).map((name) => `!node_modules/${name}/**`),
    ...readdirSync(join(repo, prebuilds))
      .filter((file) => file !== own || isOwnBuild)
      .map((file) => `!${prebuilds}/${file}`),
  ]
  if (isOwnBuild) {
    // electron-builder maps folders, not single files under another name.
    const staged = join(projectDir, 'dist', 'own-binding')
    mkdirSync(staged, { recursive: true })
    copyFileSync(sqliteBinding, join(staged, own))
    files.push({ from: staged, to: prebuilds, filter: [own] })
  }
  const extraResources = [{ from: sbom, to: 'sbom.cdx.json' }]
  if (trainer) extraResources.push({ from: trainer, to: `native/${trainer.split(/[\\/]/).at(-1)}` })
  const distribution =
    process.platform === 'darwin' ? join(dirname(electron), '..', '..', '..') : dirname(electron)
  return {
    extends: join(projectDir, 'electron-builder.yml'),
    electronDist: distribution,
    electronVersion,
    files,
    extraResources,
  }
}

/** Native packages of other machines: npm installs some of them on every 64-bit Linux. @param {string} projectDir @param {boolean} hasCuda @returns {string[]} */
function strangers(projectDir, hasCuda) {
  const platform = { darwin: 'mac', win32: 'win' }[String(process.platform)] ?? process.platform
  const own = `${platform}-${process.arch}`
  const folder = join(projectDir, 'node_modules', '@node-llama-cpp')
  if (!exists(folder)) return []
  return readdirSync(folder)
    .filter((name) => {
      if (name !== own && !name.startsWith(`${own}-`)) return true
      return name.includes('-cuda') && !hasCuda
    })
    .map((name) => `@node-llama-cpp/${name}`)
}

/** @param {string} projectDir @param {import('./setup.mjs').Resolved} resolved @param {boolean} hasCuda */
function inputsHash(projectDir, resolved, hasCuda) {
  const hash = createHash('sha256').update(JSON.stringify([resolved, hasCuda]))
  for (const path of [
    'out',
    'resources',
    'electron-builder.yml',
    'package.json',
    'package-lock.json',
  ]) {
    addTo(hash, join(projectDir, path))
  }
  for (const path of ['scripts/dist.mjs', 'scripts/sbom.mjs']) addTo(hash, join(repo, path))
  if (resolved.trainer) addTo(hash, resolved.trainer)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTo(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
  } else {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(path))
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  command(async () => {
    const given = process.argv.slice(2)
    const hasCuda = given.includes('--cuda')
    const targets = given.filter((argument) => !argument.startsWith('--'))
    const unknown = targets.filter((target) => target !== 'dir' && target !== 'deb')
    if (unknown.length > 0)
      throw new Stop(`npm run dist makes dir or deb; not ${unknown.join(', ')}.`)
    const resolved = await setup({ need: ['system', 'electron', 'sqlite', 'trainer'] })
    stopIfMissing(resolved.missingSystem, 'Packaging')
    const executable = await packageApp({ log: toScreen, resolved, hasCuda })
    toScreen(`The app folder: ${dirname(executable)}`)
    if (targets.includes('deb')) {
      const { version } = readJson(join(repo, 'package.json'))
      toScreen(`The Debian package: ${await makeDeb(dirname(executable), version, toScreen)}`)
    }
    return 0
  })
}
