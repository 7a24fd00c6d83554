import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs'
import { chmod, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { say } from '../../contract/sentences'
import { syncFolder } from '../kernel/files'
import { Refusal } from '../kernel/refusal'

/** The managed folder of models: named by their hash, read only, the one place models run from. */
export interface ModelStore {
  readonly path: (sha256: string) => string
  /**
   * Copies a file in and hashes it on the way; a cancelled or failed copy leaves nothing.
   * @returns the SHA-256 in hex and the stamp of the stored file.
   */
  readonly take: (
    source: string,
    options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
  ) => Promise<{ readonly sha256: string; readonly stamp: string }>
  /** Size, time of change and inode: cheap to compare with what the last full hash saw. */
  readonly stamp: (sha256: string) => string
  /** Hashes the stored file again. @throws Refusal `model-changed` when it is not what was imported. */
  readonly verify: (sha256: string, signal: AbortSignal) => Promise<string>
  readonly discard: (sha256: string) => void
}

export function createModelStore(folder: string): ModelStore {
  const path = (sha256: string): string => join(folder, `${sha256}.gguf`)
  const stamp = (sha256: string): string => {
    const stat = statSync(path(sha256), { bigint: true, throwIfNoEntry: false })
    if (!stat) throw new Refusal('model-gone', say('model-file-gone'))
    return `${stat.size}:${stat.mtimeNs}:${stat.ino}`
  }
  return {
    path,
    stamp,
    take: async (source, { signal, onBytes }) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const aside = join(folder, `incoming-${process.pid}-${Date.now()}.part`)
      try {
        const sha256 = await copyHashed(source, aside, signal, onBytes)
        await syncFile(aside)
        await chmod(aside, 0o400)
        await rename(aside, path(sha256))
        syncFolder(folder)
        return { sha256, stamp: stamp(sha256) }
      } finally {
        rmSync(aside, { force: true })
      }
    },
    verify: async (sha256, signal) => {
      const hash = createHash('sha256')
      await pipeline(createReadStream(path(sha256), { highWaterMark: 1 << 20 }), hash, { signal })
      if (hash.digest('hex') !== sha256)
        throw new Refusal('model-changed', say('model-file-changed'))
      return stamp(sha256)
    },
    discard: (sha256) => rmSync(path(sha256), { force: true }),
  }
}

async function copyHashed(
  source: string,
  target: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk)
      bytes += chunk.length
      onBytes(bytes)
      next(null, chunk)
    },
  })
  await pipeline(
    createReadStream(source, { highWaterMark: 1 << 20 }),
    tap,
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    { signal },
  )
  return hash.digest('hex')
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
