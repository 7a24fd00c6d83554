import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file so that a crash leaves the old or the new one: aside, synced, renamed, folder synced. */
export function replaceFileSync(path: string, content: string | Buffer, mode = 0o600): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}.part`
  const file = openSync(aside, 'wx', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } catch (cause) {
    closeSync(file)
    rmSync(aside, { force: true })
    throw cause
  }
  closeSync(file)
  renameSync(aside, path)
  syncFolder(dirname(path))
}

/** Makes a rename durable. Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
