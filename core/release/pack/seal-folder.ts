import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export interface PackedFile {
  /** With forward slashes, from the pack's folder. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

const manifestName = 'manifest.json'
const sumsName = 'SHA256SUMS'
const keyName = 'public-key.pem'

/**
 * Closes a folder: the public key, a manifest of every file, the sums of every file and the manifest,
 * and an Ed25519 signature under both. The manifest is for programs; sums and their signature let a
 * stranger check everything with two tools that every system has.
 */
export async function sealFolder(
  folder: string,
  key: KeyObject,
  about: Readonly<Record<string, unknown>>,
): Promise<readonly PackedFile[]> {
  const put = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(folder, name), content, { mode: 0o644, flush: true })
  const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' })
  await put(keyName, pem.toString())
  const files = await filesIn(folder)
  const manifest = Buffer.from(`${JSON.stringify({ ...about, files }, null, 2)}\n`)
  await put(manifestName, manifest)
  await put('manifest.sig', sign(null, manifest, key))
  const sums = Buffer.from(
    (await filesIn(folder)).map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''),
  )
  await put(sumsName, sums)
  await put(`${sumsName}.sig`, sign(null, sums, key))
  return files
}

/** Every file below a folder, by name, with its hash. */
async function filesIn(folder: string): Promise<PackedFile[]> {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  const files: PackedFile[] = []
  for (const path of paths) {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const piece of createReadStream(path)) {
      hash.update(piece)
      bytes += piece.length
    }
    files.push({
      path: relative(folder, path).split(sep).join('/'),
      bytes,
      sha256: hash.digest('hex'),
    })
  }
  return files
}
