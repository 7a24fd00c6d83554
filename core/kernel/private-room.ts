import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../contract/sentences'
import { Refusal } from './refusal'

/*
 * A folder in memory for what a process reads and writes as a file and what must not reach a disk in
 * the clear: checkpoints, adapters. On Linux /dev/shm is such a place (tmpfs); there is no other we
 * could trust, so without it training is refused. What lies there may be moved to the swap space by
 * the system, as any memory may: the installation's check asks for encrypted swap or none.
 */

const base = '/dev/shm'
/** TMPFS_MAGIC of linux/magic.h. */
const tmpfs = 0x01021994

/** Bytes that are free in memory-backed room; null where there is none. */
export function privateRoomFree(): { readonly freeBytes: number } | null {
  try {
    const room = statfsSync(base)
    return room.type === tmpfs ? { freeBytes: room.bavail * room.bsize } : null
  } catch {
    return null
  }
}

/**
 * The folder of a workspace in memory, mode 0700, made where it is not there.
 * @throws Refusal `no-private-room`
 */
export function privateRoom(workspaceFolder: string): string {
  if (privateRoomFree() === null) throw new Refusal('no-private-room', say('no-private-room'))
  const folder = roomPath(workspaceFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o077) !== 0)
    throw new Refusal('no-private-room', say('private-room-open'))
  return folder
}

/** A new folder there, for one process alone. */
export function privateFolder(workspaceFolder: string, what: string): string {
  const folder = join(privateRoom(workspaceFolder), `${what}-${randomBytes(6).toString('hex')}`)
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

/** Removes everything that an earlier life of this workspace left there. */
export function clearPrivateRoom(workspaceFolder: string): void {
  rmSync(roomPath(workspaceFolder), { recursive: true, force: true })
}

function roomPath(workspaceFolder: string): string {
  const name = createHash('sha256').update(workspaceFolder).digest('hex').slice(0, 16)
  return join(base, `asclepius-${process.getuid?.() ?? 0}-${name}`)
}
