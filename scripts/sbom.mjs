// @ts-check
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exists, hashOf, writeWhole } from './lib/cache.mjs'
import { command, toScreen } from './lib/log.mjs'
import { readJson, repo } from './lib/repo.mjs'

// node scripts/sbom.mjs [FILE]: the bill of materials (CycloneDX 1.6) of what the app ships.

/**
 * @typedef {object} Shipped
 * @property {string} [electronVersion] where another Electron is shipped than the lock file names
 * @property {readonly string[]} [without] names of installed packages that this target leaves out
 */

/**
 * @param {string} file
 * @param {Shipped} [shipped]
 * @returns {Promise<number>} how many components it lists
 */
export async function writeBom(file, shipped = {}) {
  const bom = await makeBom(shipped)
  writeWhole(file, `${JSON.stringify(bom, null, 2)}\n`)
  return bom.components.length
}

/** Every run-time package of package-lock.json that is installed, and the native libraries inside them. @param {Shipped} shipped */
async function makeBom({ electronVersion, without = [] }) {
  const { name, version, license } = readJson(join(repo, 'package.json'))
  const { packages } = readJson(join(repo, 'package-lock.json'))
  const components = []
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev || entry.devOptional || !exists(join(repo, path))) continue
    if (without.some((name) => path === `node_modules/${name}`)) continue
    components.push(npmComponent(path, entry))
  }
  const electron = electronVersion ?? packages['node_modules/electron']?.version
  components.push({
    type: 'framework',
    name: 'electron',
    version: electron,
    purl: `pkg:npm/electron@${electron}`,
    licenses: [{ license: { id: 'MIT' } }],
  })
  components.push(...(await nativeComponents()))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', name, version, licenses: [{ license: { id: license } }] },
    },
    components: components.sort((a, b) =>
      `${a.name}@${a.version}`.localeCompare(`${b.name}@${b.version}`),
    ),
  }
}

/** @param {string} path @param {any} entry of package-lock.json @returns {Record<string, any>} */
function npmComponent(path, entry) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(entry.integrity ?? '') ?? []
  return {
    type: 'library',
    name,
    version: entry.version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`,
    ...(entry.license ? { licenses: [licenceOf(entry.license)] } : {}),
    ...(digest
      ? {
          hashes: [
            {
              alg: algorithm === 'sha512' ? 'SHA-512' : 'SHA-1',
              content: Buffer.from(digest, 'base64').toString('hex'),
            },
          ],
        }
      : {}),
  }
}

/** @param {string} text */
function licenceOf(text) {
  return /[\s()]/.test(text) ? { expression: text } : { license: { id: text } }
}

/** llama.cpp with its commit and SQLite with its version: both lie inside npm packages. @returns {Promise<Record<string, any>[]>} */
async function nativeComponents() {
  const bundle = join(repo, 'node_modules', 'node-llama-cpp', 'llama', 'gitRelease.bundle')
  const release = readJson(
    join(repo, 'node_modules', 'node-llama-cpp', 'llama', 'binariesGithubRelease.json'),
  )?.release
  const header = join(
    repo,
    'node_modules',
    'better-sqlite3-multiple-ciphers',
    'deps',
    'sqlite3',
    'sqlite3.h',
  )
  return [
    {
      type: 'library',
      name: 'llama.cpp',
      version: release,
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-256', content: await hashOf(bundle, 'sha256') }],
      properties: [{ name: 'git:commit', value: bundleCommit(bundle) }],
    },
    {
      type: 'library',
      name: 'SQLite3 Multiple Ciphers',
      version: sqliteVersion(header),
      licenses: [{ license: { id: 'MIT' } }],
    },
  ]
}

/** The commit a git bundle carries stands in its text header, so no git is needed. @param {string} file @returns {string} */
function bundleCommit(file) {
  const bytes = Buffer.alloc(4096)
  const handle = openSync(file, 'r')
  readSync(handle, bytes)
  closeSync(handle)
  return /^([0-9a-f]{40}) /m.exec(bytes.toString('latin1'))?.[1] ?? 'unknown'
}

/** @param {string} header sqlite3.h @returns {string} */
function sqliteVersion(header) {
  return /#define SQLITE_VERSION\s+"([0-9.]+)"/.exec(readFileSync(header, 'utf8'))?.[1] ?? 'unknown'
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  command(async () => {
    const file = process.argv[2] ?? join(repo, 'dist', 'sbom.cdx.json')
    toScreen(`${await writeBom(file)} components written to ${file}`)
  })
}
