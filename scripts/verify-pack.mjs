// @ts-check
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

// npm run verify-pack -- FOLDER [--key FINGERPRINT]
// Needs nothing but Node: it can be copied and run by itself.

/** What is wrong with a pack, in words for people. */
export class Wrong extends Error {}

/** These close the pack and are not in its manifest. */
const closing = ['manifest.json', 'manifest.sig', 'SHA256SUMS', 'SHA256SUMS.sig']

/**
 * Checks signatures first, then every file, then that nothing else is there.
 * @param {string} folder @param {string | null} [fingerprint] SHA-256 of the publisher's key, as they gave it
 * @returns {Promise<{ files: number, key: string }>} rejects with the first thing that is Wrong
 */
export async function verifyPack(folder, fingerprint = null) {
  const key = readKey(folder)
  const own = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
  if (fingerprint !== null && fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase() !== own)
    throw new Wrong(`public-key.pem is not the key you named: its fingerprint is ${own}.`)
  for (const name of ['manifest.json', 'SHA256SUMS']) checkSignature(folder, key, name)
  const manifest = readManifest(folder, own)
  for (const file of manifest.files) await checkFile(folder, file)
  checkSums(folder, manifest.files)
  checkNothingElse(folder, new Set([...closing, ...manifest.files.map((file) => file.path)]))
  return { files: manifest.files.length + closing.length, key: own }
}

/** @typedef {{ path: string, bytes: number, sha256: string }} PackedFile */

/** @param {string} folder @param {string} name @returns {Buffer} */
function read(folder, name) {
  const path = join(folder, name)
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) throw new Wrong(`${name} is missing.`)
  if (!stat.isFile()) throw new Wrong(`${name} is not a plain file.`)
  return readFileSync(path)
}

/** @param {string} folder */
function readKey(folder) {
  const pem = read(folder, 'public-key.pem').toString('latin1')
  let key = null
  try {
    key = createPublicKey({ key: pem, format: 'pem' })
  } catch {
    // Said below, like a key of another kind.
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new Wrong('public-key.pem holds no public key of the kind Ed25519.')
  return key
}

/** @param {string} folder @param {import('node:crypto').KeyObject} key @param {string} name */
function checkSignature(folder, key, name) {
  const signatureName = name === 'manifest.json' ? 'manifest.sig' : `${name}.sig`
  const signature = read(folder, signatureName)
  if (!verify(null, read(folder, name), key, signature))
    throw new Wrong(
      `The signature ${signatureName} does not fit ${name} and public-key.pem: one of the three was changed.`,
    )
}

/** @param {string} folder @param {string} key @returns {{ files: PackedFile[] }} */
function readManifest(folder, key) {
  const manifest = JSON.parse(read(folder, 'manifest.json').toString('utf8'))
  if (manifest.kind !== 'asclepius-share-pack' || manifest.version !== 1)
    throw new Wrong('manifest.json is not that of a share pack of version 1.')
  if (manifest.key?.sha256 !== key) throw new Wrong('manifest.json names another key.')
  for (const { path } of manifest.files)
    if (!isBelow(folder, path)) throw new Wrong(`manifest.json names a file outside: ${path}`)
  return manifest
}

/** @param {string} folder @param {string} path */
function isBelow(folder, path) {
  const inside = relative(folder, resolve(folder, path)).split(sep).join('/')
  return inside === path && !inside.startsWith('..')
}

/** @param {string} folder @param {PackedFile} file */
async function checkFile(folder, { path, bytes, sha256 }) {
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false })
  if (!stat) throw new Wrong(`${path} is missing.`)
  if (!stat.isFile()) throw new Wrong(`${path} is not a plain file.`)
  if (stat.size !== bytes)
    throw new Wrong(`${path} has ${stat.size} bytes; the manifest says ${bytes}.`)
  const hash = createHash('sha256')
  for await (const piece of createReadStream(join(folder, path))) hash.update(piece)
  if (hash.digest('hex') !== sha256)
    throw new Wrong(`${path} was changed: its SHA-256 is not the one in the manifest.`)
}

/** @param {string} folder @param {readonly PackedFile[]} files */
function checkSums(folder, files) {
  const hashOf = (/** @type {string} */ name) =>
    createHash('sha256').update(read(folder, name)).digest('hex')
  const wanted = [
    ...files.map(({ path, sha256 }) => `${sha256}  ${path}`),
    ...closing.slice(0, 2).map((name) => `${hashOf(name)}  ${name}`),
  ].sort()
  const found = read(folder, 'SHA256SUMS').toString('utf8').split('\n').filter(Boolean).sort()
  if (wanted.join('\n') !== found.join('\n'))
    throw new Wrong('SHA256SUMS does not name the same files and hashes as manifest.json.')
}

/** @param {string} folder @param {ReadonlySet<string>} known */
function checkNothingElse(folder, known) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue
    const parent = entry.parentPath ?? entry.path
    const path = relative(folder, join(parent, entry.name)).split(sep).join('/')
    if (!known.has(path)) throw new Wrong(`${path} does not belong to the pack.`)
  }
}

async function main() {
  const [folder, option, fingerprint = null] = process.argv.slice(2)
  if (folder === undefined || (option !== undefined && option !== '--key')) {
    console.log('Say which folder: npm run verify-pack -- FOLDER [--key FINGERPRINT]')
    return 2
  }
  try {
    const { files, key } = await verifyPack(resolve(folder), fingerprint)
    console.log(`Everything is as it was signed: ${files} files.`)
    console.log(`Fingerprint of the key: ${key}`)
    if (fingerprint === null)
      console.log('Compare it with the one that the publisher gave you in another way.')
    return 0
  } catch (problem) {
    if (!(problem instanceof Wrong)) throw problem
    console.log(`Not in order: ${problem.message}`)
    return 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main()
